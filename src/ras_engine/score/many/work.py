"""Works out the columns of wanted slots for a whole caseload, a block of people at a time, by the plan's program for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel import Program, optimise
from ras_engine.score.many.walk import Column

BLOCK = 16_384
"""Rows worked out at once: few enough to stay near the processor, enough to make a call worth its while."""

Codes = Sequence[NDArray[np.integer]]
"""A column for each input slot, `(n,)` of any integer type."""


def worked_out(plan: Plan, codes: Codes, rows: int, wanted: Iterable[Slot]) -> dict[Slot, Column]:
    """The columns of the wanted slots, each `(rows,) int64`."""
    found = {slot: np.zeros(rows, dtype=np.int64) for slot in wanted}
    if found and rows:
        program = program_for(plan, tuple(found))
        for start in range(0, rows, BLOCK):
            block = program.run([column[start : start + BLOCK] for column in codes])
            for slot, column in found.items():
                column[start : start + BLOCK] = block[slot]
    return found


def program_for(plan: Plan, wanted: tuple[Slot, ...]) -> Program:
    """The plan's program for these slots, made once and kept with the plan."""
    kept: dict[tuple[Slot, ...], Program] = plan.programs
    if wanted not in kept:
        kept[wanted] = optimise(plan, wanted)
    return kept[wanted]
