"""One person's contingency over a year: what was set aside, what was drawn, what may be kept at the end.

Receives a result and the draws that people enter; gives exact amounts, and a problem for each draw that breaks the ruleset's own
rules. Money that was spent stays entered: a broken rule is shown, never hidden by refusing the entry. It is not the authority's
pool (`pool`) and not the calibration hold-back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ras_engine.budget import IndicativeBudget
from ras_engine.document.limits import NoContingency
from ras_engine.document.periods import periods_a_year
from ras_engine.errors import Location, Problem, problem
from ras_engine.exact import Direction, Money, divide_rounded
from ras_engine.policy.periods import part_period
from ras_engine.ruleset import Ruleset

Reason = Literal["need_changed", "carer_unavailable", "crisis_cover", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Contingency that was used: when, how much, and for what kind of reason. Free text about a person has no place here.

    `reassessed` says that people looked at the needs again before; `hours` are the hours of crisis cover.
    """

    on: date
    amount: Money
    reason: Reason
    reassessed: bool = False
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class YearEnd:
    """What happens to contingency that is left: `kept` by the person, `reclaimable` by the council; together all of it."""

    rule: Literal["keep_all", "keep_weeks", "return_all", "none"]
    kept: Money
    reclaimable: Money


@dataclass(frozen=True)
class ContingencyLedger:
    """One person's contingency from `first_day` to `last_day`. Opened with `open`, grown with `with_draw`; it never changes itself.

    `brought_forward` is what was kept from the year before.
    """

    ruleset: Ruleset = field(repr=False)
    indicative_budget: Money
    set_aside: Money
    brought_forward: Money
    first_day: date
    last_day: date
    draws: tuple[Draw, ...] = ()

    @classmethod
    def open(
        cls, result: IndicativeBudget, *, first_day: date, last_day: date, brought_forward: Money | None = None
    ) -> ContingencyLedger:
        """The ledger of a result: a year's contingency by the ruleset's own length of year.

        For fewer days than a year it is the part by `money.part_periods` (RulesetInvalid where the ruleset has no such rule).
        """
        ruleset, contingency = result.ruleset, result.contingency
        whole = _is_year(first_day, last_day)
        year = ruleset.for_period(contingency, "year")
        set_aside = year if whole else part_period(ruleset, contingency, first_day, last_day).amount
        nothing = Money(0, contingency.currency)
        return cls(ruleset, result.indicative_budget, set_aside, brought_forward or nothing, first_day, last_day)

    def with_draw(self, draw: Draw) -> ContingencyLedger:
        """The ledger with one more draw, in order of days. Whether it keeps the rules, `problems` says."""
        return replace(self, draws=tuple(sorted((*self.draws, draw), key=lambda one: one.on)))

    @property
    def drawn(self) -> Money:
        """Everything that was drawn."""
        return sum((draw.amount for draw in self.draws), Money(0, self.set_aside.currency))

    @property
    def left(self) -> Money:
        """What was set aside and brought forward, less what was drawn; never under nought."""
        return max(self.set_aside + self.brought_forward - self.drawn, Money(0, self.set_aside.currency))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every draw that breaks a rule of the ruleset, in order of days."""
        found: list[Problem] = []
        left = self.set_aside + self.brought_forward
        for place, draw in enumerate(self.draws):
            where = Location(path=f"draws[{place}]")
            found += _problems_of(draw, self, left, where)
            left = max(left - draw.amount, Money(0, left.currency))
        return tuple(found)

    def at_year_end(self) -> YearEnd:
        """What is kept and what may be reclaimed, by the ruleset's `year_end`; a week is a week of the indicative budget."""
        written = self.ruleset.document.contingency
        nothing = Money(0, self.set_aside.currency)
        if isinstance(written, NoContingency):
            return YearEnd("none", nothing, self.left)
        match written.year_end.rule:
            case "keep_all":
                kept = self.left
            case "return_all":
                kept = nothing
            case "keep_weeks":
                kept = min(self.left, self._weeks(written.year_end.weeks or 0))
        return YearEnd(written.year_end.rule, kept, self.left - kept)

    def _weeks(self, weeks: int) -> Money:
        """So many weeks of the indicative budget, half up to the penny."""
        money = self.ruleset.document.money
        exact = self.indicative_budget.pence * weeks * periods_a_year(money, money.per) / periods_a_year(money, "week")
        return Money(divide_rounded(exact.numerator, exact.denominator, Direction.HALF_UP), self.indicative_budget.currency)


def _problems_of(draw: Draw, ledger: ContingencyLedger, left: Money, where: Location) -> list[Problem]:
    written, day = ledger.ruleset.document.contingency, draw.on.isoformat()
    found = []
    if not ledger.first_day <= draw.on <= ledger.last_day:
        days = {"start": ledger.first_day.isoformat(), "end": ledger.last_day.isoformat()}
        found.append(problem("RAS550", where, (), day=day, **days))
    if draw.amount <= Money(0, left.currency):
        found.append(problem("RAS553", where, (), day=day, amount=draw.amount))
    if draw.amount > left:
        found.append(problem("RAS551", where, (), day=day, amount=draw.amount, left=left))
    if isinstance(written, NoContingency) or draw.reassessed:
        return found
    most = written.draw.crisis_cover_hours
    if not written.draw.without_reassessment:
        found.append(problem("RAS552", where, (), day=day))
    elif draw.reason == "crisis_cover" and most is not None and (draw.hours or 0) > most:
        found.append(problem("RAS554", where, (), day=day, hours=draw.hours, most=most))
    return found


def _is_year(first_day: date, last_day: date) -> bool:
    """Whether the days are one whole year, from any day to the day before it a year later."""
    try:
        next_year = first_day.replace(year=first_day.year + 1)
    except ValueError:
        next_year = date(first_day.year + 1, 3, 1)
    return (next_year - last_day).days == 1
