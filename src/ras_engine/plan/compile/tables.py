"""Rows as written to straight lines: every table of the language is piecewise linear, a step having slope nought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ras_engine.document.header import Refer
from ras_engine.document.lines import BandRow, PercentileRow, PercentileTableLine, SlopedBandRow, TablePoint
from ras_engine.plan.builder import Line


@dataclass(frozen=True, slots=True)
class RowOf:
    """A straight line, and the referral that stands in its place, if one does."""

    line: Line
    refer: str | None = None


def banded(rows: Sequence[BandRow]) -> list[RowOf]:
    """Steps: the same amount all along a row."""
    return [RowOf(Line(row.start, row.above is not None, row.amount or Fraction(0)), row.refer) for row in rows]


def sloped(rows: Sequence[SlopedBandRow]) -> list[RowOf]:
    """Straight lines as written."""
    return [
        RowOf(Line(row.start, row.above is not None, row.starts_at or Fraction(0), row.per_point or Fraction(0)), row.refer)
        for row in rows
    ]


def interpolated(points: Sequence[TablePoint], after_last: str | Refer) -> list[RowOf]:
    """Straight lines between published points; after the last, its amount or a referral."""
    rows = [RowOf(line) for line in joined([(one.at, one.amount) for one in points])]
    if isinstance(after_last, Refer):
        return [*rows, RowOf(Line(points[-1].at, True, Fraction(0)), after_last.refer)]
    return rows


def joined(points: Sequence[tuple[Fraction, Fraction]]) -> list[Line]:
    """Straight lines from each point (where, how much) to the next; from the last on, its value."""
    lines = [
        Line(at, False, value, (next_value - value) / (next_at - at)) for (at, value), (next_at, next_value) in pairwise(points)
    ]
    return [*lines, Line(points[-1][0], False, points[-1][1])]


def percentile_rows(rows: Sequence[PercentileRow], line: PercentileTableLine) -> list[RowOf]:
    """Each row's percentile as its amount, worked out once: by steps or by straight lines between the percentiles given."""
    return [RowOf(Line(row.start, row.above is not None, _amount_at(row.percentile, line))) for row in rows]


def _amount_at(percentile: Fraction, line: PercentileTableLine) -> Fraction:
    below = [entry for entry in line.amounts if entry.percentile <= percentile][-1]
    above = [entry for entry in line.amounts if entry.percentile > percentile][:1]
    if line.between == "step" or not above:
        return below.amount
    slope = (above[0].amount - below.amount) / (above[0].percentile - below.percentile)
    return below.amount + slope * (percentile - below.percentile)
