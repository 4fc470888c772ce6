"""Conditions to slots that are 1 or 0."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.document.conditions import Condition
from ras_engine.exact import parse_decimal
from ras_engine.plan.compile.context import CLIENT_GROUP, Context, Scope
from ras_engine.plan.operations import Slot


def condition(context: Context, scope: Scope, written: Condition, *path: str | int) -> Slot:
    """The slot that is 1 where the condition holds, noted as written by the author at `path`."""
    with context.at(*path):
        slot = _combination(context, scope, written)
        context.conditions.append((slot, context.builder.path))
    return slot


def gate_of(context: Context, scope: Scope, written: Condition | None, name: str) -> Slot | None:
    """The slot of an optional `when`, as the step `<name>.when`; None where none is written."""
    if written is None:
        return None
    return context.step(f"{name}.when{scope.after}", condition(context, scope, written, "when"))


def _combination(context: Context, scope: Scope, written: Condition) -> Slot:
    builder = context.builder
    if written.all_:
        return builder.all_of([condition(context, scope, part, "all", place) for place, part in enumerate(written.all_)])
    if written.any_:
        return builder.any_of([condition(context, scope, part, "any", place) for place, part in enumerate(written.any_)])
    if written.not_:
        return builder.not_(condition(context, scope, written.not_, "not"))
    return _comparison(context, scope, written)


def _comparison(context: Context, scope: Scope, written: Condition) -> Slot:
    comparison, values = written.comparison
    if written.client_group:
        return _is_one_of(context, scope.codes[CLIENT_GROUP], context.levels(CLIENT_GROUP), values)
    if written.deployment:
        assert scope.deployment is not None
        return _is_one_of(context, scope.deployment, tuple(context.document.deployments or ()), values)
    if written.amount:
        return _number(context, scope.amounts[written.amount], comparison, values)
    if written.carer_support:
        slot, levels = scope.areas[written.carer_support], scope.area_levels[written.carer_support]
        return _level(context, slot, levels, comparison, values) if levels else _number(context, slot, comparison, values)
    name = written.question or written.measure or ""
    if name in scope.codes:
        return _level(context, scope.codes[name], context.levels(name), comparison, values)
    return _number(context, scope.numbers[name], comparison, values)


def _is_one_of(context: Context, slot: Slot, levels: tuple[str, ...], names: tuple[str, ...]) -> Slot:
    if len(names) == 1:
        return context.builder.compare(slot, "is", Fraction(levels.index(names[0])))
    return context.builder.lookup([(slot, len(levels))], [int(level in names) for level in levels])


def _level(context: Context, slot: Slot, levels: tuple[str, ...], comparison: str, values: tuple[str, ...]) -> Slot:
    if comparison == "is":
        return _is_one_of(context, slot, levels, values)
    return context.builder.compare(slot, comparison, Fraction(levels.index(values[0])))


def _number(context: Context, slot: Slot, comparison: str, values: tuple[str, ...]) -> Slot:
    return context.builder.any_of([context.builder.compare(slot, comparison, parse_decimal(value)) for value in values])
