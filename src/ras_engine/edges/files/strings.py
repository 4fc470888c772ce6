"""Texts that hardly ever come again, such as ids and notes: their bytes one after another, so that no text has to be an object.

Receives what a reader found; gives the same bytes to whatever writes them, compares them, or counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

WORD = 8
ROOM = bytes(WORD)


@dataclass(frozen=True, slots=True)
class Strings:
    """A column of n texts: row k is `data[ends[k]:ends[k + 1]]` as UTF-8. `data` is bytes, `ends` is `(n + 1,) int64`."""

    data: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Strings:
        """These texts."""
        together = "".join(texts)
        sizes = map(len, texts if together.isascii() else map(str.encode, texts))
        ends = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum(np.fromiter(sizes, dtype=np.int64, count=len(texts)), out=ends[1:])
        return cls(np.frombuffer(together.encode(), dtype=np.uint8), ends)

    @classmethod
    def joined(cls, parts: Sequence[Strings]) -> Strings:
        """Columns one after another."""
        if len(parts) == 1:
            return parts[0]
        ends = np.zeros(sum(map(len, parts)) + 1, dtype=np.int64)
        np.cumsum(np.concatenate([part.lengths for part in parts]), out=ends[1:])
        return cls(np.concatenate([part.data[part.ends[0] : part.ends[-1]] for part in parts]), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The length of each in bytes, `(n,)`."""
        return np.diff(self.ends)

    def row(self, row: int) -> bytes:
        """One text."""
        return self.data[self.ends[row] : self.ends[row + 1]].tobytes()

    def texts(self) -> list[str]:
        """All of them as Python has them."""
        ends = self.ends.tolist()
        whole = self.data.tobytes()
        if whole.isascii():
            text = whole.decode("ascii")
            return [text[start:end] for start, end in pairwise(ends)]
        return [whole[start:end].decode() for start, end in pairwise(ends)]

    def eights(self) -> NDArray[np.bytes_]:
        """The eight bytes that begin at each byte, and at some behind the last."""
        return eights(np.concatenate([self.data, np.frombuffer(ROOM * 2, dtype=np.uint8)]))

    def changed(self, change: Callable[[str], str]) -> Strings:
        """Each text as something else."""
        return Strings.of(list(map(change, self.texts())))

    def contains(self, marks: bytes) -> bool:
        """Whether any of these bytes stands in any of the texts."""
        whole = self.data[self.ends[0] : self.ends[-1]].tobytes()
        return any(bytes([mark]) in whole for mark in marks)

    def begins(self, marks: bytes) -> bool:
        """Whether any of the texts begins with one of these bytes."""
        first = self.data[self.ends[:-1][self.lengths > 0]]
        return bool(np.isin(first, np.frombuffer(marks, dtype=np.uint8)).any())


def cut_out(padded: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Strings:
    """The texts at some places of a longer one, `(n,)` each; `padded` goes on for eight bytes behind the last."""
    ends = np.zeros(len(starts) + 1, dtype=np.int64)
    np.cumsum(lengths, out=ends[1:])
    whole = -(-int(lengths.max(initial=0)) // WORD)
    if whole > 2 * (1 + int(ends[-1]) // (WORD * max(len(starts), 1))):  # a few are much longer than the others
        pieces = [padded[start : start + length] for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)]
        return Strings(np.concatenate(pieces), ends)
    every = eights(padded)
    words = np.zeros((len(starts), whole), dtype="S8")
    for place in range(whole):
        words[:, place] = every[np.minimum(starts + WORD * place, len(every) - 1)]
    there = np.arange(WORD * whole) < lengths[:, None]
    return Strings(words.view(np.uint8).reshape(len(starts), WORD * whole)[there], ends)


def eights(padded: NDArray[np.uint8]) -> NDArray[np.bytes_]:
    """The eight bytes that begin at each byte but the last eight, without copying."""
    return np.lib.stride_tricks.as_strided(padded[:WORD].view("S8"), shape=(len(padded) - WORD,), strides=(1,))
