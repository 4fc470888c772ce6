"""P28. Week, four weeks and year agree."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.document.periods import periods_a_year
from ras_engine.exact import Money

PERIODS = ("day", "week", "fortnight", "four_weeks", "month", "quarter", "year")


def prove(bench: Bench) -> Draft:
    """One length of year for every period, and one rounding each, so that no two periods differ by more than half a penny each."""
    ruleset, money = bench.ruleset, bench.ruleset.document.money
    exact = []
    for period in PERIODS:
        factor = periods_a_year(money, money.per) / periods_a_year(money, period)
        for pence in (0, 1, 99, 12_345, 999_999_999):
            off = abs(ruleset.for_period(Money(pence, money.currency), period).pence - pence * factor)
            if off > Fraction(1, 2):
                return Draft(
                    Verdict.BROKEN, f"An amount for a {period.replace('_', ' ')} is off by more than rounding.", engine="lemma"
                )
        if factor.denominator == 1:
            exact.append(period)
    whole = ", ".join(exact).replace("_", " ")
    return proved(
        f"Every period goes by one length of year; {whole} are whole multiples, and the others are within half a penny.",
        "An amount for another period is the amount times a fixed fraction, rounded once.",
    )


LAW = Law("P28", "Periods agree", "Week, four weeks and year agree.", prove)
