"""For each total of one coordinate (the key), the least and the greatest total of every other: a sound box whose ends are real
people.

Where the reachable states are too many to list, their hull is not: one array of intervals over the key. Two views side by side
also get the difference of each pair of coordinates, so that what the two have in common does not widen the box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.clusters import Cluster
from ras_engine.audit.space.frame import Frame
from ras_engine.audit.space.variables import OutOfReach

MOST_LISTED = 1 << 23
MOST_BOXES = 1 << 12
MOST_TRIED = 3
"""Other coordinates that a hull may go along."""
FAR = 1 << 61


@dataclass(frozen=True)
class Dimensions:
    """What is boxed: every coordinate, then every difference `right - left` of the matched coordinates."""

    matched: tuple[tuple[int, int], ...]

    def of(self, adds: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows of a cluster in these dimensions."""
        differences = [adds[:, right] - adds[:, left] for left, right in self.matched]
        return np.concatenate([adds, *(one[:, None] for one in differences)], axis=1)


@dataclass(frozen=True)
class Box:
    """Intervals of every dimension, one row for each part of the space: `low` and `high` are `(rows, dimensions)`."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.low)


class Hull:
    """The hull of everybody in a frame."""

    def __init__(self, frame: Frame, matched: Sequence[tuple[int, int]], stop: Callable[[], None]) -> None:
        self.frame, self.stop = frame, stop
        self.clusters = [Cluster(frame, variables) for variables in frame.clusters]
        self.dimensions = Dimensions(tuple(matched))
        self.tables = []
        for cluster in self.clusters:
            self.tables.append(self.dimensions.of(cluster.distinct[0]))
            stop()
        if any(not len(table) for table in self.tables):
            raise OutOfReach("no assessment can be given")
        self.keys = self._keys(range(len(frame.coordinates)))
        """The coordinates that the hull may go along, the one with the fewest totals first."""
        self.key = self.keys[0] if self.keys else None
        self.whole = Box(
            *(np.sum([getattr(table, end)(axis=0) for table in self.tables], axis=0)[None, :] for end in ("min", "max"))
        )
        """Everybody in one box."""

    def along(self, key: int) -> Hull:
        """The hull of the same people along another of its keys."""
        other = copy(self)
        other.key = key
        other.__dict__.pop("boxes", None)
        return other

    @cached_property
    def boxes(self) -> Box:
        """The boxes along the key, rising; joined when they are first looked at."""
        return self.whole if self.key is None else self._joined(self.key)

    def _keys(self, keys: Sequence[int]) -> list[int]:
        """The coordinates that more than one cluster adds to, by how many totals they have: the fewest, and a few with the most."""
        options = []
        for place in keys:
            spans = [int(table[:, place].max() - table[:, place].min()) for table in self.tables]
            step = self._step(place)
            if sum(span > 0 for span in spans) > 1:
                options.append((sum(spans) // step, place))
        ranked = [place for _, place in sorted(options)]
        return ranked[:1] + ranked[1:][-MOST_TRIED:]

    def _step(self, place: int) -> int:
        moved = [table[:, place] - table[:, place].min() for table in self.tables]
        return int(np.gcd.reduce(np.concatenate(moved))) or 1

    def _joined(self, key: int) -> Box:
        """Cluster by cluster. Where there are many totals of the key, several that follow each other share a box."""
        step, width = self._step(key), self.tables[0].shape[1]
        span = sum(int(table[:, key].max() - table[:, key].min()) for table in self.tables) // step
        step *= -(-span // MOST_BOXES)
        low, high = np.zeros((width, 1), dtype=np.int64), np.zeros((width, 1), dtype=np.int64)  # dimensions first: long rows
        for table in self.tables:
            self.stop()
            places = (table[:, key] - table[:, key].min()) // step
            order = np.argsort(places, kind="stable")
            first = np.flatnonzero(np.concatenate(([True], np.diff(places[order]) != 0)))
            least, most = np.minimum.reduceat(table[order], first), np.maximum.reduceat(table[order], first)
            length = low.shape[1]
            span = length + int(places.max())
            next_low, next_high = np.full((width, span), FAR), np.full((width, span), -FAR)
            for place, small, large in zip(places[order][first].tolist(), least[:, :, None], most[:, :, None], strict=True):
                part = np.s_[:, place : place + length]
                # what nobody reaches stays far out, whatever is added to it
                np.minimum(next_low[part], low + small, out=next_low[part])
                np.maximum(next_high[part], high + large, out=next_high[part])
            low, high = next_low, next_high
        reached = low[key] < FAR // 2
        return Box(low[:, reached].T, high[:, reached].T)

    def totals(self, place: int) -> NDArray[np.int64] | None:
        """Every total that one coordinate can have, rising; None where there are too many to list."""
        step = self._step(place)
        tables = [np.unique((table[:, place] - table[:, place].min()) // step) for table in self.tables]
        span = sum(int(table[-1]) for table in tables) + 1
        if span > MOST_LISTED or sum(map(len, tables)) * span > 1 << 31:
            return None
        reached = np.ones(1, dtype=np.bool_)
        for table in tables:
            wider = np.zeros(len(reached) + int(table[-1]), dtype=np.bool_)
            for each in table:
                wider[each : each + len(reached)] |= reached
            reached = wider
        return np.flatnonzero(reached) * step + sum(int(table[:, place].min()) for table in self.tables)

    def __len__(self) -> int:
        return len(self.boxes)
