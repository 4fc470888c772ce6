"""Intervals of every slot for many boxes at once: the batch form of `plan.bounds`, over the narrow waist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product as every

import numpy as np

from ras_engine.audit.space.frame import Frame, Whole
from ras_engine.exact import divide_rounded
from ras_engine.plan.operations import (
    AllOf,
    AnyOf,
    BandOf,
    Compare,
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
from ras_engine.score.many.walk import Column

Range = tuple[Column, Column]


@dataclass
class Ranges:
    """The least and greatest integer of each slot of one view in each box; worked out when asked for."""

    frame: Frame
    place: int
    box: Mapping[int, Range]
    """By coordinate."""
    rows: int
    found: dict[Slot, Range] = field(default_factory=dict)

    def of(self, slot: Slot) -> Range:
        """The interval of one slot, `(rows,)` each end."""
        if slot not in self.found:
            self.found[slot] = self._work_out(slot)
        return self.found[slot]

    def _work_out(self, slot: Slot) -> Range:
        view = self.frame.views[self.place]
        constant = view.constant(slot)
        if constant is not None:
            column = np.full(self.rows, constant, dtype=np.int64)
            return column, column
        whole = self.frame.wholes[self.place].get(slot)
        if whole is not None:
            return self._whole(whole)
        operation = view.operation(slot)
        assert operation is not None
        return self._operation(operation)

    def _whole(self, whole: Whole) -> Range:
        low = np.full(self.rows, whole.constant, dtype=np.int64)
        high = low.copy()
        if whole.coordinate is not None:
            low += self.box[whole.coordinate][0]
            high += self.box[whole.coordinate][1]
        return self._add(low, high, whole.others)

    def _add(self, low: Column, high: Column, terms: Sequence[tuple[Slot, int]]) -> Range:
        for slot, weight in terms:
            least, most = self.of(slot)
            low = low + (least if weight > 0 else most) * weight
            high = high + (most if weight > 0 else least) * weight
        return low, high

    def _fold(self, ufunc: np.ufunc, slots: Sequence[Slot]) -> Range:
        low, high = self.of(slots[0])
        for slot in slots[1:]:
            least, most = self.of(slot)
            low, high = ufunc(low, least), ufunc(high, most)
        return low, high

    def _operation(self, operation: Operation) -> Range:
        match operation:
            case Linear(terms=terms, constant=constant):
                start = np.full(self.rows, constant, dtype=np.int64)
                return self._add(start, start, terms)
            case Largest(of=of) | AnyOf(of=of):
                return self._fold(np.maximum, of)
            case Smallest(of=of) | AllOf(of=of):
                return self._fold(np.minimum, of)
            case Product(left=left, right=right):
                corners = [one * other for one, other in every(self.of(left), self.of(right))]
                return np.minimum.reduce(corners), np.maximum.reduce(corners)
            case Not(of=of):
                low, high = self.of(of)
                return 1 - high, 1 - low
            case Compare():
                return self._compare(operation)
            case Round(of=of, multiply=multiply, divisor=divisor, step=step, direction=direction):
                low, high = self.of(of)
                ends = [divide_rounded(end * multiply, divisor, direction) * step for end in (low, high)]
                return ends[0], ends[1]
            case FirstMatch():
                return self._first_match(operation)
            case Lookup():
                return self._lookup(operation)
            case BandOf(of=of, key=key, starts=starts):
                tables = [np.array(each, dtype=np.int64) for each in starts]
                found = [[np.searchsorted(each, end, side="right") - 1 for end in self.of(of)] for each in tables]
                return self._by_key(key, [(pair[0].astype(np.int64), pair[1].astype(np.int64)) for pair in found])
            case Piecewise(of=of, key=key, tables=rows):
                return self._by_key(key, [self._lines(each, self.of(of)) for each in rows])
            case _:
                raise AssertionError("a constant has no interval of its own")

    def _compare(self, operation: Compare) -> Range:
        low, high = self.of(operation.of)
        match operation.relation:
            case Relation.AT_LEAST:
                return (low >= operation.number).astype(np.int64), (high >= operation.number).astype(np.int64)
            case Relation.AT_MOST:
                return (high <= operation.number).astype(np.int64), (low <= operation.number).astype(np.int64)
            case Relation.EQUALS:
                inside = (low <= operation.number) & (operation.number <= high)
                return (inside & (low == high)).astype(np.int64), inside.astype(np.int64)

    def _first_match(self, operation: FirstMatch) -> Range:
        """The branches that some box allows; what a constant condition shuts off is not in the frame, and is not asked for."""
        view = self.frame.views[self.place]
        known = [view.constant(condition) for condition in operation.conditions]
        last = known.index(1) if 1 in known else len(known)
        low, high = self.of(operation.values[last])
        for place in reversed([place for place in range(last) if known[place] != 0]):
            condition, value = operation.conditions[place], operation.values[place]
            never, always = self.of(condition)[1] == 0, self.of(condition)[0] == 1
            least, most = self.of(value)
            low = np.where(always, least, np.where(never, low, np.minimum(low, least)))
            high = np.where(always, most, np.where(never, high, np.maximum(high, most)))
        return low, high

    def _lookup(self, operation: Lookup) -> Range:
        """The cells that the keys' intervals can reach."""
        low = np.full(self.rows, np.iinfo(np.int64).max)
        high = np.full(self.rows, np.iinfo(np.int64).min)
        spans = [self.of(key) for key in operation.keys]
        for place, keys in enumerate(every(*(range(size) for size in operation.sizes))):
            inside = np.ones(self.rows, dtype=np.bool_)
            for key, (least, most) in zip(keys, spans, strict=True):
                inside &= (least <= key) & (key <= most)
            low = np.where(inside, np.minimum(low, operation.values[place]), low)
            high = np.where(inside, np.maximum(high, operation.values[place]), high)
        return low, high

    def _by_key(self, key: Slot | None, tables: list[Range]) -> Range:
        if key is None:
            return tables[0]
        least, most = self.of(key)
        low, high = np.full(self.rows, np.iinfo(np.int64).max), np.full(self.rows, np.iinfo(np.int64).min)
        for place, (small, large) in enumerate(tables):
            inside = (least <= place) & (place <= most)
            low, high = np.where(inside, np.minimum(low, small), low), np.where(inside, np.maximum(high, large), high)
        return low, high

    def _lines(self, rows: Sequence[object], interval: Range) -> Range:
        """A table's least and greatest value: at the ends of every row that the interval reaches."""
        low, high = np.full(self.rows, np.iinfo(np.int64).max), np.full(self.rows, np.iinfo(np.int64).min)
        starts = [row.start for row in rows]  # type: ignore[attr-defined]
        for place, row in enumerate(rows):
            begin = interval[0] if place == 0 else np.maximum(interval[0], starts[place])
            end = interval[1] if place + 1 == len(rows) else np.minimum(interval[1], starts[place + 1] - 1)
            inside = begin <= end
            for at in (begin, end):
                value = row.intercept + row.slope * at  # type: ignore[attr-defined]
                low = np.where(inside, np.minimum(low, value), low)
                high = np.where(inside, np.maximum(high, value), high)
        return low, high
