"""A program: a plan as joint tables, finishing tables and what is left to work out, and how it is run, a block of people at a time.

It gives the same integers as the plain walker, from fewer and cheaper steps: one gather for each domain of life instead of one
for each question. Whatever could not be joined runs through the plain walker's own operation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ras_engine.plan.operations import Operation, Slot
from ras_engine.score.many.kernel.choose import Sum
from ras_engine.score.many.kernel.tables import Field, Joint
from ras_engine.score.many.walk import Column, column_of


@dataclass(frozen=True, slots=True)
class Finishing:
    """A slot read from a table over sums (and inputs): `values[index]`, the index made of the keys' places."""

    slot: Slot
    keys: tuple[Slot, ...]
    least: tuple[int, ...]
    steps: tuple[int, ...]
    sizes: tuple[int, ...]
    values: NDArray[np.int64] | NDArray[np.int32]


Step = Finishing | Sum | tuple[Slot, Operation]
"""What is done after the sums: read from a table, add what was worked out to a sum, or work out one operation."""


@dataclass(frozen=True)
class Program:
    """What is run. `order` lists, in order of evaluation, what is read from a finishing table and what is worked out."""

    wanted: tuple[Slot, ...]
    inputs: tuple[Slot, ...]
    joints: tuple[Joint, ...]
    words: int
    fields: tuple[Field, ...]
    order: tuple[Step, ...]

    def run(self, codes: Sequence[NDArray[np.integer]]) -> dict[Slot, Column]:
        """The wanted slots of a block: `codes` holds a `(rows,)` integer column for each input slot, in any integer type."""
        rows = len(codes[0])
        words = self._words(codes, rows)
        columns: dict[Slot, Column] = {slot: codes[slot].astype(np.int64) for slot in self.inputs}
        places: dict[Slot, Column] = {}
        for field in self.fields:
            place = words[field.word] if not field.shift else words[field.word] >> field.shift
            places[field.slot] = place & field.mask
            value = places[field.slot] * field.step if field.step != 1 else places[field.slot]
            columns[field.slot] = value + field.least if field.least else value
        for step in self.order:
            match step:
                case Finishing():
                    columns[step.slot] = _finish(step, columns, places)
                case Sum():
                    for slot, coefficient in step.others:
                        columns[step.slot] = columns[step.slot] + columns[slot] * coefficient
                case (slot, operation):
                    columns[slot] = column_of(operation, columns, rows)
        return {slot: columns[slot] for slot in self.wanted}

    def _words(self, codes: Sequence[NDArray[np.integer]], rows: int) -> list[Column]:
        """The packed sums: for each cluster one index and one gather a word."""
        words: list[Column | None] = [None] * self.words
        spare = np.empty(rows, dtype=np.int64)
        for joint in self.joints:
            index = _index(joint, codes)
            for word, table in joint.words:
                total = words[word]
                if total is None:
                    words[word] = table.take(index, mode="clip")
                else:
                    total += table.take(index, out=spare, mode="clip")
        return [np.zeros(rows, dtype=np.int64) if word is None else word for word in words]


def _index(joint: Joint, codes: Sequence[NDArray[np.integer]]) -> NDArray[np.intp]:
    """The place of each person's combination in the joint table, in the smallest integers that hold it."""
    keys = joint.keys
    small = np.uint8 if keys.combinations <= 256 else np.uint16 if keys.combinations <= 65536 else np.uint32
    index = np.zeros(len(codes[0]), dtype=small)
    for slot, least, size in zip(keys.slots, keys.least, keys.sizes, strict=True):
        np.multiply(index, small(size) if size <= np.iinfo(small).max else 0, out=index)
        code = codes[slot] if not least else codes[slot] - least
        np.add(index, code, out=index, casting="unsafe")
    return index.astype(np.intp)


def _finish(step: Finishing, columns: dict[Slot, Column], places: dict[Slot, Column]) -> Column:
    """A slot from its finishing table."""
    index: Column | None = None
    for slot, least, each, size in zip(step.keys, step.least, step.steps, step.sizes, strict=True):
        place = places.get(slot)
        if place is None:
            place = columns[slot] - least if least else columns[slot]
            place = place // each if each != 1 else place
        index = place if index is None else index * size + place
    assert index is not None
    return step.values.take(index, mode="clip").astype(np.int64, copy=False)
