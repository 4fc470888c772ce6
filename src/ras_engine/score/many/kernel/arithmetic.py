"""The operations of a plan as NumPy calls on a block's columns, each into a column that is there already.

The integers are the plain walker's: a kind is chosen so that nothing on the way passes it, and an operation that has no quick
form here is worked out by the plain walker's own code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import gcd
from typing import assert_never

import numpy as np

from ras_engine.exact import Direction
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
    Slot,
    Smallest,
    reads,
)
from ras_engine.score.many.kernel.bands import write_bands, write_lines
from ras_engine.score.many.kernel.calls import Calls
from ras_engine.score.many.kernel.gathers import write_index
from ras_engine.score.many.kernel.scratch import Array, Kind, fixed, kind_for
from ras_engine.score.many.walk import column_of

COMPARISONS: Mapping[Relation, np.ufunc] = {
    Relation.AT_LEAST: np.greater_equal,
    Relation.AT_MOST: np.less_equal,
    Relation.EQUALS: np.equal,
}


def write(calls: Calls, slot: Slot, operation: Operation) -> None:
    """Write the calls of one operation; nothing where it comes to the same for everybody."""
    if calls.constant(slot) is not None:
        return
    match operation:
        case Linear(terms=terms, constant=constant):
            write_linear(calls, slot, terms, constant)
        case Largest(of=of):
            _fold(calls, slot, np.maximum, of, calls.kind(*of))
        case Smallest(of=of):
            _fold(calls, slot, np.minimum, of, calls.kind(*of))
        case AllOf(of=of):
            _fold(calls, slot, np.logical_and, of, np.bool_)
        case AnyOf(of=of):
            _fold(calls, slot, np.logical_or, of, np.bool_)
        case Not(of=of):
            calls.call(np.logical_not, calls.read(of, np.bool_), calls.new(slot, np.bool_))
        case Compare(of=of, relation=relation, number=number):
            kind = kind_for(min(number, calls.spans[of][0]), max(number, calls.spans[of][1]))
            calls.call(COMPARISONS[relation], calls.read(of, kind), fixed(kind, number), calls.new(slot, np.bool_))
        case Product(left=left, right=right):
            kind = calls.kind(left, right, slot)
            calls.call(np.multiply, calls.read(left, kind), calls.read(right, kind), calls.new(slot, kind))
        case FirstMatch():
            _first_match(calls, slot, operation)
        case Round():
            _round(calls, slot, operation)
        case Lookup():
            _lookup(calls, slot, operation)
        case Piecewise():
            if not write_lines(calls, slot, operation):
                write_plainly(calls, slot, operation)
        case BandOf():
            if not write_bands(calls, slot, operation):
                write_plainly(calls, slot, operation)
        case Constant():
            raise AssertionError("a constant is the same for everybody")
        case _:
            assert_never(operation)


def write_linear(calls: Calls, slot: Slot, terms: Sequence[tuple[Slot, int]], constant: int) -> None:
    """A weighted sum; what is the same for everybody joins its constant."""
    constant += sum((calls.constant(one) or 0) * weight for one, weight in terms)
    terms = sorted((term for term in terms if calls.constant(term[0]) is None), key=lambda term: term[1] != 1)
    most = abs(constant) + sum(abs(weight) * max(map(abs, calls.spans[one])) for one, weight in terms)
    kind = kind_for(-most, most)
    sources = [calls.read(one, kind) for one, _ in terms]
    total = calls.new(slot, kind)
    if not terms:
        calls.call(np.copyto, total, fixed(kind, constant))
        return
    (_, first), *others = terms
    if first == 1 and not constant and others and others[0][1] in (1, -1):
        calls.call(np.add if others[0][1] == 1 else np.subtract, sources[0], sources[1], total)
        _add(calls, total, kind, sources[2:], [weight for _, weight in others[1:]])
        return
    if first == 1:
        calls.call(np.add, sources[0], fixed(kind, constant), total)
    else:
        calls.call(np.multiply, sources[0], fixed(kind, first), total)
        if constant:
            calls.call(np.add, total, fixed(kind, constant), total)
    _add(calls, total, kind, sources[1:], [weight for _, weight in others])


def _add(calls: Calls, total: Array, kind: Kind, sources: Sequence[object], weights: Sequence[int]) -> None:
    """Add columns, each so many times, to a column."""
    for source, weight in zip(sources, weights, strict=True):
        if weight in (1, -1):
            calls.call(np.add if weight == 1 else np.subtract, total, source, total)
        else:
            spare = calls.scratch.lend(kind)
            calls.call(np.multiply, source, fixed(kind, weight), spare)
            calls.call(np.add, total, spare, total)
            calls.scratch.back(spare)


def _fold(calls: Calls, slot: Slot, ufunc: np.ufunc, of: Sequence[Slot], kind: Kind) -> None:
    sources = [calls.read(one, kind) for one in of]
    result = calls.new(slot, kind)
    calls.call(partial(ufunc, sources[0], sources[1] if len(of) > 1 else sources[0], out=result))
    for source in sources[2:]:
        calls.call(partial(ufunc, result, source, out=result))


def _lookup(calls: Calls, slot: Slot, operation: Lookup) -> None:
    kind = calls.kind(slot)
    index = write_index(calls, operation.keys, operation.sizes)
    calls.call(np.array(operation.values, dtype=kind).take, index, None, calls.new(slot, kind), "clip")
    calls.scratch.back(index)


def _first_match(calls: Calls, slot: Slot, operation: FirstMatch) -> None:
    """From the last condition to the first: `result += (value - result) * condition`."""
    chosen = [(one, value) for one, value in zip(operation.conditions, operation.values, strict=False) if calls.constant(one) != 0]
    kind = calls.kind(slot, *operation.values)
    so_far = calls.read(operation.values[-1], kind)
    result, change, truth = calls.scratch.lend(kind), calls.scratch.lend(kind), calls.scratch.lend(kind)
    if not chosen:
        calls.call(np.copyto, result, so_far)
    for condition, value in reversed(chosen):
        calls.call(np.copyto, truth, calls.read(condition, np.bool_))
        calls.call(np.subtract, calls.read(value, kind), so_far, change)
        calls.call(np.multiply, change, truth, change)
        calls.call(np.add, so_far, change, result)
        so_far = result
    calls.scratch.back(change)
    calls.scratch.back(truth)
    calls.columns[slot] = {kind: result}


def _round(calls: Calls, slot: Slot, operation: Round) -> None:
    common = gcd(operation.multiply, operation.divisor)
    multiply, divisor, step = operation.multiply // common, operation.divisor // common, operation.step
    least, most = calls.spans[operation.of]
    tied = operation.direction in (Direction.HALF_UP, Direction.HALF_EVEN) and divisor > 1
    if tied and (operation.direction is Direction.HALF_EVEN or least < 0):
        write_plainly(calls, slot, operation)
        return
    if tied and divisor % 2:
        multiply, divisor = 2 * multiply, 2 * divisor
    sign = -1 if operation.direction is Direction.UP and divisor > 1 else 1
    largest = max(abs(least), abs(most)) * multiply + divisor
    kind = kind_for(-largest, max(largest, abs(calls.spans[slot][0]), abs(calls.spans[slot][1])))
    source, result = calls.read(operation.of, kind), calls.new(slot, kind)
    if multiply * sign != 1:
        calls.call(np.multiply, source, fixed(kind, multiply * sign), result)
        source = result
    if tied:
        calls.call(np.add, source, fixed(kind, divisor // 2), result)
        source = result
    if divisor > 1:
        calls.call(np.floor_divide, source, fixed(kind, divisor), result)
        source = result
    if step * sign != 1 or source is not result:
        calls.call(np.multiply, source, fixed(kind, step * sign), result)


def write_plainly(calls: Calls, slot: Slot, operation: Operation) -> None:
    """The plain walker's own code for an operation."""
    kind = calls.kind(slot)
    sources = {one: calls.read(one, np.int64) for one in reads(operation)}
    columns = {one: np.broadcast_to(source, calls.rows) for one, source in sources.items()}
    result = calls.new(slot, kind)
    calls.call(lambda: np.copyto(result, column_of(operation, columns, calls.rows), casting="same_kind"))
