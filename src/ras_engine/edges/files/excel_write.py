"""A spreadsheet of budgets: ids and words as text, amounts as numbers with two decimals."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from ras_engine.edges.files.text_write import Csv, Shown
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem

MOST_ROWS = 1_048_576
"""Of a sheet, with its header."""


class Excel:
    """Writes a sheet. The work file is CSV."""

    appends = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._csv = Csv(bytes)

    def piece(self, columns: Mapping[str, Shown], others: Collection[str], *, head: bool) -> bytes:
        """The rows of one part as CSV, in which the names of amounts begin with a mark of our own."""
        named = {(MONEY if isinstance(column, np.ma.MaskedArray) else "") + name: column for name, column in columns.items()}
        return self._csv.piece(named, (), head=head)

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """The sheet, written row by row. Raises BatchInvalid (RAS735) where it has no room for them all."""
        writer = needed("xlsxwriter", "A spreadsheet", "excel")
        book = writer.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        try:
            self._fill(book, pieces)
        finally:
            book.close()

    def _fill(self, book: Any, pieces: Iterable[bytes]) -> None:
        sheet = book.add_worksheet("Budgets")
        sheet.freeze_panes(1, 1)
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
        kinds: list[bool] = []
        for row, line in enumerate(_csv_rows(pieces)):
            if row == MOST_ROWS:
                raise BatchInvalid([problem("RAS735", Location(str(self._path)), most=f"{MOST_ROWS - 1:,}")])
            kinds = kinds or [name.startswith(MONEY) for name in line]
            for column, cell in enumerate(line):
                if not row:
                    sheet.write_string(0, column, cell.removeprefix(MONEY), bold)
                elif cell and kinds[column]:
                    sheet.write_number(row, column, Decimal(cell), money)
                elif cell:
                    sheet.write_string(row, column, cell)


MONEY = "\x01"


def _csv_rows(pieces: Iterable[bytes]) -> Iterable[list[str]]:
    for piece in pieces:
        yield from csv.reader(StringIO(piece.decode(), newline=""))
