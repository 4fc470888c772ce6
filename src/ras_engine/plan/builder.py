"""Builds a plan's operations one by one: keeps scales, brings values to one scale, and never writes the same operation twice.

The compiler says what is wanted in exact fractions; the builder turns it into integers. Equal operations share a slot, so that what
carers do not change is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm

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
    Row,
    Slot,
    Smallest,
)
from ras_engine.plan.plan import Path

MONEY = 100
"""The scale of money: whole pence."""
FINEST = 2**4096
"""No scale is followed further. A number so fine is past what the engine holds, and each product would double its digits."""


class TooFine(Exception):
    """A number of the ruleset would need a scale past all bounds. `path` is where in the document it is worked out."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line as the author wrote it: from `start` (or strictly above it), `at` there, `slope` more for each unit over
    it."""

    start: Fraction
    strict: bool
    at: Fraction
    slope: Fraction = Fraction(0)


def first_integer(start: Fraction, scale: int, strict: bool) -> int:
    """The least integer at `scale` that stands at `start`, or strictly above it."""
    return floor(start * scale) + 1 if strict else ceil(start * scale)


class Builder:
    """The plan under construction. `path` is where in the document the next operations come from."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.ranges: list[tuple[int, int]] = []
        self.operations: list[Operation] = []
        self.scales: list[int] = []
        self.paths: list[Path] = []
        self.path: Path = ()
        self._known: dict[tuple[Operation, int], Slot] = {}

    def input(self, source: str, least: int, most: int, scale: int = 1) -> Slot:
        """A new input slot. All inputs come before the first operation."""
        assert not self.operations
        self.sources.append(source)
        self.ranges.append((least, most))
        return self._append(scale)

    def _append(self, scale: int) -> Slot:
        if scale > FINEST:
            raise TooFine(self.path)
        self.scales.append(scale)
        self.paths.append(self.path)
        return len(self.scales) - 1

    def _add(self, operation: Operation, scale: int) -> Slot:
        key = (operation, scale)
        if key not in self._known:
            self.operations.append(operation)
            self._known[key] = self._append(scale)
        return self._known[key]

    def constant(self, number: Fraction | int) -> Slot:
        """A number written in the ruleset."""
        number = Fraction(number)
        return self._add(Constant(number.numerator), number.denominator)

    def lookup(self, keys: Sequence[tuple[Slot, int]], values: Sequence[Fraction | int], scale: int = 1) -> Slot:
        """The cell for the keys (each a slot and its size), row-major, at a scale that holds every value."""
        scale = lcm(scale, *(Fraction(value).denominator for value in values))
        cells = tuple(int(value * scale) for value in values)
        return self._add(Lookup(tuple(slot for slot, _ in keys), tuple(size for _, size in keys), cells), scale)

    def linear(self, terms: Iterable[tuple[Slot, Fraction | int]], constant: Fraction | int = 0, scale: int = 1) -> Slot:
        """`constant + sum(weight * value)`, exactly, at a scale that is a multiple of `scale`."""
        weights: dict[Slot, Fraction] = {}
        for slot, weight in terms:
            weights[slot] = weights.get(slot, Fraction(0)) + Fraction(weight) / self.scales[slot]
        weights = {slot: weight for slot, weight in weights.items() if weight}
        scale = lcm(scale, Fraction(constant).denominator, *(weight.denominator for weight in weights.values()))
        if len(weights) == 1 and not constant:
            ((slot, weight),) = weights.items()
            if weight * scale == 1 and self.scales[slot] == scale:
                return slot
        return self._add(
            Linear(tuple((slot, int(weight * scale)) for slot, weight in weights.items()), int(constant * scale)), scale
        )

    def sum(self, slots: Iterable[Slot]) -> Slot:
        """The sum of the slots."""
        return self.linear((slot, 1) for slot in slots)

    def at_scale(self, slots: Sequence[Slot]) -> tuple[tuple[Slot, ...], int]:
        """The slots brought to their least common scale."""
        scale = lcm(*(self.scales[slot] for slot in slots))
        return tuple(self.linear([(slot, 1)], scale=scale) for slot in slots), scale

    def largest(self, slots: Sequence[Slot]) -> Slot:
        """The largest value."""
        same, scale = self.at_scale(list(dict.fromkeys(slots)))
        return same[0] if len(same) == 1 else self._add(Largest(same), scale)

    def smallest(self, slots: Sequence[Slot]) -> Slot:
        """The smallest value."""
        same, scale = self.at_scale(list(dict.fromkeys(slots)))
        return same[0] if len(same) == 1 else self._add(Smallest(same), scale)

    def product(self, left: Slot, right: Slot) -> Slot:
        """The product; a constant factor becomes a weight."""
        for one, other in ((left, right), (right, left)):
            operation = self.operation(one)
            if isinstance(operation, Constant):
                return self.linear([(other, Fraction(operation.value, self.scales[one]))])
        return self._add(Product(left, right), self.scales[left] * self.scales[right])

    def operation(self, slot: Slot) -> Operation | None:
        """The operation that gives a slot, None for an input."""
        return self.operations[slot - len(self.sources)] if slot >= len(self.sources) else None

    def compare(self, slot: Slot, comparison: str, number: Fraction) -> Slot:
        """1 where the value stands in `comparison` (at_least, more_than, at_most, less_than, is) to `number`."""
        scaled = number * self.scales[slot]
        match comparison:
            case "at_least":
                operation = Compare(slot, Relation.AT_LEAST, ceil(scaled))
            case "more_than":
                operation = Compare(slot, Relation.AT_LEAST, floor(scaled) + 1)
            case "at_most":
                operation = Compare(slot, Relation.AT_MOST, floor(scaled))
            case "less_than":
                operation = Compare(slot, Relation.AT_MOST, ceil(scaled) - 1)
            case _:
                if scaled.denominator != 1:
                    return self.constant(0)
                operation = Compare(slot, Relation.EQUALS, int(scaled))
        return self._add(operation, 1)

    def all_of(self, slots: Sequence[Slot]) -> Slot:
        """1 where every condition holds."""
        slots = tuple(dict.fromkeys(slots))
        return slots[0] if len(slots) == 1 else self._add(AllOf(slots), 1)

    def any_of(self, slots: Sequence[Slot]) -> Slot:
        """1 where at least one condition holds."""
        slots = tuple(dict.fromkeys(slots))
        return slots[0] if len(slots) == 1 else self._add(AnyOf(slots), 1)

    def not_(self, slot: Slot) -> Slot:
        """1 where the condition does not hold."""
        return self._add(Not(slot), 1)

    def first_match(self, conditions: Sequence[Slot], values: Sequence[Slot]) -> Slot:
        """The value beside the first condition that holds, else the last."""
        if not conditions:
            return values[0]
        same, scale = self.at_scale(values)
        return self._add(FirstMatch(tuple(conditions), same), scale)

    def gate(self, condition: Slot | None, value: Slot, otherwise: Fraction | int = 0) -> Slot:
        """The value where the condition holds (or there is none), else the number."""
        return value if condition is None else self.first_match([condition], [value, self.constant(otherwise)])

    def band(self, slot: Slot, key: Slot | None, tables: Sequence[Sequence[Line]]) -> Slot:
        """The index of the row that the value falls in."""
        scale = self.scales[slot]
        starts = tuple(tuple(first_integer(row.start, scale, row.strict) for row in rows) for rows in tables)
        return self._add(BandOf(slot, key, starts), 1)

    def piecewise(self, slot: Slot, key: Slot | None, tables: Sequence[Sequence[Line]]) -> Slot:
        """The table's value, exactly, at a scale that holds every slope and intercept."""
        of = self.scales[slot]
        exact = [[(row, row.at - row.slope * row.start, row.slope / of) for row in rows] for rows in tables]
        scale = lcm(*(part.denominator for rows in exact for _, *parts in rows for part in parts))
        made = tuple(
            tuple(Row(first_integer(row.start, of, row.strict), int(at * scale), int(slope * scale)) for row, at, slope in rows)
            for rows in exact
        )
        return self._add(Piecewise(slot, key, made), scale)

    def rounded(self, slot: Slot, to: Fraction, direction: Direction, scale: int = 1) -> Slot:
        """The value rounded to a multiple of `to`, at a scale that is a multiple of `scale`."""
        scale = lcm(scale, to.denominator)
        if (Fraction(1, self.scales[slot]) / to).denominator == 1:
            return self.linear([(slot, 1)], scale=scale)
        multiply, divisor = to.denominator, self.scales[slot] * to.numerator
        shared = gcd(multiply, divisor)
        return self._add(Round(slot, multiply // shared, divisor // shared, int(to * scale), direction), scale)

    def pence(self, slot: Slot, to: Fraction, direction: Direction) -> Slot:
        """An amount rounded to a multiple of `to` pounds, in whole pence."""
        return self.rounded(slot, to, direction, scale=MONEY)
