"""A CSV file part by part: plain blocks are cut quickly, by several threads; whatever is not plain is read row by row, with care.

Both give the same cells. What is wrong with a file is said by the careful reader alone, at its line, and no part that holds rows of
a file with problems is handed over after the first of them was found.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.files.bytes_in import Bytes
from ras_engine.edges.files.csv_cut import Cut, Loops, cut
from ras_engine.edges.files.csv_known import Texts
from ras_engine.edges.files.csv_lines import Lines
from ras_engine.edges.files.csv_read import MOST_CHARACTERS, Names, fitting, header, rows_of
from ras_engine.edges.files.packed import Refused, Unpacked
from ras_engine.edges.files.part import LazyColumns, Mark, Part, distinct_texts
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.files.words import Known
from ras_engine.errors import BatchInvalid, Location
from ras_engine.located.found import Found, TooManyProblems
from ras_engine.score.many import Distinct, compiled

ROW = 1 << 7
"""Bytes of a row, where it has to be guessed how many a file has."""
LOOPS = "ras_engine.edges.files.csv_loops"
BLOCK = 1 << 18
"""Bytes that are cut at once: few enough to stay near the processor."""
THREADS, AHEAD = 2, 4


@dataclass(frozen=True, slots=True)
class Quick:
    """A block that was cut quickly: the number of each cell, `(rows, columns)`, with the texts that the numbers stand for, and the
    columns that are not looked up as strings. The block itself is let go of."""

    numbers: NDArray[np.uint16]
    known: Known
    unread: Mapping[int, Strings]
    lines: range

    def strings(self, place: int) -> Strings:
        """One column."""
        return self.unread[place] if place in self.unread else Strings.of(self.texts(place))

    def texts(self, place: int) -> list[str]:
        """One column."""
        if place in self.unread:
            return self.unread[place].texts()
        return [self.known.texts[number] for number in self.numbers[:, place].tolist()]


@dataclass(frozen=True, slots=True)
class Careful:
    """Rows that were read with care."""

    cells: list[list[str]]
    lines: list[int]


Segment = Quick | Careful


class CsvSource:
    """A CSV file that is open. Raises OSError where it cannot be opened; its problems come with its parts."""

    def __init__(self, path: Path, block: int = BLOCK) -> None:
        self._found = Found(str(path))
        self._block = block
        self._header = Names((), Location(str(path), 1, 1), ())
        try:
            self._unpacked = Unpacked(path)
        except Refused as refused:
            self._found.add(refused.code, self._found.at(1, 1), (), **refused.words)
            raise BatchInvalid(self._found.problems) from None
        self._loops = loops_for(self._unpacked.size)
        self._bytes = Bytes(self._unpacked)
        self._lines = Lines(self._bytes, self._found)
        self._read_header()

    def _read_header(self) -> None:
        try:
            self._header = header(next(rows_of(self._lines, self._found), None), self._found)
        except (TooManyProblems, Refused) as stop:
            self._stopped(stop)
            self.close()
            raise BatchInvalid(self._found.problems) from None
        self.names = self._header.names
        self._texts = Texts(len(self.names))

    def _stopped(self, stop: Exception) -> None:
        """Whatever is known to be wrong when reading cannot go on."""
        self._lines.report()
        if isinstance(stop, Refused):
            at = self._found.at(self._lines.number + 1 if stop.code == "RAS718" else 1, 1)
            self._found.add(stop.code, at, (), **stop.words)

    def where(self, column: str) -> Location:
        """The place of a column's name."""
        return self._header.where(column)

    def done(self) -> tuple[int, int]:
        """How many bytes of the file have been read, of how many."""
        return self._unpacked.done()

    def close(self) -> None:
        """Lets go of the file."""
        self._unpacked.close()

    def parts(self, rows: int, start: Mark) -> Iterator[Part]:
        """The parts after a mark. Raises BatchInvalid with every problem of the file, once it has been read to the end."""
        any_rows = bool(start.rows)
        try:
            if start.rows:
                self._bytes.skip(start.byte)
                self._lines.number = start.lines
            for part in self._parts(rows, start.rows):
                any_rows = True
                if not self._found.problems:
                    yield part
            self._lines.report()
            if not any_rows and not self._found.problems:
                self._found.add("RAS712", self._found.at(2, 1), found="a line of column names, but nobody under it,")
        except (TooManyProblems, Refused) as stop:
            self._stopped(stop)
        if self._found.problems:
            raise BatchInvalid(self._found.problems)

    def _parts(self, rows: int, before: int) -> Iterator[Part]:
        gathered: list[Segment] = []
        number = 0
        for segment, byte in self._segments():
            gathered.append(segment)
            number += len(segment.lines)
            if number >= rows:
                before += number
                yield self._part(gathered, Mark(before, self._lines.number, byte))
                gathered, number = [], 0
        if number:
            yield self._part(gathered, Mark(before + number, self._lines.number, self._bytes.at))

    def _segments(self) -> Iterator[tuple[Segment, int]]:
        """Segment after segment, each with the byte of the unpacked file behind it."""
        waiting: deque[tuple[bytes, Future[tuple[Known, Cut | None]]]] = deque()
        byte = self._bytes.at
        with ThreadPoolExecutor(THREADS) as pool:
            while True:
                while len(waiting) < AHEAD and (block := self._bytes.block(self._block)):
                    waiting.append((block, pool.submit(self._cut, block)))
                if not waiting:
                    return
                block, future = waiting.popleft()
                known, found = future.result()
                if found is None:
                    self._bytes.back(block + b"".join(later for later, _ in waiting))
                    waiting.clear()
                    segment: Segment = self._careful(len(block))
                    byte = self._bytes.at
                else:
                    segment = self._quick(block, known, found)
                    byte += len(block)
                yield segment, byte

    def _cut(self, block: bytes) -> tuple[Known, Cut | None]:
        known = self._texts.known
        return known, cut(block, len(self.names), MOST_CHARACTERS, known, self._loops)

    def _quick(self, block: bytes, known: Known, found: Cut) -> Quick:
        while len(found.unknown):
            if known is self._texts.known:
                self._texts.learn(found)
            known, again = self._cut(block)
            found = again or found
        first = self._lines.number + 1
        self._lines.number += found.rows
        unread = {place: found.strings(place) for place in known.unread}
        return Quick(found.numbers, known, unread, range(first, first + found.rows))

    def _careful(self, size: int) -> Careful:
        """Rows read with care, until so many bytes have been used up."""
        end = self._bytes.at + size
        cells: list[list[str]] = []
        lines: list[int] = []
        rows = rows_of(self._lines, self._found)
        while self._bytes.at < end and (row := next(rows, None)) is not None:
            if fitting(row, len(self.names), self._found):
                cells.append(row.cells)
                lines.append(row.line)
        return Careful(cells, lines)

    def _part(self, segments: list[Segment], after: Mark) -> Part:
        columns = LazyColumns(self.names, lambda place: _column(segments, place), lambda place: _strings(segments, place))
        return Part(columns, _lines(segments), after)


