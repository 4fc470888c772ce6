"""A caseload as columns of text, and the door through which a file becomes one.

The form of the file is told by its name: `.csv`, and `.csv.gz`. Other forms of file get a reader of their own and are added here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ras_engine.errors import Location


@dataclass(frozen=True, slots=True)
class Caseload(Mapping[str, list[str]]):
    """The columns of a caseload by name, in the order of the file: each a list with one text a person, "" where nothing is stated.

    `lines` is the line of the file on which each row begins; empty where the caseload did not come from a file.
    """

    columns: Mapping[str, list[str]]
    file: str = ""
    lines: Sequence[int] = field(default=(), repr=False)

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


def read_caseload(path: str | Path) -> Caseload:
    """The caseload of a CSV file (UTF-8, with or without a byte order mark; `.gz` is unpacked).

    Raises BatchInvalid with every problem of the file (RAS71x), each at its line; OSError where the file cannot be opened.
    """
    from ras_engine.edges.files.csv_read import read_csv

    return read_csv(Path(path))
