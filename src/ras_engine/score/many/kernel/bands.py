"""Bands and sloped tables: the row that counts is read from a table by how many times a common width goes into the distance.

The starts of the rows lie a whole number of widths apart, so one exact division by a constant finds the row without a search.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import gcd

import numpy as np

from ras_engine.plan.operations import BandOf, Piecewise, Slot
from ras_engine.score.many.kernel.calls import Calls, Span
from ras_engine.score.many.kernel.gathers import as_places
from ras_engine.score.many.kernel.scratch import Array, Kind, fixed, kind_for

MOST_WIDTHS = 1 << 16
"""The largest table of rows."""


class Widths:
    """How a slot's span is cut into widths, and the row of each table that every width lies in."""

    def __init__(self, starts: Sequence[Sequence[int]], span: Span) -> None:
        self.first = min(chain.from_iterable(starts))
        self.width = gcd(*(start - self.first for start in chain.from_iterable(starts))) or 1
        self.count = max((span[1] - self.first) // self.width + 1, 1)
        self.most = max(span[1] - self.first, self.count * len(starts))
        self.small = self.count * len(starts) <= MOST_WIDTHS and span[0] >= self.first
        self.starts = starts

    def rows(self) -> list[np.ndarray[tuple[int], np.dtype[np.intp]]]:
        """For each table the row of every width."""
        at = self.first + self.width * np.arange(self.count)
        return [np.searchsorted(np.array(each), at, side="right") - 1 for each in self.starts]


def write_bands(calls: Calls, slot: Slot, operation: BandOf) -> bool:
    """The band's index; False where the table would be too large."""
    widths = Widths(operation.starts, calls.spans[operation.of])
    if not widths.small:
        return False
    kind = calls.kind(slot)
    index = _index(calls, widths, operation.of, operation.key)
    calls.call(np.concatenate(widths.rows()).astype(kind).take, index, None, calls.new(slot, kind), "clip")
    calls.scratch.back(index)
    return True


def write_lines(calls: Calls, slot: Slot, operation: Piecewise) -> bool:
    """`intercept + slope * value` of the row that counts; False where the table would be too large."""
    widths = Widths([[row.start for row in table] for table in operation.tables], calls.spans[operation.of])
    if not widths.small:
        return False
    pairs = list(zip(operation.tables, widths.rows(), strict=True))
    slopes = np.concatenate([np.array([row.slope for row in table])[rows] for table, rows in pairs])
    intercepts = np.concatenate([np.array([row.intercept for row in table])[rows] for table, rows in pairs])
    most = int(abs(slopes).max()) * max(map(abs, calls.spans[operation.of])) + int(abs(intercepts).max())
    kind = kind_for(-most, most)
    index = _index(calls, widths, operation.of, operation.key)
    result, spare = calls.scratch.lend(kind), calls.scratch.lend(kind)
    calls.call(slopes.astype(kind).take, index, None, result, "clip")
    calls.call(np.multiply, result, calls.read(operation.of, kind), result)
    calls.call(intercepts.astype(kind).take, index, None, spare, "clip")
    calls.call(np.add, result, spare, result)
    calls.scratch.back(spare)
    calls.scratch.back(index)
    calls.columns[slot] = {kind: result}
    return True


def _index(calls: Calls, widths: Widths, of: Slot, key: Slot | None) -> Array:
    """How many widths each person's value lies from the first start, in the table that the key names."""
    kind: Kind = kind_for(-abs(widths.first), widths.most + abs(widths.first))
    index, source = calls.scratch.lend(kind), calls.read(of, kind)
    if widths.first:
        calls.call(np.subtract, source, fixed(kind, widths.first), index)
        source = index
    calls.call(np.floor_divide, source, fixed(kind, widths.width), index)
    if key is not None:
        spare = calls.scratch.lend(kind)
        calls.call(np.multiply, calls.read(key, kind), fixed(kind, widths.count), spare)
        calls.call(np.add, index, spare, index)
        calls.scratch.back(spare)
    return as_places(calls, index)
