"""Measures: classes that exist, limits that leave room, names listed once."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.check.context import Context, Found, repeated
from ras_engine.document.check.tables import leaves
from ras_engine.document.lines import AmountByKeys, LineBase
from ras_engine.document.measures import ClassMeasure, ClassTableMeasure, LimitedMeasure, MeanItem
from ras_engine.errors import did_you_mean
from ras_engine.exact import format_decimal
from ras_engine.located import Path


def classes_that_are_not_declared(context: Context) -> Iterator[Found]:
    """A case or a cell gives one of the measure's own classes."""
    for at, measure in enumerate(context.document.measures):
        path: Path = ("measures", at)
        if isinstance(measure, ClassMeasure):
            given = [((*path, "cases", number, "is"), case.is_) for number, case in enumerate(measure.cases)]
            given.append(((*path, "otherwise"), measure.otherwise))
        elif isinstance(measure, ClassTableMeasure):
            given = [((*path, "values", *keys), str(cell)) for keys, cell in leaves(measure.values)]
        else:
            continue
        known = [one.id for one in measure.classes]
        for where, name in given:
            if name not in known and not context.unsure(name):
                yield Found("RAS208", where, {"name": name, "measure": measure.id, "hint": did_you_mean(name, known)})


def names_listed_twice(context: Context) -> Iterator[Found]:
    """A list of names has each of them once."""
    for path, one in context.places:
        if path[-1:] not in (("of",), ("by",), ("client_groups",), ("reduces",), ("lines",), ("is",)) or not isinstance(one, tuple):
            continue
        named = [((*path, at), item.value if isinstance(item, MeanItem) else item) for at, item in enumerate(one)]
        for again, first, name in repeated((where, name) for where, name in named if isinstance(name, str)):
            yield Found("RAS292", again, {"name": name, "what": str(path[-1])}, related=((first, "The first time"),))


def limits_that_leave_no_room(context: Context) -> Iterator[Found]:
    """A lower limit is under the upper one."""
    for path, measure in context.of_type(LimitedMeasure):
        low, high = measure.at_least, measure.at_most
        if low is not None and high is not None and low > high:
            words = {"low": format_decimal(low), "high": format_decimal(high), "lower": "at_least", "upper": "at_most"}
            yield Found("RAS240", (*path, "at_least"), words, related=(((*path, "at_most"), "The upper limit"),))
    for path, line in context.of_type(LineBase):
        yield from _room(path, "at_least", line.at_least, "at_most", line.at_most)
    limits = context.document.limits
    if limits:
        yield from _room(("limits",), "minimum", limits.minimum, "maximum", limits.maximum)
        yield from _room(("limits",), "minimum_payment", limits.minimum_payment, "maximum", limits.maximum)
    for at, amount in enumerate(context.document.separate_amounts):
        yield from _room(("separate_amounts", at), "minimum", amount.minimum, "maximum", amount.maximum)


def _room(path: Path, lower: str, low: AmountByKeys | None, upper: str, high: AmountByKeys | None) -> Iterator[Found]:
    if low is None or high is None or low.amount is None or high.amount is None or low.amount <= high.amount:
        return
    words = {"low": format_decimal(low.amount, 2), "high": format_decimal(high.amount, 2), "lower": lower, "upper": upper}
    related = (((*path, upper, "amount"), "The upper limit"),)
    yield Found("RAS240", (*path, lower, "amount"), words, related=related)


def a_minimum_that_is_never_paid(context: Context) -> Iterator[Found]:
    """A budget raised to the minimum is not then dropped as too small to pay."""
    limits = context.document.limits
    minimum = limits.minimum.amount if limits and limits.minimum else None
    payment = limits.minimum_payment.amount if limits and limits.minimum_payment else None
    if minimum is not None and payment is not None and minimum < payment:
        words = {"minimum": format_decimal(minimum, 2), "payment": format_decimal(payment, 2)}
        related = ((("limits", "minimum", "amount"), "The minimum"),)
        yield Found("RAS241", ("limits", "minimum_payment", "amount"), words, related=related)


CHECKS = (classes_that_are_not_declared, names_listed_twice, limits_that_leave_no_room, a_minimum_that_is_never_paid)
