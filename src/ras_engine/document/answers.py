"""Whether a text is an answer to a question: for answers that the ruleset itself writes, such as what a missing one counts as."""

from __future__ import annotations

import re
from fractions import Fraction

from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.exact import format_decimal, parse_decimal

_TIMES = re.compile(r"(\d{1,9})\s+(?:times\s+)?(?:per|a)\s+([a-z][a-z0-9_]*)", re.ASCII)


def times_per(text: str) -> tuple[int, str] | None:
    """How many times in which period a text such as "3 per week" says; None where it says no such thing."""
    match = _TIMES.fullmatch(text.strip())
    return (int(match[1]), match[2]) if match else None


def number_in(text: str) -> Fraction | None:
    """The number that a text says; None where it is not a plain decimal."""
    try:
        return parse_decimal(text.strip())
    except ValueError:
        return None


def is_answer(question: Question, text: str) -> bool:
    """Whether `text` answers the question: a level, `yes` or `no`, a number in its range and on its step, "3 per week" or "0"."""
    match question:
        case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
            return text in {level.id for level in levels}
        case YesNoQuestion():
            return text in ("yes", "no")
        case QuantityQuestion():
            number = number_in(text)
            return number is not None and fits(question, number)
        case FrequencyQuestion(periods=periods):
            said = times_per(text)
            return text == "0" or (said is not None and said[1] in periods and said[0] <= periods[said[1]].most)


def fits(question: QuantityQuestion, number: Fraction) -> bool:
    """Whether a number is within the range of a quantity and a whole number of steps from its minimum."""
    steps = (number - question.minimum) / question.step
    return question.minimum <= number <= question.maximum and steps.denominator == 1


def answers_in_words(question: Question) -> str:
    """The answers that a question takes, as a remedy says them."""
    match question:
        case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
            return f"one of {', '.join(level.id for level in levels)}"
        case YesNoQuestion():
            return "yes or no"
        case QuantityQuestion(minimum=minimum, maximum=maximum, step=step):
            low, high, by = (format_decimal(number) for number in (minimum, maximum, step))
            return f"a number from {low} to {high} in steps of {by}"
        case FrequencyQuestion(periods=periods):
            return f'a frequency such as "1 per {next(iter(periods))}", or 0'
