"""A CSV file to columns of text: the rules of RFC 4180, every problem at its line, nothing guessed and no row lost.

Lines without anything in them are no rows. A line of empty cells (`,,,`) is a row, whose answers are all missing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from ras_engine.edges.files.csv_lines import Lines
from ras_engine.edges.files.table import head, ragged
from ras_engine.errors import Location
from ras_engine.located.found import Found, TooManyProblems

MOST_COLUMNS = 10_000
MOST_CHARACTERS = 100_000
"""Of one cell; and of all the lines that one row may take."""

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class Row:
    """One row: the line on which it begins, its text as written, and its cells."""

    __slots__ = ("cells", "line", "written")

    def __init__(self, line: int, written: str, cells: list[str]) -> None:
        self.line = line
        self.written = written
        self.cells = cells


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the columns in their order, and where each stands."""

    names: tuple[str, ...]
    begin: Location
    places: tuple[Location, ...]

    def where(self, column: str) -> Location:
        """The place of a name; the beginning of the line for one that is not there."""
        at = self.places[self.names.index(column)] if column in self.names else self.begin
        return Location(at.file, at.line, at.column, column)


class _Feed:
    """Hands lines to the parser and remembers those that the current row was made of."""

    def __init__(self, lines: Lines, found: Found) -> None:
        self.source = lines
        self.lines = iter(lines)
        self.found = found
        self.begins = lines.number + 1
        self.taken: list[str] = []
        self.size = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.taken.append(line)
        self.size += len(line)
        if self.size > MOST_CHARACTERS and len(self.taken) > 1:
            self.found.add("RAS718", self.found.at(self.begins, _open_quote(self.taken[0])), most=f"{MOST_CHARACTERS:,}")
            raise TooManyProblems
        return line

    def row(self, cells: list[str]) -> Row:
        """The row that was just parsed; the next one begins on the next line."""
        row = Row(self.begins, self.taken[0] if len(self.taken) == 1 else "".join(self.taken), cells)
        self.begins, self.taken, self.size = self.source.number + 1, [], 0
        return row


def rows_of(lines: Lines, found: Found) -> Iterator[Row]:
    """The rows from here on. After quote marks that do not match no row could be trusted, so reading stops there."""
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


def header(row: Row | None, found: Found) -> Names:
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
    places = tuple(found.at(row.line, column) for column in _columns_of(row.written, len(names)))
    head(names, places, found)
    return Names(tuple(names), found.at(row.line, 1), places)


def fitting(row: Row, columns: int, found: Found) -> bool:
    """Whether a row has a cell for each column; it is reported where it has not."""
    if len(row.cells) != columns:
        _report_ragged(row, columns, found)
    return len(row.cells) == columns


def _report_ragged(row: Row, columns: int, found: Found) -> None:
    more = len(row.cells) > columns
    place = _column_of(row.written, columns) if more else len(row.written.rstrip("\r\n")) + 1
    ragged(found, found.at(row.line, place), len(row.cells), columns)


def _columns_of(written: str, cells: int) -> list[int]:
    """The column (from 1) at which each cell of a row begins."""
    if '"' in written:
        return [_column_of(written, place) for place in range(cells)]
    starts = [0, *accumulate(len(cell) + 1 for cell in written.split(","))]
    return [start + 1 for start in starts[:cells]]


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
