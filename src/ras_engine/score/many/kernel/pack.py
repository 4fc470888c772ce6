"""Packs the sums of a program into as few words as hold them, so that one gather serves many sums.

A word is two lanes, each a number of 32 bits that is never negative, so that a lane is read without shifting; a sum that needs
more than a lane has a word to itself. Sums grow in place: no field can overflow into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ras_engine.plan.operations import Slot
from ras_engine.score.many.walk import Column

LANE_BITS = 31


@dataclass(frozen=True, slots=True)
class Parts:
    """A slot's sum before it is packed: what each cluster adds, from nought up, in steps; `most` is the most they come to."""

    slot: Slot
    least: int
    step: int
    most: int
    by_cluster: dict[int, Column]


@dataclass(frozen=True, slots=True)
class Field:
    """Where a slot's sum stands: `value = ((lane >> shift) & mask) * step + least`, at most `most` steps.

    `lane` is the first or second half of the word; None where the field has the whole word, or is the same for everybody and
    stands nowhere (`word` is None too).
    """

    slot: Slot
    word: int | None
    lane: int | None
    shift: int
    most: int
    step: int
    least: int


@dataclass(slots=True)
class Word:
    """A word as it fills: what each cluster adds to it, and how many bits of each lane are used."""

    content: dict[int, Column] = field(default_factory=dict)
    used: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def kind(self) -> type[np.int32] | type[np.int64]:
        """Numbers of 32 bits where the second lane stays empty."""
        return np.int64 if self.used[1] else np.int32

    def lane_for(self, bits: int) -> int | None:
        """The lane with room."""
        return next((lane for lane in (0, 1) if self.used[lane] + bits <= LANE_BITS), None)

    def add(self, one: Parts, shift: int) -> None:
        """Put a sum's parts in, from a bit on."""
        for cluster, part in one.by_cluster.items():
            shifted = part << shift
            self.content[cluster] = self.content[cluster] + shifted if cluster in self.content else shifted


def packed(parts: Sequence[Parts]) -> tuple[list[Field], list[Word]]:
    """Where each sum stands, and the words: the sums of most clusters first, each where it costs the fewest gathers more."""
    fields: list[Field] = []
    words: list[Word] = []
    for one in sorted(parts, key=lambda part: (-len(part.by_cluster), sorted(part.by_cluster), part.slot)):
        bits = one.most.bit_length()
        number, lane, shift = _place(one, bits, words)
        fields.append(Field(one.slot, number, lane, shift, one.most, one.step, one.least))
    return fields, words


def _place(one: Parts, bits: int, words: list[Word]) -> tuple[int | None, int | None, int]:
    """The word, the lane and the first bit of a sum."""
    if not bits:
        return None, None, 0
    if bits > LANE_BITS:
        words.append(Word(used=[LANE_BITS, LANE_BITS]))
        words[-1].add(one, 0)
        return len(words) - 1, None, 0
    rooms = [
        (len(set(one.by_cluster) - set(word.content)), number)
        for number, word in enumerate(words)
        if word.lane_for(bits) is not None
    ]
    number = min(rooms, default=(0, len(words)))[1]
    if number == len(words):
        words.append(Word())
    word = words[number]
    lane = word.lane_for(bits) or 0
    shift = word.used[lane]
    word.add(one, shift + 32 * lane)
    word.used[lane] += bits
    return number, lane, shift