def loops_for(size: int) -> Loops | None:
    """The compiled loop, where it can be had and a file of so many bytes is worth it."""
    if compiled.is_wanted(size // ROW):
        with suppress(ImportError, RuntimeError):
            loops: Loops = import_module(LOOPS).cells
            return loops
    return None


def _lines(segments: Sequence[Segment]) -> Sequence[int]:
    """The lines of the rows; a range where none is left out."""
    lines = [one.lines for one in segments if one.lines]
    first, last, rows = lines[0][0], lines[-1][-1], sum(map(len, lines))
    return range(first, last + 1) if last - first + 1 == rows else list(chain.from_iterable(lines))


def _column(segments: Sequence[Segment], place: int) -> Distinct:
    """One column of some segments: by its few texts where all of it was looked up, else as texts one by one."""
    coded = [one for one in segments if isinstance(one, Quick) and place not in one.known.unread]
    if len(coded) == len(segments):
        return _coded(coded, place)
    return distinct_texts(list(chain.from_iterable(_texts(one, place) for one in segments)))


def _strings(segments: Sequence[Segment], place: int) -> Strings | None:
    """One column of some segments as strings, where it is one whose texts are not looked up."""
    if not any(isinstance(one, Quick) and place in one.known.unread for one in segments):
        return None
    return Strings.joined(
        [one.strings(place) if isinstance(one, Quick) else Strings.of([row[place] for row in one.cells]) for one in segments]
    )


def _coded(segments: Sequence[Quick], place: int) -> Distinct:
    """A column from the numbers of its texts; tables may have changed on the way."""
    places: dict[str, int] = {}
    columns = []
    for _, group in groupby(segments, key=lambda one: id(one.known)):
        same = list(group)
        numbers = np.concatenate([one.numbers[:, place] for one in same])
        texts = same[0].known.texts
        code_of = np.zeros(len(texts), dtype=np.uint16)
        for number in np.flatnonzero(np.bincount(numbers)).tolist():
            code_of[number] = places.setdefault(texts[number], len(places))
        columns.append(code_of.take(numbers, mode="clip"))
    codes = columns[0] if len(columns) == 1 else np.concatenate(columns)
    return Distinct(tuple(places), codes.astype(np.uint8) if len(places) <= 256 else codes)


def _texts(segment: Segment, place: int) -> list[str]:
    return segment.texts(place) if isinstance(segment, Quick) else [row[place] for row in segment.cells]
