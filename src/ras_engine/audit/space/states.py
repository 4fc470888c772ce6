"""Which totals of the coordinates can be reached: exact dynamic programming over the clusters.

A state (one total for every coordinate) is one integer, the coordinates written in mixed radix, so that adding states is adding
integers, whatever the number of coordinates. Dense arrays where the integers are few, sorted distinct ones where they are not.
How many people are in each state is counted apart (`counting`), and only where a share is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
MOST_KEPT = 1 << 21
MOST_SHARED = 1 << 17
"""States that are kept for other frames."""
FEW = 64
"""So many states are looked up one by one among bits."""


class States:
    """A set of states, as rising integers or as the bits of one: whichever it was made of, and the other when it is asked for.

    Bits make joining a cluster a few shifts; rising integers serve where states are far between.
    """

    def __init__(self, codes: Column | None, bits: int | None, count: int, last: int) -> None:
        self._codes, self._bits, self._count, self.last = codes, bits, count, last

    @classmethod
    def of(cls, codes: Column) -> States:
        """From distinct rising integers."""
        return cls(codes, None, len(codes), int(codes[-1]))

    def __len__(self) -> int:
        return self._count

    def holds(self, codes: Column) -> NDArray[np.bool_]:
        """Which of some integers are states of the set."""
        if self._bits is not None and len(codes) <= FEW:
            bits = self._bits
            return np.array([each >= 0 and bits >> each & 1 for each in codes.tolist()], dtype=np.bool_)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self) - 1)
        return np.equal(self.codes[at], codes)

    @property
    def codes(self) -> Column:
        """As rising integers."""
        if self._codes is None:
            assert self._bits is not None
            row = np.frombuffer(self._bits.to_bytes(self.last // 8 + 1, "little"), dtype=np.uint8)
            self._codes = np.flatnonzero(np.unpackbits(row, bitorder="little")).astype(np.int64)
        return self._codes

    def shifted(self, by: Column) -> States:
        """The set moved by each of these, all together."""
        bits = 0
        for each in by.tolist():
            bits |= self.bits << each
        return States(None, bits, bits.bit_count(), bits.bit_length() - 1)

    @property
    def bits(self) -> int:
        """As the bits of one integer."""
        if self._bits is None:
            row = np.zeros(self.last + 1, dtype=np.bool_)
            row[self.codes] = True
            self._bits = int.from_bytes(np.packbits(row, bitorder="little").tobytes(), "little")
        return self._bits


class Reach:
    """The reachable states of a frame. Raises OutOfReach where there are too many, and whatever `stop` raises."""

    def __init__(self, frame: Frame, most: int, stop: Callable[[], None]) -> None:
        self.frame, self.most, self.stop = frame, most, stop
        self.clusters = [Cluster(frame, variables) for variables in frame.clusters]
        self.width = len(frame.coordinates)
        self._kept: list[tuple[int, Column]] = []
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

    def joined(self, one: States, other: States) -> States:
        """Every state that is one of the first and one of the second together."""
        self.stop()
        if len(one) < len(other):
            one, other = other, one
        span = one.last + other.last + 1
        if span <= MOST_DENSE and span * len(other) <= MOST_JOINED * 256:
            found = one.shifted(other.codes)
        elif len(one) * len(other) > MOST_JOINED:
            raise OutOfReach(f"more than {self.most:,} states")
        else:
            found = States.of(np.unique((one.codes[:, None] + other.codes[None, :]).reshape(-1)))
        if len(found) > self.most:
            raise OutOfReach(f"more than {self.most:,} states")
        return found

    @cached_property
    def nobody(self) -> States:
        """The state of nothing said yet."""
        return States.of(np.zeros(1, dtype=np.int64))

    @cached_property
    def _parts(self) -> list[States]:
        return [States.of(table) for table in self.tables]

    @cached_property
    def everybody(self) -> Column:
        """All reachable states."""
        return self._upto[-1].codes

    @cached_property
    def _upto(self) -> list[States]:
        """The states of the first clusters: of none, of one, of two, ..."""
        found = [self.nobody]
        for part in self._parts:
            found.append(self.joined(found[-1], part))
        return found

    def others(self) -> Iterator[tuple[int, Column]]:
        """For each cluster, the states of all the other clusters together; kept for other laws where they are not many."""
        if self._kept:
            yield from self._kept
        elif self.clusters:
            found: list[tuple[int, Column]] = []
            for place, states in self._others(list(range(len(self.clusters))), self.nobody):
                found.append((place, states.codes))
                yield place, states.codes
            self._kept = found if sum(len(states) for _, states in found) <= MOST_KEPT else []

    def _others(self, places: list[int], outside: States) -> Iterator[tuple[int, States]]:
        if len(places) == 1:
            yield places[0], outside
            return
        half = len(places) // 2
        for mine, rest in ((places[:half], places[half:]), (places[half:], places[:half])):
            states = outside
            for place in rest:
                states = self.joined(states, self._parts[place])
            yield from self._others(mine, states)

    def rows_for(self, code: int, without: int | None = None) -> dict[int, int]:
        """One row of every cluster (but one) such that together they make the state: somebody real."""
        places = [place for place in range(len(self.clusters)) if place != without]
        before = self._upto[: len(places) + 1 if without is None else without + 1]
        for place in places[len(before) - 1 :]:
            before.append(self.joined(before[-1], self._parts[place]))
        found: dict[int, int] = {}
        for place, states in zip(reversed(places), reversed(before[:-1]), strict=True):
            cluster = self.clusters[place]
            adds, _, rows = cluster.distinct
            codes = self.code(cluster, adds)
            choice = int(np.flatnonzero(states.holds(code - codes))[0])
            found[place] = int(rows[choice])
            code -= int(codes[choice])
        return found


def reach_of(frame: Frame, most: int, stop: Callable[[], None]) -> Reach:
    """The reachable states of a frame; frames that add up the same sums of the same answers share them, where they are few."""
    sums = tuple((one.view, one.terms) for one in frame.coordinates)
    key = ("reach", *map(id, frame.views), sums, tuple(frame.clusters), tuple(frame.constraints))
    if key not in frame.tables:
        reach = Reach(frame, most, stop)
        if len(reach.everybody) > MOST_SHARED:
            return reach
        frame.tables[key] = reach  # it holds the views as well, so no other view can have their place
    made: Reach = frame.tables[key]
    return made
