"""The columns of a result as the bytes of each form of file: a piece for each part, and a whole file made of the pieces."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np

from ras_engine.edges.files.packed import Refused, packing
from ras_engine.edges.files.part import text_of
from ras_engine.edges.files.source import Form, form_of
from ras_engine.edges.frames.made import Made
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.score.many import Distinct

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*%?", re.ASCII)
SPECIAL = re.compile('[,"\r\n]')
END = "\r\n"
MOST_ROWS = 1_048_576
"""Of a sheet, with its header."""


class Writer(Protocol):
    """One form of output. Pieces stand one after another in a work file, which is the output itself where `appends`."""

    appends: bool

    def piece(self, columns: Mapping[str, Made], *, head: bool) -> bytes:
        """The rows of one part; with the names of the columns before them where it is the first."""
        ...

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """The file made of all pieces."""
        ...


def writer_for(path: Path, carried: Sequence[str], *, guard: bool) -> Writer:
    """What writes a file of this name. `carried` are the columns with words of others, which `guard` keeps from being formulas.

    Raises BatchInvalid where the name tells no form that can be written.
    """
    form = form_of(path)
    if form is Form.EXCEL and path.suffix.lower() != ".xlsx":
        raise BatchInvalid([problem("RAS726", Location(str(path)), endings=".xlsx, .csv, .parquet or .ndjson")])
    try:
        pack = packing(path)
    except Refused as refused:
        raise BatchInvalid([problem(refused.code, Location(str(path)), (), form=form, **refused.words)]) from None
    match form:
        case Form.CSV:
            return Csv(pack, frozenset(carried) if guard else frozenset())
        case Form.NDJSON:
            return Ndjson(pack)
        case Form.PARQUET:
            needed("pyarrow", "A Parquet file", "arrow")
            return Parquet()
        case Form.EXCEL:
            needed("xlsxwriter", "A spreadsheet", "excel")
            return Excel(path)


def pounds(pence: int) -> str:
    """Whole pence as a decimal: 24500 is "245.00"."""
    whole, part = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{whole}.{part:02d}"


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def few(column: Made) -> tuple[list[str], np.ndarray[Any, Any]]:
    """The texts of a column, and for each row the place of its text. Amounts are decimals, and "" where there is none."""
    if isinstance(column, Distinct):
        return [text_of(value) for value in column.values], column.places
    values, places = np.unique(column.filled(0), return_inverse=True)
    places[np.ma.getmaskarray(column)] = len(values)
    return [*map(pounds, values.tolist()), ""], places


def cells(column: Made) -> list[str]:
    """A column as texts, one a row."""
    return _spread(*few(column))


def _spread(texts: Sequence[str], places: np.ndarray[Any, Any]) -> list[str]:
    spread: list[str] = np.array(texts, dtype=object)[places].tolist()
    return spread


class Csv:
    """CSV: UTF-8, commas, lines ended by carriage return and line feed as RFC 4180 has it."""

    appends = True

    def __init__(self, pack: Any, guard: frozenset[str] = frozenset()) -> None:
        self._pack = pack
        self._guard = guard

    def piece(self, columns: Mapping[str, Made], *, head: bool) -> bytes:
        """The rows of one part."""
        names = [_quoted(guarded(name) if self._guard else name) for name in columns]
        written = [self._column(name, column) for name, column in columns.items()]
        rows = list(map(",".join, zip(*written, strict=True)))
        every = [",".join(names), *rows] if head else rows
        packed: bytes = self._pack("".join(f"{row}{END}" for row in every).encode())
        return packed

    def _column(self, name: str, column: Made) -> list[str]:
        texts, places = few(column)
        if name in self._guard:
            texts = list(map(guarded, texts))
        return _spread(list(map(_quoted, texts)), places)

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """One piece after another."""
        file.writelines(pieces)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if SPECIAL.search(cell) else cell


class Ndjson:
    """JSON lines: amounts as numbers with two decimals, null where there is nothing."""

    appends = True

    def __init__(self, pack: Any) -> None:
        self._pack = pack

    def piece(self, columns: Mapping[str, Made], *, head: bool) -> bytes:
        """The rows of one part; the names stand in every row."""
        written = []
        for name, column in columns.items():
            texts, places = few(column)
            known = f"{_json(name)}: "
            plain = not isinstance(column, Distinct)
            written.append(_spread([known + ((text if plain else _json(text)) if text else "null") for text in texts], places))
        rows = map(", ".join, zip(*written, strict=True))
        packed: bytes = self._pack("".join(f"{{{row}}}\n" for row in rows).encode())
        return packed

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """One piece after another."""
        file.writelines(pieces)


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Parquet:
    """Parquet: a row group for each part, texts as dictionaries, amounts as exact decimals, nulls where there is nothing."""

    appends = False

    def piece(self, columns: Mapping[str, Made], *, head: bool) -> bytes:
        """One part as a Parquet file of its own."""
        arrow, parquet = needed("pyarrow", "A Parquet file", "arrow"), needed("pyarrow.parquet", "A Parquet file", "arrow")
        from ras_engine.edges.frames.arrow import arrow_of

        kind = arrow.dictionary(arrow.int32(), arrow.string())
        arrays = {
            name: arrow_of(_texts_or_none(column), "pounds").cast(kind)
            if isinstance(column, Distinct)
            else arrow_of(column, "pounds")
            for name, column in columns.items()
        }
        piece = BytesIO()
        parquet.write_table(arrow.table(arrays), piece)
        return piece.getvalue()

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """All parts as the row groups of one file."""
        parquet = needed("pyarrow.parquet", "A Parquet file", "arrow")
        out = None
        for piece in pieces:
            table = parquet.read_table(BytesIO(piece))
            out = out or parquet.ParquetWriter(file, table.schema)
            out.write_table(table, row_group_size=max(table.num_rows, 1))
        if out:
            out.close()


def _texts_or_none(column: Distinct) -> Distinct:
    return Distinct(tuple(text_of(value) or None for value in column.values), column.places)


class Excel:
    """A spreadsheet: ids and words as text, amounts as numbers with two decimals. The work file is CSV."""

    appends = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._csv = Csv(bytes)
        self._money: tuple[int, ...] = ()

    def piece(self, columns: Mapping[str, Made], *, head: bool) -> bytes:
        """The rows of one part as CSV, in which the names of amounts begin with a mark of our own."""
        named = {("" if isinstance(column, Distinct) else MONEY) + name: column for name, column in columns.items()}
        return self._csv.piece(named, head=head)

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
