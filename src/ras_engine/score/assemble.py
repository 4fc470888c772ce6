"""Integers to a result: every amount is read off its slot, none is worked out here, but for sharing a line over its domains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

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
from ras_engine.document.limits import NoContingency
from ras_engine.exact import Money
from ras_engine.plan.plan import PlannedRoute
from ras_engine.ruleset import Ruleset
from ras_engine.version import VERSION


def assemble(ruleset: Ruleset, assessment: Assessment, values: Sequence[int]) -> IndicativeBudget | OutOfModel:
    """The result of one person's values."""
    plan = ruleset.plan
    says = {entry.id: entry.says.in_language() for entry in ruleset.document.referral}
    referrals = tuple(RaisedReferral(one.id, says[one.id], one.withheld) for one in plan.referrals if values[one.slot])
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
        contingency_basis="inside" if isinstance(contingency, NoContingency) else contingency.basis,
        per=plan.per,
        lines=tuple(
            LineAmount(one.id, money(one.neutral), money(one.after_carers) - money(one.neutral), money(one.after_carers))
            for one in plan.lines
        ),
        limits_reached=tuple(name for name, slot in plan.limits if values[slot]),
        separate_amounts=tuple(SeparateAmount(one.id, money(one.slot), one.per, one.for_carer) for one in plan.separate),
        domain_shares=tuple((domain, Money(pence, currency)) for domain, pence in domain_shares(ruleset, values).items()),
    )


def _decisions(ruleset: Ruleset, assessment: Assessment, values: Sequence[int]) -> Decisions:
    plan = ruleset.plan
    routes = dict(plan.routes)

    def chosen(route: PlannedRoute | None) -> str | None:
        return route.entries[values[route.slot]] if route else None

    review = routes.get("review")
    due = review and assessment.assessed_on and assessment.assessed_on + timedelta(weeks=review.weeks[values[review.slot]])
    return Decisions(
        sign_off=chosen(routes.get("sign_off")),
        monitoring=chosen(routes.get("monitoring")),
        review=chosen(review),
        review_on=due or None,
        pool_eligible=None if plan.pool is None else bool(values[plan.pool]),
    )


OTHER = "other"
"""Where a line belongs to no domain."""


def domain_shares(ruleset: Ruleset, values: Sequence[int]) -> dict[str, int]:
    """How the carer-neutral amount is made up by domain, in whole pence that add up to it."""
    found: dict[str, int] = dict.fromkeys(ruleset.document.domains or {}, 0)
    for line in ruleset.plan.lines:
        pence = values[line.neutral]
        scales = ruleset.plan.scales
        parts = [(domain, Fraction(values[slot], scales[slot])) for domain, slot in line.domain_parts]
        if line.domain is not None or not any(part for _, part in parts) or any(part < 0 for _, part in parts):
            parts = [(line.domain or OTHER, Fraction(1))]
        for domain, share in _shared_out(pence, parts):
            found[domain] = found.get(domain, 0) + share
    return {domain: pence for domain, pence in found.items() if pence or domain != OTHER}


def _shared_out(pence: int, parts: Sequence[tuple[str, Fraction]]) -> list[tuple[str, int]]:
    """Pence shared out in proportion, by largest remainder, so that the shares add up to the whole."""
    total = sum((part for _, part in parts), Fraction(0))
    exact = [pence * part / total for _, part in parts]
    whole = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: pence - sum(whole)]:
        whole[place] += 1
    return [(domain, share) for (domain, _), share in zip(parts, whole, strict=True)]
