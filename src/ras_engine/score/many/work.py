"""Works out the columns of wanted slots for a whole caseload, a block of people at a time, by the plan's program for them: with
calls of NumPy or, where the extra `fast` is installed, in compiled loops."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Plan
from ras_engine.score.many import compiled
from ras_engine.score.many.kernel import Program, Run, optimise
from ras_engine.score.many.kernel.index import TOGETHER
from ras_engine.score.many.kernel.tables import work_out
from ras_engine.score.many.walk import Column

BLOCK = 65_536
"""Rows worked out at once: few enough to stay near the processor, enough to make a call worth its while."""
FEW = 2_048
"""Rows for which no tables are made: the plain walker is done sooner."""
SMALL = 127
"""Below this, numbers fit in a byte, with one to spare."""
ROWS_A_THREAD = 125_000
MOST_THREADS = 4

Codes = Sequence[NDArray[np.integer]]
"""A column for each input slot, `(n,)` of any integer type."""


class Prepared:
    """What is made once of a plan for some slots and kept with it: the program and, where it is asked for, its tape."""

    def __init__(self, program: Program) -> None:
        self.program = program

    @cached_property
    def tape(self) -> compiled.Tape:
        """The program for compiled loops."""
        return compiled.tape_of(self.program)


def worked_out(
    plan: Plan, codes: Codes, rows: int, wanted: Iterable[Slot], threads: int | None = None, small: Collection[Slot] = ()
) -> dict[Slot, Column]:
    """The columns of the wanted slots, each `(rows,) int64`; `int8` for those of the `small` ones whose numbers fit.

    `threads` is how many to use; where it is not said, one for every 125,000 rows, as far as there are processors. Raises
    ValueError where a code is not one that the plan knows.
    """
    wanted = tuple(dict.fromkeys(wanted))
    if not wanted or not rows:
        return {slot: np.zeros(rows, dtype=np.int64) for slot in wanted}
    if rows <= FEW and wanted not in plan.programs:
        _check(plan, codes, range(len(codes)))
        whole = work_out(plan, {slot: column.astype(np.int64) for slot, column in enumerate(codes)}, wanted, rows)
        return {slot: np.array(whole[slot], dtype=np.int64) for slot in wanted}
    prepared, threads = prepared_for(plan, wanted), threads or _threads(rows)
    if compiled.is_wanted(rows):
        return _run_compiled(plan, prepared, codes, rows, threads, small)
    _check(plan, codes, range(len(codes)))
    return run(prepared.program, codes, rows, threads, small=small)


def _run_compiled(
    plan: Plan, prepared: Prepared, codes: Codes, rows: int, threads: int, small: Collection[Slot]
) -> dict[Slot, Column]:
    """The same in compiled loops, which look through the codes that they read as they go."""
    tape = prepared.tape
    seen = compiled.checked_inside(tape, codes, plan.ranges)
    _check(plan, codes, [slot for slot in range(len(codes)) if slot not in seen])
    found = _columns(prepared.program, rows, small)
    try:
        compiled.run(tape, plan.ranges, codes, found, rows, threads)
    except compiled.UnknownCode:
        _check(plan, codes, seen)
        raise
    return found


def run(
    program: Program, codes: Codes, rows: int, threads: int = 1, block: int = BLOCK, small: Collection[Slot] = ()
) -> dict[Slot, Column]:
    """What a program gives for all rows, in blocks of at most `block` (a multiple of eight), on so many threads."""
    found = _columns(program, rows, small)
    starts, length = _cut(rows, threads, block)
    if threads == 1:
        _blocks(program, codes, starts, length, found)
    else:
        with ThreadPoolExecutor(threads) as pool:
            shares = [starts[number::threads] for number in range(threads)]
            list(pool.map(lambda share: _blocks(program, codes, share, length, found), shares))
    return found


def _cut(rows: int, threads: int, block: int) -> tuple[list[int], int]:
    """Where blocks begin, and their one length: the last begins so early that it is as long as the others; some rows come twice."""
    count = -(-rows // (block * threads)) * threads
    length = -(-rows // (count * TOGETHER)) * TOGETHER
    if length >= rows:
        return [0], rows
    return [min(start, rows - length) for start in range(0, rows, length)], length


def _columns(program: Program, rows: int, small: Collection[Slot]) -> dict[Slot, Column]:
    """Columns to be filled, those of one kind in one piece of memory; filled already where they are the same for everybody."""
    fitting = {slot for slot in small if program.spans[slot][0] >= 0 and program.spans[slot][1] < SMALL}
    varied = [slot for slot in program.wanted if program.spans[slot][0] != program.spans[slot][1]]
    found: dict[Slot, Column] = {}
    for kind, slots in (
        (np.int8, [one for one in varied if one in fitting]),
        (np.int64, [one for one in varied if one not in fitting]),
    ):
        found |= zip(slots, np.empty((len(slots), rows), dtype=kind), strict=True)
    constants = {slot: program.spans[slot][0] for slot in program.wanted if slot not in found}
    found |= {slot: np.full(rows, value, np.int8 if slot in fitting else np.int64) for slot, value in constants.items()}
    return {slot: found[slot] for slot in program.wanted}


def _blocks(program: Program, codes: Codes, starts: Sequence[int], length: int, found: Mapping[Slot, Column]) -> None:
    """The blocks of one thread, in order."""
    if starts:
        ready = Run(program, length)
        eights = ready.codes.eights(codes)
        for start in starts:
            ready.block(codes, start, {} if start % TOGETHER else eights, found)


def _check(plan: Plan, codes: Codes, slots: Iterable[Slot]) -> None:
    """Codes past an input's range would read other people's cells: each column is looked through once."""
    for slot in slots:
        (least, most), column = plan.ranges[slot], codes[slot]
        if column.max() > most or (column.dtype.kind not in "ub" and column.min() < least) or (least > 0 and column.min() < least):
            raise ValueError(f"codes of input {slot} must lie between {least} and {most}")


def _threads(rows: int) -> int:
    """One thread for so many rows, as far as there are processors: fewer rows are not worth handing over."""
    return max(1, min(MOST_THREADS, os.cpu_count() or 1, rows // ROWS_A_THREAD))


def prepared_for(plan: Plan, wanted: tuple[Slot, ...]) -> Prepared:
    """What a plan's caseloads need for these slots, made once and kept with the plan."""
    kept: dict[tuple[Slot, ...], Prepared] = plan.programs
    if wanted not in kept:
        kept[wanted] = Prepared(optimise(plan, wanted))
    return kept[wanted]


def program_for(plan: Plan, wanted: tuple[Slot, ...]) -> Program:
    """The plan's program for these slots."""
    return prepared_for(plan, wanted).program
