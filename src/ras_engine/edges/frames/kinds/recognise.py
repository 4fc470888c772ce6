"""Which kind of frame this is, told from where its type comes from, so that no library is imported that the caller does not use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ras_engine.assessment.values import kind_of
from ras_engine.edges.frames.arrow import Unit
from ras_engine.edges.frames.kinds.given import Given
from ras_engine.edges.frames.kinds.mappings import mapping_given
from ras_engine.edges.frames.kinds.polars_frames import PolarsFrame
from ras_engine.edges.frames.kinds.series import pandas_given
from ras_engine.edges.frames.kinds.tables import as_itself, as_record_batch, as_relation, table_given
from ras_engine.edges.frames.needs import needed
from ras_engine.errors import BatchInvalid, problem
from ras_engine.score.many import BudgetBatch

READING = "Reading this frame"


def recognised(frame: Any) -> Given:
    """The frame, ready to be read. Raises BatchInvalid (RAS741) where this is no frame; MissingExtra where a library is needed."""
    library, name = type(frame).__module__.partition(".")[0].removeprefix("_"), type(frame).__name__
    if isinstance(frame, type):
        raise _no_frame(frame)
    if isinstance(frame, Mapping):
        return mapping_given(frame)
    if library == "pandas" and name == "DataFrame":
        return pandas_given(frame)
    if library == "polars" and name in ("DataFrame", "LazyFrame"):
        return PolarsFrame(frame.collect(), lazy=True) if name == "LazyFrame" else PolarsFrame(frame)
    if library == "pyarrow" and name in ("Table", "RecordBatch", "RecordBatchReader"):
        pa = needed("pyarrow", READING)
        table = pa.Table.from_batches([frame]) if name == "RecordBatch" else frame.read_all() if name != "Table" else frame
        return table_given(table, as_record_batch if name == "RecordBatch" else as_itself)
    if library == "duckdb":
        return table_given(_table(frame), as_relation)
    if library == "narwhals":
        return _narwhals(frame)
    if library == "dask" and name == "DataFrame":
        return recognised(frame.compute())  # not by Arrow, which has no index
    return _any_other(frame)


def _no_frame(found: Any) -> BatchInvalid:
    return BatchInvalid([problem("RAS741", type=kind_of(found))])


def _table(frame: Any) -> Any:
    """What offers a stream of Arrow batches as a table. A single column offers one too, and is no frame."""
    pa = needed("pyarrow", READING)
    try:
        stream = pa.RecordBatchReader.from_stream(frame)
    except (pa.ArrowInvalid, TypeError):
        raise _no_frame(frame) from None
    return stream.read_all()


def _record_batch(frame: Any) -> Any:
    """What offers one Arrow array of records as a batch."""
    pa = needed("pyarrow", READING)
    try:
        return pa.record_batch(frame)
    except pa.ArrowInvalid:
        raise _no_frame(frame) from None


def _any_other(frame: Any) -> Given:
    """What offers itself by the Arrow capsule interface, and what narwhals knows."""
    if hasattr(frame, "__arrow_c_stream__"):
        return table_given(_table(frame))
    if hasattr(frame, "__arrow_c_array__"):
        return recognised(_record_batch(frame))
    known = _known_to_narwhals(frame)
    if known is None:
        raise _no_frame(frame)
    if known.implementation.is_modin():
        return Wrapped(pandas_given(known.to_pandas()), type(frame))
    if type(known).__name__ == "LazyFrame":
        return table_given(known.collect("pyarrow").to_native())
    return table_given(known.to_arrow(), lambda table: type(known).from_arrow(table, backend=known.implementation).to_native())


def _known_to_narwhals(frame: Any) -> Any:
    """The frame in narwhals; None where it does not know it, or is not installed."""
    try:
        import narwhals.stable.v2 as nw
    except ModuleNotFoundError:
        return None
    known = nw.from_native(frame, pass_through=True)
    return known if isinstance(known, nw.DataFrame | nw.LazyFrame) else None


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A frame around another: read as the frame that it holds, and one around the budgets is given back."""

    held: Given
    wrap: Callable[[Any], Any]

    @property
    def names(self) -> Sequence[Any]:
        """The names of the columns, in order."""
        return self.held.names

    @property
    def rows(self) -> int:
        """How many people there are."""
        return self.held.rows

    def column(self, name: Any) -> Any:
        """One column."""
        return self.held.column(name)

    def kept(self, names: Sequence[Any]) -> Any:
        """Some columns as an Arrow table."""
        return self.held.kept(names)

    def result(self, batch: BudgetBatch, names: Sequence[Any], money: Unit) -> Any:
        """These columns and the budgets, in a frame like that which was handed over."""
        return self.wrap(self.held.result(batch, names, money))


def _narwhals(frame: Any) -> Given:
    module = type(frame).__module__
    door = needed(module if ".stable." in module else "narwhals", READING)
    return Wrapped(recognised(frame.to_native()), door.from_native)
