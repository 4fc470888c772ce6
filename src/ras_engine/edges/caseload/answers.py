"""Answers to the questions of any ruleset: dealt out from the tuned tables where there are some, else from plain ones made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.edges.caseload import tables
from ras_engine.edges.caseload.draw import DOMAIN, NEED, OWN, Draw, Shares, Whole, dealt, in_order
from ras_engine.exact import format_decimal
from ras_engine.score.many.columns import Distinct

NUMBERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class People:
    """Who the answers are for: the draws, the number and the name of each person's group, and the hidden need."""

    draw: Draw
    groups: Whole
    names: Sequence[str]
    need: Whole


def answers_to(question: Question, people: People) -> Distinct:
    """Everybody's answer to a question, as if it were asked of everybody."""
    shares = {place: _shares(question, name) for place, name in enumerate(people.names)}
    values, places = dealt(_order(question, people), people.groups, shares)
    answers = Distinct(values, places)
    return _by_days(question, answers, people) if isinstance(question, LevelsQuestion) and question.fluctuating else answers


def _order(question: Question, people: People) -> Whole:
    own = people.draw.hill(f"answer {question.id}")
    if question.id in tables.LUCK:
        return in_order(own, people.groups)
    domain = people.draw.hill(f"domain {question.domain}")
    return in_order(NEED * people.need + DOMAIN * domain + OWN * own, people.groups)


def _shares(question: Question, group: str) -> Shares:
    """The answers to a question from the least need to the most, with the shares of one group."""
    place = tables.ORDER.index(group) if group in tables.ORDER else 0
    if question.id in tables.NUMBERS and isinstance(question, QuantityQuestion | FrequencyQuestion):
        return tables.NUMBERS[question.id][place]
    levels = levels_of(question)
    tuned = tables.LEVELS.get(question.id, ())
    if levels and tuned and len(tuned[place]) == len(levels):
        return tuple(zip(levels, tuned[place], strict=True))
    return _plain(levels or _numbers(question))


def levels_of(question: Question) -> tuple[str, ...]:
    """The answers of a question that is answered with a word, least need first; nothing for numbers."""
    match question:
        case LevelsQuestion(levels=levels):
            return tuple(one.id for one in levels)
        case ChoicesQuestion(choices=choices):
            return tuple(one.id for one in choices)
        case YesNoQuestion():
            return ("no", "yes")
        case _:
            return ()


def _numbers(question: Question) -> tuple[str, ...]:
    """A few small answers to a question that is answered with a number."""
    if isinstance(question, QuantityQuestion):
        steps = int((question.maximum - question.minimum) / question.step)
        apart = Fraction(steps, 2 * NUMBERS_SHOWN)
        wanted = sorted({int(apart * place) for place in range(NUMBERS_SHOWN)})
        return tuple(format_decimal(question.minimum + question.step * one) for one in wanted)
    assert isinstance(question, FrequencyQuestion)
    period, limits = next(iter(question.periods.items()))
    return tuple(f"{times} per {period}" for times in range(min(limits.most, NUMBERS_SHOWN - 1) + 1))


def _plain(answers: Sequence[str]) -> Shares:
    """Half give the first answer; each further one is half as frequent as the one before, and the last two are alike."""
    left, shares = 1000, []
    for _ in answers[:-1]:
        shares.append(left // 2)
        left -= left // 2
    return tuple(zip(answers, [*shares, left], strict=True))


def _by_days(question: LevelsQuestion, answers: Distinct, people: People) -> Distinct:
    """Some of the answers given by days: so many on the level, the rest on the one below or above."""
    assert question.fluctuating is not None
    days, levels = question.fluctuating.days, levels_of(question)
    stream = people.draw.stream(f"days {question.id}")
    tuned: Mapping[int, int] = dict(enumerate(tables.BY_DAYS.get(question.id, ())))
    share = np.array([tuned.get(_place(name), tables.SOME_BY_DAYS) for name in people.names], dtype=np.int64)[people.groups]
    chosen = stream.integers(0, 1000, people.draw.people) < share
    off = stream.integers(1, max(days, 2), people.draw.people)
    up = stream.integers(0, 2, people.draw.people)
    written = list(answers.values)
    places = answers.places.copy()
    known: dict[tuple[int, int, int], int] = {}
    for row in np.flatnonzero(chosen).tolist():
        key = (int(answers.places[row]), int(off[row]), int(up[row]))
        if key not in known:
            known[key] = len(written)
            written.append(_shared_out(levels, levels.index(answers.values[key[0]]), key[1], days, upwards=bool(key[2])))
        places[row] = known[key]
    return Distinct(tuple(written), places)


def _place(name: str) -> int:
    return tables.ORDER.index(name) if name in tables.ORDER else -1


def _shared_out(levels: Sequence[str], level: int, off: int, days: int, *, upwards: bool) -> str:
    """Days as a caseload writes them: "some=5;all=2"."""
    other = level + 1 if (upwards and level + 1 < len(levels)) or level == 0 else level - 1
    pairs = sorted([(level, days - off), (other, off)])
    return ";".join(f"{levels[place]}={count}" for place, count in pairs if count)
