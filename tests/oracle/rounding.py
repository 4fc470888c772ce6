"""Rounding by steps, written from the words of the language and not from the engine's kernel."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.document.header import Rounding


def rounded(value: Fraction, rule: Rounding | None) -> Fraction:
    """`value` as a multiple of `rule.to`: stand on the step below, look at how far the next one is."""
    if rule is None:
        return value
    steps = value / rule.to
    below = steps.numerator // steps.denominator
    over = steps - below
    if over == 0:
        return value
    half = Fraction(1, 2)
    climbs = {
        "up": True,
        "down": False,
        "half_up": over > half or (over == half and value > 0),  # a half goes away from zero
        "half_even": over > half or (over == half and below % 2 == 1),
    }[rule.direction.value]
    return (below + climbs) * rule.to
