"""Texts as words of eight bytes, and tables that find them without a loop: every answer stands thousands of times in a caseload.

A table has a place for every text that it knows and no two texts in one place; what is found is compared with what was looked for,
word by word, so that a text which only shares a place is never taken for another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Word = NDArray[np.uint64]
MIX = 0x9E3779B97F4A7C15
TRIES = 500
STEPS = np.uint64(0xBF58476D1CE4E5B9)
FIRST = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)
"""What keeps the first bytes of a word."""
LONGEST = 64
"""A longer text is not looked up: it is no answer, but a note."""


def words_at(padded: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Word:
    """The first eight bytes of each text as one word, nought behind its end. Shapes `(n,)`; at least 8 bytes stand behind each."""
    every = np.lib.stride_tricks.as_strided(padded[:8].view("S8"), shape=(len(padded) - 8,), strides=(1,))
    few = 16 * len(starts) < len(padded)  # `take` is quicker for each, but copies the whole block first
    words: Word = (every[starts] if few else every.take(starts)).view("<u8")
    words &= FIRST.take(lengths, mode="clip")
    return words


@dataclass(frozen=True, slots=True)
class Words:
    """A table of texts: `values[k]` holds the k-th word of each, `places` the number of the text in each place, or nought.

    The text with the number 0 is the empty one.
    """

    MOST: ClassVar[int] = 480
    texts: tuple[str, ...]
    values: tuple[Word, ...]
    places: NDArray[np.uint16]
    mix: np.uint64
    shift: np.uint64

    def find(self, words: Sequence[Word]) -> tuple[NDArray[np.uint16], NDArray[np.intp]]:
        """The number of each text, given word by word, each `(n,)`; and which of the n are not known."""
        key = _key(words)
        key *= self.mix
        key >>= self.shift
        numbers = self.places.take(key.view(np.int64), mode="clip")
        wrong = np.zeros(len(numbers), dtype=np.bool_)
        for place, word in enumerate(words):
            there = self.values[place] if place < len(self.values) else np.zeros(len(self.texts), dtype=np.uint64)
            wrong |= there.take(numbers, mode="clip") != word
        for there in self.values[len(words) :]:
            if there.any():
                wrong |= there.take(numbers, mode="clip") != 0
        return numbers, np.flatnonzero(wrong)


def _key(words: Sequence[Word]) -> Word:
    """One word made of all; a word of nothing changes nothing, so that it may as well be left out."""
    key = words[0].copy()
    for place, word in enumerate(words[1:], start=1):
        mixed = word * np.uint64(int(STEPS) + 2 * place)
        key ^= mixed ^ (mixed >> np.uint64(29))
    return key


def words_of(texts: Sequence[str]) -> Words | None:
    """The table of these texts and the empty one; None where they are too many for one, or share their places by design."""
    every = ("", *texts)
    written = [text.encode() for text in every]
    longest = max(map(len, written))
    values = tuple(
        np.array([int.from_bytes(text[at : at + 8], "little") for text in written], dtype=np.uint64)
        for at in range(0, max(longest, 1), 8)
    )
    key, shift = _key(values), np.uint64(48)
    for mix in _mixes() if len(every) <= Words.MOST else ():
        found = (key * mix) >> shift
        if len(np.unique(found)) == len(every):
            places = np.zeros(1 << 16, dtype=np.uint16)
            places[found.astype(np.int64)] = np.arange(len(every))
            return Words(every, values, places, mix, shift)
    return None


def _mixes() -> Iterator[np.uint64]:
    mix = MIX
    for _ in range(TRIES):
        yield np.uint64(mix)
        mix = (mix * int(STEPS) | 1) % (1 << 64)


@dataclass(frozen=True, slots=True)
class Known:
    """The texts that are looked up: those of up to eight bytes, and longer ones. Columns that are `unread` are not looked up.

    `texts` has the text of each number.
    """

    short: Words
    long: Words
    texts: tuple[str, ...]
    unread: tuple[int, ...] = ()


def known_of(texts: Collection[str], unread: Collection[int] = ()) -> Known | None:
    """The tables of these texts; None where they do not fit."""
    short = words_of([text for text in texts if 0 < len(text.encode()) <= 8])
    long = words_of([text for text in texts if len(text.encode()) > 8])
    if short is None or long is None:
        return None
    blank = ("",) * (Words.MOST - len(short.texts))
    return Known(short, long, (*short.texts, *blank, *long.texts), tuple(sorted(unread)))


def _nothing() -> Known:
    nothing = known_of(())
    if nothing is None:
        raise AssertionError("the empty text has a place in any table")
    return nothing


NOTHING = _nothing()
"""What is known before anything was read."""
