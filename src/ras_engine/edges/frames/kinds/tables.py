"""Arrow tables and record batches, and every frame that can be had as one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ras_engine.edges.frames.arrow import Unit, distinct_of, once, table_of
from ras_engine.edges.frames.needs import needed
from ras_engine.score.many import BudgetBatch, Distinct

if TYPE_CHECKING:
    import pyarrow as pa

Back = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """An Arrow table, and how a table becomes a frame of the owner's own kind again."""

    table: pa.Table
    back: Back

    @property
    def names(self) -> Sequence[Any]:
        """The names of the columns, in order."""
        return list(self.table.schema.names)

    @property
    def rows(self) -> int:
        """How many people there are."""
        return int(self.table.num_rows)

    def column(self, name: Any) -> Distinct:
        """One column."""
        return distinct_of(self.table.column(name), name)

    def kept(self, names: Sequence[Any]) -> pa.Table:
        """Some columns."""
        return self.table.select(list(names))

    def result(self, batch: BudgetBatch, names: Sequence[Any], money: Unit) -> Any:
        """These columns and the budgets."""
        return self.back(table_of(batch, self.kept(names), money=money))


def as_itself(table: Any) -> Any:
    """An Arrow table for whom handed over an Arrow table."""
    return table


def as_record_batch(table: Any) -> Any:
    """One record batch for whom handed over one."""
    return needed("pyarrow", "A record batch").RecordBatch.from_struct_array(whole(table.to_struct_array()))


def whole(column: Any) -> Any:
    """A column in one piece."""
    return column.combine_chunks() if hasattr(column, "chunks") else column


def as_relation(table: Any) -> Any:
    """A DuckDB relation for whom handed over one."""
    return needed("duckdb", "A DuckDB relation").from_arrow(table)


def table_given(table: Any, back: Back = as_itself) -> Table:
    """A table handed over. Raises BatchInvalid where a name stands twice."""
    once(table.schema.names)
    return Table(table, back)
