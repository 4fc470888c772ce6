"""The least and greatest of a long column in any window of it, for many windows at once.

Blocks of the column, their extremes by powers of two, and the two ragged ends read one by one: exact, and a few passes for
thousands of windows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ras_engine.score.many.walk import Column

BLOCK = 64


class Gaps:
    """A column whose first place stands for `least`."""

    def __init__(self, least: int, column: Column) -> None:
        small = len(column) > 0 and int(np.abs(column).max()) < 1 << 31
        self.least, self.column = least, column.astype(np.int32) if small else column
        starts = np.arange(0, len(column), BLOCK)
        self.low = self._levels(np.minimum, np.minimum.reduceat(column, starts))
        self.high = self._levels(np.maximum, np.maximum.reduceat(column, starts))
        self.constant = int(self.low[-1].min()) == int(self.high[-1].max())

    def _levels(self, ufunc: np.ufunc, blocks: Column) -> list[Column]:
        """The extreme of 1, 2, 4, ... blocks from each block on."""
        levels = [blocks]
        while len(levels[-1]) > 1 << (len(levels) - 1):
            size = 1 << (len(levels) - 1)
            before = levels[-1]
            after = before.copy()
            after[: len(before) - size] = ufunc(before[: len(before) - size], before[size:])
            levels.append(after)
        return levels

    def within(self, low: Column, high: Column) -> tuple[Column, Column]:
        """The two extremes over each window, clipped to the column."""
        if self.constant:
            same = np.full(len(low), self.column[0], dtype=np.int64)
            return same, same
        start = np.clip(low - self.least, 0, len(self.column) - 1)
        stop = np.maximum(np.clip(high - self.least, 0, len(self.column) - 1), start) + 1
        first, last = -(-start // BLOCK), stop // BLOCK
        whole = first < last
        ends = np.where(whole, first * BLOCK, stop)
        left, right = self._edge(start, ends, 2 * BLOCK), self._edge(np.where(whole, last * BLOCK, stop), stop, BLOCK)
        least, most = np.minimum(left[0], right[0]), np.maximum(left[1], right[1])
        if whole.any():
            blocks = self._blocks(first[whole], last[whole])
            least[whole], most[whole] = np.minimum(least[whole], blocks[0]), np.maximum(most[whole], blocks[1])
        return least, most

    def _edge(self, start: Column, stop: Column, width: int) -> tuple[Column, Column]:
        """The extremes of short windows, place by place; those without a place have none."""
        places = start[:, None] + np.arange(width)
        inside: NDArray[np.bool_] = places < stop[:, None]
        values = self.column[np.minimum(places, len(self.column) - 1)].astype(np.int64)
        limits = np.iinfo(np.int64)
        return np.where(inside, values, limits.max).min(axis=1), np.where(inside, values, limits.min).max(axis=1)

    def _blocks(self, first: Column, last: Column) -> tuple[Column, Column]:
        """The extremes of whole blocks, by two overlapping powers of two."""
        level = np.zeros(len(first), dtype=np.int64)
        for power in range(1, len(self.low)):
            level = np.where(last - first >= 1 << power, power, level)
        least, most = np.empty(len(first), dtype=np.int64), np.empty(len(first), dtype=np.int64)
        for power in np.unique(level):
            rows = level == power
            one, other = first[rows], last[rows] - (1 << int(power))
            least[rows] = np.minimum(self.low[power][one], self.low[power][other])
            most[rows] = np.maximum(self.high[power][one], self.high[power][other])
        return least, most
