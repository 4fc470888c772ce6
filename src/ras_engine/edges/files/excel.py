"""A sheet of a spreadsheet as a caseload: text stays text, and what is no text stays what it is, so that scoring can tell.

A number in a cell is the number that is seen there, a day is a day, TRUE is no answer. Rows with nothing in them are no rows.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ras_engine.edges.files.csv_read import MOST_COLUMNS
from ras_engine.edges.files.packed import MOST_SWELLING, SMALL
from ras_engine.edges.files.part import LazyColumns, Mark, Part, cells_of
from ras_engine.edges.files.table import head, ragged
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.errors.excerpt import visible
from ras_engine.located.found import Found, TooManyProblems

OLD, PACKED = b"\xd0\xcf\x11\xe0", b"PK"
BESIDE = "Delete what stands beside the table, or give its column a name in the first row."
MOST_WHOLE = 10**15
"""From here on a spreadsheet does not keep every digit of a whole number."""


class ExcelSource:
    """A sheet that is open. Raises BatchInvalid where the file is no spreadsheet, is locked or damaged, or the sheet is not
    clear."""

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        self._name = str(path)
        self._calamine = needed("python_calamine", "A spreadsheet", "excel")
        _refuse_other(path)
        book = self._book(path)
        self._sheet = self._chosen(book, sheet)
        self._found = Found(self._name)
        start = self._sheet.start or (0, 0)
        self._first, self._left = start[0] + 1, start[1]
        self._rows = self._sheet.to_python(skip_empty_area=True)
        book.close()
        self._read = 0
        names = self._rows[0] if self._rows else []
        while names and names[-1] == "":
            names = names[:-1]
        self.names: tuple[str, ...] = tuple(_text(name) for name in names)
        self._refuse_header()

    def _book(self, path: Path) -> Any:
        try:
            return self._calamine.CalamineWorkbook.from_path(str(path))
        except self._calamine.PasswordError:
            raise BatchInvalid([problem("RAS729", Location(self._name))]) from None
        except (self._calamine.CalamineError, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise BatchInvalid([problem("RAS727", Location(self._name), form="Excel")]) from None

    def _chosen(self, book: Any, sheet: str | None) -> Any:
        """The sheet that is asked for, else the only one that holds anything."""
        names: list[str] = book.sheet_names
        said = ", ".join(f'"{visible(name)}"' for name in names)
        if sheet is not None and sheet not in names:
            raise BatchInvalid([problem("RAS731", Location(self._name), sheet=visible(sheet), sheets=said)])
        full = [name for name in ([sheet] if sheet is not None else names) if self._opened(book, name).height]
        if len(full) > 1:
            said = ", ".join(f'"{visible(name)}"' for name in full)
            raise BatchInvalid([problem("RAS730", Location(self._name), count=len(full), sheets=said)])
        if not full:
            raise BatchInvalid([problem("RAS712", Location(self._name, 1, 1), found="nothing")])
        return self._opened(book, full[0])

    def _opened(self, book: Any, name: str) -> Any:
        try:
            return book.get_sheet_by_name(name)
        except (self._calamine.CalamineError, ValueError):
            raise BatchInvalid([problem("RAS727", Location(self._name), form="Excel")]) from None

    def _refuse_header(self) -> None:
        if len(self.names) > MOST_COLUMNS:
            self._found.add("RAS717", self._at(0, 0), columns=f"{len(self.names):,}", most=f"{MOST_COLUMNS:,}")
            raise BatchInvalid(self._found.problems)
        head(self.names, [self._at(0, place) for place in range(len(self.names))], self._found)

    def _at(self, row: int, column: int) -> Location:
        return self._found.at(self._first + row, self._left + column + 1)

    def where(self, column: str) -> Location:
        """The cell of a column's name."""
        place = self.names.index(column) if column in self.names else 0
        at = self._at(0, place)
        return Location(at.file, at.line, at.column, column)

    def done(self) -> tuple[int, int]:
        """How many rows have been read, of how many."""
        return self._read, len(self._rows)

    def close(self) -> None:
        """Lets go of the sheet."""
        self._rows = []

    def parts(self, rows: int, start: Mark) -> Iterator[Part]:
        """The parts after a mark. Raises BatchInvalid with every problem of the sheet, before any part is given."""
        good: list[tuple[int, list[Any]]] = []
        try:
            good = [(number, cells) for number in range(1, len(self._rows)) if (cells := self._row(number)) is not None]
            if not good and not self._found.problems:
                self._found.add("RAS712", self._at(1, 0), found="a row of column names, but nobody under it,")
        except TooManyProblems:
            pass
        if self._found.problems:
            raise BatchInvalid(self._found.problems)
        for first in range(start.rows, len(good), rows):
            some = good[first : first + rows]
            self._read = some[-1][0] + 1
            yield self._part(some, first + len(some))

    def _row(self, number: int) -> list[Any] | None:
        """The cells of a row that fits; None for one without anything in it, or with problems."""
        cells = self._rows[number]
        if all(cell == "" for cell in cells):
            return None
        wide = next((place for place in range(len(cells) - 1, len(self.names) - 1, -1) if cells[place] != ""), None)
        if wide is not None:
            ragged(self._found, self._at(number, wide), wide + 1, len(self.names), BESIDE)
            return None
        kept = [_value(cell) for cell in cells[: len(self.names)]]
        for place, cell in enumerate(kept):
            if type(cell) is float:
                self._found.add("RAS732", self._at(number, place), column=visible(self.names[place]))
        return kept + [""] * (len(self.names) - len(kept))

    def _part(self, rows: Sequence[tuple[int, list[Any]]], after: int) -> Part:
        columns = LazyColumns(self.names, lambda place: cells_of([cells[place] for _, cells in rows]))
        return Part(columns, [self._first + number for number, _ in rows], Mark(after, after))


def _value(cell: Any) -> Any:
    """A cell's value: a number as the shortest decimal that means it, days and times as text."""
    if type(cell) is not float:
        return _text(cell) if isinstance(cell, date | time | timedelta) else cell
    if abs(cell) >= MOST_WHOLE:
        return cell
    return int(cell) if cell.is_integer() else Decimal(repr(cell))


def _text(cell: Any) -> str:
    """A cell as text; a day without a time is only a day."""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(_value(cell)) if type(cell) is float else str(cell)


def _refuse_other(path: Path) -> None:
    """Files that only have the name of a spreadsheet, are locked, or would fill the memory."""
    with path.open("rb") as file:
        start = file.read(8)
    if path.suffix.lower() != ".xls" and start.startswith(OLD):
        raise BatchInvalid([problem("RAS729", Location(str(path)))])
    if start.startswith(PACKED):
        try:
            with zipfile.ZipFile(path) as archive:
                size = sum(one.file_size for one in archive.infolist())
        except (zipfile.BadZipFile, NotImplementedError):
            return
        if size > SMALL and size > MOST_SWELLING * path.stat().st_size:
            raise BatchInvalid([problem("RAS723", Location(str(path)), times=MOST_SWELLING)])
