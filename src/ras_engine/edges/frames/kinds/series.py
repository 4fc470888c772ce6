"""pandas: each type of column by the shortest way to its distinct values, and budgets under the frame's own index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ras_engine.edges.frames.arrow import NO_PYTHON, Unit, as_texts, carried_cells, carried_names, distinct_of, once, table_of
from ras_engine.edges.frames.needs import MissingExtra, needed
from ras_engine.score.many import BudgetBatch, Distinct, distinct
from ras_engine.score.many.same_object import by_identity

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class PandasFrame:
    """A pandas DataFrame. Columns are found by place, as names may be anything."""

    frame: Any

    @property
    def names(self) -> Sequence[Any]:
        """The names of the columns, in order; of columns with several levels, tuples."""
        return list(self.frame.columns)

    @property
    def rows(self) -> int:
        """How many people there are."""
        return len(self.frame)

    def column(self, name: Any) -> Distinct:
        """One column."""
        return of_pandas(self._series(name))

    def _series(self, name: Any) -> Any:
        return self.frame.iloc[:, self.names.index(name)]

    def kept(self, names: Sequence[Any]) -> pa.Table:
        """The levels of the index, unless it only counts rows, then some columns."""
        pa, index = needed("pyarrow", "An Arrow table"), self.frame.index
        columns, called = [], []
        if type(index).__name__ != "RangeIndex" or index.name is not None:
            columns = [carried_cells(index.get_level_values(place).to_series()) for place in range(index.nlevels)]
            called = [_level(place, name, index.nlevels) for place, name in enumerate(index.names)]
        columns += [carried_cells(self._series(name)) for name in names]
        return pa.table(columns, names=as_texts([*called, *names]))

    def result(self, batch: BudgetBatch, names: Sequence[Any], money: Unit) -> Any:
        """These columns and the budgets, under the same index."""
        pandas = needed("pandas", "A pandas frame")
        made = in_pandas(table_of(batch, money=money))
        made.index = self.frame.index
        kept = self.frame.iloc[:, [self.names.index(name) for name in names]]
        called = carried_names(list(names), list(made.columns))
        kept = kept.set_axis([called[name] for name in names], axis=1)
        return pandas.concat([kept, made], axis=1)


def pandas_given(frame: Any) -> PandasFrame:
    """A pandas frame handed over. Raises BatchInvalid where a name stands twice."""
    once(list(frame.columns))
    return PandasFrame(frame)


def _level(place: int, name: Any, levels: int) -> str:
    """The name of a level of the index as pandas itself would name its column."""
    return str(name) if name is not None else "index" if levels == 1 else f"level_{place}"


def in_pandas(table: pa.Table) -> Any:
    """An Arrow table in pandas, exactly: amounts stay Arrow decimals, whole pence become `Int64`, dictionaries categories."""
    pandas, pa = needed("pandas", "A pandas frame"), needed("pyarrow", "A pandas frame of budgets")

    def kind(of: Any) -> Any:
        if pa.types.is_decimal(of):
            return pandas.ArrowDtype(of)
        return pandas.Int64Dtype() if of == pa.int64() else None

    try:
        return table.to_pandas(types_mapper=kind)
    except (*NO_PYTHON, pa.ArrowException):  # a carried day in the year 10,000, say: everything stays in Arrow
        return table.to_pandas(types_mapper=pandas.ArrowDtype)


def of_pandas(series: Any) -> Distinct:
    """One pandas column (Series or Index) as distinct values and places."""
    dtype = series.dtype
    if not isinstance(dtype, np.dtype):
        name = type(dtype).__name__
        if name == "CategoricalDtype":
            return _of_categories(series.array)
        if name in ("ArrowDtype", "StringDtype") and hasattr(series.array, "__arrow_array__"):
            return distinct_of(series.array.__arrow_array__())
        return _of_objects(series.to_numpy(dtype=object, na_value=None))
    if dtype.kind == "O":
        return _of_objects(series.to_numpy())
    return distinct(series.to_numpy(), len(series))


def _of_categories(array: Any) -> Distinct:
    """A categorical column: the codes as they are, where -1 becomes one more place after the categories."""
    codes, values = np.asarray(array.codes), tuple(array.categories.tolist())
    unsigned = codes.view(f"u{codes.dtype.itemsize}")
    if not len(codes) or codes.min() >= 0:
        return Distinct(values, unsigned)
    return Distinct((*values, None), np.minimum(unsigned, unsigned.dtype.type(len(values))))


def _of_objects(cells: Any) -> Distinct:
    """Python objects: by which object each is, else through Arrow where all are texts, else one after the other."""
    found = by_identity(cells)
    if found is None and len(cells):
        try:
            pa = needed("pyarrow", "Texts at speed")
            if pa.infer_type(cells[:1000], from_pandas=True) == pa.string():
                texts = pa.array(cells, from_pandas=True)
                return distinct_of(texts) if texts.type == pa.string() else distinct(cells, len(cells))
        except (MissingExtra, ValueError, TypeError, NotImplementedError):
            pass
    return distinct(cells, len(cells))
