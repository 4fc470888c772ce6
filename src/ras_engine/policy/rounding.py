"""Rounding by a rule of the ruleset, for amounts worked out beside the plan. The kernel is the engine's own."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.document.header import Rounding
from ras_engine.exact import Money, divide_rounded


def rounded(number: Fraction, rule: Rounding) -> Fraction:
    """The number as a multiple of the rule's step."""
    steps = number / rule.to
    whole: int = divide_rounded(steps.numerator, steps.denominator, rule.direction)
    return whole * rule.to


def money_rounded(pence: Fraction, rule: Rounding, currency: str) -> Money:
    """An exact number of pence as money; the rule's step is stated in pounds and is whole pence."""
    whole = rounded(pence / 100, rule) * 100
    return Money(int(whole), currency)
