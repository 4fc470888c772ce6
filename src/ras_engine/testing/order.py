"""Which answer is the plainest, and which says more need: the order in which answers are drawn, shrunk and raised.

Levels and yes or no stand in the order of their points where all have points (a scale may be written the other way round), else as
the ruleset declares them: the least need first.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.testing.builder import written

NEED = ("need", "safety")
"""What a question must be about for its answer to be need."""


def in_order(question: LevelsQuestion | ChoicesQuestion | YesNoQuestion) -> tuple[str, ...]:
    """The answers, the plainest first."""
    known = points_of(question)
    counted = {name: points for name, points in known.items() if points is not None}
    return tuple(known) if len(counted) < len(known) else tuple(sorted(counted, key=lambda name: counted[name]))


def points_of(question: LevelsQuestion | ChoicesQuestion | YesNoQuestion) -> dict[str, Fraction | None]:
    """The points of each answer, None where it has none, in the order in which the ruleset declares them; "no" before "yes"."""
    match question:
        case YesNoQuestion(points=points):
            return {name: points.get(name) if points else None for name in ("no", "yes")}
        case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
            return {one.id: one.points for one in levels}


def has_order(question: Question) -> bool:
    """Whether more of the answer is more need: choices, yes and no only where they have points."""
    return not isinstance(question, ChoicesQuestion | YesNoQuestion) or None not in points_of(question).values()


def more_need(question: Question, answer: Any) -> Iterator[Any]:
    """Every answer that says more need than one given, the next one first; none from an answer that was left out."""
    if not answer or not has_order(question):
        return
    match question:
        case LevelsQuestion() if not isinstance(answer, str):
            yield from _worse_days(in_order(question), answer)
        case LevelsQuestion() | ChoicesQuestion() | YesNoQuestion():
            order, points = in_order(question), points_of(question)
            yield from (one for one in order[order.index(answer) + 1 :] if points[one] is None or points[one] != points[answer])
        case QuantityQuestion(maximum=maximum, step=step):
            value = Fraction(answer)
            yield from (written(value + step * place) for place in range(1, int((maximum - value) / step) + 1))
        case FrequencyQuestion(periods=periods):
            times, per = _times(answer, next(iter(periods)))
            yield from ({"times": str(more), "per": per} for more in range(times + 1, periods[per].most + 1))


def _worse_days(order: tuple[str, ...], days: dict[str, str]) -> Iterator[dict[str, str]]:
    """One day moved up one level, for each level that has a day."""
    for place, level in enumerate(order[:-1]):
        if int(days.get(level, "0")):
            moved = {one: int(days.get(one, "0")) for one in order}
            moved[level] -= 1
            moved[order[place + 1]] += 1
            yield {one: str(count) for one, count in moved.items() if count}


def _times(answer: Any, first: str) -> tuple[int, str]:
    if answer == "0":
        return 0, first
    if isinstance(answer, str):
        times, per = answer.split(" per ")
        return int(times), per
    return int(answer["times"]), answer["per"]
