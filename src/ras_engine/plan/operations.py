"""The operations of a plan: the only definition of the arithmetic. All of them work on integers.

Each operation reads slots that stand before its own and gives one integer; a slot's `scale` (kept in the plan) says what fraction
the integer counts, so 250 at scale 100 is 2.50. Every operation is total. Walkers (`score.one`, `score.many`, `plan.bounds`,
`plan.reach`, ...) are a `match` over `Operation` that ends in `assert_never`, so a new operation is a type error in each until it
is handled.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ras_engine.exact import Direction

Slot = int
"""The position of a value: inputs first, then one for each operation, in order of evaluation."""


class Relation(StrEnum):
    """How `Compare` compares. A strict threshold is compiled into one of these; on integers nothing is lost."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that the ruleset writes."""

    value: int


@dataclass(frozen=True, slots=True)
class Lookup:
    """The cell of a dense table: `values[((k0 * sizes[1]) + k1) * sizes[2] + k2]` for up to three keys, each `0 <= k < size`."""

    keys: tuple[Slot, ...]
    sizes: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Linear:
    """`constant + sum(coefficient * slot)`: sums, weighted sums, differences, changes of scale."""

    terms: tuple[tuple[Slot, int], ...]
    constant: int


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest of the slots, all at one scale."""

    of: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest of the slots, all at one scale."""

    of: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """`left * right`: quantity x price, share x amount, a mean's sum x reciprocal. Scales multiply."""

    left: Slot
    right: Slot


@dataclass(frozen=True, slots=True)
class Compare:
    """1 where the slot stands in `relation` to `number` (at the slot's scale), else 0."""

    of: Slot
    relation: Relation
    number: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """1 where every slot is 1, else 0."""

    of: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """1 where at least one slot is 1, else 0."""

    of: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """1 where the slot is 0, else 0."""

    of: Slot


@dataclass(frozen=True, slots=True)
class FirstMatch:
    """The value beside the first condition that is 1; the last value where none is. One value more than conditions, all at one
    scale."""

    conditions: tuple[Slot, ...]
    values: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class BandOf:
    """The index of the last row that begins at or under the slot; `starts` are rising integers, one tuple for each value of
    `key`."""

    of: Slot
    key: Slot | None
    starts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One straight line of a table: counts from `start` on, and is worth `intercept + slope * slot`."""

    start: int
    intercept: int
    slope: int


@dataclass(frozen=True, slots=True)
class Piecewise:
    """A table of straight lines (slope 0: a step), one for each value of `key`; the last row that begins at or under the slot
    counts."""

    of: Slot
    key: Slot | None
    tables: tuple[tuple[Row, ...], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """`divide_rounded(slot * multiply, divisor, direction) * step`: the only operation that can lose a fraction."""

    of: Slot
    multiply: int
    divisor: int
    step: int
    direction: Direction


Operation = (
    Constant
    | Lookup
    | Linear
    | Largest
    | Smallest
    | Product
    | Compare
    | AllOf
    | AnyOf
    | Not
    | FirstMatch
    | BandOf
    | Piecewise
    | Round
)
"""Every kind of operation. The plan of any ruleset is made of these alone."""


def reads(operation: Operation) -> tuple[Slot, ...]:
    """The slots an operation reads, in order."""
    match operation:
        case Constant():
            return ()
        case Lookup(keys=keys):
            return keys
        case Linear(terms=terms):
            return tuple(slot for slot, _ in terms)
        case Largest(of=of) | Smallest(of=of) | AllOf(of=of) | AnyOf(of=of):
            return of
        case Product(left=left, right=right):
            return left, right
        case Compare(of=one) | Not(of=one) | Round(of=one):
            return (one,)
        case FirstMatch(conditions=conditions, values=values):
            return conditions + values
        case BandOf(of=one, key=key) | Piecewise(of=one, key=key):
            return (one,) if key is None else (one, key)
