"""How many days, weeks, months make a year, by the ruleset's own length of year."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.document.header import MoneySection


def periods_a_year(money: MoneySection, period: str) -> Fraction:
    """How many of a period (day, week, fortnight, four_weeks, month, quarter, year) make one year. Raises KeyError for others."""
    weeks = money.weeks_per_year or (money.days_per_year or Fraction(0)) / 7
    fixed = {"year": Fraction(1), "quarter": Fraction(4), "month": Fraction(12)}
    return {**fixed, "four_weeks": weeks / 4, "fortnight": weeks / 2, "week": weeks, "day": 7 * weeks}[period]
