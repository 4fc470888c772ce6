"""Budgets as Parquet: a row group for each part, texts as dictionaries, amounts as exact decimals, nulls where there is nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from typing import Any

import numpy as np

from ras_engine.edges.files.appended import Appended
from ras_engine.edges.files.parquet_join import closing
from ras_engine.edges.files.part import text_of
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.files.text_write import Shown
from ras_engine.edges.frames.arrow import DIGITS, arrow_of
from ras_engine.edges.frames.needs import needed
from ras_engine.plan.bounds import intervals
from ras_engine.plan.plan import MoneySlots, Plan
from ras_engine.score.many import Distinct

FEWER_DIGITS = 18
"""Decimals of so many digits are stored as integers, which every reader of Parquet takes, and quickly."""


def digits_of(plan: Plan) -> int:
    """How many digits every amount of a ruleset has room in."""
    shown = [getattr(plan.money, name) for name in MoneySlots.__dataclass_fields__]
    shown += [slot for line in plan.lines for slot in (line.neutral, line.after_carers)]
    shown += [one.slot for one in plan.separate]
    found = intervals(plan)
    large = any(max(-found[slot][0], found[slot][1]) >= 10**FEWER_DIGITS for slot in shown)
    return DIGITS if large else FEWER_DIGITS


class Parquet(Appended):
    """Writes each part as a Parquet file of its own; one list of contents behind them makes them one."""

    def __init__(self, digits: int) -> None:
        self._digits = digits

    def piece(self, columns: Mapping[str, Shown], others: Collection[str], *, head: bool) -> bytes:
        """The rows of one part."""
        arrow, parquet = needed("pyarrow", "A Parquet file", "arrow"), needed("pyarrow.parquet", "A Parquet file", "arrow")
        arrays = {name: self._array(arrow, column) for name, column in columns.items()}
        few = [name for name, column in columns.items() if isinstance(column, Distinct)]
        piece = BytesIO()
        parquet.write_table(arrow.table(arrays), piece, use_dictionary=few, store_decimal_as_integer=True)
        return piece.getvalue()

    def _array(self, arrow: Any, column: Shown) -> Any:
        match column:
            case Strings():
                return _strings(arrow, column)
            case Distinct():
                texts = Distinct(tuple(text_of(value) or None for value in column.values), column.places)
                return arrow_of(texts, "pounds").cast(arrow.dictionary(arrow.int32(), arrow.string()))
            case _:
                return arrow_of(column, "pounds").cast(arrow.decimal128(self._digits, 2))

    def closing(self, pieces: Iterable[bytes]) -> bytes:
        """The list of contents of all."""
        return closing(pieces)


def _strings(arrow: Any, column: Strings) -> Any:
    """Texts as they stand in memory; an empty one is null."""
    there = np.packbits(column.lengths > 0, bitorder="little")
    buffers = [arrow.py_buffer(there), arrow.py_buffer(column.ends), arrow.py_buffer(column.data)]
    return arrow.Array.from_buffers(arrow.large_string(), len(column), buffers).cast(arrow.string())
