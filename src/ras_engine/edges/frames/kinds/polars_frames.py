"""polars, eager and lazy: columns through Arrow without a copy, and budgets beside the frame's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ras_engine.edges.frames.arrow import Unit, carried_names, distinct_of, table_of
from ras_engine.edges.frames.needs import needed
from ras_engine.score.many import BudgetBatch, Distinct

if TYPE_CHECKING:
    import pyarrow as pa


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
        table: pa.Table = self.frame.select(list(names)).to_arrow()
        return table

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
    if series.dtype.base_type().__name__ in ("Object", "Null"):
        from ras_engine.score.many import distinct

        return distinct(series.to_list(), len(series))
    return distinct_of(pa.chunked_array(series), series.name)
