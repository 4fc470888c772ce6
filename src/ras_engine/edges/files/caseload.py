"""A caseload as columns of text, and the door through which a file becomes one.

The form of the file is told by its name. The columns are in memory; `score_file` scores files that do not fit there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ras_engine.edges.files.part import PART_ROWS, Mark, Part, values_of
from ras_engine.errors import Location


@dataclass(frozen=True, slots=True)
class Caseload(Mapping[str, list[str]]):
    """The columns of a caseload by name, in the order of the file: each a list with one text a person, "" where nothing is stated.

    From Parquet, a spreadsheet or JSON, a value that is no text (a number, TRUE) stays what it is, so that scoring can tell.

    `lines` is the line of the file on which each row begins (of some rows, where only some are known); empty where the caseload did
    not come from a file.
    """

    columns: Mapping[str, list[str]]
    file: str = ""
    lines: Sequence[int] | Mapping[int, int] = field(default=(), repr=False)

    def __getitem__(self, name: str) -> list[str]:
        return self.columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def rows(self) -> int:
        """How many people there are."""
        return len(next(iter(self.columns.values()), []))

    def where(self, row: int, column: str = "") -> Location:
        """The place of a row (from 0), for messages."""
        return Location(self.file, self.lines[row] if self.lines else 0, 1, column or f"row {row + 1}")

    def repeated_ids(self) -> dict[str, list[int]]:
        """The ids that stand in more than one row, with those rows (from 0). An empty id is none."""
        rows: dict[str, list[int]] = {}
        for row, name in enumerate(self.get("id", [])):
            rows.setdefault(name, []).append(row)
        return {name: places for name, places in rows.items() if name and len(places) > 1}

    def with_column(self, name: str, value: str) -> Caseload:
        """The caseload with one more column that holds the same text for everybody."""
        return Caseload({**self.columns, name: [value] * self.rows}, self.file, self.lines)


def read_caseload(path: str | Path, *, sheet: str | None = None) -> Caseload:
    """The caseload of a file: CSV, Parquet, Excel or NDJSON, told by the end of its name; `docs/files.md` has the details.

    `sheet` chooses one of several sheets of a spreadsheet. Raises BatchInvalid with every problem of the file (RAS71x to RAS73x),
    each at its place; OSError where the file cannot be opened.
    """
    from ras_engine.edges.files.source import open_caseload

    source = open_caseload(Path(path), sheet)
    try:
        return gathered(str(path), source.names, source.parts(PART_ROWS, Mark()))
    finally:
        source.close()


def gathered(file: str, names: Sequence[str], parts: Iterable[Part]) -> Caseload:
    """The parts of a file as one caseload."""
    columns: dict[str, list[str]] = {name: [] for name in names}
    lines: list[int] = []
    for part in parts:
        lines += part.lines
        for name, cells in columns.items():
            cells += values_of(part.columns[name])
    return Caseload(columns, file, lines)
