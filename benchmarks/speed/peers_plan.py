"""Any ruleset in polars, pandas or DuckDB: its arithmetic, operation by operation, in that library's own expressions, exact.

This is what somebody would arrive at who wrote a ruleset such as the example council's by hand in one of them, with every step
that a result shows. Columns are the integer codes; steps stay apart, as the author of the file has them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ras_engine.exact import Direction
from ras_engine.plan import operations as op
from ras_engine.plan.plan import Plan
from ras_engine.score.many.walk import column_of

Score = Callable[[], list[Any]]
"""Gives the columns that are wanted, in order."""
SIGNS = {op.Relation.AT_LEAST: ">=", op.Relation.AT_MOST: "<=", op.Relation.EQUALS: "="}


def needed(plan: Plan, wanted: Sequence[int]) -> list[int]:
    """The steps that the wanted ones stand on, and these, in order."""
    found, waiting = set[int](), list(wanted)
    while waiting:
        slot = waiting.pop()
        if slot not in found and slot >= plan.inputs:
            found.add(slot)
            waiting += op.reads(plan.operations[slot - plan.inputs])
    return sorted(found)


def in_pandas(plan: Plan, codes: Sequence[Any], wanted: Sequence[int]) -> Score:
    """A frame of small integers, worked on column by column with NumPy underneath."""
    import pandas as pd

    frame = pd.DataFrame({slot: np.asarray(column) for slot, column in enumerate(codes)})
    order = needed(plan, wanted)

    def score() -> list[Any]:
        columns = {slot: frame[slot].to_numpy().astype(np.int64) for slot in frame}
        for slot in order:
            columns[slot] = column_of(plan.operations[slot - plan.inputs], columns, len(frame))
        return [columns[slot] for slot in wanted]

    return score


def in_polars(plan: Plan, codes: Sequence[Any], wanted: Sequence[int]) -> Score:
    """One lazy query, a layer of columns at a time, on all threads."""
    import polars as pl

    query = pl.DataFrame({f"c{slot}": np.asarray(column) for slot, column in enumerate(codes)}).lazy()
    query = query.with_columns(pl.all().cast(pl.Int64))
    for layer in layers(plan, needed(plan, wanted)):
        query = query.with_columns(**{f"c{slot}": _polars(pl, plan.operations[slot - plan.inputs]) for slot in layer})
    query = query.select(f"c{slot}" for slot in wanted)

    def score() -> list[Any]:
        found = query.collect()
        return [column.to_numpy() for column in found]

    return score


def in_duckdb(plan: Plan, codes: Sequence[Any], wanted: Sequence[int]) -> Score:
    """A native table and one query, a layer of columns at a time, on all threads."""
    import duckdb
    import pyarrow as pa

    connection = duckdb.connect()
    given = pa.table({f"c{slot}": np.asarray(column) for slot, column in enumerate(codes)})
    casts = ", ".join(f"c{slot}::BIGINT AS c{slot}" for slot in range(len(codes)))
    connection.execute("CREATE TABLE people AS SELECT * FROM given")
    del given
    parts, last = [f"l0 AS (SELECT {casts} FROM people)"], 0
    for layer in layers(plan, needed(plan, wanted)):
        steps = ", ".join(f"{_sql(plan.operations[slot - plan.inputs])} AS c{slot}" for slot in layer)
        parts.append(f"l{last + 1} AS (SELECT *, {steps} FROM l{last})")
        last += 1
    chosen = ", ".join(f"c{slot}::BIGINT AS c{slot}" for slot in wanted)
    query = f"WITH {', '.join(parts)} SELECT {chosen} FROM l{last}"

    def score() -> list[Any]:
        found = connection.execute(query).fetchnumpy()
        return [found[f"c{slot}"] for slot in wanted]

    return score


def layers(plan: Plan, order: Sequence[int]) -> list[list[int]]:
    """Steps that stand only on earlier layers."""
    depth = dict.fromkeys(range(plan.inputs), 0)
    found: dict[int, list[int]] = {}
    for slot in order:
        depth[slot] = 1 + max((depth[one] for one in op.reads(plan.operations[slot - plan.inputs])), default=0)
        found.setdefault(depth[slot], []).append(slot)
    return [found[level] for level in sorted(found)]


def _polars(pl: Any, operation: op.Operation) -> Any:
    def column(slot: int) -> Any:
        return pl.col(f"c{slot}")

    def cells(values: Sequence[int], index: Any) -> Any:
        return pl.lit(pl.Series(values, dtype=pl.Int64)).gather(index)

    match operation:
        case op.Constant(value=value):
            return pl.lit(value, dtype=pl.Int64)
        case op.Lookup(keys=keys, sizes=sizes, values=values):
            index = column(keys[0])
            for key, size in zip(keys[1:], sizes[1:], strict=True):
                index = index * size + column(key)
            return cells(values, index)
        case op.Linear(terms=terms, constant=constant):
            return sum((column(slot) * weight for slot, weight in terms), pl.lit(constant, dtype=pl.Int64))
        case op.Largest(of=of) | op.AnyOf(of=of):
            return pl.max_horizontal(column(slot) for slot in of)
        case op.Smallest(of=of) | op.AllOf(of=of):
            return pl.min_horizontal(column(slot) for slot in of)
        case op.Product(left=left, right=right):
            return column(left) * column(right)
        case op.Compare(of=of, relation=relation, number=number):
            compared = {">=": column(of) >= number, "<=": column(of) <= number, "=": column(of) == number}
            return compared[SIGNS[relation]].cast(pl.Int64)
        case op.Not(of=of):
            return 1 - column(of)
        case op.FirstMatch(conditions=conditions, values=values):
            result = column(values[-1])
            for condition, value in zip(reversed(conditions), reversed(values[:-1]), strict=True):
                result = pl.when(column(condition) == 1).then(column(value)).otherwise(result)
            return result
        case op.BandOf(of=of, key=key, starts=starts):
            bands = [_chosen(pl, column(of), each, [pl.lit(n, dtype=pl.Int64) for n in range(len(each))]) for each in starts]
            return bands[0] if key is None else _chosen(pl, column(key), range(len(bands)), bands)
        case op.Piecewise(of=of, key=key, tables=tables):
            worth = [
                _chosen(pl, column(of), [row.start for row in table], [row.intercept + row.slope * column(of) for row in table])
                for table in tables
            ]
            return worth[0] if key is None else _chosen(pl, column(key), range(len(worth)), worth)
        case op.Round(of=of, multiply=multiply, divisor=divisor, step=step, direction=direction):
            return _polars_rounded(column(of) * multiply, divisor, direction) * step


def _chosen(pl: Any, value: Any, starts: Sequence[int], results: Sequence[Any]) -> Any:
    """The result of the last start at or under a value."""
    result = results[0]
    for start, each in zip(starts[1:], results[1:], strict=True):
        result = pl.when(value >= start).then(each).otherwise(result)
    return result


def _polars_rounded(value: Any, divisor: int, direction: Direction) -> Any:
    match direction:
        case Direction.HALF_UP:
            return (2 * value + divisor - (value < 0).cast(int)) // (2 * divisor)
        case Direction.UP:
            return -(-value // divisor)
        case Direction.DOWN:
            return value // divisor
        case Direction.HALF_EVEN:
            raise NotImplementedError("not needed here")


def _sql(operation: op.Operation) -> str:
    match operation:
        case op.Constant(value=value):
            return f"{value}::BIGINT"
        case op.Lookup(keys=keys, sizes=sizes, values=values):
            index = f"c{keys[0]}"
            for key, size in zip(keys[1:], sizes[1:], strict=True):
                index = f"({index}) * {size} + c{key}"
            return f"{list(values)}[{index} + 1]"
        case op.Linear(terms=terms, constant=constant):
            return " + ".join([str(constant), *(f"c{slot} * ({weight})" for slot, weight in terms)])
        case op.Largest(of=of) | op.AnyOf(of=of):
            return f"greatest({', '.join(f'c{slot}' for slot in of)})"
        case op.Smallest(of=of) | op.AllOf(of=of):
            return f"least({', '.join(f'c{slot}' for slot in of)})"
        case op.Product(left=left, right=right):
            return f"c{left} * c{right}"
        case op.Compare(of=of, relation=relation, number=number):
            return f"(c{of} {SIGNS[relation]} {number})::INTEGER"
        case op.Not(of=of):
            return f"1 - c{of}"
        case op.FirstMatch(conditions=conditions, values=values):
            cases = " ".join(f"WHEN c{condition} = 1 THEN c{value}" for condition, value in zip(conditions, values, strict=False))
            return f"CASE {cases} ELSE c{values[-1]} END"
        case op.BandOf(of=of, key=key, starts=starts):
            return _sql_chosen(f"c{of}", key, [[(start, str(n)) for n, start in enumerate(each)] for each in starts])
        case op.Piecewise(of=of, key=key, tables=tables):
            rows = [[(row.start, f"{row.intercept} + {row.slope} * c{of}") for row in table] for table in tables]
            return _sql_chosen(f"c{of}", key, rows)
        case op.Round(of=of, multiply=multiply, divisor=divisor, step=step, direction=direction):
            value = f"(c{of} * {multiply})"
            match direction:
                case Direction.HALF_UP:  # SQL's division drops towards nought, so the sign is put back
                    return f"sign({value}) * ((2 * abs({value}) + {divisor}) // {2 * divisor}) * {step}"
                case _:
                    raise NotImplementedError("not needed here")


def _sql_chosen(value: str, key: int | None, tables: Sequence[Sequence[tuple[int, str]]]) -> str:
    """The result of the last start at or under a value, in the table that a key names."""
    cases = [
        "CASE " + " ".join(f"WHEN {value} >= {start} THEN {result}" for start, result in reversed(table)) + " END"
        for table in tables
    ]
    if key is None:
        return cases[0]
    return f"CASE c{key} " + " ".join(f"WHEN {number} THEN {case}" for number, case in enumerate(cases)) + " END"
