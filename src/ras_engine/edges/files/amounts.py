"""Amounts of whole pence as decimals of pounds in bytes: 24500 is 245.00. Integer arithmetic on whole columns, never a float.

An amount of up to 99,999,999.99 is two words of eight bytes at most, found in tables of four digits; larger ones are written one by
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.files.laid_out import EMPTY, spot
from ras_engine.edges.files.strings import WORD

Word = NDArray[np.uint64]
SMALL, LARGE = 10**6, 10**10
"""What one word has room for, and what two have, in pence and with a sign."""


def pounds(pence: int) -> str:
    """Whole pence as a decimal: 24500 is "245.00"."""
    whole, part = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{whole}.{part:02d}"


class Amounts:
    """A column of amounts, `(n,) int64` pence; `missing` stands where the mask says that there is none, in eight bytes at most."""

    long: NDArray[np.bool_] | None

    def __init__(self, pence: np.ma.MaskedArray[Any, Any], missing: bytes = b"") -> None:
        self._pence: NDArray[np.int64] = pence.data
        self._mask = np.ma.getmaskarray(pence)
        self._missing = missing
        there = self._pence[~self._mask] if self._mask.any() else self._pence
        large = max(int(there.max(initial=0)), -int(there.min(initial=0)))
        self.width = WORD if large < SMALL else 2 * WORD
        self.long = ~self._mask & (np.abs(self._pence) >= LARGE) if large >= LARGE else None

    def fill(self, block: NDArray[np.uint8], at: int, rows: slice) -> None:
        """The decimal of each row."""
        pence, gone = self._pence[rows], self._mask[rows]
        for place, word in enumerate(_words(pence, self.width // WORD)):
            word[gone] = np.frombuffer((self._missing if place == 0 else b"").ljust(WORD, EMPTY), dtype="<u8")[0]
            spot(block, at + WORD * place, np.dtype("<u8"))[:] = word

    def cell(self, row: int) -> bytes:
        """The decimal of one row."""
        return self._missing if self._mask[row] else pounds(int(self._pence[row])).encode()


def _words(pence: NDArray[np.int64], words: int) -> list[Word]:
    """The decimals of amounts that have room in so many words; of larger ones anything."""
    tables = _tables()
    sign = (pence < 0).astype(np.uint32)
    if words == 1:
        return [_low(np.abs(pence).astype(np.uint32), sign)]
    high, low = np.divmod(np.abs(pence), SMALL)
    front = high > 0
    first = tables.front.take(high.astype(np.uint32) + sign * np.uint32(10**4), mode="clip")
    first[~front] = tables.nothing
    return [first, _low(low.astype(np.uint32), np.where(front, np.uint32(2), sign))]


def _low(pence: NDArray[np.uint32], sign: NDArray[np.uint32]) -> Word:
    """Amounts under 10,000.00; a sign of 0 is none, 1 is a minus, and 2 says that digits stand in front."""
    tables = _tables()
    high = pence // np.uint32(10**4)
    low = pence - high * np.uint32(10**4)
    more = (high > 0) | (sign == 2)
    words: Word = tables.head.take(high + sign * np.uint32(100), mode="clip")
    words |= tables.tail.take(low + more * np.uint32(10**4), mode="clip")
    return words


@dataclass(frozen=True, slots=True)
class Tables:
    """Words of digits: `tail` the pence and two of the pounds, `head` the two before and the sign, `front` four before those."""

    head: Word
    tail: Word
    front: Word
    nothing: np.uint64


@cache
def _tables() -> Tables:
    head = [number or "" for number in range(100)], [f"-{number or ''}" for number in range(100)], [f"{n:02d}" for n in range(100)]
    tail = [pounds(number) for number in range(10**4)], [f"{number // 100:02d}.{number % 100:02d}" for number in range(10**4)]
    front = [str(number) for number in range(10**4)], [f"-{number}" for number in range(10**4)]
    return Tables(
        _as_words([f"{text}".encode().ljust(3, EMPTY) + bytes(5) for some in head for text in some]),
        _as_words([bytes(3) + text.encode().ljust(5, EMPTY) for some in tail for text in some]),
        _as_words([text.encode().ljust(WORD, EMPTY) for some in front for text in some]),
        np.frombuffer(EMPTY * WORD, dtype="<u8")[0],
    )


def _as_words(texts: list[bytes]) -> Word:
    return np.frombuffer(b"".join(texts), dtype="<u8")
