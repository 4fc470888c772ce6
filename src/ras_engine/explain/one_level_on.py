"""What each single answer is worth: every answer changed by one level, one at a time, and what that would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget
from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.errors import AssessmentInvalid
from ras_engine.exact import Money, format_decimal, parse_decimal
from ras_engine.explain.other_answers import changed
from ras_engine.ruleset import Ruleset
from ras_engine.score import score


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One answer changed by one level: the indicative budget then, and its difference; None where no amount would be shown."""

    question: str
    answer: str
    indicative_budget: Money | None
    difference: Money | None


def neighbours(ruleset: Ruleset, assessment: Assessment) -> tuple[Neighbour, ...]:
    """Every result that differs in one answer by one level (a choice: any other; a quantity: one step), in the ruleset's order.

    Answers given by days, frequencies and missing answers are left out, and so are changes that the other answers rule out.
    Raises AssessmentInvalid where the assessment itself cannot be scored.
    """
    now = score(ruleset, assessment).indicative_budget
    return tuple(_neighbours(ruleset, assessment, now))


def _neighbours(ruleset: Ruleset, assessment: Assessment, now: Money | None) -> Iterator[Neighbour]:
    for question in ruleset.document.questions:
        raw = assessment.answers.get(question.id)
        for answer in _next_to(question, raw) if isinstance(raw, str) else ():
            try:
                result = score(ruleset, changed(assessment, {question.id: answer}))
            except AssessmentInvalid:
                continue
            budget = result.indicative_budget if isinstance(result, IndicativeBudget) else None
            yield Neighbour(question.id, answer, budget, None if budget is None or now is None else budget - now)


def _next_to(question: Question, raw: str) -> Iterator[str]:
    """The answers next to one."""
    match question:
        case LevelsQuestion(levels=levels):
            names = [level.id for level in levels]
            place = names.index(raw) if raw in names else -2
            yield from (names[near] for near in (place - 1, place + 1) if place >= 0 and 0 <= near < len(names))
        case ChoicesQuestion(choices=choices):
            yield from (choice.id for choice in choices if choice.id != raw)
        case YesNoQuestion():
            yield from (answer for answer in ("no", "yes") if answer != raw)
        case QuantityQuestion(minimum=minimum, maximum=maximum, step=step):
            number = parse_decimal(raw)
            yield from (format_decimal(near) for near in (number - step, number + step) if minimum <= near <= maximum)
        case FrequencyQuestion():
            return
