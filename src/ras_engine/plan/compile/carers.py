"""The carer adjustment: what is left of measures, the lines worked out again, and the guard. Never a line above its own neutral
amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from ras_engine.document.carers import CarerRule, CarerSupport, MeanShareRule, QuantityMetRule, ShareOfMoneyRule, ShareOfPointsRule
from ras_engine.document.lines import Line
from ras_engine.document.touching import touching
from ras_engine.plan.compile.conditions import condition
from ras_engine.plan.compile.context import Context, Scope
from ras_engine.plan.compile.lines import LineJob, compile_line
from ras_engine.plan.compile.measures import mean_of, measures
from ras_engine.plan.operations import Slot

AFTER_CARERS = ".after_carers"


def after_carers_scope(context: Context, neutral: Scope) -> Scope:
    """The scope of the second pass: every reduced measure is what carers leave of it, and what reads it is worked out again."""
    left: dict[str, Slot] = {}
    support = context.document.carer_support
    for place, rule in enumerate(support.rules if support else ()):
        with context.at("carer_support", "rules", place):
            left.update(_left(context, neutral, rule))
    return measures(context, replace(neutral, after=AFTER_CARERS), left)


def _left(context: Context, neutral: Scope, rule: CarerRule) -> dict[str, Slot]:
    """What a rule leaves of each measure that it reduces."""
    numbers = neutral.numbers
    match rule:
        case ShareOfPointsRule():
            return {
                measure: _kept_of(context, numbers[measure], rule, _kept(context, neutral, rule, area))
                for area, measure in rule.reduces.items()
            }
        case QuantityMetRule():
            return {one.measure: _quantity_left(context, neutral, rule, area) for area, one in rule.reduces.items()}
        case MeanShareRule():
            kept = _mean_kept(context, neutral, rule)
            return {measure: _kept_of(context, numbers[measure], rule, kept) for measure in rule.reduces}
        case ShareOfMoneyRule():
            return {}


def _met(context: Context) -> list[Fraction]:
    """The share met at each level of an area, `none` first."""
    support: CarerSupport | None = context.document.carer_support
    shares = {level.id: level.met for level in (support.levels if support else None) or ()}
    return [shares.get(level, Fraction(0)) for level in context.index.area_levels()]


def _kept(context: Context, scope: Scope, rule: CarerRule, area: str) -> Slot:
    """The share kept for an area's level: one less the share met, never under `least_kept`."""
    met, least = _met(context), rule.least_kept or Fraction(0)
    kept = context.builder.lookup([(scope.areas[area], len(met))], [max(1 - share, least) for share in met])
    return context.step(f"carer.{rule.id}.{area}.kept", kept, "share")


def _kept_of(context: Context, whole: Slot, rule: CarerRule, kept: Slot) -> Slot:
    return _rounded_left(context, rule, whole, context.builder.product(whole, kept))


def _rounded_left(context: Context, rule: CarerRule, whole: Slot, left: Slot) -> Slot:
    """What is left, rounded as the rule says only where something is met, and never more than the whole: no carer, no change."""
    builder = context.builder
    if rule.round is None:
        return left
    less = builder.compare(builder.linear([(left, 1), (whole, -1)]), "less_than", Fraction(0))
    return builder.first_match([less], [builder.smallest([context.round(left, rule.round), whole]), whole])


def _quantity_left(context: Context, scope: Scope, rule: QuantityMetRule, area: str) -> Slot:
    builder, whole = context.builder, scope.numbers[rule.reduces[area].measure]
    met = context.step(f"carer.{rule.id}.{area}.met", scope.areas[area], context.index.unit_of(rule.reduces[area].measure))
    floor = builder.linear([(whole, rule.least_kept or Fraction(0))]) if rule.least_kept else builder.constant(0)
    return _rounded_left(context, rule, whole, builder.largest([builder.linear([(whole, 1), (met, -1)]), floor]))


def _mean_kept(context: Context, scope: Scope, rule: MeanShareRule) -> Slot:
    """One less the mean of the shares met over the activities that count, never under `least_kept`."""
    builder, met = context.builder, _met(context)
    values, counts = [], []
    for area, activity in rule.activities.items():
        share = builder.lookup([(scope.areas[area], len(met))], met)
        counts.append(
            condition(context, scope, activity.when, "activities", area, "when") if activity.when else builder.constant(1)
        )
        values.append(builder.gate(counts[-1], share) if activity.when else share)
    mean = context.step(f"carer.{rule.id}.met", mean_of(context, values, counts, Fraction(0)), "share")
    kept = builder.largest([builder.linear([(mean, -1)], 1), builder.constant(rule.least_kept or Fraction(0))])
    return context.step(f"carer.{rule.id}.kept", kept, "share")


def lines_after_carers(context: Context, neutral: Scope, second: Scope, whole: Mapping[str, Slot]) -> dict[str, Slot]:
    """Each budget line after the carer adjustment, in whole pence."""
    found: dict[str, Slot] = {}
    for place, line in enumerate(context.document.budget_lines):
        with context.at("budget_lines", place):
            again = compile_line(LineJob(context, second, line, f"line.{line.id}", found, context.document.money.per), None)
            found[line.id] = _adjusted(context, neutral, line, whole[line.id], again)
            context.step(f"line.{line.id}{AFTER_CARERS}", found[line.id], context.currency)
    return found


def _adjusted(context: Context, neutral: Scope, line: Line, whole: Slot, again: Slot) -> Slot:
    """The line of the second pass, its share of money met, its guard, and never above its neutral amount."""
    slot, builder = _money_met(context, neutral, line, again), context.builder
    if slot == whole:
        return whole
    guards = [rule.line_keeps_at_least for rule in touching(context.index, line) if rule.line_keeps_at_least]
    if guards:
        slot = builder.largest([slot, _rounded(context, line, builder.linear([(whole, max(guards))]))])
    return builder.smallest([slot, whole])


def _money_met(context: Context, scope: Scope, line: Line, slot: Slot) -> Slot:
    for place, rule in enumerate(context.document.carer_support.rules if context.document.carer_support else ()):
        if isinstance(rule, ShareOfMoneyRule):
            with context.at("carer_support", "rules", place):
                for area, lines in rule.reduces.items():
                    if line.id in lines:
                        slot = _rounded(context, line, context.builder.product(slot, _kept(context, scope, rule, area)))
    return slot


def _rounded(context: Context, line: Line, slot: Slot) -> Slot:
    rule = line.round or context.document.money.round.lines
    return context.builder.pence(slot, rule.to, rule.direction)
