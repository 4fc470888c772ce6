"""An amount for some days: a budget that starts or ends within a year, a month or a week, by the ruleset's own rule.

Receives a ruleset and an amount for one of its periods; gives the amount for the days from the first to the last, both of which
count, with the sum that led to it. Everything is exact until the one rounding that the ruleset states.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.document.periods import periods_a_year
from ras_engine.errors import Location, RasError, ResultInvalid, RulesetInvalid, problem
from ras_engine.exact import Money, format_decimal
from ras_engine.policy.rounding import money_rounded
from ras_engine.ruleset import Ruleset

_PERIOD = {"calendar_days": "year", "thirty_day_months": "month", "sevenths_of_a_week": "week"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days in a row within one year or month: `share` of the period's amount is due for them."""

    first_day: date
    last_day: date
    share: Fraction

    @property
    def days(self) -> int:
        """How many days these are, both ends counted."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True)
class PartPeriod:
    """The amount for some days. `whole` is the exact amount, in pence, of one `period`; the stretches are the days asked for."""

    amount: Money
    rule: str
    period: str
    whole: Fraction
    stretches: tuple[Stretch, ...]

    @property
    def days(self) -> int:
        """How many days it is for."""
        return sum(one.days for one in self.stretches)

    @property
    def working(self) -> tuple[str, ...]:
        """The sum, a line for each stretch and one for the rounding."""
        whole = format_decimal(self.whole / 100, places=2)
        lines = [
            f"{one.first_day.isoformat()} to {one.last_day.isoformat()}: {_days(one.days)}, {_share(one, self.rule)} "
            f"of a {self.period}'s {whole} = {format_decimal(one.share * self.whole / 100, places=2)}"
            for one in self.stretches
        ]
        total = format_decimal(sum((one.share for one in self.stretches), Fraction(0)) * self.whole / 100, places=2)
        return (*lines, f"Together {total}, rounded to {self.amount}")


def part_period(
    ruleset: Ruleset, amount: Money | IndicativeBudget | OutOfModel, start: date, end: date, *, per: str | None = None
) -> PartPeriod:
    """The amount for the days from `start` to `end`, both counted, by the ruleset's `money.part_periods`.

    `amount` is for the ruleset's period, or for `per` (day, week, fortnight, four_weeks, month, quarter, year); a result stands
    for its indicative budget. Raises RulesetInvalid where the ruleset has no rule, ResultInvalid where the result has no amount,
    RasError where the days run backwards.
    """
    money = ruleset.document.money
    if money.part_periods is None:
        raise RulesetInvalid([problem("RAS540", ruleset.where(("money",)))])
    if end < start:
        days = {"start": start.isoformat(), "end": end.isoformat()}
        raise RasError([problem("RAS541", Location(path="end"), (), **days)])
    if isinstance(amount, OutOfModel):
        raise ResultInvalid([problem("RAS542", Location(path="indicative_budget"))])
    due = amount if isinstance(amount, Money) else amount.indicative_budget
    rule = money.part_periods.rule
    whole = due.pence * periods_a_year(money, per or money.per) / periods_a_year(money, _PERIOD[rule])
    stretches = tuple(_stretches(rule, start, end))
    exact = whole * sum((one.share for one in stretches), Fraction(0))
    return PartPeriod(money_rounded(exact, money.part_periods.round, due.currency), rule, _PERIOD[rule], whole, stretches)


def _stretches(rule: str, start: date, end: date) -> Iterator[Stretch]:
    """The days, year by year or month by month where the rule needs that, with the share of each stretch."""
    match rule:
        case "calendar_days":
            for first, last in _within(start, end, years=True):
                yield Stretch(first, last, Fraction((last - first).days + 1, 366 if isleap(first.year) else 365))
        case "thirty_day_months":
            for first, last in _within(start, end, years=False):
                days = (last - first).days + 1
                whole = days == monthrange(first.year, first.month)[1]
                yield Stretch(first, last, Fraction(1) if whole else Fraction(days, 30))
        case _:
            yield Stretch(start, end, Fraction((end - start).days + 1, 7))


def _within(start: date, end: date, *, years: bool) -> Iterator[tuple[date, date]]:
    """The days cut at the ends of calendar years, or of months."""
    first = start
    while True:
        month = 12 if years else first.month
        last = date(first.year, month, monthrange(first.year, month)[1])
        if last >= end:
            yield first, end
            return
        yield first, last
        first = date(first.year + month // 12, month % 12 + 1, 1)


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _share(stretch: Stretch, rule: str) -> str:
    match rule:
        case "calendar_days":
            return f"{stretch.days}/{366 if isleap(stretch.first_day.year) else 365}"
        case "thirty_day_months":
            return "the whole" if stretch.days != 30 and stretch.share == 1 else f"{stretch.days}/30"
        case _:
            return f"{stretch.days}/7"
