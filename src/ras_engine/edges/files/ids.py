"""Which ids stand in more than one row of a caseload: told by a number made of each id, never by keeping the ids themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.files.strings import WORD, Strings

LONGEST_ID = 64
"""Longer ids are made to numbers one by one."""
FIRST, STEP, FOLD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(29)
KEPT = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], dtype=np.uint64)
"""What keeps the first bytes of a word."""
Numbers = NDArray[np.uint64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many ids stand in more than one row, and the lines of the first two rows that share one."""

    ids: int = 0
    lines: tuple[int, ...] = ()


def digests(ids: Strings) -> Numbers:
    """A number of 64 bits made of each id; two ids that share one are as good as impossible."""
    lengths = ids.lengths
    every, starts = ids.eights(), ids.ends[:-1]
    numbers: Numbers = FIRST ^ lengths.astype(np.uint64)
    for place in range(0, min(int(lengths.max(initial=0)), LONGEST_ID), WORD):
        words = every[np.minimum(starts + place, len(every) - 1)].view("<u8") & KEPT.take(lengths - place, mode="clip")
        mixed = (numbers ^ words) * STEP
        numbers = np.where(lengths > place, mixed ^ (mixed >> FOLD), numbers)
    for row in np.flatnonzero(lengths > LONGEST_ID).tolist():
        numbers[row] = int.from_bytes(blake2b(ids.row(row), digest_size=8).digest(), "little")
    return numbers


def repeated(parts: Callable[[], Iterable[tuple[Numbers, Whole]]], turns: int) -> Repeated:
    """The ids that stand more than once. `parts` gives, each time that it is called, the numbers of the ids part by part, in the
    order of the file, with the line of each. They are looked at in turns, so that only some of them are in memory at once.
    """
    shared = np.concatenate([_shared(parts(), turn, turns) for turn in range(turns)])
    count = len(shared)
    first: list[int] = []
    for numbers, lines in parts() if len(shared) else ():
        here = np.flatnonzero(np.isin(numbers, shared))
        if not first and len(here):
            shared, first = numbers[here[:1]], [int(lines[here[0]])]
            here = here[1:][numbers[here[1:]] == shared]
        if first and len(here):
            return Repeated(count, (*first, int(lines[here[0]])))
    return Repeated()


def _shared(parts: Iterable[tuple[Numbers, Whole]], turn: int, turns: int) -> Numbers:
    """The numbers of one turn that stand more than once, each once."""
    some = [numbers[numbers % np.uint64(turns) == turn] if turns > 1 else numbers for numbers, _ in parts]
    every = np.concatenate([*some, np.zeros(0, dtype=np.uint64)])
    some.clear()
    every.sort()
    again = every[1:][every[1:] == every[:-1]]
    found: Numbers = again[np.flatnonzero(np.r_[True, again[1:] != again[:-1]][: len(again)])]
    return found
