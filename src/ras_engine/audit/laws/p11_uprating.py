"""P11. An uprating moves everybody by the index, within a penny for each rounding."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, not_applicable


def prove(bench: Bench) -> Draft:
    """Only where the whole of the money was multiplied by one factor is there an index to hold everybody to."""
    if bench.against is None:
        return not_applicable("No earlier ruleset was given to compare with.")
    factors = sorted(_factors(bench.against.located.data, bench.ruleset.located.data))
    if not factors:
        return not_applicable("The two rulesets have no amounts of money in the same places.")
    listed = (
        f"least factor {_shown(factors[0])}",
        f"middle factor {_shown(factors[len(factors) // 2])}",
        f"greatest factor {_shown(factors[-1])}",
    )
    if factors[-1] - factors[0] > Fraction(1, 500):
        return not_applicable(
            "The new ruleset is no plain uprating: its amounts moved by different factors. P25 shows who loses.", listed=listed
        )
    from ras_engine.audit.rules.uprated import moved_by_one_index

    return moved_by_one_index(bench, factors[len(factors) // 2], listed)


MONEY = ("amount", "starts_at", "per_point")
BY_NAME = ("by_client_group", "by_deployment", "amounts")
"""Amounts by the name of a group, a way of holding the money, or a level."""
NO_MONEY = ("audit", "questions", "measures")


def _factors(old: object, new: object, key: str = "") -> list[Fraction]:
    """By what each amount of money was multiplied, place by place."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            factor
            for name in old.keys() & new.keys()
            if name not in NO_MONEY
            for factor in _factors(old[name], new[name], key if key in BY_NAME and name not in MONEY else str(name))
        ]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [factor for one, other in zip(old, new, strict=True) for factor in _factors(one, other)]
    if isinstance(old, str) and isinstance(new, str) and key in (*MONEY, *BY_NAME):
        try:
            before, after = Fraction(old), Fraction(new)
        except ValueError:
            return []
        return [after / before] if before >= 10 else []
    return []


def _shown(factor: Fraction) -> str:
    thousandths = int(factor * 10_000)
    return f"{thousandths // 10_000}.{thousandths % 10_000:04d}"


LAW = Law("P11", "Uprating by the index", "An uprating moves everyone by the index, within a penny for each rounding.", prove)
