"""Which totals of the coordinates can be reached: exact dynamic programming over the clusters.

A state (one total for every coordinate) is one integer, the coordinates written in mixed radix, so that adding states is adding
integers, whatever the number of coordinates. Dense arrays where the integers are few, sorted distinct ones where they are not.
How many people are in each state is counted apart (`counting`), and only where a share is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import gcd, prod

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.clusters import Cluster
from ras_engine.audit.space.frame import Frame
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.score.many.walk import Column

MOST_DENSE = 1 << 23
MOST_STATES = 1 << 20
MOST_HOPE = 64
"""Where there is room for so many times more states than may be listed, listing is not begun."""
MOST_JOINED = 1 << 22


class Reach:
    """The reachable states of a frame. Raises OutOfReach where there are too many."""

    def __init__(self, frame: Frame, most: int = MOST_STATES) -> None:
        self.frame, self.most = frame, most
        self.clusters = [Cluster(frame, variables) for variables in frame.clusters]
        self.width = len(frame.coordinates)
        self._scale()

    def _scale(self) -> None:
        """The least total, the step and the span of every coordinate, and the radix it is written in."""
        tables = [cluster.distinct[0] for cluster in self.clusters]
        if any(not len(table) for table in tables):
            raise OutOfReach("no assessment can be given")
        self.least = [sum(int(table[:, place].min()) for table in tables) for place in range(self.width)]
        moved = [table - table.min(axis=0) for table in tables]
        self.step = [gcd(*(int(np.gcd.reduce(table[:, place])) for table in moved)) or 1 for place in range(self.width)]
        self.spans = [sum(int(table[:, place].max()) for table in moved) // self.step[place] + 1 for place in range(self.width)]
        self.like = self._alike(moved)
        if prod(self.spans[place] for place in set(self.like)) >= 1 << 62:
            raise OutOfReach(f"{self.width} sums with too many totals together")
        room = min(prod(self.spans[place] for place in set(self.like)), prod(len(table) for table in tables))
        if room > self.most * MOST_HOPE:
            raise OutOfReach(f"far more than {self.most:,} states")
        self.weights = [
            prod(self.spans[other] for other in range(place + 1, self.width) if self.like[other] == other)
            for place in range(self.width)
        ]

    def _alike(self, moved: list[NDArray[np.int64]]) -> list[int]:
        """For each coordinate, the first one that it is a fixed multiple of, part by part: one stands for both."""
        scaled = [[table[:, place] // self.step[place] for table in moved] for place in range(self.width)]
        found: list[int] = []
        for place, parts in enumerate(scaled):
            same = (
                other
                for other in range(place)
                if found[other] == other and all((one == two).all() for one, two in zip(scaled[other], parts, strict=True))
            )
            found.append(next(same, place))
        return found

    @cached_property
    def total(self) -> int:
        """How many people there are, as far as the clusters tell them apart."""
        return prod(sum(cluster.distinct[1]) for cluster in self.clusters)

    def code(self, cluster: Cluster, adds: NDArray[np.int64]) -> Column:
        """Rows of a cluster as integers that add up."""
        moved = adds - cluster.distinct[0].min(axis=0)
        code = np.zeros(len(adds), dtype=np.int64)
        for place, (step, weight) in enumerate(zip(self.step, self.weights, strict=True)):
            if self.like[place] == place:
                code += moved[:, place] // step * weight
        return code

    def coordinates(self, codes: Column) -> list[Column]:
        """The totals that states stand for, one column a coordinate."""
        scales = zip(self.least, self.step, self.like, strict=True)
        return [codes // self.weights[like] % self.spans[like] * step + least for least, step, like in scales]

    @cached_property
    def tables(self) -> list[Column]:
        """Each cluster's distinct states, rising."""
        return [np.sort(self.code(cluster, cluster.distinct[0])) for cluster in self.clusters]

    def joined(self, one: Column, other: Column) -> Column:
        """Every state that is one of the first and one of the second together."""
        if len(one) < len(other):
            one, other = other, one
        span = int(one[-1] + other[-1]) + 1
        if span <= MOST_DENSE and span * len(other) <= MOST_JOINED * 256:
            width = int(one[-1]) + 1
            here, seen = np.zeros(width, dtype=np.bool_), np.zeros(span, dtype=np.bool_)
            here[one] = True
            for code in other:
                seen[code : code + width] |= here
            found = np.flatnonzero(seen).astype(np.int64)
        elif len(one) * len(other) > MOST_JOINED:
            raise OutOfReach(f"more than {self.most:,} states")
        else:
            found = np.unique((one[:, None] + other[None, :]).reshape(-1))
        if len(found) > self.most:
            raise OutOfReach(f"more than {self.most:,} states")
        return found

    @property
    def nobody(self) -> Column:
        """The state of nothing said yet."""
        return np.zeros(1, dtype=np.int64)

    @cached_property
    def everybody(self) -> Column:
        """All reachable states."""
        states = self.nobody
        for table in self.tables:
            states = self.joined(states, table)
        return states

    def others(self) -> Iterator[tuple[int, Column]]:
        """For each cluster, the states of all the other clusters together."""
        if self.clusters:
            yield from self._others(list(range(len(self.clusters))), self.nobody)

    def _others(self, places: list[int], outside: Column) -> Iterator[tuple[int, Column]]:
        if len(places) == 1:
            yield places[0], outside
            return
        half = len(places) // 2
        for mine, rest in ((places[:half], places[half:]), (places[half:], places[:half])):
            states = outside
            for place in rest:
                states = self.joined(states, self.tables[place])
            yield from self._others(mine, states)

    def rows_for(self, code: int, without: int | None = None) -> dict[int, int]:
        """One row of every cluster (but one) such that together they make the state: somebody real."""
        places = [place for place in range(len(self.clusters)) if place != without]
        before = [self.nobody]
        for place in places:
            before.append(self.joined(before[-1], self.tables[place]))
        found: dict[int, int] = {}
        for place, states in zip(reversed(places), reversed(before[:-1]), strict=True):
            cluster = self.clusters[place]
            adds, _, rows = cluster.distinct
            codes = self.code(cluster, adds)
            at = np.minimum(np.searchsorted(states, code - codes), len(states) - 1)
            choice = int(np.flatnonzero(states[at] == code - codes)[0])
            found[place] = int(rows[choice])
            code -= int(codes[choice])
        return found
