"""Integers to a result: every amount is read off its slot, none is worked out here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ras_engine.assessment import Assessment
from ras_engine.budget import (
    Decisions,
    IndicativeBudget,
    LineAmount,
    OutOfModel,
    RaisedReferral,
    SeparateAmount,
    Stamp,
)
from ras_engine.exact import Money
from ras_engine.plan.plan import PlannedReferral, PlannedRoute
from ras_engine.ruleset import Ruleset
from ras_engine.version import VERSION


def assemble(ruleset: Ruleset, assessment: Assessment, values: Sequence[int]) -> IndicativeBudget | OutOfModel:
    """The result of one person's values."""
    plan = ruleset.plan
    referrals = tuple(_raised(ruleset, one) for one in plan.referrals if values[one.slot])
    stamp = Stamp(ruleset.scheme, ruleset.effective_from, ruleset.revision, ruleset.digest, VERSION)
    decisions = _decisions(ruleset, assessment, values)
    kept = tuple(values)
    if any(one.withheld for one in referrals):
        return OutOfModel(ruleset, assessment, kept, stamp, referrals, decisions)
    currency = plan.currency

    def money(slot: int) -> Money:
        return Money(values[slot], currency)

    contingency = ruleset.document.contingency
    return IndicativeBudget(
        ruleset,
        assessment,
        kept,
        stamp,
        referrals,
        decisions,
        carer_neutral_amount=money(plan.money.carer_neutral_amount),
        carer_adjustment=money(plan.money.carer_adjustment),
        carer_sustainability=money(plan.money.carer_sustainability),
        before_limits=money(plan.money.before_limits),
        limit_adjustment=money(plan.money.limit_adjustment),
        rounding=money(plan.money.rounding),
        indicative_budget=money(plan.money.indicative_budget),
        contingency=money(plan.money.contingency),
        planning_amount=money(plan.money.planning_amount),
        contingency_basis=getattr(contingency, "basis", "inside"),
        per=plan.per,
        lines=tuple(
            LineAmount(one.id, money(one.neutral), money(one.after_carers) - money(one.neutral), money(one.after_carers))
            for one in plan.lines
        ),
        limits_reached=tuple(name for name, slot in plan.limits if values[slot]),
        separate_amounts=tuple(SeparateAmount(one.id, money(one.slot), one.per, one.for_carer) for one in plan.separate),
    )


def _raised(ruleset: Ruleset, one: PlannedReferral) -> RaisedReferral:
    says = next(entry.says for entry in ruleset.document.referral if entry.id == one.id)
    return RaisedReferral(one.id, says.in_language(), one.withheld)


def _decisions(ruleset: Ruleset, assessment: Assessment, values: Sequence[int]) -> Decisions:
    plan = ruleset.plan
    routes = dict(plan.routes)

    def chosen(route: PlannedRoute | None) -> str | None:
        return route.entries[values[route.slot]] if route else None

    review = routes.get("review")
    due = review and assessment.assessed_on and _after(assessment.assessed_on, review.weeks[values[review.slot]])
    return Decisions(
        sign_off=chosen(routes.get("sign_off")),
        monitoring=chosen(routes.get("monitoring")),
        review=chosen(review),
        review_on=due or None,
        pool_eligible=None if plan.pool is None else bool(values[plan.pool]),
    )


def _after(day: date, weeks: int) -> date | None:
    """The day so many weeks later; None where the calendar ends before it."""
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        return None
