"""The walker for many people: the same plan and integers, a column at a time. NumPy, int64, no float.

Given coded answers as columns `(n,) int64`, gives the column of every slot. `bounds` has shown that nothing overflows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from ras_engine.exact import divide_rounded
from ras_engine.plan.operations import (
    AllOf,
    AnyOf,
    BandOf,
    Compare,
    Constant,
    FirstMatch,
    Largest,
    Linear,
    Lookup,
    Not,
    Operation,
    Piecewise,
    Product,
    Relation,
    Round,
    Row,
    Smallest,
)
from ras_engine.plan.plan import Plan

Column = NDArray[np.int64]
Columns = Sequence[Column] | Mapping[int, Column]
"""The columns of slots: all of them in order, or some by slot."""


def evaluate_columns(plan: Plan, codes: Sequence[Column], upto: int | None = None) -> list[Column]:
    """The column of every slot, each `(n,) int64`. `codes` holds the inputs, at least one; `upto` stops after so many
    operations."""
    columns = list(codes)
    rows = len(columns[0])
    for operation in plan.operations[:upto]:
        columns.append(column_of(operation, columns, rows))
    return columns


def column_of(operation: Operation, columns: Columns, rows: int) -> Column:
    """The column of one operation, `(rows,) int64`, from the columns of the slots that it reads."""
    match operation:
        case Constant(value=value):
            return np.broadcast_to(np.int64(value), rows)
        case Lookup():
            return _lookup(operation, columns, rows)
        case Linear(terms=terms, constant=constant):
            total = np.empty(rows, dtype=np.int64)
            total.fill(constant)
            for slot, coefficient in terms:
                total += columns[slot] if coefficient == 1 else columns[slot] * coefficient
            return total
        case Largest(of=slots):
            return _fold(np.maximum, slots, columns)
        case Smallest(of=slots):
            return _fold(np.minimum, slots, columns)
        case Product(left=left, right=right):
            return columns[left] * columns[right]
        case Compare(of=of, relation=relation, number=number):
            return _compare(columns[of], relation, number)
        case AllOf(of=slots):
            return _fold(np.minimum, slots, columns)
        case AnyOf(of=slots):
            return _fold(np.maximum, slots, columns)
        case Not(of=of):
            return 1 - columns[of]
        case FirstMatch(conditions=conditions, values=values):
            result = columns[values[-1]]
            for condition, value in zip(reversed(conditions), reversed(values[:-1]), strict=True):
                result = np.where(columns[condition] == 1, columns[value], result)
            return result
        case BandOf(of=of, key=key, starts=starts):
            return _by_table([_place(columns[of], each) for each in starts], key, columns)
        case Piecewise(of=of, key=key, tables=tables):
            return _by_table([_on_lines(columns[of], table) for table in tables], key, columns)
        case Round(of=of, multiply=multiply, divisor=divisor, step=step, direction=direction):
            whole: Column = divide_rounded(columns[of] * multiply, divisor, direction)
            return whole * step
        case _:
            assert_never(operation)


def _lookup(lookup: Lookup, columns: Columns, rows: int) -> Column:
    cells: Column = np.array(lookup.values, dtype=np.int64)
    if not lookup.keys:
        return np.broadcast_to(cells[0], rows)
    index = columns[lookup.keys[0]]
    for slot, size in zip(lookup.keys[1:], lookup.sizes[1:], strict=True):
        index = index * size + columns[slot]
    return cells[index]


def _fold(ufunc: np.ufunc, slots: Sequence[int], columns: Columns) -> Column:
    result: Column = columns[slots[0]]
    for slot in slots[1:]:
        result = ufunc(result, columns[slot])
    return result


def _compare(column: Column, relation: Relation, number: int) -> Column:
    match relation:
        case Relation.AT_LEAST:
            return (column >= number).astype(np.int64)
        case Relation.AT_MOST:
            return (column <= number).astype(np.int64)
        case Relation.EQUALS:
            return np.equal(column, number).astype(np.int64)


def _place(column: Column, starts: Sequence[int]) -> Column:
    return np.searchsorted(np.array(starts, dtype=np.int64), column, side="right").astype(np.int64) - 1


def _on_lines(column: Column, table: Sequence[Row]) -> Column:
    place = _place(column, [row.start for row in table])
    slopes = np.array([row.slope for row in table], dtype=np.int64)
    intercepts = np.array([row.intercept for row in table], dtype=np.int64)
    return intercepts[place] + slopes[place] * column


def _by_table(results: list[Column], key: int | None, columns: Columns) -> Column:
    """Each person's result from the table that the key names."""
    return results[0] if key is None else np.stack(results)[columns[key], np.arange(len(results[0]))]
