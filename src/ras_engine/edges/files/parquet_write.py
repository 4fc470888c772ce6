"""Budgets as Parquet: a row group for each part, texts as dictionaries, amounts as exact decimals, nulls where there is nothing.

The work file holds each part as an Arrow stream, which costs next to nothing to write; the output is made of them at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, BinaryIO

import numpy as np

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


class Parquet:
    """Writes Parquet. The work file is Arrow."""

    appends = False

    def __init__(self, digits: int) -> None:
        self._digits = digits

    def piece(self, columns: Mapping[str, Shown], others: Collection[str], *, head: bool) -> bytes:
        """The rows of one part."""
        arrow = needed("pyarrow", "A Parquet file", "arrow")
        batch = arrow.RecordBatch.from_pydict({name: self._array(arrow, column) for name, column in columns.items()})
        piece = arrow.BufferOutputStream()
        with arrow.ipc.new_stream(piece, batch.schema) as stream:
            stream.write_batch(batch)
        return bytes(piece.getvalue())

    def _array(self, arrow: Any, column: Shown) -> Any:
        match column:
            case Strings():
                return _strings(arrow, column)
            case Distinct():
                texts = Distinct(tuple(text_of(value) or None for value in column.values), column.places)
                return arrow_of(texts, "pounds").cast(arrow.dictionary(arrow.int32(), arrow.string()))
            case _:
                return arrow_of(column, "pounds").cast(arrow.decimal128(self._digits, 2))

    def whole(self, pieces: Iterable[bytes], file: BinaryIO) -> None:
        """A row group for each piece. Texts that are few in one part and many in another are as in the first."""
        arrow, parquet = needed("pyarrow", "A Parquet file", "arrow"), needed("pyarrow.parquet", "A Parquet file", "arrow")
        writer = None
        for piece in pieces:
            with arrow.ipc.open_stream(piece) as stream:
                table = stream.read_all()
            if writer is None:
                few = [field.name for field in table.schema if arrow.types.is_dictionary(field.type)]
                writer = parquet.ParquetWriter(file, table.schema, use_dictionary=few, store_decimal_as_integer=True)
            writer.write_table(table.cast(writer.schema), row_group_size=max(len(table), 1))
        if writer is not None:
            writer.close()


def _strings(arrow: Any, column: Strings) -> Any:
    """Texts as they stand in memory; an empty one is null."""
    there = np.packbits(column.lengths > 0, bitorder="little")
    buffers = [arrow.py_buffer(there), arrow.py_buffer(column.ends), arrow.py_buffer(column.data)]
    return arrow.Array.from_buffers(arrow.large_string(), len(column), buffers).cast(arrow.string())
