"""How far apart one slot can be for two people, box by box: a sound bound on `right - left`, worked down to the narrow waist.

Receives boxes: intervals of the coordinates for the left and the right person, and of the difference of each pair of them. A
slot that is a chain on one other slot is bounded through its table, exactly in that slot; sums, largest, smallest, products and
roundings have their own rules; everything else is bounded by its two intervals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product as every

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.chains import Chains, Tables
from ras_engine.audit.prove.ranges import Range, Ranges
from ras_engine.exact import Direction
from ras_engine.plan.operations import (
    AllOf,
    AnyOf,
    BandOf,
    Compare,
    FirstMatch,
    Largest,
    Lookup,
    Not,
    Operation,
    Product,
    Round,
    Slot,
    Smallest,
    reads,
)
from ras_engine.score.many.walk import Column


@dataclass
class Relation:
    """The two sides of many pairs of people. `differences` has the interval of `right - left` for matched coordinates."""

    left: Ranges
    right: Ranges
    chains: tuple[Chains, Chains]
    differences: Mapping[tuple[int, int], Range]
    found: dict[tuple[Slot, Slot], Range] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many boxes there are."""
        return self.left.rows

    def of(self, left: Slot, right: Slot) -> Range:
        """The interval of `right - left` in each box."""
        key = (left, right)
        if key not in self.found:
            (low, high), (other_low, other_high) = self.left.of(left), self.right.of(right)
            least, most = other_low - high, other_high - low
            fixed = self._constant(left, right)
            still = None if fixed else self._still(left, right)
            if still is not None:
                least, most = np.where(still, 0, least), np.where(still, 0, most)
            rule = None if fixed or (still is not None and still.all()) else self._rule(left, right)
            if rule is not None:
                # where a rule finds nobody at all, the box is empty: the plain intervals stand, which is sound
                both = np.maximum(least, rule[0]), np.minimum(most, rule[1])
                least, most = np.where(both[0] <= both[1], both[0], least), np.where(both[0] <= both[1], both[1], most)
            self.found[key] = (least, most)
        return self.found[key]

    def _constant(self, left: Slot, right: Slot) -> bool:
        """Whether nobody differs in one of the two: the intervals say all, and what it reads may not be in the frame."""
        sides = (self.left, left), (self.right, right)
        return any(ranges.frame.views[ranges.place].constant(slot) is not None for ranges, slot in sides)

    def _still(self, left: Slot, right: Slot) -> NDArray[np.bool_] | None:
        """The boxes in which all that a slot reads is the same for both, and so the slot itself; None where that cannot be said."""
        views = self.left.frame.views[self.left.place], self.right.frame.views[self.right.place]
        if left != right or views[0].plan is not views[1].plan or left < views[0].plan.inputs or not self._reads(left):
            return None
        still = np.ones(self.rows, dtype=np.bool_)
        for slot in self._reads(left):
            low, high = self.of(slot, slot)
            still &= (low == 0) & (high == 0)
            if not still.any():
                return None
        return still

    def _reads(self, slot: Slot) -> list[Slot]:
        """What a decision reads: conditions, bands, and what chooses among values. Sums and the rest have rules of their own."""
        operation = self.left.frame.views[self.left.place].operation(slot)
        if slot in self.left.frame.wholes[self.left.place] or slot in self.right.frame.wholes[self.right.place]:
            return []
        decides = isinstance(operation, AllOf | AnyOf | Not | Compare | BandOf | Lookup)
        return list(reads(operation)) if operation is not None and decides else []

    def _rule(self, left: Slot, right: Slot) -> Range | None:
        one, other = (chains.of(slot) for chains, slot in zip(self.chains, (left, right), strict=True))
        if one.base != left and other.base != right and (one.base is None) == (other.base is None):
            tables = self.chains[0].table(left), self.chains[1].table(right)
            if tables[0] is not None and tables[1] is not None:
                return self._by_tables(left, right, tables[0], tables[1])
        return self._by_operation(left, right)

    # -- by tables

    def _by_tables(self, left: Slot, right: Slot, mine: Tables, theirs: Tables) -> Range:
        one, other = self.chains[0].of(left), self.chains[1].of(right)
        nothing = np.zeros(self.rows, dtype=np.int64)
        here, there, change = (nothing, nothing), (nothing, nothing), (nothing, nothing)
        if one.base is not None and other.base is not None:
            here, there, change = self.left.of(one.base), self.right.of(other.base), self.of(one.base, other.base)
        least, most = np.full(self.rows, np.iinfo(np.int64).max), np.full(self.rows, np.iinfo(np.int64).min)
        for before, after, rows in self._modes(one.modes, other.modes):
            self.chains[0].stop()
            pair = _Pair(mine, theirs, before, after)
            low, high = pair.bound(*(part[rows] for interval in (here, there, change) for part in interval))
            least[rows], most[rows] = np.minimum(least[rows], low), np.maximum(most[rows], high)
        return least, most

    def _modes(
        self, left: tuple[Slot, ...], right: tuple[Slot, ...]
    ) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], NDArray[np.intp]]]:
        """Every pair of mode values that some box allows, with the boxes that do."""
        sides = ((self.left, left, self.chains[0]), (self.right, right, self.chains[1]))
        allowed = [
            [(combo, self._inside(ranges, modes, combo)) for combo in chains.combinations(modes)] for ranges, modes, chains in sides
        ]
        shared = [
            (left.index(mode), right.index(mode)) for mode in left if mode in right and self.chains[0].frame is self.chains[1].frame
        ]
        if self.left.place != self.right.place:
            shared = [(place, place) for place in range(min(len(left), len(right)))]
        gaps = {(one, other): self.of(left[one], right[other]) for one, other in shared}
        for (before, mine), (after, theirs) in every(*allowed):
            rows = mine & theirs
            for (one, other), (low, high) in gaps.items():
                rows = rows & (low <= after[other] - before[one]) & (after[other] - before[one] <= high)
            if rows.any():
                yield before, after, np.flatnonzero(rows)

    def _inside(self, ranges: Ranges, modes: tuple[Slot, ...], combo: tuple[int, ...]) -> NDArray[np.bool_]:
        inside = np.ones(self.rows, dtype=np.bool_)
        for mode, value in zip(modes, combo, strict=True):
            low, high = ranges.of(mode)
            inside &= (low <= value) & (value <= high)
        return inside

    # -- by operation

    def _by_operation(self, left: Slot, right: Slot) -> Range | None:
        wholes = self.left.frame.wholes[self.left.place].get(left), self.right.frame.wholes[self.right.place].get(right)
        if wholes[0] is not None and wholes[1] is not None:
            return self._sums(left, right)
        if wholes[0] is not None or wholes[1] is not None:
            return None
        one, other = (ranges.frame.views[ranges.place].operation(slot) for ranges, slot in ((self.left, left), (self.right, right)))
        if one is None or other is None or type(one) is not type(other):
            return None
        return self._same_kind(one, other)

    def _sums(self, left: Slot, right: Slot) -> Range:
        """The difference of two sums, term by term where terms can be matched."""
        one, other = self.left.frame.wholes[self.left.place][left], self.right.frame.wholes[self.right.place][right]
        least = np.full(self.rows, other.constant - one.constant, dtype=np.int64)
        most = least.copy()
        if one.coordinate is not None and other.coordinate is not None and (one.coordinate, other.coordinate) in self.differences:
            low, high = self.differences[one.coordinate, other.coordinate]
            least, most = least + low, most + high
        else:
            for whole, ranges, sign in ((one, self.left, -1), (other, self.right, 1)):
                if whole.coordinate is not None:
                    low, high = ranges.box[whole.coordinate]
                    least, most = least + (low if sign > 0 else -high), most + (high if sign > 0 else -low)
        return self._terms(list(one.others), list(other.others), (least, most))

    def _terms(self, mine: list[tuple[Slot, int]], theirs: list[tuple[Slot, int]], start: Range) -> Range:
        least, most = start
        for slot, weight in mine:
            match = self._match(slot, weight, theirs)
            if match is not None:
                theirs.remove(match)
                low, high = self.of(slot, match[0])
            else:
                high, low = (-end for end in self.left.of(slot))
            least, most = least + (low if weight > 0 else high) * weight, most + (high if weight > 0 else low) * weight
        for slot, weight in theirs:
            low, high = self.right.of(slot)
            least, most = least + (low if weight > 0 else high) * weight, most + (high if weight > 0 else low) * weight
        return least, most

    def _match(self, slot: Slot, weight: int, theirs: list[tuple[Slot, int]]) -> tuple[Slot, int] | None:
        """The term of the right sum that says the same: the same slot, or the one with the same name."""
        plans = [ranges.frame.views[ranges.place].plan for ranges in (self.left, self.right)]
        if plans[0] is plans[1]:
            return (slot, weight) if (slot, weight) in theirs else None
        names = {step.name for step in plans[0].steps if step.slot == slot}
        slots = {step.slot for step in plans[1].steps if step.name in names}
        return next((one for one in theirs if one[0] in slots and one[1] == weight), None)

    def _same_kind(self, one: Operation, other: Operation) -> Range | None:
        match one, other:
            case (Largest(of=mine), Largest(of=theirs)) | (Smallest(of=mine), Smallest(of=theirs)) if len(mine) == len(theirs):
                found = [self.of(left, right) for left, right in zip(mine, theirs, strict=True)]
                return np.minimum.reduce([low for low, _ in found]), np.maximum.reduce([high for _, high in found])
            case Round(), Round() if (one.multiply, one.divisor, one.step, one.direction) == (
                other.multiply,
                other.divisor,
                other.step,
                other.direction,
            ):
                low, high = self.of(one.of, other.of)
                spare = int(one.direction is Direction.HALF_EVEN)
                least = (low * one.multiply // one.divisor - spare) * one.step
                return least, (-(-high * one.multiply // one.divisor) + spare) * one.step
            case Product(), Product():
                return self._product(one, other)
            case FirstMatch(), FirstMatch() if len(one.conditions) == len(other.conditions):
                return self._first_match(one, other)
            case _:
                return None

    def _product(self, one: Product, other: Product) -> Range:
        """v'w' - vw = w' (v' - v) + v (w' - w)."""
        first = self.of(one.left, other.left), self.right.of(other.right)
        second = self.of(one.right, other.right), self.left.of(one.left)
        corners = [[left * right for left, right in every(*pair)] for pair in (first, second)]
        return (
            np.minimum.reduce(corners[0]) + np.minimum.reduce(corners[1]),
            np.maximum.reduce(corners[0]) + np.maximum.reduce(corners[1]),
        )

    def _first_match(self, one: FirstMatch, other: FirstMatch) -> Range:
        """Every pair of branches that a box allows."""
        branches = [self._feasible(self.left, one), self._feasible(self.right, other)]
        alike = np.ones(self.rows, dtype=np.bool_)
        for condition, against in zip(one.conditions, other.conditions, strict=True):
            low, high = self.of(condition, against)
            alike &= (low == 0) & (high == 0)
            if (self.left.of(condition)[0] == 1).all() or (self.right.of(against)[0] == 1).all():
                break  # nobody gets any further on that side
        least, most = np.full(self.rows, np.iinfo(np.int64).max), np.full(self.rows, np.iinfo(np.int64).min)
        for (place, mine), (elsewhere, theirs) in every(enumerate(branches[0]), enumerate(branches[1])):
            both = mine & theirs if place == elsewhere else mine & theirs & ~alike
            left, right = one.values[place], other.values[elsewhere]
            if both.any():
                low, high = self.of(left, right)
                least, most = np.where(both, np.minimum(least, low), least), np.where(both, np.maximum(most, high), most)
        return least, most

    def _feasible(self, ranges: Ranges, operation: FirstMatch) -> list[NDArray[np.bool_]]:
        """For each branch, the boxes in which it may be the one."""
        open_ = np.ones(self.rows, dtype=np.bool_)
        found = []
        for condition in operation.conditions:
            if not open_.any():
                found.append(open_)  # what comes after a condition that always holds need not be in the frame
                continue
            low, high = ranges.of(condition)
            found.append(open_ & (high == 1))
            open_ = open_ & (low == 0)
        return [*found, open_]


@dataclass(frozen=True)
class _Pair:
    """Two tables with their modes chosen: how far apart they can be."""

    mine: Tables
    theirs: Tables
    before: tuple[int, ...]
    after: tuple[int, ...]

    def bound(self, low: Column, high: Column, other_low: Column, other_high: Column, least: Column, most: Column) -> Range:
        """For each row: left base in `low..high`, right base in `other_low..other_high`, their difference in `least..most`."""
        gap = self._gap(low, high)
        wide = self._apart(other_low, other_high, low, high)
        if not self.theirs.rises(self.after):
            exact = least == most
            down, up = gap[0] + self._least(least, low, high), gap[1] + self._most(least, low, high)
            return np.where(exact, np.maximum(wide[0], down), wide[0]), np.where(exact, np.minimum(wide[1], up), wide[1])
        down = gap[0] + self._least(_rounder(least, up=False), low, high)
        up = gap[1] + self._most(_rounder(most, up=True), low, high)
        return np.maximum(wide[0], down), np.minimum(wide[1], up)

    def _least(self, change: Column, low: Column, high: Column) -> Column:
        """The least that the right table moves when its base changes by so much; also by less, where the ranges differ."""
        least = self.theirs.changes(self.after, change, low, high, most=False)
        return least if self._alike else np.minimum(least, 0)

    def _most(self, change: Column, low: Column, high: Column) -> Column:
        """The most that it moves."""
        most = self.theirs.changes(self.after, change, low, high, most=True)
        return most if self._alike else np.maximum(most, 0)

    @property
    def _alike(self) -> bool:
        """Whether the bases of both tables have the same range."""
        return (self.mine.least, self._size(self.mine)) == (self.theirs.least, self._size(self.theirs))

    def _size(self, tables: Tables) -> int:
        return len(next(iter(tables.values.values())))

    def _gap(self, low: Column, high: Column) -> Range:
        """How far the right table stands above the left one at the same place, within the left base's interval."""
        if self.mine is self.theirs and self.before == self.after:
            nothing = np.zeros(len(low), dtype=np.int64)
            return nothing, nothing
        return self.theirs.gap(self.after, self.mine, self.before, low, high)

    def _apart(self, other_low: Column, other_high: Column, low: Column, high: Column) -> Range:
        left, right = self.mine.all_ends(self.before, low, high), self.theirs.all_ends(self.after, other_low, other_high)
        return right[0] - left[1], right[1] - left[0]


def _rounder(change: Column, up: bool) -> Column:
    """Changes with at most seven leading bits, away from what they bound: far fewer distinct ones, and still sound."""
    size = np.abs(change)
    bits = np.zeros(len(change), dtype=np.int64)
    for shift in (32, 16, 8, 4, 2, 1):
        large = size >> bits >= 128 << (shift - 1)
        bits += np.where(large, shift, 0)
    bits = np.where(size >> bits >= 128, bits + 1, bits)
    return (-(-change >> bits) if up else change >> bits) << bits
