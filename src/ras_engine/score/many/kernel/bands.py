"""Bands and sloped tables: the row that counts, of the table that a key names, and what it gives.

Where the starts of the rows lie a whole number of widths apart, one exact division by a constant finds the row without a search.
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


class Rows:
    """How the row that counts is found: `at` are places on the way up, where the row of one of the tables may change."""

    def __init__(self, starts: Sequence[Sequence[int]], span: Span) -> None:
        self.starts = starts
        self.span = span
        every = sorted(set(chain.from_iterable(starts)))
        self.first = every[0]
        self.width = gcd(*(start - self.first for start in every)) or 1
        count = max((span[1] - self.first) // self.width + 1, 1)
        self.even = count * len(starts) <= MOST_WIDTHS and span[0] >= self.first
        self.at = self.first + self.width * np.arange(count) if self.even else np.array(every, dtype=np.int64)

    def rows(self) -> list[np.ndarray[tuple[int], np.dtype[np.intp]]]:
        """For each table, one after the other, its row at each of the places."""
        return [np.searchsorted(np.array(each, dtype=np.int64), self.at, side="right") - 1 for each in self.starts]

    def places(self, calls: Calls, of: Slot, key: Slot | None) -> Array:
        """Each person's place in the tables put one after the other, `(rows,) intp`: lent, to be given back."""
        index = self._by_width(calls, of) if self.even else self._by_search(calls, of)
        if key is not None:
            kind = index.dtype.type
            spare = calls.scratch.lend(kind)
            calls.apply(np.multiply, calls.read(key, kind), fixed(kind, len(self.at)), spare)
            calls.apply(np.add, index, spare, index)
            calls.scratch.back(spare)
        return as_places(calls, index)

    def _by_width(self, calls: Calls, of: Slot) -> Array:
        """How many widths each person's value lies from the first start."""
        most = max(self.span[1] - self.first, len(self.at) * len(self.starts)) + abs(self.first)
        kind: Kind = kind_for(-abs(self.first), most)
        index, source = calls.scratch.lend(kind), calls.read(of, kind)
        if self.first:
            calls.apply(np.subtract, source, fixed(kind, self.first), index)
            source = index
        calls.divide(source, self.width, (0, self.span[1] - self.first), index)
        return index

    def _by_search(self, calls: Calls, of: Slot) -> Array:
        """Which of the starts of all tables each person's value has reached."""
        index = calls.scratch.lend(np.int64)
        calls.search(self.at, calls.read(of, np.int64), index)
        return index


def write_bands(calls: Calls, slot: Slot, operation: BandOf) -> None:
    """The band's index."""
    rows, kind = Rows(operation.starts, calls.spans[operation.of]), calls.kind(slot)
    places = rows.places(calls, operation.of, operation.key)
    calls.take(np.concatenate(rows.rows()).astype(kind), places, calls.new(slot, kind))
    calls.scratch.back(places)


def write_lines(calls: Calls, slot: Slot, operation: Piecewise) -> None:
    """`intercept + slope * value` of the row that counts."""
    rows = Rows([[row.start for row in table] for table in operation.tables], calls.spans[operation.of])
    pairs = list(zip(operation.tables, rows.rows(), strict=True))
    slopes = np.concatenate([np.array([row.slope for row in table])[chosen] for table, chosen in pairs])
    intercepts = np.concatenate([np.array([row.intercept for row in table])[chosen] for table, chosen in pairs])
    most = int(abs(slopes).max()) * max(map(abs, calls.spans[operation.of])) + int(abs(intercepts).max())
    kind = kind_for(-most, most)
    places = rows.places(calls, operation.of, operation.key)
    result, spare = calls.scratch.lend(kind), calls.scratch.lend(kind)
    calls.take(slopes.astype(kind), places, result)
    calls.apply(np.multiply, result, calls.read(operation.of, kind), result)
    calls.take(intercepts.astype(kind), places, spare)
    calls.apply(np.add, result, spare, result)
    calls.scratch.back(spare)
    calls.scratch.back(places)
    calls.columns[slot] = {kind: result}
