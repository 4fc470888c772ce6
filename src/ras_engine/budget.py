"""What goes out: an indicative budget with its whole working, or a referral where the ruleset does not fit the person.

The identities of the money are checked when a budget is made: one that does not add up to the penny cannot exist. A result is
never a personal budget and never a decision; it is an indication for people to plan with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from operator import le
from typing import ClassVar, NamedTuple

from ras_engine.assessment import Assessment
from ras_engine.exact import Money
from ras_engine.plan.domain_shares import domain_shares
from ras_engine.plan.plan import Shown
from ras_engine.ruleset import PlannedStep, Ruleset
from ras_engine.shown import in_notebook
from ras_engine.version import VERSION


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a result was made with: enough to make it again, years later."""

    scheme: str
    effective_from: date
    revision: int
    digest: str
    engine_version: str


class TraceLine(NamedTuple):
    """One step of the working: its exact value, and what is the same for everybody (`PlannedStep`)."""

    planned: PlannedStep
    integer: int

    @property
    def step(self) -> str:
        """The step's name, such as "measure.total_points"."""
        return self.planned.step.name

    @property
    def value(self) -> Fraction:
        """The exact value, in `unit`."""
        return self.planned.step.number(self.integer)

    @property
    def unit(self) -> str:
        """What the value counts."""
        return self.planned.step.unit

    @property
    def came_from(self) -> tuple[str, ...]:
        """The steps, and answers, that it was worked out from."""
        return self.planned.came_from

    @property
    def rule(self) -> str:
        """The part of the ruleset that says so, such as "budget_lines.home"."""
        return self.planned.where.path

    @property
    def line_in_ruleset(self) -> int:
        """The line of the file on which that part stands."""
        return self.planned.where.line

    def __repr__(self) -> str:
        return f"TraceLine({self.step}: {self.value} {self.unit}, line {self.line_in_ruleset})"


@dataclass(frozen=True, slots=True)
class LineAmount:
    """One budget line: before any unpaid carer, what carers change, and after."""

    id: str
    carer_neutral_amount: Money
    carer_adjustment: Money
    after_carers: Money


@dataclass(frozen=True, slots=True)
class RaisedReferral:
    """A referral that was raised; `withheld` where no amount is shown."""

    id: str
    says: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class SeparateAmount:
    """An amount of its own, outside the indicative budget; `per` its period, or once."""

    id: str
    amount: Money
    per: str
    for_carer: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people do next: ids of the ruleset's own routes. None of it moves money."""

    sign_off: str | None = None
    monitoring: str | None = None
    review: str | None = None
    review_on: date | None = None
    pool_eligible: bool | None = None


@dataclass(frozen=True, repr=False)
class Result:
    """What both outcomes have. The coded answers are kept, and what is shown; the rest of the working is worked out when it is
    looked at, and is the same whenever that is.

    `codes` holds the integer of every input slot of the ruleset's plan, `shown` the integers that a result shows.
    """

    ruleset: Ruleset
    assessment: Assessment
    codes: tuple[int, ...]
    shown: Shown

    def _repr_html_(self) -> str | None:
        """How it looks in a notebook."""
        return in_notebook(self)

    @cached_property
    def values(self) -> tuple[int, ...]:
        """The integer of every slot of the plan: the complete trace."""
        return self.ruleset.plan.every_slot(self.codes)[0]

    @property
    def stamp(self) -> Stamp:
        """What the result was made with."""
        ruleset = self.ruleset
        return Stamp(ruleset.scheme, ruleset.effective_from, ruleset.revision, ruleset.digest, VERSION)

    @cached_property
    def referrals(self) -> tuple[RaisedReferral, ...]:
        """The referrals that were raised, in the ruleset's order and words."""
        raised = [one for one, slot in zip(self.ruleset.plan.referrals, self.shown.referrals, strict=True) if slot]
        says = {entry.id: entry.says for entry in self.ruleset.document.referral} if raised else {}
        return tuple(RaisedReferral(one.id, says[one.id].in_language(), one.withheld) for one in raised)

    @cached_property
    def decisions(self) -> Decisions:
        """What people do next."""
        plan = self.ruleset.plan
        chosen = {name: (route, place) for (name, route), place in zip(plan.routes, self.shown.routes, strict=True)}
        entry = {name: route.entries[place] for name, (route, place) in chosen.items()}
        assessed_on, review = self.assessment.assessed_on, chosen.get("review")
        return Decisions(
            sign_off=entry.get("sign_off"),
            monitoring=entry.get("monitoring"),
            review=entry.get("review"),
            review_on=_after(assessed_on, review[0].weeks[review[1]]) if review and assessed_on else None,
            pool_eligible=bool(self.shown.pool[0]) if self.shown.pool else None,
        )

    def __repr__(self) -> str:
        """Short, and without a person's answers: results end up in logs."""
        return f"<{type(self).__name__} {self.ruleset}>"

    @property
    def trace(self) -> tuple[TraceLine, ...]:
        """Every step of the working, in order of evaluation."""
        values = self.values
        return tuple([TraceLine(one, values[one.step.slot]) for one in self.ruleset.working])

    def step(self, name: str) -> Fraction:
        """The exact value of one step, such as "measure.total_points". Raises KeyError for an unknown name."""
        step = self.ruleset.plan.step_named[name]
        return step.number(self.values[step.slot])


