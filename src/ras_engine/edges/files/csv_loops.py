"""The loop that numba compiles to cut a plain block of CSV text: the same cells and numbers as NumPy finds, in one pass and without
Python's lock, so that two threads are twice as quick as one. Only for blocks without quote marks; nothing else is compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ras_engine.edges.files.words import FIRST, LONGEST, STEPS, Known, Words

ONES, HIGH = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
COMMAS, FEEDS = ONES * np.uint64(ord(",")), ONES * np.uint64(ord("\n"))
ONE, SEVEN, FOLD, TOP = np.uint64(1), np.uint64(7), np.uint64(29), np.uint64(56)
FEED, WORD = ord("\n"), 8
TWO = np.uint64(2)
AFTER_SHORT = Words.MOST
Whole = NDArray[np.int64]
Numbers = NDArray[np.uint16]


def cells(block: bytes, size: int, columns: int, most: int, known: Known) -> tuple[Whole, Whole, Numbers, Whole] | None:
    """Where each cell of a plain block starts, its length, its number, and which cells are not known, as `csv_cut.Cut` has them.

    `size` bytes are text and at least eight more stand behind them. None where a row has not so many cells, or more bytes than
    `most`.
    """
    count = block.count(b",", 0, size) + block.count(b"\n", 0, size)
    starts, lengths, unknown = (np.empty(count, dtype=np.int64) for _ in range(3))
    numbers = np.empty(count, dtype=np.uint16)
    unread = np.zeros(columns, dtype=np.bool_)
    unread[list(known.unread)] = True
    words = np.ndarray(len(block) - WORD, dtype="<u8", buffer=block, strides=(1,))
    short, long = known.short, known.long
    lost = _cut(
        words,
        np.frombuffer(block, dtype=np.uint8),
        size,
        most,
        unread,
        (short.values[0], short.places, short.mix, short.shift),
        (np.stack(long.values), long.places, long.mix, long.shift),
        (starts, lengths, numbers, unknown),
    )
    return None if lost < 0 else (starts, lengths, numbers, unknown[:lost])


@njit(nogil=True, cache=True)
def _cut(words: Any, text: Any, size: int, most: int, unread: Any, short: Any, long: Any, out: Any) -> int:
    """Fills `out`; how many cells are not known, or -1 where the block is not plain."""
    starts, lengths, numbers, unknown = out
    values, places, mix, shift = short
    columns = len(unread)
    at = cell = lost = column = 0
    row = -1
    while at < size:
        start = at
        end = _end(words, at)
        length = end - start
        at = end + 1
        number = 0
        if not unread[column]:
            if length <= WORD:
                word = words[start] & FIRST[length]
                number = int(places[(word * mix) >> shift])
                there = values[number] == word
            else:
                number = _long(words, start, length, long)
                there = number >= 0
                number = max(number, 0) + AFTER_SHORT
            if not there:
                unknown[lost] = cell
                lost += 1
        starts[cell], lengths[cell], numbers[cell] = start, length, number
        cell += 1
        column += 1
        if (text[end] == FEED) != (column == columns):
            return -1
        if column == columns:
            if end - row > most or (columns == 1 and length == 0):
                return -1
            column, row = 0, end
    return lost if column == 0 else -1


@njit(nogil=True, inline="always")
def _end(words: Any, at: int) -> int:
    """Where the cell ends that begins here: its comma, or its row's line feed."""
    while True:
        word = words[at]
        commas, feeds = word ^ COMMAS, word ^ FEEDS
        found = (((commas - ONES) & ~commas) | ((feeds - ONES) & ~feeds)) & HIGH
        if found != 0:
            lowest = found & (~found + ONE)
            return at + int(((((lowest >> SEVEN) - ONE) & ONES) * ONES) >> TOP)
        at += WORD


@njit(nogil=True)
def _long(words: Any, start: int, length: int, table: Any) -> int:
    """The number of a text of more than eight bytes; -1 where it is not known."""
    values, places, mix, shift = table
    if length > LONGEST or length > WORD * len(values):
        return -1
    count = (length + WORD - 1) // WORD
    key = words[start]
    for place in range(1, count):
        word = words[start + WORD * place] & FIRST[min(length - WORD * place, WORD)]
        mixed = word * (STEPS + TWO * np.uint64(place))
        key ^= mixed ^ (mixed >> FOLD)
    number = int(places[(key * mix) >> shift])
    for place in range(len(values)):
        word = words[start + WORD * place] & FIRST[min(length - WORD * place, WORD)] if place < count else np.uint64(0)
        if values[place, number] != word:
            return -1
    return number
