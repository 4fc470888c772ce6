"""The engine of bounds: boxes of the waist, split where it matters, until a law is shown or the worst is pinned down.

Where the reachable states are too many to list, each law is bounded over the hull of everybody: first over whole steps of an
answer, then over each distinct change, then key by key. Only the boxes whose bound beats what is needed are opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.chains import Chains
from ras_engine.audit.prove.objective import NEVER, Found, Objective, Outputs
from ras_engine.audit.prove.ranges import Range, Ranges
from ras_engine.audit.prove.relate import Relation
from ras_engine.audit.space.clusters import Cluster, unique_rows
from ras_engine.audit.space.frame import Frame
from ras_engine.audit.space.hull import FAR, Box, Hull
from ras_engine.score.many.walk import Column

AT_ONCE = 4096
MOST_ROWS = 60_000
FIRST_BLOCKS = 24
MOST_SHARED = 512
"""Relations of so many boxes or fewer are kept for other objectives; of each frame"""
MOST_KEPT = 16
"""at most so many."""
Stop = Callable[[], None]
Step = tuple[Cluster, int, int, int] | None
"""A step of one answer: its cluster, its variable, and the class before and after. None: one that changes nothing."""


@dataclass(frozen=True)
class Rows:
    """Boxes of pairs: the part of the hull that the left person stands in, and the change of every coordinate."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    least: NDArray[np.int64]
    most: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.start)

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_] | slice) -> Rows:
        """Some of the rows."""
        return Rows(self.start[chosen], self.end[chosen], self.least[chosen], self.most[chosen])


