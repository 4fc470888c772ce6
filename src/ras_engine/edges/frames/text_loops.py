"""The compiled loop that turns a column of texts into its few distinct texts and which of them each row has.

A text of up to sixteen bytes is known by its length, its first eight bytes and its last eight; longer ones are compared in full.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ras_engine.score.many.compiled.memory import bytes_at, eight_bytes, longs_at, shorts_at
from ras_engine.score.many.kernel.scratch import Array

SLOTS = 1 << 10
"""Places to look for a text: four for each that there may be."""
MOST = 255
"""So many different texts have places of a byte, with one to spare for what is missing."""
VIEW = 16
"""Bytes in a view: its length, then the text, or four bytes of it, the number of a buffer and where in it the text begins."""
INLINE = 12
"""Bytes of a text that a view holds itself."""
NONE: Any = np.int64(-1)
NOUGHT, EIGHT, SIXTEEN = np.int64(0), np.int64(8), np.int64(16)
ONE, TWO, HIGH = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(54)
"""Odd numbers that scatter texts over the slots, and how far a product is shifted for the number of a slot."""


@njit
def _last_word(start: int, length: int) -> Any:
    """A text of fewer than eight bytes that nothing else comes after: byte by byte, as there may be no eight to be read."""
    word, piece = np.uint64(0), bytes_at(start, length)
    for number in range(length):
        word |= np.uint64(piece[number]) << np.uint64(8 * number)
    return word


@njit
def _alike(one: int, other: int, length: int) -> bool:
    """Whether two texts of one length are the same."""
    left, right = bytes_at(one, length), bytes_at(other, length)
    number = 0
    while number < length and left[number] == right[number]:
        number += 1
    return number == length


@njit
def _masks() -> Array:
    """Which of eight bytes belong to a text, by its length."""
    masks = np.full(EIGHT + 1, ~np.uint64(0), np.uint64)
    for length in range(EIGHT):
        masks[length] = (np.uint64(1) << np.uint64(8 * length)) - np.uint64(1)
    return masks


@njit(inline="always")
def _text(views: bool, wide: bool, at: int, row: int, buffers: Array) -> Any:
    """Where a row's text begins, how long it is, and the end of what may be read."""
    if not views:
        if wide:
            begins, ends = longs_at(at, row + 2)[row], longs_at(at, row + 2)[row + 1]
        else:
            begins, ends = np.int64(shorts_at(at, row + 2)[row]), np.int64(shorts_at(at, row + 2)[row + 1])
        return buffers[0, 0] + begins, ends - begins, buffers[0, 0] + buffers[0, 1]
    here = at + row * VIEW
    length = np.int64(shorts_at(here, 1)[0])
    if length <= INLINE:
        return here + 4, length, here + VIEW
    buffer, begins = shorts_at(here, 4)[2], np.int64(shorts_at(here, 4)[3])
    return buffers[buffer, 0] + begins, length, buffers[buffer, 0] + buffers[buffer, 1]


@njit(nogil=True, cache=True)
def numbered(
    views: bool, wide: bool, at: int, first: int, rows: int, there: int, buffers: Array, places: Array, firsts: Array
) -> int:
    """How many different texts there are, -1 where they are more than 255; each row's place among them into `places`.

    `at` is the address of the offsets, of 64 bits where they are `wide`, or of views; the texts are those from row `first` on.
    `there` is the address of the bits that say which rows have a text, 0 where all have; `buffers` are `(address, bytes)`.
    `firsts` gets the row, from 0, in which each text stands first; a missing text is one of them.
    """
    slots = np.full(SLOTS, -1, np.int64)
    known, masks = np.zeros((MOST, 4), np.uint64), _masks()
    count, missing = 0, -1
    for row in range(rows):
        bit = first + row
        if there and not (bytes_at(there + bit // 8, 1)[0] >> np.uint8(bit % 8)) & 1:
            if missing < 0:
                if count == MOST:
                    return -1
                missing, firsts[count] = count, row
                count += 1
            places[row] = missing
            continue
        start, length, last = _text(views, wide, at, bit, buffers)
        if start + EIGHT <= last:
            mask = masks[min(length, EIGHT)]  # no branch: lengths come in no order that a processor could foresee
            head, tail = eight_bytes(start) & mask, eight_bytes(start + max(length - EIGHT, NOUGHT)) & mask
        else:
            head = tail = _last_word(start, length)
        slot, found = np.int64((head * ONE ^ tail * TWO ^ np.uint64(length)) * ONE >> HIGH), NONE
        while slots[slot] >= 0:  # written out: as a function of its own it takes three times as long
            number = slots[slot]
            same = known[number, 0] == head and known[number, 1] == tail and known[number, 2] == np.uint64(length)
            if same and (length <= SIXTEEN or _alike(start, np.int64(known[number, 3]), length)):
                found = number
                break
            slot = (slot + 1) % SLOTS
        if found < 0:
            if count == MOST:
                return -1
            slots[slot] = found = count
            known[count, 0], known[count, 1], known[count, 2], known[count, 3] = head, tail, np.uint64(length), np.uint64(start)
            firsts[count] = row
            count += 1
        places[row] = found
    return count
