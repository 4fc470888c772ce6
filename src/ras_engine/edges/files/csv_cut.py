"""Cuts a block of CSV text into cells with NumPy, all of them at once, and finds each cell among the texts that are known.

Receives whole rows as bytes. Gives nothing at all unless the block is *plain*: UTF-8 without invisible characters, every row with
all its cells, quote marks only around whole cells. Whatever is not plain goes to the careful reader, which knows what to say about
it; so the quick way can never let pass what the careful one refuses (a test compares the two on damaged files).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.files.strings import Strings, cut_out
from ras_engine.edges.files.words import LONGEST, Known, Words, words_at

BIDI = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
COMMA, NEWLINE, TAB, QUOTE = b',\n\t"'
PAD = b"\0" * 72
"""Room behind the text, so that the words of its last cell can be read."""

Flags = NDArray[np.bool_]
Spans = NDArray[np.int64]
Cells = tuple[Spans, Spans, NDArray[np.uint16], NDArray[np.intp]]
Loops = Callable[[bytes, int, int, int, Known], Cells | None]


@dataclass(frozen=True, slots=True)
class Cut:
    """A block as cells, each `(rows, columns)`: where it starts, its length in bytes, and its number among the known texts.

    Behind the text of `block` stands room. `unknown` are the cells (flat) whose text is not known yet; their numbers mean nothing.
    """

    block: bytes
    starts: Spans
    lengths: Spans
    numbers: NDArray[np.uint16]
    unknown: NDArray[np.intp]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.starts)

    def text(self, row: int, column: int) -> str:
        """One cell."""
        start = int(self.starts[row, column])
        return self.block[start : start + int(self.lengths[row, column])].decode()

    def strings(self, column: int) -> Strings:
        """All cells of a column, as bytes."""
        return cut_out(np.frombuffer(self.block, dtype=np.uint8), self.starts[:, column], self.lengths[:, column])


def cut(block: bytes, columns: int, most: int, known: Known, loops: Loops | None = None) -> Cut | None:
    """The cells of a block whose rows have so many columns and at most so many bytes; None where it is not plain.

    `loops` are compiled to the same result, for blocks without quote marks.
    """
    plain = _plain(block)
    if plain is None:
        return None
    padded = plain + PAD
    find = _cells if loops is None or b'"' in plain else loops
    found = find(padded, len(plain), columns, most, known)
    if found is None:
        return None
    starts, lengths, numbers, unknown = found
    shape = (len(starts) // columns, columns)
    return Cut(padded, starts.reshape(shape), lengths.reshape(shape), numbers.reshape(shape), unknown)


def _cells(block: bytes, size: int, columns: int, most: int, known: Known) -> Cells | None:
    """Where each cell of a plain block starts, its length, its number, and which cells are not known."""
    padded = np.frombuffer(block, dtype=np.uint8)
    has_quotes = b'"' in block
    ends = _cell_ends(padded[:size], columns, most, quoted=has_quotes)
    if ends is None:
        return None
    starts = np.empty_like(ends)
    starts[0] = 0
    np.add(ends[:-1], 1, out=starts[1:])
    if has_quotes:
        quoted = padded[starts] == QUOTE
        starts += quoted
        ends = ends - quoted
    lengths = ends - starts
    return starts, lengths, *_numbers(padded, starts, _read(lengths, columns, known.unread), known)


def _plain(block: bytes) -> bytes | None:
    """The block with line feeds alone at the ends of its lines; None where it holds what must be looked at with care."""
    if b"\r" in block:
        if block.count(b"\r") != block.count(b"\r\n"):
            return None
        block = block.replace(b"\r\n", b"\n")
    if not block.endswith(b"\n"):
        block += b"\n"
    text = np.frombuffer(block, dtype=np.uint8)
    allowed = np.count_nonzero(text == NEWLINE) + (block.count(b"\t") if b"\t" in block else 0)
    if np.count_nonzero(text < 32) != allowed or b"\x7f" in block:
        return None
    if not block.isascii():
        try:
            block.decode()
        except UnicodeDecodeError:
            return None
        if BIDI.search(block):
            return None
    return block


def _cell_ends(text: NDArray[np.uint8], columns: int, most: int, *, quoted: bool) -> Spans | None:
    """Where each cell ends: at its comma, or its row's line feed. None where a row has not all its cells, or is too long."""
    feeds = text == NEWLINE
    separators = feeds | (text == COMMA)
    if quoted:
        inside = _inside_quotes(text)
        if inside is None:
            return None
        separators &= ~inside
    ends = np.flatnonzero(separators)
    rows, rest = divmod(len(ends), columns)
    row_ends = ends[columns - 1 :: columns]
    if rest or not rows or np.count_nonzero(feeds) != rows or not feeds[row_ends].all():
        return None
    longest = max(int(np.diff(row_ends).max(initial=0)), int(row_ends[0]) + 1)
    blank = columns == 1 and bool((np.diff(row_ends, prepend=-1) == 1).any())
    return None if longest > most or blank else ends


def _inside_quotes(text: NDArray[np.uint8]) -> Flags | None:
    """What stands between quote marks; None where one stands anywhere but around a whole cell."""
    marks = np.flatnonzero(text == QUOTE)
    opens, closes = marks[::2], marks[1::2]
    if len(opens) != len(closes):
        return None
    before, after = text[opens - 1], text[closes + 1]
    before[opens == 0] = NEWLINE
    if not (_separates(before) & _separates(after)).all():
        return None
    steps = np.zeros(len(text), dtype=np.int8)
    steps[opens] = 1
    steps[closes] = -1
    depth: NDArray[np.int8] = np.cumsum(steps, dtype=np.int8)
    inside: Flags = np.not_equal(depth, 0)
    return inside


def _separates(text: NDArray[np.uint8]) -> Flags:
    separates: Flags = np.logical_or(text == COMMA, text == NEWLINE)
    return separates


def _read(lengths: Spans, columns: int, unread: Sequence[int]) -> Spans:
    """The lengths, nought in the columns that are not looked up."""
    if unread:
        lengths = lengths.copy()
        lengths.reshape(-1, columns)[:, list(unread)] = 0
    return lengths


def _numbers(padded: NDArray[np.uint8], starts: Spans, lengths: Spans, known: Known) -> tuple[NDArray[np.uint16], NDArray[np.intp]]:
    """The number of each cell's text, and the cells whose text is not known."""
    first = words_at(padded, starts, lengths)
    long = np.flatnonzero(lengths > 8)
    first[long] = 0
    numbers, unknown = known.short.find([first])
    if len(long):
        far = starts[long]
        most = min(int(lengths[long].max()), LONGEST)
        words = [words_at(padded, far + place, lengths[long] - place) for place in range(0, max(most, 9), 8)]
        found, lost = known.long.find(words)
        numbers[long] = found + Words.MOST
        too_long = long[lengths[long] > LONGEST]
        unknown = np.unique(np.concatenate([unknown, long[lost], too_long]))
    return numbers, unknown
