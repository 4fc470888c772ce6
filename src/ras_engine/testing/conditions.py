"""Conditions of every form, none of which is always true or always false by its thresholds alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from ras_engine.testing.builder import Builder, Levelled, Number, Scope, pounds, written
from ras_engine.testing.interval import Data, Interval

COMPARISONS = ("at_least", "more_than", "at_most", "less_than", "is")


def condition(builder: Builder, scope: Scope, depth: int = 2) -> Data:
    """A condition on what the section may see."""
    form = builder.pick(("one", "one", "one", "one", "all", "any", "not")) if depth else "one"
    if form == "not":
        return {"not": condition(builder, scope, depth - 1)}
    if form != "one":
        return {form: [condition(builder, scope, depth - 1) for _ in range(builder.whole(1, 3))]}
    return builder.pick(_subjects(builder, scope))()


def _subjects(builder: Builder, scope: Scope) -> list[Callable[[], Data]]:
    """Each subject that can be compared here, as something that draws the comparison."""
    seen = [one for one in builder.levelled if one.about in scope.abouts and (scope.measures or not one.is_measure)]
    found: list[Callable[[], Data]] = [partial(_levels, builder, one) for one in seen if len(one.levels) > 1]
    found += [partial(_of_number, builder, one) for one in builder.numbers_for(scope) if one.compares and one.told.splits]
    if scope.groups and len(builder.groups) > 1:
        found.append(lambda: {"client_group": _names(builder, builder.groups)})
    if scope.deployment and len(builder.deployments) > 1:
        found += [lambda: {"deployment": _names(builder, builder.deployments)}] * 2
    if scope.carers and builder.areas:
        found += [lambda: _support(builder)] * 3
    found += [partial(_amount, builder, name, one) for name, one in scope.amounts.items() if one.splits]
    return found


def _names(builder: Builder, names: tuple[str, ...]) -> str | list[str]:
    """Some of the names, not all of them; one name may stand without a list."""
    chosen = builder.some(names, 1, len(names) - 1)
    return chosen[0] if len(chosen) == 1 and builder.chance(50) else chosen


def _by_order(builder: Builder, levels: tuple[str, ...]) -> Data:
    """A comparison of levels that some pass and some do not."""
    match builder.pick(COMPARISONS):
        case "is":
            return {"is": _names(builder, levels)}
        case "at_least" | "less_than" as key:
            return {key: builder.pick(levels[1:])}
        case key:
            return {key: builder.pick(levels[:-1])}


def _levels(builder: Builder, one: Levelled) -> Data:
    subject = "measure" if one.is_measure else "question"
    if one.is_ordered:
        return {subject: one.id, **_by_order(builder, one.levels)}
    return {subject: one.id, "is": _names(builder, one.levels)}


def _of_number(builder: Builder, one: Number) -> Data:
    values = builder.whole_inside(one.told) if one.is_measure else one.values
    return {"measure" if one.is_measure else "question": one.id, **_number(builder, one.told, values)}


def _number(builder: Builder, interval: Interval, values: tuple[Fraction, ...]) -> Data:
    comparison = builder.pick(COMPARISONS if values else COMPARISONS[:-1])
    if comparison != "is":
        return {comparison: written(builder.inside(interval))}
    return {"is": [written(one) for one in builder.some(values, 1, 2)]}


def _amount(builder: Builder, name: str, interval: Interval) -> Data:
    comparison = builder.pick(COMPARISONS)
    threshold = pounds(builder.inside(interval))
    return {"amount": name, comparison: [threshold] if comparison == "is" else threshold}


def _support(builder: Builder) -> Data:
    area = builder.pick(tuple(builder.areas))
    quantity = builder.areas[area]
    if quantity:
        return {"carer_support": area, **_number(builder, quantity, builder.whole_inside(quantity))}
    return {"carer_support": area, **_by_order(builder, ("none", *builder.area_levels))}
