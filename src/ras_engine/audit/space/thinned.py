"""Some values of an answer that has too many to go through one by one: both ends, wherever what hangs on that answer alone turns,
and some between, each with its neighbours, so that steps of one are steps of one.

Receives a plan and an ask; gives the places of the values. What is found among them is real; that there is no more is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ras_engine.plan.asks import DaysAsk, QuantityAsk
from ras_engine.plan.operations import Operation, Round, Slot, reads
from ras_engine.plan.plan import Plan
from ras_engine.score.many.walk import Column, column_of

EVEN = 400
"""Values spread evenly."""
GRID = 1 << 10
"""Values looked at together for where something turns."""
MOST_TURNS = 64
"""Something that turns more often than this within a grid is a rounding, or no table."""


def some_quantities(plan: Plan, ask: QuantityAsk, many: int) -> list[int]:
    """The places of some quantities, of so many."""
    places = np.concatenate([_spread(0, many - 1, EVEN), *_turns(plan, ask, 0, many - 1)])
    near = np.unique(np.concatenate([places - 1, places, places + 1]))
    return [int(place) for place in near if 0 <= place < many]


def some_days(ask: DaysAsk) -> list[tuple[int, ...]]:
    """Days by level: on one level or on two, and each of these with one day a level up."""
    width = len(ask.levels)
    found: dict[tuple[int, ...], None] = {}
    for low in range(width):
        for high in range(low, width):
            for days in range(ask.days + 1):
                shared = [0] * width
                shared[low] += ask.days - days
                shared[high] += days
                found[tuple(shared)] = None
    for shared_out in list(found):
        for level in range(width - 1):
            if shared_out[level]:
                moved = list(shared_out)
                moved[level], moved[level + 1] = moved[level] - 1, moved[level + 1] + 1
                found[tuple(moved)] = None
    return list(found)


def _turns(plan: Plan, ask: QuantityAsk, low: int, high: int) -> Iterator[Column]:
    """The places at which a slot that hangs on this answer alone jumps or changes its slope."""
    operations = _own(plan, ask.slot)
    waiting = [(low, high)]
    while waiting:
        start, end = waiting.pop()
        grid = _spread(start, end, GRID)
        step = int((ask.step * ask.scale).numerator)
        known: dict[Slot, Column] = {ask.slot: int((ask.minimum * ask.scale).numerator) + step * grid}
        turning: set[int] = set()
        for slot, operation in operations.items():
            known[slot] = column_of(operation, known, len(grid))
            at = _bends(grid, known[slot])
            turning |= set(at.tolist()) if len(at) <= MOST_TURNS and not isinstance(operation, Round) else set()
        fine = len(grid) == end - start + 1
        for at_place in sorted(turning):
            before, after = int(grid[max(at_place - 1, 0)]), int(grid[min(at_place + 1, len(grid) - 1)])
            if fine:
                yield np.array([grid[at_place]], dtype=np.int64)
            elif (before, after) != (start, end):
                waiting.append((before, after))


def _spread(start: int, end: int, number: int) -> Column:
    """So many whole numbers from start to end, both among them; all of them where they are fewer."""
    gaps = min(number - 1, end - start)
    return start + (end - start) * np.arange(gaps + 1, dtype=np.int64) // max(gaps, 1)


def _bends(grid: Column, column: Column) -> NDArray[np.intp]:
    """Where a column does not go on as it came, on a grid whose gaps may differ by one."""
    rise, run = np.diff(column).astype(object), np.diff(grid).astype(object)
    return np.flatnonzero(rise[1:] * run[:-1] != rise[:-1] * run[1:]) + 1


def _own(plan: Plan, slot: Slot) -> dict[Slot, Operation]:
    """The operations that read this input and nothing else that varies, in order."""
    alone: set[Slot] = {slot}
    still: set[Slot] = set()
    found: dict[Slot, Operation] = {}
    for place, operation in enumerate(plan.operations):
        here, read = plan.inputs + place, set(reads(operation))
        if read <= still:
            still.add(here)
            found[here] = operation
        elif read <= still | alone:
            alone.add(here)
            found[here] = operation
    return found
