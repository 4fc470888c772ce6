"""A CSV file to columns of text: the rules of RFC 4180, every problem at its line, nothing guessed and no row lost.

Lines without anything in them are no rows. A line of empty cells (`,,,`) is a row, whose answers are all missing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ras_engine.edges.files.caseload import Caseload
from ras_engine.edges.files.csv_lines import Lines, opened
from ras_engine.errors import BatchInvalid, Related
from ras_engine.errors.excerpt import visible
from ras_engine.located.found import Found, TooManyProblems

MOST_COLUMNS = 10_000
MOST_CHARACTERS = 100_000
"""Of one cell; and of all the lines that one row may take."""

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@contextmanager
def _reported(lines: Lines) -> Iterator[Lines]:
    """The lines; afterwards, however it went, what could not be read of them is reported."""
    try:
        yield lines
    finally:
        lines.report()


class Row:
    """One row: the line on which it begins, its text as written, and its cells."""

    __slots__ = ("cells", "line", "written")

    def __init__(self, line: int, written: str, cells: list[str]) -> None:
        self.line = line
        self.written = written
        self.cells = cells


def read_csv(path: Path) -> Caseload:
    """The caseload. Raises BatchInvalid with every problem of the file."""
    found = Found(str(path))
    columns: dict[str, list[str]] = {}
    lines: list[int] = []
    try:
        with opened(path) as binary, _reported(Lines(binary, found)) as text:
            rows = _rows(iter(text), found)
            names = _header(next(rows, None), found)
            kept = _body(rows, names, lines, found)
            columns = dict(zip(names, map(list, zip(*kept, strict=True)), strict=True)) if kept else {}
        if not lines and not found.problems:
            found.add("RAS712", found.at(2, 1), found="a line of column names, but nobody under it,")
    except TooManyProblems:
        pass
    if found.problems:
        raise BatchInvalid(found.problems)
    return Caseload(columns, str(path), lines)


class _Feed:
    """Hands lines to the parser and remembers those that the current row was made of."""

    def __init__(self, lines: Iterator[str], found: Found) -> None:
        self.lines = lines
        self.found = found
        self.number = 0
        self.begins = 1
        self.taken: list[str] = []
        self.size = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.number += 1
        self.taken.append(line)
        self.size += len(line)
        if self.size > MOST_CHARACTERS and len(self.taken) > 1:
            self.found.add("RAS718", self.found.at(self.begins, _open_quote(self.taken[0])), most=f"{MOST_CHARACTERS:,}")
            raise TooManyProblems
        return line

    def row(self, cells: list[str]) -> Row:
        """The row that was just parsed; the next one begins on the next line."""
        row = Row(self.begins, self.taken[0] if len(self.taken) == 1 else "".join(self.taken), cells)
        self.begins, self.taken, self.size = self.number + 1, [], 0
        return row


def _rows(lines: Iterator[str], found: Found) -> Iterator[Row]:
    """The rows, header first. After quote marks that do not match no row could be trusted, so reading stops there."""
    feed = _Feed(lines, found)
    parser = csv.reader(feed, strict=True)
    while True:
        try:
            cells = next(parser)
        except StopIteration:
            return
        except csv.Error as error:
            _report_quotes(error, feed, found)
            raise TooManyProblems from None
        row = feed.row(cells)
        if not cells:
            continue
        if len(row.written) > MOST_CHARACTERS:
            _report_long_cells(row, found)
        yield row


def _report_long_cells(row: Row, found: Found) -> None:
    for place, cell in enumerate(row.cells):
        if len(cell) > MOST_CHARACTERS:
            found.add("RAS718", found.at(row.line, _column_of(row.written, place)), most=f"{MOST_CHARACTERS:,}")


def _report_quotes(error: csv.Error, feed: _Feed, found: Found) -> None:
    """The parser's complaints in our words, at the line on which the row begins."""
    words = str(error)
    where = found.at(feed.begins, _open_quote("".join(feed.taken)))
    if "field larger" in words:
        written = "".join(feed.taken)
        place = where.column if where.column > 1 else _longest_cell(written)
        found.add("RAS718", found.at(feed.begins, place), most=f"{MOST_CHARACTERS:,}")
    elif "end of data" in words:
        found.add("RAS719", where, found="A quote mark opens here and is never closed.")
    else:
        found.add("RAS719", where, found="In this row text follows a closing quote mark before the next comma.")


def _header(row: Row | None, found: Found) -> list[str]:
    """The names of the columns, each once."""
    if row is None:
        found.add("RAS712", found.at(1, 1), found="nothing")
        raise TooManyProblems
    names = row.cells
    if len(names) > MOST_COLUMNS:
        found.add("RAS717", found.at(row.line, 1), columns=f"{len(names):,}", most=f"{MOST_COLUMNS:,}")
        raise TooManyProblems
    separator = next((one for one in SEPARATORS if len(names) == 1 and one in names[0]), None)
    if separator:
        found.add("RAS720", found.at(row.line, names[0].index(separator) + 1), found=SEPARATORS[separator])
        raise TooManyProblems
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        where = found.at(row.line, _column_of(row.written, place))
        if not name.strip():
            found.add("RAS716", where, number=place + 1)
        elif name != name.strip():
            spaces = "before it" if name.lstrip() != name else "after it"
            found.add("RAS722", where, column=visible(name.strip()), place=spaces)
        elif name in first:
            related = Related(found.at(row.line, _column_of(row.written, first[name])), "It first stands here")
            found.add("RAS713", where, [related], column=visible(name))
        first.setdefault(name, place)
    return names


def _body(rows: Iterator[Row], names: list[str], lines: list[int], found: Found) -> list[list[str]]:
    """The cells of the rows that fit; `lines` receives the line of each."""
    kept = []
    once: dict[str, str] = {}  # answers repeat: a large caseload holds each text once
    for row in rows:
        if len(row.cells) == len(names):
            kept.append([once.setdefault(cell, cell) for cell in row.cells])
            lines.append(row.line)
        else:
            _report_ragged(row, len(names), found)
    return kept


def _report_ragged(row: Row, columns: int, found: Found) -> None:
    more = len(row.cells) > columns
    cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells):,} cells"
    remedy = (
        "Put a cell that holds a comma in quotes."
        if more
        else "Give every row all its commas; a cell that is not answered stays empty."
    )
    place = _column_of(row.written, columns) if more else len(row.written.rstrip("\r\n")) + 1
    found.add("RAS714", found.at(row.line, place), found=cells, columns=f"{columns:,}", remedy=remedy)


def _column_of(written: str, place: int) -> int:
    """The column (from 1) at which a cell of a row begins; of a row of several lines, in its first line at the furthest."""
    inside, passed = False, 0
    if place == 0:
        return 1
    for at, character in enumerate(written):
        if character == '"':
            inside = not inside
        elif character == "," and not inside:
            passed += 1
            if passed == place:
                return at + 2
        elif character == "\n":
            break
    return 1


def _longest_cell(written: str) -> int:
    """The column (from 1) at which the longest cell begins; for rows without quote marks."""
    cells = written.split(",")
    longest = max(range(len(cells)), key=lambda place: len(cells[place]))
    return sum(len(cell) + 1 for cell in cells[:longest]) + 1


def _open_quote(written: str) -> int:
    """The column (from 1) of the last quote mark that opens a cell; 1 where there is none."""
    inside, opens = False, 0
    for at, character in enumerate(written):
        if character == '"':
            inside = not inside
            opens = at if inside and (at == 0 or written[at - 1] == ",") else opens
        elif character == "\n":
            break
    return opens + 1
