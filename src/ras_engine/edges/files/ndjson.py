"""NDJSON (JSON lines): each line one person, as an object of plain values. Numbers are kept as they are written.

The first line names the columns. A line may leave a name out, where nothing is stated, but not bring a new one: that would nearly
always be a slip, and an answer under it would be lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ras_engine.edges.files.bytes_in import Bytes
from ras_engine.edges.files.csv_lines import Lines
from ras_engine.edges.files.csv_read import MOST_CHARACTERS, MOST_COLUMNS
from ras_engine.edges.files.packed import Refused, Unpacked
from ras_engine.edges.files.part import LazyColumns, Mark, Part, cells_of
from ras_engine.edges.files.table import head
from ras_engine.errors import BatchInvalid, Location, did_you_mean
from ras_engine.errors.excerpt import visible
from ras_engine.located.found import Found, TooManyProblems

SURROGATE = re.compile("[\ud800-\udfff]")
KINDS: dict[type, str] = {list: "a list", dict: "an object"}


class NdjsonSource:
    """A file of JSON lines that is open. Raises OSError where it cannot be opened; its problems come with its parts."""

    def __init__(self, path: Path) -> None:
        self._found = Found(str(path))
        self.names: tuple[str, ...] = ()
        self._unpacked: Unpacked | None = None
        try:
            self._unpacked = Unpacked(path)
            self._bytes = Bytes(self._unpacked)
            self._lines = Lines(self._bytes, self._found)
            self._before, first = self._first()
        except (Refused, TooManyProblems) as stop:
            self._stopped(stop)
            self.close()
            raise BatchInvalid(self._found.problems) from None
        self.names = tuple(first)
        if len(self.names) > MOST_COLUMNS:
            self._found.add("RAS717", self.where(""), columns=f"{len(self.names):,}", most=f"{MOST_COLUMNS:,}")
        head(self.names, [self.where("")] * len(self.names), self._found)

    def _first(self) -> tuple[Mark, dict[str, Any]]:
        """The first line that holds something, which is read again as a row."""
        for line in self._lines:
            if line.strip():
                self._line = self._lines.number
                self._bytes.back(line.encode())
                self._lines.number -= 1
                return Mark(0, self._lines.number, self._bytes.at), self._object(line, self._line) or {}
        self._found.add("RAS712", self._found.at(1, 1), found="nothing")
        raise TooManyProblems

    def _stopped(self, stop: Exception) -> None:
        if self._unpacked:
            self._lines.report()
        if isinstance(stop, Refused):
            self._found.add(stop.code, self._found.at(1, 1), (), **stop.words)

    def where(self, column: str) -> Location:
        """The line that names the columns."""
        return self._found.at(self._line, 1, column)

    def done(self) -> tuple[int, int]:
        """How many bytes of the file have been read, of how many."""
        return self._unpacked.done() if self._unpacked else (0, 0)

    def close(self) -> None:
        """Lets go of the file."""
        if self._unpacked:
            self._unpacked.close()

    def parts(self, rows: int, start: Mark) -> Iterator[Part]:
        """The parts after a mark. Raises BatchInvalid with every problem of the file, once it has been read to the end."""
        try:
            if start.rows:
                self._bytes.skip(start.byte)
                self._lines.number = start.lines
            for part in self._parts(rows, start.rows):
                if not self._found.problems:
                    yield part
            self._lines.report()
        except (Refused, TooManyProblems) as stop:
            self._stopped(stop)
        if self._found.problems:
            raise BatchInvalid(self._found.problems)

    def _parts(self, rows: int, before: int) -> Iterator[Part]:
        good: list[tuple[int, dict[str, Any]]] = []
        for line in self._lines:
            number = self._lines.number
            if line.strip() and (row := self._row(line, number)) is not None:
                good.append((number, row))
            if len(good) == rows:
                before += len(good)
                yield self._part(good, Mark(before, number, self._bytes.at))
                good = []
        if good:
            yield self._part(good, Mark(before + len(good), self._lines.number, self._bytes.at))

    def _row(self, line: str, number: int) -> dict[str, Any] | None:
        """One person, whose names are among the columns and whose values are plain."""
        row = self._object(line, number)
        if row is None:
            return None
        for name in row.keys() - set(self.names):
            nearest = did_you_mean(name, self.names)
            self._found.add("RAS734", self._found.at(number, 1), column=visible(name), nearest=nearest)
        for name, value in row.items():
            if type(value) in KINDS:
                self._found.add("RAS728", self._found.at(number, 1), column=visible(name), kind=KINDS[type(value)])
        return row

    def _object(self, line: str, number: int) -> dict[str, Any] | None:
        if len(line) > MOST_CHARACTERS * 10:
            self._found.add("RAS718", self._found.at(number, 1), most=f"{MOST_CHARACTERS * 10:,}")
            return None
        try:
            row = json.loads(line, parse_float=str, parse_int=str, parse_constant=_no_constant, object_pairs_hook=_Pairs)
        except json.JSONDecodeError as error:
            self._found.add("RAS733", self._found.at(number, error.colno), found=f"no JSON: {_said(error.msg)}")
            return None
        except (ValueError, RecursionError):
            self._found.add("RAS733", self._found.at(number, 1), found="no JSON that a person could have written")
            return None
        if not isinstance(row, _Pairs):
            self._found.add("RAS733", self._found.at(number, 1), found="no object in braces")
            return None
        if "\\u" in line and SURROGATE.search(json.dumps(row, ensure_ascii=False)):
            self._found.add(
                "RAS733", self._found.at(number, 1), found="no text: it has half of a character, written as \\u and digits"
            )
            return None
        for name in row.twice:
            self._found.add("RAS713", self._found.at(number, 1), column=visible(name))
        return dict(row)

    def _part(self, rows: list[tuple[int, dict[str, Any]]], after: Mark) -> Part:
        columns = LazyColumns(self.names, lambda place: cells_of([row.get(self.names[place], "") for _, row in rows]))
        return Part(columns, [number for number, _ in rows], after)


class _Pairs(dict[str, Any]):
    """An object that remembers which names stand in it twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.twice = [name for name in self if names.count(name) > 1] if len(names) > len(self) else []


KINDS[_Pairs] = "an object"


def _no_constant(word: str) -> Any:
    raise ValueError(word)


def _said(message: str) -> str:
    """The parser's words, in the middle of a sentence."""
    return message[:1].lower() + message[1:]
