"""The walker for one person: a plan and coded answers in, one Python integer for every slot out.

The list of integers *is* the trace: nothing that a result shows is worked out anywhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import assert_never

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
    Smallest,
)
from ras_engine.plan.plan import Plan


def evaluate(plan: Plan, values: list[int], upto: int | None = None) -> list[int]:
    """The integer of every slot, inputs first, in `values` itself: it comes with the inputs, or with the slots worked out so far.

    `upto` stops after so many operations (`plan.admission` when admitting).
    """
    for operation in plan.operations[len(values) - plan.inputs : upto]:
        values.append(value_of(operation, values))
    return values


def value_of(operation: Operation, values: Sequence[int] | Mapping[int, int]) -> int:
    """The integer of one operation, from the slots that it reads."""
    match operation:
        case Lookup(keys=keys, sizes=sizes, values=cells):
            index = 0
            for slot, size in zip(keys, sizes, strict=True):
                index = index * size + values[slot]
            return cells[index]
        case Linear(terms=terms, constant=constant):
            return constant + sum(values[slot] * coefficient for slot, coefficient in terms)
        case Compare(of=of, relation=relation, number=number):
            return _compare(values[of], relation, number)
        case Product(left=left, right=right):
            return values[left] * values[right]
        case FirstMatch(conditions=conditions, values=results):
            place = next((place for place, slot in enumerate(conditions) if values[slot]), -1)
            return values[results[place]]
        case Round(of=of, multiply=multiply, divisor=divisor, step=step, direction=direction):
            whole: int = divide_rounded(values[of] * multiply, divisor, direction)
            return whole * step
        case Smallest(of=slots):
            return min(values[slot] for slot in slots)
        case Largest(of=slots):
            return max(values[slot] for slot in slots)
        case AllOf(of=slots):
            return int(all(values[slot] for slot in slots))
        case AnyOf(of=slots):
            return int(any(values[slot] for slot in slots))
        case Not(of=of):
            return 1 - values[of]
        case BandOf(of=of, key=key, starts=starts):
            return bisect_right(starts[0 if key is None else values[key]], values[of]) - 1
        case Piecewise(of=of, key=key, tables=tables):
            rows = tables[0 if key is None else values[key]]
            row = rows[bisect_right(rows, values[of], key=lambda one: one.start) - 1]
            return row.intercept + row.slope * values[of]
        case Constant(value=value):
            return value
        case _:
            assert_never(operation)


def _compare(value: int, relation: Relation, number: int) -> int:
    match relation:
        case Relation.AT_LEAST:
            return int(value >= number)
        case Relation.AT_MOST:
            return int(value <= number)
        case Relation.EQUALS:
            return int(value == number)
