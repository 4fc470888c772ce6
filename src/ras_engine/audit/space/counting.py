"""How many people are in each reachable state, exactly, whatever their number.

Where states are dense, the counts of all of them are one Python integer with a field for each state, so that joining a cluster is
a few shifts and additions; elsewhere they are an array beside the states. Either way they come out as limbs of 32 bits, which
NumPy can add.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.states import Reach
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.score.many.walk import Column

MOST_PACKED = 1 << 18
LIMB = 32
Counts = dict[int, int]
"""How many people in each state, by its integer."""


class Counting:
    """Counts people in the states of a frame."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.limbs = reach.total.bit_length() // LIMB + 1
        self.bits = self.limbs * LIMB
        self.span = sum(int(table[-1]) for table in reach.tables) + 1
        self.tables: list[Counts] = []
        for cluster in reach.clusters:
            adds, people, _ = cluster.distinct
            self.tables.append(dict(zip((int(one) for one in reach.code(cluster, adds)), people, strict=True)))

    @property
    def packed(self) -> bool:
        """Whether the counts fit in one integer of a bearable size."""
        return self.span <= MOST_PACKED

    def everybody(self, codes: Column) -> NDArray[np.int64]:
        """The counts of all states, as limbs `(n, limbs)`."""
        if not self.packed:
            found: Counts = {0: 1}
            for table in self.tables:
                found = self._joined(found, table)
            return self._limbs_of([found.get(int(code), 0) for code in codes])
        packed = 1
        for table in self.tables:
            packed = self._shifted(packed, table)
        return self._unpacked(packed, codes)

    def others(self) -> Iterator[tuple[int, Column, NDArray[np.int64]]]:
        """For each cluster, the states of all the others together, with their counts as limbs."""
        if self.packed:
            for place, packed in self._packed_others(list(range(len(self.tables))), 1):
                codes = self._states_of(packed)
                yield place, codes, self._unpacked(packed, codes)
        else:
            for place, counts in self._plain_others(list(range(len(self.tables))), {0: 1}):
                codes = np.array(sorted(counts), dtype=np.int64)
                yield place, codes, self._limbs_of([counts[int(code)] for code in codes])

    def _packed_others(self, places: list[int], outside: int) -> Iterator[tuple[int, int]]:
        if len(places) <= 1:
            yield from ((place, outside) for place in places)
            return
        half = len(places) // 2
        for mine, rest in ((places[:half], places[half:]), (places[half:], places[:half])):
            packed = outside
            for place in rest:
                packed = self._shifted(packed, self.tables[place])
            yield from self._packed_others(mine, packed)

    def _plain_others(self, places: list[int], outside: Counts) -> Iterator[tuple[int, Counts]]:
        if len(places) <= 1:
            yield from ((place, outside) for place in places)
            return
        half = len(places) // 2
        for mine, rest in ((places[:half], places[half:]), (places[half:], places[:half])):
            counts = outside
            for place in rest:
                counts = self._joined(counts, self.tables[place])
            yield from self._plain_others(mine, counts)

    def _shifted(self, packed: int, table: Counts) -> int:
        self.reach.stop()
        return sum((packed << (code * self.bits)) * people for code, people in table.items())

    def _joined(self, one: Counts, other: Counts) -> Counts:
        self.reach.stop()
        if len(one) * len(other) > 1 << 21:
            raise OutOfReach("too many states to count")
        found: Counts = {}
        for code, people in one.items():
            for more, each in other.items():
                found[code + more] = found.get(code + more, 0) + people * each
        return found

    def _rows(self, packed: int) -> NDArray[np.int64]:
        size = self.span * self.limbs * 4
        return np.frombuffer(packed.to_bytes(size, "little"), dtype="<u4").astype(np.int64).reshape(self.span, self.limbs)

    def _states_of(self, packed: int) -> Column:
        return np.flatnonzero(self._rows(packed).any(axis=1)).astype(np.int64)

    def _unpacked(self, packed: int, codes: Column) -> NDArray[np.int64]:
        return self._rows(packed)[codes]

    def _limbs_of(self, numbers: list[int]) -> NDArray[np.int64]:
        mask = (1 << LIMB) - 1
        rows = [[number >> (LIMB * place) & mask for place in range(self.limbs)] for number in numbers]
        return np.array(rows, dtype=np.int64).reshape(len(numbers), self.limbs)


def number_of(limbs: NDArray[np.int64]) -> int:
    """A sum of limbs as the whole number it stands for."""
    return sum(int(limb) << (LIMB * place) for place, limb in enumerate(limbs))
