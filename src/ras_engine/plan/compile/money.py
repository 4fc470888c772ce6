"""The order of the money, the same in every ruleset: lines, carers, sustainability, limits, rounding, contingency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ras_engine.document.limits import (
    Contingency,
    FixedContingency,
    Maximum,
    Minimum,
    MinimumPayment,
    NoContingency,
    ShareContingency,
    WeeksContingency,
)
from ras_engine.document.ruleset import SeparateAmount
from ras_engine.plan.builder import MONEY
from ras_engine.plan.compile.conditions import gate_of
from ras_engine.plan.compile.context import Context, Scope
from ras_engine.plan.compile.lines import amount_by_keys, compile_lines
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import MoneySlots, PlannedSeparate


@dataclass(frozen=True)
class Limited:
    """An amount after limits, and which limits moved it."""

    slot: Slot
    moved: tuple[tuple[str, Slot], ...]


def money(context: Context, scope: Scope, neutral: Mapping[str, Slot], after: Mapping[str, Slot]) -> tuple[MoneySlots, Limited]:
    """Every amount of the result, in whole pence, as a step."""
    builder, step = context.builder, context.step
    whole = builder.linear([(slot, 1) for slot in neutral.values()], scale=MONEY)
    adjustment = builder.linear([(slot, 1) for slot in after.values()] + [(slot, -1) for slot in neutral.values()], scale=MONEY)
    with context.at("carer_sustainability"):
        extra = compile_lines(context, scope, context.document.carer_sustainability, "sustainability.", context.document.money.per)
        sustained = builder.linear([(slot, 1) for slot in extra.values()], scale=MONEY)
    before = builder.linear([(slot, 1) for slot in (*after.values(), *extra.values())], scale=MONEY)
    limited = _limits(context, scope, before)
    with context.at("money", "round", "indicative_budget"):
        rule = context.document.money.round.indicative_budget
        budget = builder.pence(limited.slot, rule.to, rule.direction)
    contingency, planning = _contingency(context, scope, budget)
    slots = MoneySlots(
        carer_neutral_amount=whole,
        carer_adjustment=adjustment,
        carer_sustainability=sustained,
        before_limits=before,
        limit_adjustment=builder.linear([(limited.slot, 1), (before, -1)], scale=MONEY),
        rounding=builder.linear([(budget, 1), (limited.slot, -1)], scale=MONEY),
        indicative_budget=budget,
        contingency=contingency,
        planning_amount=planning,
    )
    for name in MoneySlots.__dataclass_fields__:
        assert builder.scales[getattr(slots, name)] == MONEY  # results are read off as whole pence
        step(name, getattr(slots, name), context.currency)
    step("after_limits", limited.slot, context.currency)
    return slots, limited


def _limits(context: Context, scope: Scope, slot: Slot) -> Limited:
    written, moved = context.document.limits, list[tuple[str, Slot]]()
    if written is None:
        return Limited(slot, ())
    for name, limit in (("minimum", written.minimum), ("maximum", written.maximum), ("minimum_payment", written.minimum_payment)):
        if limit is not None:
            with context.at("limits", name):
                slot, crossed = _limit(context, scope, slot, f"limit.{name}", limit)
                moved.append((name, crossed))
    return Limited(slot, tuple(moved))


def _limit(context: Context, scope: Scope, slot: Slot, name: str, limit: Minimum | Maximum | MinimumPayment) -> tuple[Slot, Slot]:
    """The amount after one limit, and the condition under which it moved; raises its referral then."""
    builder = context.builder
    amount = context.step(f"{name}.amount", amount_by_keys(context, scope, limit), context.currency)
    over = builder.linear([(slot, 1), (amount, -1)])
    crossed = builder.compare(over, "more_than" if isinstance(limit, Maximum) else "less_than", Fraction(0))
    positive = builder.compare(slot, "more_than", Fraction(0))
    if isinstance(limit, MinimumPayment) or (isinstance(limit, Minimum) and limit.zero_stays_zero):
        crossed = builder.all_of([crossed, positive])
    context.step(name, crossed)
    if limit.refer:
        context.referrals[limit.refer].append(crossed)
    match limit:
        case Maximum():
            return builder.smallest([slot, amount]), crossed
        case MinimumPayment():
            return builder.gate(builder.not_(crossed), slot), crossed
        case Minimum():
            return builder.first_match([crossed], [builder.largest([slot, amount]), slot]), crossed


def _contingency(context: Context, scope: Scope, budget: Slot) -> tuple[Slot, Slot]:
    """The contingency and the planning amount."""
    builder, written = context.builder, context.document.contingency
    with context.at("contingency"):
        exact = _contingency_exact(context, scope, written, budget)
        if exact is None or isinstance(written, NoContingency):
            return builder.linear([], scale=MONEY), budget
        rule = context.document.money.round.contingency
        slot = builder.pence(builder.gate(gate_of(context, scope, written.when, "contingency"), exact), rule.to, rule.direction)
        if written.basis == "on_top":
            return slot, builder.linear([(budget, 1), (slot, 1)], scale=MONEY)
        inside = builder.smallest([slot, budget])
        return inside, builder.linear([(budget, 1), (inside, -1)], scale=MONEY)


def _contingency_exact(context: Context, scope: Scope, written: Contingency, budget: Slot) -> Slot | None:
    builder = context.builder
    match written:
        case ShareContingency():
            plain = builder.constant(written.share or 0)
            share = context.look_up(scope, written.by or (), written.shares) if written.shares else plain
            return builder.product(budget, context.step("contingency.share", share, "share"))
        case WeeksContingency():
            plain = builder.constant(written.weeks or 0)
            weeks = context.look_up(scope, written.by or (), written.weeks_by) if written.weeks_by else plain
            slot = builder.product(budget, context.step("contingency.weeks", weeks, "weeks"))
            return builder.linear([(slot, 1 / context.weeks_per_year)])
        case FixedContingency():
            return amount_by_keys(context, scope, written)
        case NoContingency():
            return None


def separate_amounts(context: Context, scope: Scope) -> list[PlannedSeparate]:
    """Amounts of their own from the same answers."""
    found = []
    for place, written in enumerate(context.document.separate_amounts):
        with context.at("separate_amounts", place):
            found.append(_separate(context, scope, written))
    return found


def _separate(context: Context, scope: Scope, written: SeparateAmount) -> PlannedSeparate:
    builder, name = context.builder, f"separate.{written.id}"
    with context.at("lines"):
        slot = builder.sum(compile_lines(context, scope, written.lines, f"{name}.", written.per).values())
    for limit, part in ((written.minimum, "minimum"), (written.maximum, "maximum")):
        if limit is not None:
            with context.at(part):
                slot, _ = _limit(context, scope, slot, f"{name}.limit.{part}", limit)
    slot = context.step(name, builder.pence(slot, written.round.to, written.round.direction), context.currency)
    return PlannedSeparate(written.id, slot, written.per, written.for_ == "carer")
