"""The door to caseload files: which form a file has is told by its name, and opened by the reader of that form."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from ras_engine.edges.files.packed import PACKED, Refused, inner_name
from ras_engine.edges.files.part import Source
from ras_engine.errors import BatchInvalid, Location, problem


class Form(StrEnum):
    """The forms that a caseload file can have."""

    CSV = "CSV"
    PARQUET = "Parquet"
    EXCEL = "Excel"
    NDJSON = "NDJSON"


ENDINGS = {
    ".csv": Form.CSV,
    ".parquet": Form.PARQUET,
    ".pq": Form.PARQUET,
    ".xlsx": Form.EXCEL,
    ".xlsm": Form.EXCEL,
    ".xlsb": Form.EXCEL,
    ".xls": Form.EXCEL,
    ".ods": Form.EXCEL,
    ".ndjson": Form.NDJSON,
    ".jsonl": Form.NDJSON,
}
SAID = ".csv, .parquet, .xlsx, .ods, .ndjson or .jsonl"
PACKABLE = (Form.CSV, Form.NDJSON)


def form_of(path: Path) -> Form:
    """The form of a file, by its name. Raises BatchInvalid where the name tells none (RAS726) or cannot be packed (RAS725)."""
    try:
        form = ENDINGS.get(Path(inner_name(path)).suffix.lower())
    except Refused as refused:
        raise BatchInvalid([problem(refused.code, Location(str(path), 1, 1), (), **refused.words)]) from None
    packed = path.suffix.lower()
    if form is None:
        raise BatchInvalid([problem("RAS726", Location(str(path)), endings=SAID)])
    if packed in PACKED and form not in PACKABLE:
        raise BatchInvalid([problem("RAS725", Location(str(path)), ending=packed, form=form)])
    return form


def has_form(path: Path) -> bool:
    """Whether the name of a file tells a form that a caseload can have."""
    try:
        form_of(path)
    except BatchInvalid as error:
        return error.problems[0].code != "RAS726"
    return True


def open_caseload(path: Path, sheet: str | None = None) -> Source:
    """A caseload file, open. Raises BatchInvalid where it is no such file, and OSError where it cannot be opened."""
    match form_of(path):
        case Form.CSV:
            from ras_engine.edges.files.csv_stream import CsvSource

            return CsvSource(path)
        case Form.PARQUET:
            from ras_engine.edges.files.parquet import ParquetSource

            return ParquetSource(path)
        case Form.EXCEL:
            from ras_engine.edges.files.excel import ExcelSource

            return ExcelSource(path, sheet)
        case Form.NDJSON:
            from ras_engine.edges.files.ndjson import NdjsonSource

            return NdjsonSource(path)
