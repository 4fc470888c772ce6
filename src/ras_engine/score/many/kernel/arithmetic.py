"""The operations of a plan as steps on a block's columns.

The integers are the plain walker's: a kind is chosen so that nothing on the way passes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

import numpy as np

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
)
from ras_engine.score.many.kernel.bands import write_bands, write_lines
from ras_engine.score.many.kernel.calls import Calls
from ras_engine.score.many.kernel.gathers import write_index
from ras_engine.score.many.kernel.rounding import write_round
from ras_engine.score.many.kernel.scratch import Array, Kind, fixed, kind_for

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
            calls.apply(np.logical_not, calls.read(of, np.bool_), calls.new(slot, np.bool_))
        case Compare(of=of, relation=relation, number=number):
            kind = kind_for(min(number, calls.spans[of][0]), max(number, calls.spans[of][1]))
            calls.apply(COMPARISONS[relation], calls.read(of, kind), fixed(kind, number), calls.new(slot, np.bool_))
        case Product(left=left, right=right):
            kind = calls.kind(left, right, slot)
            calls.apply(np.multiply, calls.read(left, kind), calls.read(right, kind), calls.new(slot, kind))
        case FirstMatch():
            _first_match(calls, slot, operation)
        case Round():
            write_round(calls, slot, operation)
        case Lookup():
            _lookup(calls, slot, operation)
        case Piecewise():
            write_lines(calls, slot, operation)
        case BandOf():
            write_bands(calls, slot, operation)
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
        calls.copy(fixed(kind, constant), total)
        return
    (_, first), *others = terms
    if first == 1 and not constant and others and others[0][1] in (1, -1):
        calls.apply(np.add if others[0][1] == 1 else np.subtract, sources[0], sources[1], total)
        _add(calls, total, kind, sources[2:], [weight for _, weight in others[1:]])
        return
    if first == 1:
        calls.apply(np.add, sources[0], fixed(kind, constant), total)
    else:
        calls.apply(np.multiply, sources[0], fixed(kind, first), total)
        if constant:
            calls.apply(np.add, total, fixed(kind, constant), total)
    _add(calls, total, kind, sources[1:], [weight for _, weight in others])


def _add(calls: Calls, total: Array, kind: Kind, sources: Sequence[Array], weights: Sequence[int]) -> None:
    """Add columns, each so many times, to a column."""
    for source, weight in zip(sources, weights, strict=True):
        if weight in (1, -1):
            calls.apply(np.add if weight == 1 else np.subtract, total, source, total)
        else:
            spare = calls.scratch.lend(kind)
            calls.apply(np.multiply, source, fixed(kind, weight), spare)
            calls.apply(np.add, total, spare, total)
            calls.scratch.back(spare)


def _fold(calls: Calls, slot: Slot, ufunc: np.ufunc, of: Sequence[Slot], kind: Kind) -> None:
    sources = [calls.read(one, kind) for one in of]
    result = calls.new(slot, kind)
    calls.apply(ufunc, sources[0], sources[1] if len(of) > 1 else sources[0], result)
    for source in sources[2:]:
        calls.apply(ufunc, result, source, result)


def _lookup(calls: Calls, slot: Slot, operation: Lookup) -> None:
    kind = calls.kind(slot)
    index = write_index(calls, operation.keys, operation.sizes)
    calls.take(np.array(operation.values, dtype=kind), index, calls.new(slot, kind))
    calls.scratch.back(index)


def _first_match(calls: Calls, slot: Slot, operation: FirstMatch) -> None:
    """From the last condition to the first: `result += (value - result) * condition`."""
    chosen = [(one, value) for one, value in zip(operation.conditions, operation.values, strict=False) if calls.constant(one) != 0]
    kind = calls.kind(slot, *operation.values)
    so_far = calls.read(operation.values[-1], kind)
    result, change, truth = calls.scratch.lend(kind), calls.scratch.lend(kind), calls.scratch.lend(kind)
    if not chosen:
        calls.copy(so_far, result)
    for condition, value in reversed(chosen):
        calls.copy(calls.read(condition, np.bool_), truth)
        calls.apply(np.subtract, calls.read(value, kind), so_far, change)
        calls.apply(np.multiply, change, truth, change)
        calls.apply(np.add, so_far, change, result)
        so_far = result
    calls.scratch.back(change)
    calls.scratch.back(truth)
    calls.columns[slot] = {kind: result}
