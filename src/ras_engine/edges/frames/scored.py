"""A scored frame: the budgets as `BudgetBatch` has them, and as a frame of the kind that was handed over, or of any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from ras_engine.edges.frames.arrow import Unit, table_of
from ras_engine.edges.frames.kinds import Given
from ras_engine.edges.frames.needs import needed
from ras_engine.score.many import BudgetBatch

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class BudgetFrame(BudgetBatch):
    """The budgets of a frame of n people: a `BudgetBatch` (amounts as `(n,) int64` pence, `problems(i)`, `explain(i)`, ...) that
    also makes frames.

    Each frame has every row of the caseload in its order: the index and the columns that the ruleset does not read, then `outcome`,
    the amounts, and what was wrong, under the names of `docs/data-frames.md`. Any library that reads the Arrow capsule interface
    takes this object as it is.
    """

    given: Given = field(repr=False)
    kept: Sequence[Any] = field(repr=False)

    def to_frame(self, *, money: Unit = "pounds") -> Any:
        """The budgets as a frame of the caller's own kind."""
        return self.given.result(self, self.kept, money)

    def to_arrow(self, *, money: Unit = "pounds") -> pa.Table:
        """The budgets as an Arrow table. Raises MissingExtra without pyarrow."""
        return table_of(self, self.given.kept(self.kept), money=money)

    def to_polars(self, *, money: Unit = "pounds") -> Any:
        """The budgets as a polars DataFrame. Raises MissingExtra without polars."""
        return needed("polars", "A polars frame").from_arrow(self.to_arrow(money=money))

    def to_pandas(self, *, money: Unit = "pounds") -> Any:
        """The budgets as a pandas DataFrame; a pandas frame keeps its index. Raises MissingExtra without pandas."""
        from ras_engine.edges.frames.kinds.series import PandasFrame, in_pandas

        return self.to_frame(money=money) if isinstance(self.given, PandasFrame) else in_pandas(self.to_arrow(money=money))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The budgets for any library that reads Arrow streams."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)


def framed(batch: BudgetBatch, given: Given, kept: Sequence[Any]) -> BudgetFrame:
    """A batch with the frame that it was made of."""
    return BudgetFrame(**{one.name: getattr(batch, one.name) for one in fields(BudgetBatch)}, given=given, kept=kept)
