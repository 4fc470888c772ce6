"""Some rows of a caseload file, as readers of every form of file hand them over: a few thousand people at a time.

A column is worked out when it is asked for, so that a column that nobody reads costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from ras_engine.assessment.values import number_text
from ras_engine.edges.files.strings import Strings
from ras_engine.errors import Location
from ras_engine.score.many import Distinct, distinct

PART_ROWS = 100_000
"""About how many rows are read, scored and written at once, unless the caller says otherwise."""


class LazyColumns(Mapping[str, Distinct]):
    """Columns by name, each made on first use. `strings` gives a column of texts that hardly ever come again, where it is one."""

    def __init__(
        self, names: Sequence[str], make: Callable[[int], Distinct], strings: Callable[[int], Strings | None] = lambda place: None
    ) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._make = make
        self._strings = strings
        self._made: dict[str, Distinct] = {}
        self._carried: dict[str, Distinct | Strings] = {}

    def __getitem__(self, name: str) -> Distinct:
        if name not in self._made:
            self._made[name] = self._make(self._places[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def carried(self, name: str) -> Distinct | Strings:
        """A column as it is carried along."""
        if name not in self._carried:
            strings = None if name in self._made else self._strings(self._places[name])
            self._carried[name] = carried(self[name]) if strings is None else strings
        return self._carried[name]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file between two rows: how many rows and lines stand before it, and its byte in the unpacked file."""

    rows: int = 0
    lines: int = 0
    byte: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that follow one another. `lines` is where each begins in the file; `after` is where reading would go on."""

    columns: LazyColumns
    lines: Sequence[int] = field(repr=False)
    after: Mark

    @property
    def rows(self) -> int:
        """How many people there are."""
        return len(self.lines)


class Source(Protocol):
    """A caseload file that is read part by part."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the columns, in the order of the file."""
        ...

    def parts(self, rows: int, start: Mark) -> Iterator[Part]:
        """The parts after a mark, each of about so many rows. Raises BatchInvalid with every problem of the file."""
        ...

    def where(self, column: str) -> Location:
        """The place of a column's name; of the names as a whole for a column that is not there."""
        ...

    def done(self) -> tuple[int, int]:
        """How far reading has come, and how far it will go, in units of the file's own."""
        ...

    def close(self) -> None:
        """Lets go of the file."""
        ...


def carried(column: Distinct) -> Distinct | Strings:
    """A column as it is carried along: as strings where its values hardly ever come again."""
    if 2 * len(column.values) <= len(column.places):
        return column
    return as_strings(column)


def as_strings(column: Distinct) -> Strings:
    """A column as texts, one a row."""
    texts = [text_of(value) for value in column.values]
    return Strings.of([texts[place] for place in column.places.tolist()])


def values_of(column: Distinct) -> list[Any]:
    """The cells of a column, one value a row, "" where nothing is stated."""
    values = ["" if value is None else value for value in column.values]
    return [values[place] for place in column.places.tolist()]


def text_of(value: object) -> str:
    """One value as a cell holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value if isinstance(value, str) else number_text(value) or str(value)


def cells_of(values: list[Any]) -> Distinct:
    """Values of any kind as a column; nothing stated is ""."""
    if set(map(type, values)) <= {str}:
        return distinct_texts(values)
    return distinct(["" if value is None else value for value in values], len(values))


def distinct_texts(texts: list[str]) -> Distinct:
    """Texts as a column: those that come again once, where that is worth it; ids as they are."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    if 2 * len(numbers) > len(texts):
        return Distinct(tuple(texts), np.arange(len(texts)))
    return Distinct(tuple(numbers), np.fromiter(map(numbers.__getitem__, texts), dtype=np.int64, count=len(texts)))