def _after(day: date, weeks: int) -> date | None:
    """The day so many weeks later; None where the calendar ends before it."""
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        return None


@dataclass(frozen=True, repr=False)
class IndicativeBudget(Result):
    """An early estimate for support planning, for the ruleset's period (`per`). Not an entitlement; it can go up or down.

    Where contingency stands inside the budget, planning amount + contingency = indicative budget; on top, planning amount =
    indicative budget + contingency.
    """

    outcome: ClassVar[str] = "amount"

    def __post_init__(self) -> None:
        neutral, adjustment, sustainability, before, limits, rounding, budget, contingency, planning = self.shown.money
        whole, left = self.shown.neutral, self.shown.after_carers
        inside = self.contingency_basis != "on_top"
        good = (
            neutral + adjustment + sustainability == before
            and before + limits + rounding == budget == (planning + contingency if inside else planning - contingency)
            and sum(whole) == neutral
            and sum(left) - neutral == adjustment
            and all(map(le, left, whole))
            and min(budget, contingency, planning, neutral) >= 0
        )
        if not good:
            raise ArithmeticError("an indicative budget that does not add up cannot be made")

    def __repr__(self) -> str:
        """Short, and without a person's answers: results end up in logs."""
        return f"<IndicativeBudget {self.indicative_budget} a {self.per}, {self.ruleset}>"

    def _money(self, pence: int) -> Money:
        return Money(pence, self.ruleset.plan.currency)

    @property
    def carer_neutral_amount(self) -> Money:
        """As if there were no unpaid carer."""
        return self._money(self.shown.money[0])

    @property
    def carer_adjustment(self) -> Money:
        """What support by unpaid carers changes; never above zero."""
        return self._money(self.shown.money[1])

    @property
    def carer_sustainability(self) -> Money:
        """Support that helps carers go on, within the person's budget."""
        return self._money(self.shown.money[2])

    @property
    def before_limits(self) -> Money:
        """The amount before minimum and maximum: what is due uncapped."""
        return self._money(self.shown.money[3])

    @property
    def limit_adjustment(self) -> Money:
        """What the minimum or the maximum changes."""
        return self._money(self.shown.money[4])

    @property
    def rounding(self) -> Money:
        """What rounding the indicative budget changes."""
        return self._money(self.shown.money[5])

    @property
    def indicative_budget(self) -> Money:
        """The indicative budget, for `per`."""
        return self._money(self.shown.money[6])

    @property
    def contingency(self) -> Money:
        """The part set aside for the unforeseen."""
        return self._money(self.shown.money[7])

    @property
    def planning_amount(self) -> Money:
        """What support is planned with; see the contingency's basis."""
        return self._money(self.shown.money[8])

    @property
    def per(self) -> str:
        """The period of the amounts: that of the ruleset."""
        return self.ruleset.plan.per

    @property
    def contingency_basis(self) -> str:
        """Whether the contingency stands `inside` the indicative budget or `on_top` of it."""
        return getattr(self.ruleset.document.contingency, "basis", "inside")

    @cached_property
    def lines(self) -> tuple[LineAmount, ...]:
        """The budget lines, in the ruleset's order."""
        money, shown = self._money, self.shown
        return tuple(
            LineAmount(one.id, money(whole), money(left - whole), money(left))
            for one, whole, left in zip(self.ruleset.plan.lines, shown.neutral, shown.after_carers, strict=True)
        )

    @property
    def limits_reached(self) -> tuple[str, ...]:
        """Which of `minimum` and `maximum` changed the amount."""
        return tuple(name for (name, _), reached in zip(self.ruleset.plan.limits, self.shown.limits, strict=True) if reached)

    @cached_property
    def separate_amounts(self) -> tuple[SeparateAmount, ...]:
        """Amounts of their own, outside the indicative budget."""
        found = zip(self.ruleset.plan.separate, self.shown.separate, strict=True)
        return tuple(SeparateAmount(one.id, self._money(pence), one.per, one.for_carer) for one, pence in found)

    @property
    def domain_shares(self) -> dict[str, Money]:
        """How the carer-neutral amount is made up by domain; "other" where a line belongs to none. Adds up to the penny."""
        currency = self.indicative_budget.currency
        shares = domain_shares(self.ruleset.plan, self.ruleset.document.domains or (), self.values)
        return {domain: Money(pence, currency) for domain, pence in shares.items()}

    def a_year(self) -> Money:
        """The indicative budget for a year of the ruleset's own length, rounded half up to the penny."""
        return self.for_period("year")

    def for_period(self, period: str) -> Money:
        """The indicative budget for another period (day, week, fortnight, four_weeks, month, quarter, year), half up to the
        penny."""
        return self.ruleset.for_period(self.indicative_budget, period)


@dataclass(frozen=True, repr=False)
class OutOfModel(Result):
    """The ruleset does not fit this person, and people must look: a valid result, without an amount."""

    outcome: ClassVar[str] = "referral"

    @property
    def indicative_budget(self) -> None:
        """None: no amount is shown."""

    @property
    def planning_amount(self) -> None:
        """None: no amount is shown."""
