"""The place of each person's combination in a joint table, built from narrow columns eight bytes at a time.

Codes are small, so several columns are put together in one byte a person before anything wider is needed; and as no byte
overflows, eight people's bytes are multiplied and added as one 64-bit integer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np

from ras_engine.plan.operations import Slot
from ras_engine.score.many.kernel.scratch import Array

BYTE = 256
TOGETHER = 8
"""How many bytes are worked on as one; columns are that much longer where a block does not come out even."""


def packs_of(slots: Sequence[Slot], sizes: Mapping[Slot, int]) -> list[tuple[Slot, ...]]:
    """The keys of a table in packs that each fit in a byte; a key too large for one stands alone."""
    packs: list[list[Slot]] = []
    for slot in sorted(slots, key=lambda one: (-sizes[one], one)):
        room = next((pack for pack in packs if prod(sizes[one] for one in pack) * sizes[slot] <= BYTE), None)
        if room is None:
            packs.append([slot])
        else:
            room.append(slot)
    return [tuple(pack) for pack in packs]


def padded(rows: int) -> int:
    """The length of a column whose bytes are worked on together."""
    return -(-rows // TOGETHER) * TOGETHER


def narrow(size: int) -> type[np.uint8] | type[np.uint16] | type[np.uint32]:
    """The smallest integers for `size` values from nought up."""
    return np.uint8 if size <= BYTE else np.uint16 if size <= BYTE * BYTE else np.uint32


class Columns:
    """The codes of one block, each from nought up in the narrowest integers: the caller's own bytes where they are that already.

    `now` holds each column as it is worked on: bytes as eights (`uint64`), anything wider as it is.
    """

    def __init__(self, rows: int, ranges: Mapping[Slot, tuple[int, int]]) -> None:
        self.rows = rows
        self.ranges = ranges
        self.scratch = {slot: np.zeros(padded(rows), dtype=narrow(most - least + 1)) for slot, (least, most) in ranges.items()}
        self.now = {slot: own.view(np.uint64) if own.itemsize == 1 else own for slot, own in self.scratch.items()}
        self.ours = dict(self.now)
        self.places = np.empty(rows, dtype=np.intp)
        self.spare: dict[tuple[type, int], Array] = {}

    def lent(self, kind: type, number: int) -> Array:
        """A scratch column, one for all tables, which are built one after the other: what is in the cache is used again."""
        if (kind, number) not in self.spare:
            self.spare[kind, number] = np.zeros(padded(self.rows), dtype=kind)
        return self.spare[kind, number]

    def load(self, codes: Sequence[Array], start: int, eights: Mapping[Slot, Array]) -> None:
        """Take the block that begins at a row; `eights` are the columns whose bytes are worked on where they lie."""
        first, last = start // TOGETHER, (start + self.rows) // TOGETHER
        for slot, (least, _) in self.ranges.items():
            if slot in eights:
                self.now[slot] = eights[slot][first:last]
                continue
            column, own = codes[slot][start : start + self.rows], self.scratch[slot][: self.rows]
            if least:
                np.subtract(column, least, out=own, dtype=np.int64, casting="unsafe")
            else:
                np.copyto(own, column, casting="unsafe")
            self.now[slot] = self.ours[slot]

    def eights(self, codes: Sequence[Array]) -> dict[Slot, Array]:
        """The columns whose bytes can be worked on where they lie, eight at a time, block after block."""
        if self.rows % TOGETHER:
            return {}
        fitting = [slot for slot, own in self.scratch.items() if own.itemsize == 1 and self._lies_well(slot, codes[slot])]
        return {slot: codes[slot][: len(codes[slot]) // TOGETHER * TOGETHER].view(np.uint64) for slot in fitting}

    def _lies_well(self, slot: Slot, column: Array) -> bool:
        whole_bytes = column.itemsize == 1 and column.flags.c_contiguous and not self.ranges[slot][0]
        return whole_bytes and int(column.ctypes.data) % TOGETHER == 0


class Index:
    """Gives the place of each person's combination in one joint table, from the block that is loaded."""

    def __init__(self, columns: Columns, packs: Sequence[Sequence[Slot]]) -> None:
        sizes = {slot: most - least + 1 for slot, (least, most) in columns.ranges.items()}
        self.now = columns.now
        self.packs = [[(slot, np.array(sizes[slot], dtype=np.uint64)) for slot in pack] for pack in packs]
        self.sizes = [np.array(prod(sizes[slot] for slot in pack), dtype=np.uint64) for pack in packs]
        self.byte = columns.lent(np.uint8, 0)
        self.eights = self.byte.view(np.uint64)
        kind = narrow(prod(int(size) for size in self.sizes))
        self.total, self.part = columns.lent(kind, 1), columns.lent(kind, 2)
        self.total_eights, self.part_eights = self.total.view(np.uint64), self.part.view(np.uint64)
        self.places = columns.places

    def __call__(self) -> Array:
        """The places, `(rows,) intp`."""
        rows = len(self.places)
        if len(self.packs) == 1:
            np.copyto(self.places, self._pack(self.packs[0])[:rows])
            return self.places
        np.copyto(self.total, self._pack(self.packs[0]))
        for pack, size in zip(self.packs[1:], self.sizes[1:], strict=True):
            np.multiply(self.total_eights, size, self.total_eights)
            np.copyto(self.part, self._pack(pack))
            np.add(self.total_eights, self.part_eights, self.total_eights)
        np.copyto(self.places, self.total[:rows])
        return self.places

    def _pack(self, pack: Sequence[tuple[Slot, Array]]) -> Array:
        """Several columns as one byte a person; a column alone as it is."""
        source, eights = self.now[pack[0][0]], self.eights
        if len(pack) == 1:
            return source.view(np.uint8) if source.dtype == np.uint64 else source
        for slot, size in pack[1:]:
            np.multiply(source, size, eights)
            np.add(eights, self.now[slot], eights)
            source = eights
        return self.byte
