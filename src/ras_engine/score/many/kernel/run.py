"""Runs a program, a block of people at a time: every column that a block needs is there before the first block is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from ras_engine.plan.operations import Slot
from ras_engine.score.many.kernel.follow import Follow
from ras_engine.score.many.kernel.index import Columns, Index
from ras_engine.score.many.kernel.program import Program
from ras_engine.score.many.kernel.scratch import Array
from ras_engine.score.many.kernel.steps import bound
from ras_engine.score.many.walk import Column


class Run:
    """A program made ready for blocks of so many rows. Not for two threads at once: each needs its own."""

    def __init__(self, program: Program, rows: int) -> None:
        self.program = program
        self.rows = rows
        used = {*program.inputs, *(slot for joint in program.joints for slot in joint.keys.slots)}
        self.codes = Columns(rows, {slot: program.ranges[slot] for slot in sorted(used)})
        words: list[Array] = [np.zeros(rows, dtype=np.int32 if narrow else np.int64) for narrow in program.narrow]
        self.joined = _joined(program, self.codes, words)
        follow = Follow(program, rows)
        self.wanted = follow.wanted
        self.calls = [bound(step, self.codes, words) for step in follow.calls.made]

    def block(self, codes: Sequence[Array], start: int, eights: Mapping[Slot, Array], found: Mapping[Slot, Column]) -> None:
        """Work out the block that begins at a row, into the columns found; `eights` as `Columns.eights` gives them."""
        self.codes.load(codes, start, eights)
        for join in self.joined:
            join()
        for call in self.calls:
            call()
        for slot, column in self.wanted.items():
            np.copyto(found[slot][start : start + self.rows], column)


def _joined(program: Program, codes: Columns, words: Sequence[Array]) -> list[Callable[[], object]]:
    """The calls that gather the words, a joint table at a time, while it is in the cache."""
    calls: list[Callable[[], object]] = []
    started = set[int]()
    spare = {kind: np.empty(codes.rows, dtype=kind) for kind in (np.dtype(np.int32), np.dtype(np.int64))}
    for joint in program.joints:
        gathers: list[Callable[[Array], object]] = []
        for number, table in joint.words:
            word = words[number]
            more = partial(_gather_and_add, table, word, spare[word.dtype])
            gathers.append(more if number in started else partial(_gather, table, word))
            started.add(number)
        calls.append(partial(_gather_all, Index(codes, joint.packs), gathers))
    return calls


def _gather_all(index: Callable[[], Array], gathers: Sequence[Callable[[Array], object]]) -> None:
    places = index()
    for gather in gathers:
        gather(places)


def _gather(table: Array, word: Array, places: Array) -> None:
    table.take(places, None, word, "clip")


def _gather_and_add(table: Array, word: Array, spare: Array, places: Array) -> None:
    table.take(places, None, spare, "clip")
    np.add(word, spare, out=word)