class Bounds:
    """Bounds for one frame: of one view for steps, of two for people as two views see them."""

    def __init__(self, frame: Frame, outputs: Sequence[Outputs], stop: Stop, matched: Sequence[tuple[int, int]] = ()) -> None:
        self.frame, self.outputs, self.stop = frame, outputs, stop
        self.matched = tuple(matched) if len(frame.views) == 2 else tuple((place, place) for place in range(len(frame.coordinates)))
        self._steps: dict[frozenset[str], tuple[Rows, list[Step]]] = {}
        self._relations: dict[bytes, Relation] = {}
        self._along: dict[int, Bounds] = {}
        self.hull = Hull(frame, self.matched if len(frame.views) == 2 else (), stop)
        self.width = len(frame.coordinates)
        self.chains = tuple(Chains(frame, place, self._ranges(place, self.hull.whole), stop) for place in range(len(frame.views)))

    def along(self, key: int) -> Bounds:
        """The same bounds with the hull along another of its keys; kept."""
        if key == self.hull.key or not self.hull.keys:
            return self
        if key not in self._along:
            other = copy(self)
            other.hull, other._steps, other._relations, other._along = self.hull.along(key), {}, {}, {}
            self._along[key] = other
        return self._along[key]

    def _ranges(self, place: int, box: Box) -> Ranges:
        return Ranges(self.frame, place, {each: (box.low[:, each], box.high[:, each]) for each in range(self.width)}, len(box))

    # -- steps of one answer

    def step_rows(self, columns: frozenset[str]) -> tuple[Rows, list[Step]]:
        """One row for each step of each answer: how much it can change each coordinate, whatever else is said in its cluster."""
        if columns in self._steps:
            return self._steps[columns]
        least, most, steps = [], [], list[Step]()
        for cluster in self.hull.clusters:
            for number in cluster.variables:
                if self.frame.variables[number].column in columns:
                    for before, after, *_ in cluster.steps(number):
                        left, right = cluster.pairs(number, before, after)
                        if len(left):
                            change = cluster.adds[right] - cluster.adds[left]
                            least.append(change.min(axis=0))
                            most.append(change.max(axis=0))
                            steps.append((cluster, number, before, after))
                self.stop()
        if columns - {self.frame.variables[number].column for cluster in self.hull.clusters for number in cluster.variables}:
            # an answer that no cluster holds changes nothing, which is a change as well
            least.append(np.zeros(self.width, dtype=np.int64))
            most.append(np.zeros(self.width, dtype=np.int64))
            steps.append(None)
        self._steps[columns] = self._everywhere(least, most), steps
        return self._steps[columns]

    def by_column(self, objective: Objective) -> dict[str, int]:
        """For each answer that moves anything, the most that an objective can be at one step of it."""
        rows, steps = self.step_rows(objective.columns)
        found: dict[str, int] = {}
        for step, value in zip(steps, self.bound(objective, rows).tolist(), strict=True):
            if step is not None:
                column = self.frame.variables[step[1]].column
                found[column] = max(value, found.get(column, value))
        return found

    def each_change(self, steps: Sequence[Step]) -> Rows:
        """One row for each distinct change that these steps can make."""
        found = []
        for step in steps:
            if step is None:
                found.append(np.zeros((1, self.width), dtype=np.int64))
                continue
            cluster, number, before, after = step
            left, right = cluster.pairs(number, before, after)
            found.append(unique_rows(cluster.adds[right] - cluster.adds[left])[0])
            self.stop()
        distinct = unique_rows(np.concatenate(found))[0] if found else np.zeros((0, self.width), dtype=np.int64)
        return self._everywhere(list(distinct), list(distinct))

    def _everywhere(self, least: Sequence[NDArray[np.int64]], most: Sequence[NDArray[np.int64]]) -> Rows:
        rows = len(least)
        empty = np.zeros((0, self.width), dtype=np.int64)
        both = [np.array(each, dtype=np.int64).reshape(rows, -1) if rows else empty for each in (least, most)]
        return Rows(np.zeros(rows, dtype=np.int64), np.full(rows, len(self.hull), dtype=np.int64), both[0], both[1])

    def split(self, rows: Rows, parts: int) -> Rows:
        """Each row's part of the hull cut into so many."""
        sizes = np.minimum(rows.end - rows.start, parts)
        owner = np.repeat(np.arange(len(rows)), sizes)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        length, count = (rows.end - rows.start)[owner], sizes[owner]
        start = rows.start[owner] + length * place // count
        end = rows.start[owner] + length * (place + 1) // count
        return Rows(start, end, rows.least[owner], rows.most[owner])

    def ends(self, rows: Rows, slots: Sequence[int]) -> dict[int, Range]:
        """The least and greatest of slots of the first view in each row's part of the hull, through chains where there are any."""
        ranges = self._ranges(0, self._box(rows))
        found = {}
        for slot in slots:
            low, high = ranges.of(slot)
            chain, table = self.chains[0].of(slot), self.chains[0].table(slot)
            if table is not None and chain.base is not None:
                base = ranges.of(chain.base)
                many = [table.all_ends(mode, *base) for mode in table.values]
                low = np.maximum(low, np.minimum.reduce([one for one, _ in many]))
                high = np.minimum(high, np.maximum.reduce([one for _, one in many]))
            found[slot] = (low, high)
        return found

    # -- bounding

    def bound(self, objective: Objective, rows: Rows) -> Column:
        """The most that an objective can be in each row; NEVER where it does not speak."""
        found = [self._part(objective, rows.take(slice(start, start + AT_ONCE))) for start in range(0, len(rows), AT_ONCE)]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)

    def _part(self, objective: Objective, rows: Rows) -> Column:
        self.stop()
        relation, right = self._shared(rows), len(self.frame.views) - 1
        views = (0, right)
        slots = [self.outputs[view].amounts[objective.amount] for view in views]
        value = objective.most(*relation.of(slots[0], slots[1]))
        highs = [self.outputs[view].high for view in views]
        if objective.high_need and highs[0] and highs[1]:
            silent = relation.left.of(highs[0][0])[1] < highs[0][1]
            if right:
                silent &= relation.right.of(highs[1][0])[1] < highs[1][1]
            value = np.where(silent, NEVER, value)
        if objective.gaining and highs[0]:
            value = np.where(relation.of(highs[0][0], highs[0][0])[1] <= 0, NEVER, value)
        return value

    def _shared(self, rows: Rows) -> Relation:
        """The relation of some boxes: objectives that look at the same boxes share what is worked out for them."""
        if len(rows) > MOST_SHARED:
            return self._relation(rows)
        key = b"".join(one.tobytes() for one in (rows.start, rows.end, rows.least, rows.most))
        if key not in self._relations:
            if len(self._relations) >= MOST_KEPT:
                self._relations.clear()
            self._relations[key] = self._relation(rows)
        return self._relations[key]

    def _relation(self, rows: Rows) -> Relation:
        box = self._box(rows)
        left = self._ranges(0, box)
        if len(self.frame.views) == 2:
            gaps = {
                pair: (box.low[:, self.width + place], box.high[:, self.width + place]) for place, pair in enumerate(self.matched)
            }
            return Relation(left, self._ranges(1, box), (self.chains[0], self.chains[1]), gaps)
        moved = Box(
            np.maximum(box.low + rows.least, self.hull.whole.low),
            np.minimum(box.high + rows.most, self.hull.whole.high),
        )
        kept = Box(
            np.maximum(box.low, self.hull.whole.low - rows.most),
            np.minimum(box.high, self.hull.whole.high - rows.least),
        )
        # a box that the change leads out of holds nobody: it is left as it was, which is sound
        fits = np.less_equal(kept.low, kept.high) & np.less_equal(moved.low, moved.high)
        good = np.all(fits, axis=1, keepdims=True)
        kept = Box(np.where(good, kept.low, box.low), np.where(good, kept.high, box.high))
        moved = Box(np.where(good, moved.low, box.low), np.where(good, moved.high, box.high))
        gaps = {
            (place, place): (np.where(good[:, 0], rows.least[:, place], 0), np.where(good[:, 0], rows.most[:, place], 0))
            for place in range(self.width)
        }
        return Relation(self._ranges(0, kept), self._ranges(0, moved), (self.chains[0], self.chains[0]), gaps)

    def _box(self, rows: Rows) -> Box:
        """The boxes of the rows' parts of the hull."""
        parts, boxes = np.stack([rows.start, rows.end], axis=1), self.hull.boxes
        distinct, place = np.unique(parts, axis=0, return_inverse=True)
        low = np.stack([boxes.low[start:end].min(axis=0) for start, end in distinct])
        high = np.stack([boxes.high[start:end].max(axis=0) for start, end in distinct])
        return Box(low[place.reshape(-1)], high[place.reshape(-1)])

    def one_row(self) -> Rows:
        """Everybody, as one row."""
        nothing = [np.zeros(self.width, dtype=np.int64)]
        return self._everywhere(nothing, nothing)

    def run(self, found: Found, rows: Rows, steps: Sequence[Step] = (), most_rounds: int = 40) -> None:
        """Bound one objective: split and open again the rows whose bound beats the example so far."""
        settled, bound = NEVER, np.full(len(rows), FAR, dtype=np.int64)
        try:
            bound = self.bound(found.objective, rows)
            while (bound > found.value).any() and most_rounds:
                most_rounds -= 1
                keep = bound > found.value
                finer = self._finer(rows, keep, steps)
                steps = ()
                if finer is None:
                    break
                done = keep & (rows.end - rows.start <= 1) if finer[1] else np.zeros(len(rows), dtype=np.bool_)
                settled = max(settled, int(bound[done].max(initial=NEVER)))
                rows = finer[0]
                opened = self.bound(found.objective, rows)
                bound = opened
            settled = max(settled, int(bound.max(initial=NEVER)))
        except TimeoutError:
            settled = max(settled, int(bound.max(initial=NEVER)))
        most = max(settled, found.value)
        found.bound = most if found.bound is None else max(found.bound, most)

    def _finer(self, rows: Rows, keep: NDArray[np.bool_], steps: Sequence[Step]) -> tuple[Rows, bool] | None:
        """The rows to look at more closely: each change of the steps left, then parts of the hull. None where none can be."""
        if steps:
            changes = self.each_change([steps[int(place)] for place in np.flatnonzero(keep)])
            if len(changes) <= MOST_ROWS:
                return changes, False
        wide = keep & (rows.end - rows.start > 1)
        if not wide.any() or wide.sum() * 2 > MOST_ROWS:
            return None
        return self.split(rows.take(wide), max(2, min(FIRST_BLOCKS, MOST_ROWS // int(wide.sum())))), True


def matched_coordinates(frame: Frame) -> list[tuple[int, int]]:
    """The coordinates of two views that mean the same: the same slot of one plan, or slots of the same name."""
    found = []
    for left, one in enumerate(frame.coordinates):
        for right, other in enumerate(frame.coordinates):
            if (one.view, other.view) == (0, 1) and _same(frame, one.slot, other.slot):
                found.append((left, right))
    return found


def _same(frame: Frame, left: int, right: int) -> bool:
    plans = [view.plan for view in frame.views]
    if plans[0] is plans[1]:
        return left == right
    names = [{step.name for step in plan.steps if step.slot == slot} for plan, slot in zip(plans, (left, right), strict=True)]
    return bool(names[0] & names[1])


__all__ = ["Bounds", "Range", "matched_coordinates"]
