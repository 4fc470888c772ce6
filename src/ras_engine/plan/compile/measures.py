"""Measures to slots. One small case for each kind; `round` and the gate are the same for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm
from typing import assert_never

from ras_engine.document.measures import (
    BandMeasure,
    ClassMeasure,
    ClassTableMeasure,
    CountConditionsMeasure,
    CountMeasure,
    ExcessMeasure,
    ExtremeMeasure,
    FirstMatchMeasure,
    InterpolatedMeasure,
    LimitedMeasure,
    LookupMeasure,
    MeanItem,
    MeanMeasure,
    Measure,
    NumberCase,
    NumberOtherwise,
    PointsMeasure,
    ProductMeasure,
    SlopedTableMeasure,
    StepTableMeasure,
    SumMeasure,
    WeightedSumMeasure,
)
from ras_engine.plan.builder import Line
from ras_engine.plan.compile.conditions import condition, gate_of
from ras_engine.plan.compile.context import CLIENT_GROUP, Context, Scope
from ras_engine.plan.compile.tables import joined
from ras_engine.plan.operations import Slot


def measures(context: Context, scope: Scope, left: Mapping[str, Slot]) -> Scope:
    """The scope with every measure in it. A measure in `left` is what carers leave of it, not worked out again."""
    for place, measure in enumerate(context.document.measures):
        with context.at("measures", place):
            scope = _with(context, scope, measure, left)
    return scope


def _with(context: Context, scope: Scope, measure: Measure, left: Mapping[str, Slot]) -> Scope:
    name, unit = f"measure.{measure.id}", context.index.unit_of(measure.id)
    if isinstance(measure, BandMeasure | ClassMeasure | ClassTableMeasure):
        slot = _named(context, scope, measure)
        _step(context, scope, name, slot, unit)
        return replace(scope, codes={**scope.codes, measure.id: slot})
    if measure.id in left:
        slot = left[measure.id]
    else:
        slot = context.round(_number(context, scope, measure), measure.round)
        slot = context.builder.gate(gate_of(context, scope, measure.when, name), slot, measure.if_not or 0)
    _step(context, scope, name, slot, unit)
    return replace(scope, numbers={**scope.numbers, measure.id: slot})


def _step(context: Context, scope: Scope, name: str, slot: Slot, unit: str) -> None:
    if not scope.after or slot != context.steps[name].slot:
        context.step(name + scope.after, slot, unit)


def _named(context: Context, scope: Scope, measure: BandMeasure | ClassMeasure | ClassTableMeasure) -> Slot:
    """A band or class, as its place."""
    builder, levels = context.builder, context.levels(measure.id)
    match measure:
        case BandMeasure():
            rows = [Line(band.start, band.above is not None, Fraction(0)) for band in measure.bands]
            with context.at("bands"):
                return builder.band(scope.numbers[measure.of], None, [rows])
        case ClassMeasure():
            conditions = [condition(context, scope, case.when, "cases", place, "when") for place, case in enumerate(measure.cases)]
            names = [*(case.is_ for case in measure.cases), measure.otherwise]
            return builder.first_match(conditions, [builder.constant(levels.index(name)) for name in names])
        case ClassTableMeasure():
            cells = context.cells(measure.by, measure.values)
            return builder.lookup(context.keys(scope, measure.by), [levels.index(cell) for cell in cells])


def _number(context: Context, scope: Scope, measure: Measure) -> Slot:
    builder, numbers = context.builder, scope.numbers
    match measure:
        case SumMeasure():
            return builder.sum(numbers[name] for name in context.index.summed(measure))
        case WeightedSumMeasure():
            return _weighted(context, scope, measure)
        case ExtremeMeasure():
            pick = builder.largest if measure.kind == "largest" else builder.smallest
            return pick([numbers[name] for name in measure.of])
        case MeanMeasure():
            return _mean(context, scope, measure)
        case PointsMeasure():
            return builder.sum(context.look_up(scope, (name,), points) for name, points in measure.of.items())
        case CountMeasure():
            return builder.sum(_counted(context, scope, measure, name) for name in measure.of)
        case CountConditionsMeasure():
            return builder.sum(condition(context, scope, one, "conditions", place) for place, one in enumerate(measure.conditions))
        case ProductMeasure():
            slot = builder.constant(Fraction(1) if measure.times is None else measure.times)
            for name in measure.of:
                slot = builder.product(slot, numbers[name])
            return slot
        case LimitedMeasure():
            slot = numbers[measure.of]
            slot = slot if measure.at_least is None else builder.largest([slot, builder.constant(measure.at_least)])
            return slot if measure.at_most is None else builder.smallest([slot, builder.constant(measure.at_most)])
        case ExcessMeasure():
            return builder.largest([builder.linear([(numbers[measure.of], 1)], -measure.over), builder.constant(0)])
        case StepTableMeasure() | SlopedTableMeasure() | InterpolatedMeasure():
            with context.at("rows"):
                if isinstance(measure, InterpolatedMeasure):
                    context.joined.add(builder.path)
                return builder.piecewise(numbers[measure.of], None, [_straight_lines(measure)])
        case FirstMatchMeasure():
            conditions = [condition(context, scope, case.when, "cases", place, "when") for place, case in enumerate(measure.cases)]
            values = [*(_value(context, scope, case) for case in measure.cases), _value(context, scope, measure.otherwise)]
            return builder.first_match(conditions, values)
        case LookupMeasure():
            return context.look_up(scope, measure.by, measure.values)
        case BandMeasure() | ClassMeasure() | ClassTableMeasure():
            raise AssertionError("a band or class is not a number")
        case _:
            assert_never(measure)


def _straight_lines(measure: StepTableMeasure | SlopedTableMeasure | InterpolatedMeasure) -> list[Line]:
    """The rows of a table; a step is a line with slope nought."""
    match measure:
        case StepTableMeasure(rows=steps):
            return [Line(row.start, row.above is not None, row.value) for row in steps]
        case SlopedTableMeasure(rows=slopes):
            return [Line(row.start, row.above is not None, row.starts_at, row.per_unit) for row in slopes]
        case InterpolatedMeasure(rows=points):
            return joined([(row.at, row.value) for row in points])


def _value(context: Context, scope: Scope, gives: NumberCase | NumberOtherwise) -> Slot:
    return scope.numbers[gives.of] if gives.of else context.builder.constant(gives.value or 0)


def _weighted(context: Context, scope: Scope, measure: WeightedSumMeasure) -> Slot:
    builder, numbers = context.builder, scope.numbers
    if measure.of:
        return builder.linear((numbers[name], weight) for name, weight in measure.of.items())
    assert measure.by_client_group is not None
    groups = [measure.by_client_group[group] for group in context.levels(CLIENT_GROUP)]
    names = dict.fromkeys(name for weights in groups for name in weights)
    key = context.keys(scope, (CLIENT_GROUP,))
    return builder.sum(
        builder.product(numbers[name], builder.lookup(key, [weights.get(name, Fraction(0)) for weights in groups]))
        for name in names
    )


def _counted(context: Context, scope: Scope, measure: CountMeasure, name: str) -> Slot:
    levels = context.levels(name)
    if measure.at_least:
        counts = [level in levels[levels.index(measure.at_least) :] for level in levels]
    else:
        counts = [level in (measure.is_ or ()) for level in levels]
    return context.builder.lookup([(scope.codes[name], len(levels))], [int(one) for one in counts])


def _mean(context: Context, scope: Scope, measure: MeanMeasure) -> Slot:
    builder = context.builder
    values, counts = [], []
    for place, item in enumerate(measure.of):
        slot = scope.numbers[item.value if isinstance(item, MeanItem) else item]
        conditions = [condition(context, scope, item.when, "of", place, "when")] if isinstance(item, MeanItem) else []
        if measure.zeros == "left_out":
            conditions.append(builder.not_(builder.compare(slot, "is", Fraction(0))))
        counts.append(builder.all_of(conditions) if conditions else builder.constant(1))
        values.append(builder.gate(counts[-1], slot) if conditions else slot)
    return mean_of(context, values, counts, measure.if_none_count)


def mean_of(context: Context, values: Sequence[Slot], counts: Sequence[Slot], if_none: Fraction) -> Slot:
    """The sum of the values over how many count, exactly: the sum times a reciprocal at the least common multiple of 1 to n."""
    builder, most = context.builder, len(values)
    how_many = builder.sum(counts)
    reciprocal = builder.lookup(
        [(how_many, most + 1)], [Fraction(0), *(Fraction(1, n) for n in range(1, most + 1))], lcm(*range(1, most + 1))
    )
    return builder.gate(
        builder.not_(builder.compare(how_many, "is", Fraction(0))), builder.product(builder.sum(values), reciprocal), if_none
    )
