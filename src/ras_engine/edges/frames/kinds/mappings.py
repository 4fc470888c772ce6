"""Plain mappings of column names to sequences: lists, arrays, or the columns of any library's frame; or one text for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ras_engine.edges.frames.arrow import Unit, arrow_of, carried_names, distinct_of, money_name
from ras_engine.edges.frames.kinds.polars_frames import of_polars
from ras_engine.edges.frames.kinds.series import of_pandas
from ras_engine.edges.frames.made import made_columns
from ras_engine.edges.frames.needs import needed
from ras_engine.exact import Money
from ras_engine.score.many import BudgetBatch, Distinct, distinct
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
        return max((len(column) for column in self.columns.values() if not is_single(column)), default=0)

    def column(self, name: Any) -> Any:
        """One column: as distinct values where a library knows them, else as it was handed over."""
        return of_any(self.columns[name])

    def kept(self, names: Sequence[Any]) -> pa.Table:
        """Some columns. One text that stands for every row does so here too."""
        pa = needed("pyarrow", "An Arrow table")
        found = {}
        for name in names:
            column = self.columns[name]
            found[str(name)] = arrow_of(distinct(column, self.rows), "pounds") if is_single(column) else _arrow(pa, column)
        return pa.table(found)

    def result(self, batch: BudgetBatch, names: Sequence[Any], money: Unit) -> dict[Any, Any]:
        """A mapping: these columns as they are, then the budgets as lists (`decimal.Decimal` pounds, or whole pence; None)."""
        made = {money_name(name, column, money): column for name, column in made_columns(batch).items()}
        called = carried_names(list(names), made)
        return {
            **{called[name]: self.columns[name] for name in names},
            **{name: _listed(column, money) for name, column in made.items()},
        }


def of_any(column: Any) -> Any:
    """A column of any library as distinct values; a plain sequence or a single text as it is."""
    library = type(column).__module__.partition(".")[0]
    if library == "pandas":
        return of_pandas(column)
    if library == "polars":
        return of_polars(column)
    if library == "pyarrow" and not is_single(column):
        return distinct_of(column)
    return column


def _arrow(pa: Any, column: Any) -> Any:
    if isinstance(column, Distinct):
        return pa.array([column.values[place] for place in column.places.tolist()])
    try:
        return pa.chunked_array(column) if hasattr(column, "__arrow_c_stream__") else pa.array(column, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return pa.array([None if cell is None else str(cell) for cell in column], type=pa.string())


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
