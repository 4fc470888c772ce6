"""Columns laid out as lines of text, thousands of lines at once: each cell has a fixed room in a block, and what stays empty is
taken out of the whole block in one step.

Receives what stands between the cells as bytes, and columns of texts, amounts and strings; gives the lines as bytes. A few cells
that are much longer than the others of their column get no room: their lines are written one by one and put where they belong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.files.strings import WORD, Strings

EMPTY, APART, LAST = b"\xff", b"\xfe", b"\xfd"
"""Bytes that no text in UTF-8 has: room that is not used, a line that is written apart, and what ends each line."""
BLOCK, MOST = 8_192, 1 << 23
"""So many lines are laid out at once, and so many bytes."""
FEW = 32
"""One line in so many may be written apart."""
Flags = NDArray[np.bool_]


class Column(Protocol):
    """One column. `width` is the room of a cell in bytes; `long` are the rows whose cell does not fit, where there are any."""

    width: int
    long: Flags | None

    def fill(self, block: NDArray[np.uint8], at: int, rows: slice) -> None:
        """Writes some cells into a block, `(rows, line) uint8`, from byte `at` of each line on."""
        ...

    def cell(self, row: int) -> bytes:
        """One cell."""
        ...


class Few:
    """A column of few texts, and which of them each row has."""

    long: Flags | None

    def __init__(self, texts: Sequence[bytes], places: NDArray[Any]) -> None:
        self._texts = texts
        self._places = places
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        self.width, too_long = _room(sizes, np.bincount(places, minlength=len(sizes)))
        self.long = None if too_long is None else too_long[places]
        room = [text.ljust(self.width, EMPTY) if len(text) <= self.width else EMPTY * self.width for text in texts]
        self._table = np.frombuffer(b"".join(room), dtype=f"V{max(self.width, 1)}")

    def fill(self, block: NDArray[np.uint8], at: int, rows: slice) -> None:
        """The text of each row."""
        if self.width:
            spot(block, at, self._table.dtype)[:] = self._table.take(self._places[rows], mode="clip")

    def cell(self, row: int) -> bytes:
        """The text of one row."""
        return self._texts[int(self._places[row])]


class Many:
    """A column of texts that hardly ever come again."""

    long: Flags | None

    def __init__(self, strings: Strings) -> None:
        self._strings = strings
        sizes = strings.lengths
        self.width, too_long = _room(np.arange(int(sizes.max(initial=0)) + 1), np.bincount(sizes, minlength=1))
        self.long = None if too_long is None else too_long[sizes]
        self._words = strings.eights()

    def fill(self, block: NDArray[np.uint8], at: int, rows: slice) -> None:
        """The text of each row, eight bytes at a time."""
        every, starts = self._words, self._strings.ends[:-1][rows]
        left = self._strings.ends[1:][rows] - starts
        for place in range(0, self.width, WORD):
            words = every[np.minimum(starts + place, len(every) - 1)].view("<u8")
            words |= BEHIND.take(left - place, mode="clip")
            spot(block, at + place, np.dtype("<u8"))[:] = words

    def cell(self, row: int) -> bytes:
        """The text of one row."""
        return self._strings.row(row)


BEHIND = np.array([(1 << 64) - (1 << 8 * size) for size in range(WORD + 1)], dtype=np.uint64)
"""What makes the bytes of a word empty that stand behind its first ones."""


def _room(sizes: NDArray[np.int64], rows: NDArray[np.intp]) -> tuple[int, Flags | None]:
    """The room that all rows but a few need, of texts of these sizes that so many rows have; and which texts do not fit."""
    order = np.argsort(sizes, kind="stable")
    behind = rows.sum() - np.cumsum(rows[order])
    fits = np.flatnonzero(behind * FEW <= rows.sum())
    width = -(-int(sizes[order[fits[0]]]) // WORD) * WORD if len(fits) else 0
    long = sizes > width
    return width, long if rows[long].any() else None


def spot(block: NDArray[np.uint8], at: int, kind: np.dtype[Any]) -> NDArray[Any]:
    """A field of each line of a block, `(rows,)`, to be written to."""
    return np.ndarray(len(block), kind, block.data, offset=at, strides=(block.strides[0],))


def lines(parts: Sequence[bytes | Column], rows: int) -> bytes:
    """So many lines, each of these columns and of what stands between and behind them."""
    *body, last = [*joined(parts), b""] if not isinstance(parts[-1], bytes) else joined(parts)
    tail = last if isinstance(last, bytes) else b""
    apart = _apart(body, rows)
    written = []
    step = min(BLOCK, 1 + MOST // (1 + sum(map(_width, body))))
    for first in range(0, rows, step):
        some = slice(first, min(first + step, rows))
        text = _block(body, some, apart).translate(None, EMPTY).replace(LAST, tail)
        alone = (first + np.flatnonzero(apart[some])).tolist()
        for piece, row in zip(text.split(APART) if alone else [text], [*alone, None], strict=True):
            written += [piece] if row is None else [piece, _line(body, row), tail]
    return b"".join(written)


def joined(parts: Sequence[bytes | Column]) -> list[bytes | Column]:
    """The parts with bytes that follow one another as one."""
    made: list[bytes | Column] = []
    for part in parts:
        if isinstance(part, bytes) and made and isinstance(made[-1], bytes):
            made[-1] += part
        else:
            made.append(part)
    return made


def _apart(body: Sequence[bytes | Column], rows: int) -> Flags:
    """The rows that are written one by one."""
    apart = np.zeros(rows, dtype=np.bool_)
    for part in body:
        if not isinstance(part, bytes) and part.long is not None:
            apart |= part.long
    return apart


def _width(part: bytes | Column) -> int:
    return len(part) if isinstance(part, bytes) else part.width


def _block(body: Sequence[bytes | Column], rows: slice, apart: Flags) -> bytes:
    """Some lines with all their room; of a line that is written apart only the mark."""
    widths = list(map(_width, body))
    block = np.empty((rows.stop - rows.start, sum(widths) + 1), dtype=np.uint8)
    at = 0
    for part, width in zip(body, widths, strict=True):
        if isinstance(part, bytes):
            block[:, at : at + width] = np.frombuffer(part, dtype=np.uint8)
        else:
            part.fill(block, at, rows)
        at += width
    block[:, at] = LAST[0]
    here = apart[rows]
    if here.any():
        block[here] = EMPTY[0]
        block[here, 0] = APART[0]
    return block.tobytes()


def _line(body: Sequence[bytes | Column], row: int) -> bytes:
    return b"".join(part if isinstance(part, bytes) else part.cell(row) for part in body)
