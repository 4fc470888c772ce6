"""P14. A caseload gives each person what one person alone would get."""

from __future__ import annotations

import numpy as np

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.space.people import codes_of
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.plan.bounds import Interval, intervals
from ras_engine.plan.operations import BandOf, Lookup, Operation, Piecewise, Round
from ras_engine.score.many.walk import column_of
from ras_engine.score.one import evaluate, value_of

MOST = 1 << 10


def prove(bench: Bench) -> Draft:
    """By induction over the operations: each gives the same integer in both walkers for every input that can reach it."""
    plan, found = bench.plan, intervals(bench.plan)
    values = 0
    for place, operation in enumerate(plan.operations):
        bench.stop()
        columns = _inputs(operation, found)
        if columns is not None:
            rows = len(next(iter(columns.values())))
            values += rows
            many = column_of(operation, columns, rows)
            for row in range(rows):
                if value_of(operation, {slot: int(column[row]) for slot, column in columns.items()}) != many[row]:
                    return Draft(
                        Verdict.BROKEN, "The two walkers disagree.", engine="lemma", paths=(plan.paths[plan.inputs + place],)
                    )
    crowd = Crowd(bench, 200)
    slots = range(plan.inputs, len(plan.scales))
    batch = crowd.columns(slots)
    codes = codes_of(plan, bench.variables, 0, crowd.people)
    for row in crowd.few():
        alone = evaluate(plan, [int(column[row]) for column in codes])
        if any(alone[slot] != batch[slot][row] for slot in slots):
            return Draft(Verdict.BROKEN, "The two walkers disagree for a person.", engine="search")
    return proved(
        "Both walkers do the same operations in the same order, and every table and rounding gives the same integer in both.",
        f"{values:,} values of tables and roundings were compared one by one (of long ranges, the ends of each row and a sample).",
        "Whole numbers below 2^63 add, multiply and compare alike in Python and NumPy; the plan's bounds show that none is larger.",
        f"{len(crowd.some)} people were scored by the optimised batch program and alone, and every step agrees.",
    )


def _inputs(operation: Operation, found: list[Interval]) -> dict[int, np.ndarray] | None:
    """Inputs of a table or a rounding: every one, or the ends of rows and a sample where there are many."""
    match operation:
        case Lookup(keys=keys, sizes=sizes):
            places = np.indices(sizes).reshape(len(sizes), -1)
            return {key: place[:MOST] for key, place in zip(keys, places, strict=True)} if len(set(keys)) == len(keys) else None
        case BandOf(of=of, key=key, starts=starts):
            return _with_key(_points(found[of], [start for each in starts for start in each]), of, key, len(starts))
        case Piecewise(of=of, key=key, tables=tables):
            return _with_key(_points(found[of], [row.start for rows in tables for row in rows]), of, key, len(tables))
        case Round(of=of):
            return {of: _points(found[of], [0])}
        case _:
            return None


def _points(interval: Interval, edges: list[int]) -> np.ndarray:
    low, high = interval
    if high - low < MOST:
        return np.arange(low, high + 1, dtype=np.int64)
    near = [edge + by for edge in edges for by in (-1, 0, 1) if low <= edge + by <= high]
    return np.array(sorted({low, high, *near, *range(low, high, (high - low) // 500 or 1)}), dtype=np.int64)


def _with_key(points: np.ndarray, of: int, key: int | None, tables: int) -> dict[int, np.ndarray]:
    if key is None:
        return {of: points}
    return {of: np.tile(points, tables), key: np.repeat(np.arange(tables, dtype=np.int64), len(points))}


LAW = Law("P14", "A caseload as one by one", "A caseload gives each person exactly what scoring them alone gives.", prove)
