"""The climb: pairs of people drawn at random and led uphill, by other answers that both share, until no other answer makes more of
what is asked.

Receives searches and their objectives; leaves the best pair of each in what was found. It is real; that there is none better is
not shown. Several climbs take a round at a time, since few people cost as much to work out as many.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.objective import NEVER, Found
from ras_engine.audit.prove.search import People, Search, as_values
from ras_engine.score.many.walk import Column

STARTS = 16
"""Pairs that climbs go on from, for each objective; shared out among those that are made together."""
LEAST = 200
"""Pairs drawn for one climb, at the least."""
MOST_BESIDE = 1_000
"""Other answers that are tried at once."""
TWO = 16
"""Pairs of other answers that are tried at once."""
ROUNDS = 24
"""A way up is over long before."""
Climb = Generator[tuple[People, People], list[Column], None]
"""Asks for the values of pairs of people, one column for each objective."""
Looked = Generator[tuple[People, People], list[Column], list[Column]]
"""The same, and gives the part of each."""


def climb(searches: Sequence[tuple[Search, Sequence[Found]]], rows: int) -> None:
    """Climb with each search, from `rows` pairs drawn in all. The sides of all have the same plans, objectives the same answers."""
    starts, each = max(2, STARTS // len(searches)), max(LEAST, rows // len(searches))
    climbers = [_Climber(search, found, uphill(search, found, each, starts)) for search, found in searches]
    for one in climbers:
        one.pairs = next(one.climb, None)
    while going := [one for one in climbers if one.pairs is not None]:
        for one, values in zip(going, _values_of(going), strict=True):
            one.go_on(values)


@dataclass
class _Climber:
    """One climb, and the pairs whose values it waits for; none once it is over."""

    search: Search
    found: Sequence[Found]
    climb: Climb
    pairs: tuple[People, People] | None = None

    def go_on(self, values: list[Column]) -> None:
        """Tell the values, and be told the next pairs."""
        try:
            self.pairs = self.climb.send(values)
        except StopIteration:
            self.pairs = None


def _values_of(climbers: Sequence[_Climber]) -> Iterator[list[Column]]:
    """The values that climbers wait for."""
    people = [[one.pairs[side] for one in climbers if one.pairs] for side in range(2)]
    objectives = [each.objective for one in climbers for each in one.found]
    sides = climbers[0].search.both(np.concatenate(people[0]), np.concatenate(people[1]), *objectives)
    start = 0
    for one, its in zip(climbers, people[0], strict=True):
        part = slice(start, start := start + len(its))
        mine, theirs = (({slot: column[part] for slot, column in result.items()}, good[part]) for result, good in sides)
        yield [one.search.compared(each.objective, mine, theirs) for each in one.found]


def uphill(search: Search, found: Sequence[Found], rows: int, starts: int) -> Climb:
    """One climb from the best pairs drawn for each objective: the best answer beside is taken, or several of them at once."""
    objective = found[0].objective
    if not search.two and not any(one.column in objective.columns and one.steps for one in search.variables):
        return
    left, right = search.pairs(objective, search.people(rows))
    known = [one for one in found if one.left]
    if known:
        left = np.concatenate([[one.left for one in known], left])
        right = np.concatenate([[one.right for one in known], right])
    values = yield left, right
    _take(found, left, right, values)
    tops = _tops(found, left, right, values, starts)
    for _ in range(ROUNDS):
        search.stop()
        moves = [_Moves(search, top, objective.columns) for top in tops]
        beside = yield from _looked_at(found, [one.pairs for one in moves], [top.of for top in tops])
        better = [one for one, value in zip(moves, beside, strict=True) if one.better(value)]
        joint = yield from _looked_at(found, [one.joint for one in better], [one.top.of for one in better])
        tops = _distinct(found, [one.onward(value) for one, value in zip(better, joint, strict=True)])
        if not tops:
            return


def _looked_at(found: Sequence[Found], pairs: Sequence[tuple[People, People]], of: Sequence[int]) -> Looked:
    """The values of some pairs, each for the objective that it is meant for; whatever another objective makes of them is noted."""
    if not pairs:
        return []
    left, right = _joined(pairs)
    values = yield left, right
    _take(found, left, right, values)
    ends = np.cumsum([len(one) for one, _ in pairs]).tolist()
    return [values[number][start:end] for number, start, end in zip(of, [0, *ends], ends, strict=False)]


@dataclass(frozen=True)
class _Top:
    """The best pair so far on one way up: which objective it is of, and its value."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    of: int
    value: int


def _tops(found: Sequence[Found], left: People, right: People, values: Sequence[Column], starts: int) -> list[_Top]:
    """The first few pairs of each objective."""
    best = [(number, row) for number, value in enumerate(values) for row in np.argsort(value, kind="stable")[-starts:].tolist()]
    return _distinct(found, [_Top(left[row], right[row], number, int(values[number][row])) for number, row in best])


