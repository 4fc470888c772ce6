"""Rows of bands and tables: they rise, and no two of them begin at the same number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ras_engine.document.check.context import Context, Found
from ras_engine.document.lines import PercentileAmount, PercentileRow, PercentileTableLine, TablePoint
from ras_engine.document.measures import Start, ValuePoint
from ras_engine.document.walk import of_type
from ras_engine.exact import format_decimal
from ras_engine.located import Path

Point = TablePoint | ValuePoint
Position = tuple[Fraction, bool]
"""Where a row begins: at a number, or (True) just above it."""


def rows_that_do_not_rise(context: Context) -> Iterator[Found]:
    """Each row begins above the one before it."""
    for path, one in context.places:
        if not isinstance(one, tuple) or not one or not all(isinstance(row, Start | Point | PercentileAmount) for row in one):
            continue
        begins = [_begin(row) for row in one]
        for at, ((before, key_before), (start, key)) in enumerate(pairwise(begins), start=1):
            if start > before:
                continue
            words = {"start": format_decimal(start[0]), "before": format_decimal(before[0])}
            related = (((*path, at - 1, key_before), "The row before it"),)
            yield Found("RAS243" if start == before else "RAS242", (*path, at, key), words, related=related)


def _begin(row: object) -> tuple[Position, str]:
    """Where a row begins, and the key that says so."""
    if isinstance(row, Point):
        return (row.at, False), "at"
    if isinstance(row, PercentileAmount):
        return (row.percentile, False), "percentile"
    assert isinstance(row, Start)
    return ((row.start, True), "above") if row.above is not None else ((row.start, False), "from")


def percentiles_between_nought_and_a_hundred(context: Context) -> Iterator[Found]:
    """A percentile is a number from 0 to 100."""
    for path, one in context.places:
        if isinstance(one, PercentileRow | PercentileAmount) and not 0 <= one.percentile <= 100:
            yield Found("RAS244", (*path, "percentile"), {"text": format_decimal(one.percentile)})


def percentiles_without_an_amount(context: Context) -> Iterator[Found]:
    """Every percentile that points lead to has an amount: the least percentile is not under the first amount."""
    for path, line in context.of_type(PercentileTableLine):
        first = line.amounts[0].percentile
        for where, row in of_type((line.percentiles, line.by_client_group), PercentileRow):
            inner = ("percentiles", *where[1:]) if where[0] == 0 else ("by_client_group", *where[1:])
            if row.percentile < first:
                words = {"text": format_decimal(row.percentile), "first": format_decimal(first)}
                related: tuple[tuple[Path, str], ...] = (((*path, "amounts", 0, "percentile"), "The first amount"),)
                yield Found("RAS245", (*path, *inner, "percentile"), words, related=related)


CHECKS = (rows_that_do_not_rise, percentiles_between_nought_and_a_hundred, percentiles_without_an_amount)
