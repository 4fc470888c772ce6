"""polars, eager and lazy: columns through Arrow without a copy, and budgets beside the frame's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ras_engine.edges.frames.arrow import Unit, carried_cells, carried_names, distinct_of, table_of
from ras_engine.edges.frames.needs import needed
from ras_engine.score.many import BudgetBatch, Distinct, distinct

if TYPE_CHECKING:
    import pyarrow as pa


UNKNOWN_TO_ARROW = ("Object", "Null", "Int128", "UInt128")
"""Types that pyarrow takes no columns of, or not as they are."""


@dataclass(frozen=True, slots=True)
class PolarsFrame:
    """A polars DataFrame; `lazy` where a LazyFrame was handed over, and one is to be given back."""

    frame: Any
    lazy: bool = False

    @property
    def names(self) -> Sequence[Any]:
        """The names of the columns, in order."""
        return list(self.frame.columns)

    @property
    def rows(self) -> int:
        """How many people there are."""
        return int(self.frame.height)

    def column(self, name: Any) -> Distinct:
        """One column."""
        return of_polars(self.frame.get_column(name))

    def kept(self, names: Sequence[Any]) -> pa.Table:
        """Some columns."""
        pa = needed("pyarrow", "An Arrow table")
        return pa.table([_arrow(self.frame.get_column(name)) for name in names], names=list(names))

    def result(self, batch: BudgetBatch, names: Sequence[Any], money: Unit) -> Any:
        """These columns and the budgets."""
        polars = needed("polars", "A polars frame")
        made = polars.from_arrow(table_of(batch, money=money))
        called = carried_names(list(names), made.columns)
        kept = self.frame.select(list(names)).rename(called)
        whole = polars.concat([kept, made], how="horizontal") if names else made
        return whole.lazy() if self.lazy else whole


def of_polars(series: Any) -> Distinct:
    """One polars column as distinct values and places. The codes of Enum and Categorical columns are taken over."""
    pa = needed("pyarrow", "Reading polars columns")
    if series.dtype.base_type().__name__ not in UNKNOWN_TO_ARROW:
        return distinct_of(pa.chunked_array(series), series.name)
    return distinct(series.to_list(), len(series))


def _arrow(series: Any) -> Any:
    """A carried column; one that Arrow has no type for is carried as text."""
    unknown = series.dtype.base_type().__name__ in UNKNOWN_TO_ARROW
    return carried_cells(series.to_list()) if unknown else series.to_arrow()
