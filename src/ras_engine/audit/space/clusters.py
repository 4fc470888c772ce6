"""The table of one cluster: every combination of its answers, with what each adds to every coordinate, and how many people it
stands for.

Receives a frame; gives tables worked out by the shipped batch operations. Combinations that cannot be given together are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.frame import Constraint, Frame
from ras_engine.plan.operations import Slot
from ras_engine.score.many.walk import Column

BLOCK = 1 << 16
MOST_KEPT = 1 << 8
"""Rows of a cluster whose columns are kept."""
FEW = 32
"""Rows that are told apart one by one."""
ROOM = 1 << 62


@dataclass
class Cluster:
    """The variables of a cluster and its rows: row-major over `sizes` (classes of each variable).

    `adds` is `(rows, coordinates)`; `possible` says which rows can be given; `people` how many assessments a row stands for.
    """

    frame: Frame
    variables: tuple[int, ...]
    sizes: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = tuple(len(self.frame.classes[place].first) for place in self.variables)

    @property
    def rows(self) -> int:
        """How many combinations there are."""
        return prod(self.sizes)

    def classes_of(self, row: int) -> dict[int, int]:
        """The class of each variable in a row."""
        found = {}
        for place, size in zip(reversed(self.variables), reversed(self.sizes), strict=True):
            row, found[place] = divmod(row, size)
        return found

    def stride(self, variable: int) -> int:
        """How many rows apart two classes of a variable are that follow each other."""
        return prod(self.sizes[self.variables.index(variable) + 1 :])

    @cached_property
    def people(self) -> list[int] | NDArray[np.int64]:
        """How many assessments each row stands for (int64; the sizes of a cluster keep it small)."""
        total = np.ones(1, dtype=np.int64)
        for place in self.variables:
            size = np.array(self.frame.classes[place].size, dtype=np.int64)
            total = (total[:, None] * size[None, :]).reshape(-1)
        return total

    @property
    def adds(self) -> NDArray[np.int64]:
        """What each row adds to each coordinate."""
        return self._worked_out[0]

    @property
    def possible(self) -> NDArray[np.bool_]:
        """Which rows can be given."""
        return self._worked_out[1]

    @property
    def _worked_out(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        key = self._key
        if key not in self.frame.kept:
            self.frame.kept[key] = self._work_out()
        made: tuple[NDArray[np.int64], NDArray[np.bool_]] = self.frame.kept[key]
        return made

    @cached_property
    def _key(self) -> tuple[object, ...]:
        """All that the table depends on, so that frames that differ elsewhere can share it."""
        frame, inside = self.frame, frozenset(self.variables)
        terms = tuple(
            (number, one.view, slot, weight)
            for number, one in enumerate(frame.coordinates)
            for slot, weight in one.terms
            if frame.views[one.view].support[slot] <= inside
        )
        limits = tuple((one.view, one.slot) for one in frame.constraints if one.variables <= inside)
        slots = {(view, slot) for _, view, slot, _ in terms} | set(limits)
        seen = {(view, place) for view, slot in slots for place in frame.views[view].behind[slot]}
        fixed = tuple(sorted((view, place, frame.views[view].fixed[frame.variables[place].column]) for view, place in seen))
        classes = tuple(frame.classes[place].first.tobytes() for place in self.variables)
        return (self.variables, len(frame.coordinates), terms, limits, fixed, classes)

    def _work_out(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        blocks = [self._block(start, min(start + BLOCK, self.rows)) for start in range(0, self.rows, BLOCK)]
        return np.concatenate([one for one, _ in blocks]), np.concatenate([one for _, one in blocks])

    def _block(self, start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        frame, rows = self.frame, end - start
        values = self._values(np.arange(start, end, dtype=np.int64))
        adds = np.zeros((rows, len(frame.coordinates)), dtype=np.int64)
        possible = np.ones(rows, dtype=np.bool_)
        inside = frozenset(self.variables)
        for place, view in enumerate(frame.views):
            terms = [
                (number, slot, weight)
                for number, one in enumerate(frame.coordinates)
                if one.view == place
                for slot, weight in one.terms
                if view.support[slot] <= inside
            ]
            limits = [one for one in frame.constraints if one.view == place and one.variables <= inside]
            columns = self._columns(place, values, [slot for _, slot, _ in terms] + [one.slot for one in limits])
            for number, slot, weight in terms:
                adds[:, number] += columns[slot] * weight
            for one in limits:
                possible &= _allowed(one, columns, view.values)
        return adds, possible

    def _columns(self, place: int, values: dict[int, Column], wanted: Sequence[Slot]) -> dict[Slot, Column]:
        """Slots of one view for these values of the answers; those of small clusters are kept for other frames of the view."""
        view, rows = self.frame.views[place], len(next(iter(values.values())))
        if rows > MOST_KEPT:
            return view.columns(self._inputs(place, values), wanted, rows)
        key = (tuple(wanted), *((number, column.tobytes()) for number, column in values.items()))
        if key not in view.kept:
            view.kept[key] = view.columns(self._inputs(place, values), wanted, rows)
        return view.kept[key]

    def _values(self, rows: Column) -> dict[int, Column]:
        """The value of each variable in each row."""
        found: dict[int, Column] = {}
        for place, size in zip(reversed(self.variables), reversed(self.sizes), strict=True):
            found[place] = self.frame.classes[place].first[rows % size]
            rows = rows // size
        return found

    def _inputs(self, view: int, values: dict[int, Column]) -> dict[Slot, Column]:
        seen, known = self.frame.views[view], dict[Slot, Column]()
        for place, column in values.items():
            variable = self.frame.variables[place]
            codes, ask = variable.codes[seen.place], seen.plan.ask_named.get(variable.column)
            if ask is not None and codes is not None and variable.column not in seen.fixed:
                known |= {ask.slot + width: codes[column, width] for width in range(ask.width)}
        return known

    @property
    def distinct(self) -> tuple[NDArray[np.int64], list[int], NDArray[np.int64]]:
        """The distinct rows that can be given: what they add, how many people each, and one row of each."""
        key = ("distinct", self._key)
        if key not in self.frame.kept:
            self.frame.kept[key] = self._distinct()
        made: tuple[NDArray[np.int64], list[int], NDArray[np.int64]] = self.frame.kept[key]
        return made

    def _distinct(self) -> tuple[NDArray[np.int64], list[int], NDArray[np.int64]]:
        rows = np.flatnonzero(self.possible)
        adds = self.adds[rows]
        if not adds.shape[1]:
            return adds[:1], [int(np.sum(np.asarray(self.people)[rows]))] if len(rows) else [], rows[:1]
        found, first, place = unique_rows(adds)
        people = np.zeros(len(found), dtype=np.int64)
        np.add.at(people, place, np.asarray(self.people)[rows])
        return found, [int(one) for one in people], rows[first]

    def steps(self, variable: int) -> Iterator[tuple[int, int, int, int, int]]:
        """The steps of one answer between classes: (class before, class after, a value before, a value after, how many steps)."""
        classes, seen = self.frame.classes[variable], dict[tuple[int, int], list[int]]()
        for before, after in self.frame.variables[variable].steps:
            key = (int(classes.of[before]), int(classes.of[after]))
            entry = seen.setdefault(key, [before, after, 0])
            entry[2] += 1
        for (one, other), (before, after, count) in seen.items():
            yield one, other, before, after, count

    def pairs(self, variable: int, before: int, after: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The rows with a variable in one class and the same rows with it in another; both can be given."""
        stride, size = self.stride(variable), self.sizes[self.variables.index(variable)]
        base = np.arange(self.rows // size, dtype=np.int64)
        base = base // stride * stride * size + base % stride
        left, right = base + before * stride, base + after * stride
        keep = self.possible[left] & self.possible[right]
        return left[keep], right[keep]


def _allowed(one: Constraint, columns: dict[Slot, Column], values: Sequence[int]) -> NDArray[np.bool_]:
    """Where a constraint holds."""
    if not one.not_asked:
        return np.equal(columns[one.slot], 0)
    stands = np.ones(len(columns[one.slot]), dtype=np.bool_)
    for slot, value in one.not_asked:
        stands &= columns[slot] == value
    return np.equal(columns[one.slot], 1) | stands


def unique_rows(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]:
    """`np.unique` by rows: the distinct rows, where each first stands, and the place of every row among them.

    Rows are packed into single integers, which is an order of magnitude faster; where these have no more room, what was packed is
    numbered anew, in its order.
    """
    if len(rows) <= FEW:
        return _unique_few(rows)
    least = rows.min(axis=0)
    spans = [int(span) + 1 for span in rows.max(axis=0) - least]
    code, room = np.zeros(len(rows), dtype=np.int64), 1
    for column, span in enumerate(spans):
        part = rows[:, column] - least[column]
        if room * span >= ROOM:
            code, room = _numbered(code)
        if room * span >= ROOM:
            part, span = _numbered(part)
        code, room = code * span + part, room * span
    _, first, place = np.unique(code, return_index=True, return_inverse=True)
    return rows[first], first, place.reshape(-1)


def _unique_few(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]:
    """The same for a handful: a call of NumPy costs more than they do."""
    listed = [tuple(row) for row in rows.tolist()]
    first = {row: place for place, row in reversed(list(enumerate(listed)))}
    order = {row: place for place, row in enumerate(sorted(first))}
    at = np.array([first[row] for row in order], dtype=np.intp)
    return rows[at], at, np.array([order[row] for row in listed], dtype=np.intp)


def _numbered(column: Column) -> tuple[Column, int]:
    """Each value's place among the distinct ones, and how many there are."""
    found, place = np.unique(column, return_inverse=True)
    return place.reshape(-1).astype(np.int64), len(found)