def _distinct(found: Sequence[Found], tops: Sequence[_Top]) -> list[_Top]:
    """Those that somebody is in, each once: at high need an amount is often highest where it is highest of all."""
    kept: dict[tuple[object, ...], _Top] = {}
    for top in tops:
        objective = found[top.of].objective
        if top.value > NEVER:
            kept.setdefault((objective.amount, objective.kind, top.left.tobytes(), top.right.tobytes()), top)
    return list(kept.values())


class _Moves:
    """The pairs beside one: with one shared answer changed to another, with two of them, or with another step of one answer."""

    def __init__(self, search: Search, top: _Top, columns: frozenset[str]) -> None:
        self.search, self.top = search, top
        shared = top.left == top.right
        shared[search.loose] = True
        numbers, to = search.others
        keep = np.flatnonzero(shared[numbers] & (top.left[numbers] != to))
        if len(keep) > MOST_BESIDE:
            keep = search.random.choice(keep, MOST_BESIDE, replace=False)
        self.numbers, self.to = numbers[keep], to[keep]
        self.best = self.numbers[:0]
        """The changes that make more, the best of each answer, the very best first."""
        self.pairs = _joined([self._changed(self._at(range(len(keep))), self.to[:, None]), self._two(), self._steps(columns)])
        """One pair for each change, then the others."""
        self.other: int | None = None
        """The best of the others, where it makes more."""

    def better(self, value: Column) -> bool:
        """Whether anything makes more, and what."""
        one, others = np.split(value, [len(self.numbers)])
        order = np.argsort(-one, kind="stable")
        order = order[one[order] > self.top.value]
        _, first = np.unique(self.numbers[order], return_index=True)
        self.best = order[np.sort(first)]
        if len(others) and others.max() > self.top.value:
            self.other = int(others.argmax()) + len(one)
        return len(order) > 0 or self.other is not None

    @cached_property
    def joint(self) -> tuple[People, People]:
        """The best change, the two best together, the four best, ..., all that make more; and the best of the others."""
        many = len(self.best)
        sizes = sorted({min(1 << power, many) for power in range(many.bit_length() + 1)} - {0})
        where = np.zeros((len(sizes), len(self.top.left)), dtype=np.bool_)
        for row, size in enumerate(sizes):
            where[row, self.numbers[self.best[:size]]] = True
        to = self.top.left.copy()
        to[self.numbers[self.best]] = self.to[self.best]
        last = slice(0, 0) if self.other is None else slice(self.other, self.other + 1)
        return _joined([self._changed(where, to[None, :]), (self.pairs[0][last], self.pairs[1][last])])

    def onward(self, value: Column) -> _Top:
        """Where the way up goes on."""
        best, (left, right) = int(value.argmax()), self.joint
        return replace(self.top, left=left[best], right=right[best], value=int(value[best]))

    def _at(self, changes: Sequence[int] | NDArray[np.int64]) -> NDArray[np.bool_]:
        return np.equal(self.numbers[changes, None], np.arange(len(self.top.left)))

    def _changed(self, where: NDArray[np.bool_], to: NDArray[np.int64]) -> tuple[People, People]:
        left, right = (np.where(where, to, one) for one in (self.top.left, self.top.right))
        if not self.search.two:
            return left, right
        return self.search.with_fixed(self.search.left, left), self.search.with_fixed(self.search.right, right)

    def _two(self) -> tuple[People, People]:
        """Some pairs of changes, drawn: one answer up and another down may stay on an edge that either alone would leave."""
        first, second = self.search.random.integers(0, max(len(self.to), 1), (2, TWO if len(self.to) else 0))
        one, other = self._at(first), self._at(second)
        return self._changed(one | other, np.where(one, self.to[first, None], self.to[second, None]))

    def _steps(self, columns: frozenset[str]) -> tuple[People, People]:
        """The left person, and each other step of theirs."""
        steps = self.search.steps(columns)
        if len(steps) > MOST_BESIDE:
            steps = self.search.random.choice(steps, MOST_BESIDE, replace=False)
        left = np.repeat(self.top.left[None, :], len(steps), axis=0)
        right, rows = left.copy(), np.arange(len(steps))
        left[rows, steps[:, 0]], right[rows, steps[:, 0]] = steps[:, 1], steps[:, 2]
        return left, right


def _joined(pairs: Sequence[tuple[People, People]]) -> tuple[People, People]:
    return np.concatenate([left for left, _ in pairs]), np.concatenate([right for _, right in pairs])


def _take(found: Sequence[Found], left: People, right: People, values: Sequence[Column]) -> None:
    for one, value in zip(found, values, strict=True):
        best = int(value.argmax())
        if value[best] > NEVER and one.take(int(value[best])):
            one.left, one.right = as_values(left[best]), as_values(right[best])
