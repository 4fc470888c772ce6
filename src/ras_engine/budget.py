"""What goes out: an indicative budget with its whole working, or a referral where the ruleset does not fit the person.

The identities of the money are checked when a budget is made: one that does not add up to the penny cannot exist. A result is
never a personal budget and never a decision; it is an indication for people to plan with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ras_engine.assessment import Assessment
from ras_engine.exact import Money
from ras_engine.plan.domain_shares import domain_shares
from ras_engine.plan.operations import reads
from ras_engine.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a result was made with: enough to make it again, years later."""

    scheme: str
    effective_from: date
    revision: int
    digest: str
    engine_version: str


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step of the working: its name, exact value and unit, the steps it came from, and where the rule stands."""

    step: str
    value: Fraction
    unit: str
    came_from: tuple[str, ...]
    rule: str
    line_in_ruleset: int


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


@dataclass(frozen=True)
class Result:
    """What both outcomes have. `values` holds the integer of every slot of the ruleset's plan: the complete trace."""

    ruleset: Ruleset
    assessment: Assessment
    values: tuple[int, ...] = field(repr=False)
    stamp: Stamp
    referrals: tuple[RaisedReferral, ...]
    decisions: Decisions

    @property
    def trace(self) -> tuple[TraceLine, ...]:
        """Every step of the working, in order of evaluation."""
        return tuple(self._trace())

    def _trace(self) -> Iterator[TraceLine]:
        plan = self.ruleset.plan
        named = {step.slot: step.name for step in reversed(plan.steps)}
        sources = _sources(self)
        for step in sorted(plan.steps, key=lambda one: one.slot):
            where = self.ruleset.where(step.path)
            came_from = tuple(named.get(slot, f"answer.{slot}") for slot in sources[step.slot])
            yield TraceLine(step.name, step.number(self.values[step.slot]), step.unit, came_from, where.path, where.line)

    def step(self, name: str) -> Fraction:
        """The exact value of one step, such as "measure.total_points". Raises KeyError for an unknown name."""
        step = self.ruleset.plan.step_named[name]
        return step.number(self.values[step.slot])


def _sources(result: Result) -> dict[int, tuple[int, ...]]:
    """For each named slot, the nearest named slots (or inputs) that it was worked out from."""
    plan = result.ruleset.plan
    named = {step.slot for step in plan.steps}
    nearest: list[tuple[int, ...]] = [(slot,) for slot in range(plan.inputs)]
    found: dict[int, tuple[int, ...]] = dict.fromkeys(range(plan.inputs), ())
    for place, operation in enumerate(plan.operations):
        slot = plan.inputs + place
        behind = tuple(dict.fromkeys(source for one in reads(operation) for source in nearest[one]))
        found[slot] = behind
        nearest.append((slot,) if slot in named else behind)
    return found


@dataclass(frozen=True)
class IndicativeBudget(Result):
    """An early estimate for support planning, for the ruleset's period (`per`). Not an entitlement; it can go up or down.

    `before_limits` is the uncapped amount. Where contingency stands inside the budget, planning amount + contingency = indicative
    budget; on top, planning amount = indicative budget + contingency.
    """

    carer_neutral_amount: Money
    carer_adjustment: Money
    carer_sustainability: Money
    before_limits: Money
    limit_adjustment: Money
    rounding: Money
    indicative_budget: Money
    contingency: Money
    planning_amount: Money
    contingency_basis: str
    per: str
    lines: tuple[LineAmount, ...]
    limits_reached: tuple[str, ...]
    separate_amounts: tuple[SeparateAmount, ...]
    outcome: str = "amount"

    def __post_init__(self) -> None:
        before = self.carer_neutral_amount + self.carer_adjustment + self.carer_sustainability
        after = before + self.limit_adjustment + self.rounding
        inside = self.contingency_basis != "on_top"
        planned = self.planning_amount + self.contingency if inside else self.planning_amount - self.contingency
        zero = Money(0, self.indicative_budget.currency)
        whole = sum((line.carer_neutral_amount for line in self.lines), zero)
        adjusted = sum((line.carer_adjustment for line in self.lines), zero)
        good = (
            before == self.before_limits
            and after == self.indicative_budget == planned
            and whole == self.carer_neutral_amount
            and adjusted == self.carer_adjustment
            and all(line.carer_adjustment <= zero for line in self.lines)
            and min(self.indicative_budget, self.contingency, self.planning_amount, self.carer_neutral_amount) >= zero
        )
        if not good:
            raise ArithmeticError("an indicative budget that does not add up cannot be made")

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


@dataclass(frozen=True)
class OutOfModel(Result):
    """The ruleset does not fit this person, and people must look: a valid result, without an amount."""

    outcome: str = "referral"

    @property
    def indicative_budget(self) -> None:
        """None: no amount is shown."""

    @property
    def planning_amount(self) -> None:
        """None: no amount is shown."""
