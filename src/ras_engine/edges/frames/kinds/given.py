"""What every kind of frame can do: name its columns, hand one over as distinct values, and take budgets in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ras_engine.edges.frames.arrow import Unit
from ras_engine.score.many import BudgetBatch, Distinct

if TYPE_CHECKING:
    import pyarrow as pa


class Given(Protocol):
    """A frame as its owner handed it over. Names are as the owner has them, not always texts."""

    @property
    def names(self) -> Sequence[Any]:
        """The names of the columns, in order."""

    @property
    def rows(self) -> int:
        """How many people there are."""

    def column(self, name: Any) -> Distinct | str:
        """One column; or one text that stands for every row."""

    def kept(self, names: Sequence[Any]) -> pa.Table:
        """Some columns as an Arrow table, the index first where there is one."""

    def result(self, batch: BudgetBatch, names: Sequence[Any], money: Unit) -> Any:
        """A frame of the owner's own kind: the index, these columns, then the budgets; one row a person, in order."""
