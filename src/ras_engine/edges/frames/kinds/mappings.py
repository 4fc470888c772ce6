"""Plain mappings of column names to sequences: lists, arrays, or the columns of any library's frame; or one text for every row."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ras_engine.assessment.values import kind_of
from ras_engine.edges.frames.arrow import Unit, as_texts, carried_cells, carried_names, distinct_of, money_name
from ras_engine.edges.frames.kinds.polars_frames import of_polars
from ras_engine.edges.frames.kinds.series import of_pandas
from ras_engine.edges.frames.made import made_columns
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, Location, problem
from ras_engine.exact import Money
from ras_engine.score.many import BudgetBatch, Distinct, rows_of
from ras_engine.score.many.columns import is_single

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Columns:
    """A mapping of columns."""

    columns: Mapping[Any, Any]

    @property
    def names(self) -> Sequence[Any]:
        """The names of the columns, in order."""
        return list(self.columns)

    @property
    def rows(self) -> int:
        """How many people there are."""
        return rows_of(self.columns)

    def column(self, name: Any) -> Any:
        """One column: as distinct values where a library knows them, else as it was handed over."""
        return of_any(self.columns[name])

    def kept(self, names: Sequence[Any]) -> pa.Table:
        """Some columns. One text that stands for every row does so here too."""
        pa = needed("pyarrow", "An Arrow table")
        columns = [_arrow(pa, self.columns[name], self.rows) for name in names]
        return pa.table(columns, names=as_texts(names))

    def result(self, batch: BudgetBatch, names: Sequence[Any], money: Unit) -> dict[Any, Any]:
        """A mapping: these columns as they are, then the budgets as lists (`decimal.Decimal` pounds, or whole pence; None)."""
        made = {money_name(name, column, money): column for name, column in made_columns(batch).items()}
        called = carried_names(list(names), made)
        return {
            **{called[name]: self.columns[name] for name in names},
            **{name: _listed(column, money) for name, column in made.items()},
        }


def mapping_given(columns: Mapping[Any, Any]) -> Columns:
    """A mapping handed over.

    Raises BatchInvalid where a column has no one cell for each person in an order of its own, as a set has not (RAS747), or other
    lengths than most (RAS702), and where all are one value for everybody, so that nothing says who is there (RAS748).
    """
    strange = [(str(name), column) for name, column in columns.items() if not (_is_one_for_all(column) or _is_cells(column))]
    if strange:
        raise BatchInvalid(problem("RAS747", Location(path=name), column=name, type=kind_of(one)) for name, one in strange)
    if columns and all(map(_is_one_for_all, columns.values())):
        raise BatchInvalid([problem("RAS748", Location(path=str(next(iter(columns)))), columns=len(columns))])
    rows_of({str(name): column for name, column in columns.items()})
    return Columns(columns)


def _is_one_for_all(column: Any) -> bool:
    """Whether this is one value for everybody. An iterator is none: it is gone once it was read."""
    return isinstance(column, str | bytes) or (is_single(column) and not isinstance(column, Distinct | Iterable | AsyncIterable))


def _is_cells(column: Any) -> bool:
    """Whether this has one cell for each person, in order: no frame, no array of more dimensions, and nothing without an order."""
    flat = getattr(column, "ndim", 1) == getattr(column, "nlevels", 1) == 1 and not hasattr(column, "columns")
    return isinstance(column, Distinct) or (hasattr(column, "__len__") and flat and not isinstance(column, Set | Mapping))


def of_any(column: Any) -> Any:
    """A column of any library as distinct values; a plain sequence or a single value as it is."""
    library = type(column).__module__.partition(".")[0]
    if is_single(column):
        return column
    if library == "pandas":
        return of_pandas(column if type(column).__name__ == "Series" else needed("pandas", "A pandas column").Series(column))
    if library == "polars":
        return of_polars(column)
    return distinct_of(column) if library == "pyarrow" else column


def _arrow(pa: Any, column: Any, rows: int) -> Any:
    if isinstance(column, Distinct):
        return carried_cells([column.values[place] for place in column.places.tolist()])
    if is_single(column):
        return carried_cells([column]).take(pa.array(np.zeros(rows, dtype=np.int8)))
    return pa.chunked_array(column) if hasattr(column, "__arrow_c_stream__") else carried_cells(column)


def _listed(column: Any, money: Unit) -> list[Any]:
    """One column of the result as a list."""
    if isinstance(column, Distinct):
        return [column.values[place] for place in column.places.tolist()]
    if money == "pence":
        pence: list[Any] = column.tolist()
        return pence
    values, places = np.unique(column.filled(0), return_inverse=True)
    pounds = [Money(int(value)).decimal for value in values]
    gone = np.ma.getmaskarray(column).tolist()
    return [None if missing else pounds[place] for place, missing in zip(places.tolist(), gone, strict=True)]
