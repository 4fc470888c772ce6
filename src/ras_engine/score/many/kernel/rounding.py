"""Rounding and dividing as steps on a block's columns: the same whole numbers as `divide_rounded` gives."""

from __future__ import annotations

from math import gcd

import numpy as np

from ras_engine.exact import Direction
from ras_engine.plan.operations import Round, Slot
from ras_engine.score.many.kernel.calls import Calls
from ras_engine.score.many.kernel.scratch import Array, Kind, fixed, kind_for


def write_round(calls: Calls, slot: Slot, operation: Round) -> None:
    """`step * round(value * multiply / divisor)`. Rounding up is rounding down of what is below nought as far as this is above."""
    common = gcd(operation.multiply, operation.divisor)
    multiply, divisor, step = operation.multiply // common, operation.divisor // common, operation.step
    direction = operation.direction if divisor > 1 else Direction.DOWN
    if direction is Direction.UP:
        multiply, step = -multiply, -step
    halved = direction in (Direction.HALF_UP, Direction.HALF_EVEN)
    if halved and divisor % 2:
        multiply, divisor = 2 * multiply, 2 * divisor
    more = divisor // 2 if halved else 0
    least, most = sorted(one * multiply for one in calls.spans[operation.of])
    largest = max(abs(least), abs(most)) + divisor
    kind = kind_for(-largest, max(largest, *map(abs, calls.spans[slot])))
    result = calls.new(slot, kind)
    source = _times(calls, calls.read(operation.of, kind), multiply, result)
    if more:
        below = _below_nought(calls, source, kind) if direction is Direction.HALF_UP and least < 0 else None
        calls.apply(np.add, source, fixed(kind, more), result)
        if below is not None:
            calls.apply(np.subtract, result, below, result)
            calls.scratch.back(below)
        source = result
    if divisor > 1:
        span = (least + more - 1, most + more)
        if direction is Direction.HALF_EVEN:
            _to_even(calls, source, divisor, span, result)
        else:
            calls.divide(source, divisor, span, result)
        source = result
    if step != 1 or source is not result:
        calls.apply(np.multiply, source, fixed(kind, step), result)


def _times(calls: Calls, source: Array, multiply: int, result: Array) -> Array:
    """A column so many times; the column itself for once."""
    if multiply == 1:
        return source
    calls.apply(np.multiply, source, fixed(source.dtype.type, multiply), result)
    return result


def _below_nought(calls: Calls, source: Array, kind: Kind) -> Array:
    """1 where a number is below nought: there, a half goes down, away from nought."""
    truth, below = calls.scratch.lend(np.bool_), calls.scratch.lend(kind)
    calls.apply(np.less_equal, source, fixed(kind, -1), truth)
    calls.copy(truth, below)
    calls.scratch.back(truth)
    return below


def _to_even(calls: Calls, source: Array, divisor: int, span: tuple[int, int], result: Array) -> None:
    """Divided, but one less where the division comes out even and its result does not: a half goes to the even number."""
    kind = source.dtype.type
    whole, back, tie, odd = (calls.scratch.lend(one) for one in (kind, kind, np.bool_, kind))
    calls.divide(source, divisor, span, whole)
    calls.apply(np.multiply, whole, fixed(kind, divisor), back)
    calls.apply(np.equal, back, source, tie)
    calls.copy(tie, back)
    calls.apply(np.bitwise_and, whole, fixed(kind, 1), odd)
    calls.apply(np.multiply, back, odd, back)
    calls.apply(np.subtract, whole, back, result)
    for column in (whole, back, tie, odd):
        calls.scratch.back(column)
