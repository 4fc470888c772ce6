"""What writes budgets to a file: told by the end of its name, a piece for each part, and a whole file made of the pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

from ras_engine.edges.files.excel_write import Excel
from ras_engine.edges.files.packed import Refused, packing
from ras_engine.edges.files.parquet_write import Parquet, digits_of
from ras_engine.edges.files.source import Form, form_of
from ras_engine.edges.files.text_write import Csv, Ndjson, Shown
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.ruleset import Ruleset


class Writer(Protocol):
    """One form of output. Pieces stand one after another in a work file, which is the output itself where `appends`."""

    appends: bool

    def piece(self, columns: Mapping[str, Shown], others: Collection[str], *, head: bool) -> bytes:
        """The rows of one part; with the names of the columns before them where it is the first.

        `others` are the columns with words of others, which may have to be kept from being formulas.
        """
        ...

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """The file made of all pieces."""
        ...


def writer_for(path: Path, ruleset: Ruleset, *, guard: bool) -> Writer:
    """What writes a file of this name; with `guard` no text of others becomes a formula.

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
            return Csv(pack, guard=guard)
        case Form.NDJSON:
            return Ndjson(pack)
        case Form.PARQUET:
            needed("pyarrow", "A Parquet file", "arrow")
            return Parquet(digits_of(ruleset.plan))
        case Form.EXCEL:
            needed("xlsxwriter", "A spreadsheet", "excel")
            return Excel(path)
