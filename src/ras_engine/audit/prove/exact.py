"""The exact engine: every pair of people, over all reachable states, through the shipped batch code.

A pair that differs in one answer is a scan over the reachable totals of all the other clusters; two groups or two rulesets side
by side are states of both at once. Gives the worst case to the penny with somebody real, and counts the pairs concerned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.line import Line, pair_values
from ras_engine.audit.prove.objective import NEVER, Found, Kind, Objective, Outputs
from ras_engine.audit.space.clusters import Cluster, unique_rows
from ras_engine.audit.space.counting import Counting, number_of
from ras_engine.audit.space.frame import Frame, Sizes
from ras_engine.audit.space.people import Values
from ras_engine.audit.space.states import reach_of
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.space.view import View
from ras_engine.score.many.walk import Column

AT_ONCE = 1 << 20
FEW = 1 << 20
MOST_KEPT = 1 << 12
DEARER = 4
"""A change along the whole line serves many answers: it may cost so many times what one answer's pairs would."""
Stop = Callable[[], None]


@dataclass(frozen=True)
class Pairs:
    """Distinct pairs of a cluster that differ in one answer: states before and after, how many, and one example of each."""

    before: Column
    after: Column
    people: list[int]
    rows: Column
    values: NDArray[np.int64]

    @cached_property
    def changes(self) -> int:
        """How many distinct changes of the state they are."""
        return len(set((self.after - self.before).tolist()))


def strict_frame(
    views: Sequence[View],
    outputs: Sequence[Outputs],
    slots: Sequence[tuple[int, ...]],
    sizes: Sizes,
    tables: dict[Any, Any] | None = None,
) -> tuple[Frame, list[Outputs]]:
    """A frame in which only assessments that can be given are left; clashes that no cluster holds are worked out at the end."""
    shared = {} if tables is None else tables
    frame = Frame(tuple(views), tuple(slots), sizes, tables=shared)
    if any(one.not_asked for one in frame.relaxed):
        raise OutOfReach("whether a question is asked hangs on too many other answers")
    if not frame.relaxed:
        return frame, list(outputs)
    clashes = [tuple(one.slot for one in frame.relaxed if one.view == place) for place in range(len(views))]
    more = [tuple(dict.fromkeys((*slot, *clash))) for slot, clash in zip(slots, clashes, strict=True)]
    hidden = [Outputs(one.amounts, (*one.hidden, *clash), one.high) for one, clash in zip(outputs, clashes, strict=True)]
    return Frame(tuple(views), tuple(more), sizes, tables=shared), hidden


class Exact:
    """All reachable states of a frame with their results."""

    def __init__(self, frame: Frame, outputs: Sequence[Outputs], most: int, stop: Stop) -> None:
        self.frame, self.outputs, self.stop = frame, outputs, stop
        self.reach = reach_of(frame, most, stop)
        stop()
        self.states = self.reach.everybody
        stop()
        columns = self.reach.coordinates(self.states)
        self.results = frame.finish(columns, len(self.states))
        everybody = np.ones(len(self.states), dtype=np.bool_)
        self.shown = [one.shown(found) if one.hidden else everybody for one, found in zip(outputs, self.results, strict=True)]
        last = int(self.states[-1])
        self._dense: Column | None = None
        if last < 1 << 23:
            self._dense = np.zeros(last + 1, dtype=np.int64)
            self._dense[self.states] = np.arange(len(self.states), dtype=np.int64)
        self._pairs_of: dict[int, Pairs | None] = {}
        self._stands: dict[int, tuple[Pairs, int, tuple[int, int], int]] = {}
        """Where the best pair of each objective stands: who that is, is worked out at the end."""

    @cached_property
    def line(self) -> Line | None:
        """The states in a row, where they are few enough; of one view."""
        row = len(self.frame.views) == 1 and self._dense is not None and len(self._dense) <= FEW
        return Line(self.states, self.results[0], self.shown[0], self.outputs[0]) if row else None

    def worth(self, columns: frozenset[str], most: int) -> None:
        """Raises OutOfReach where going through every pair of these answers would take too long."""
        work = 0
        for cluster in self.reach.clusters:
            rest = max(len(self.states) // max(len(cluster.distinct[0]), 1), 1)
            for number in cluster.variables:
                if self.frame.variables[number].column in columns:
                    steps = len(list(cluster.steps(number)))
                    work += steps * min(cluster.rows, len(cluster.distinct[0])) * min(len(self.states), rest * 8)
        if work > most * 64:
            raise OutOfReach("too many pairs of people")

    @property
    def free(self) -> int:
        """How many ways the answers that do not matter here can be given."""
        inside = {place for cluster in self.frame.clusters for place in cluster}
        found = 1
        for place, variable in enumerate(self.frame.variables):
            if place not in inside and not all(variable.column in view.fixed for view in self.frame.views):
                found *= len(variable)
        return found

    def at(self, codes: Column) -> Column:
        """The places of states."""
        return self._dense[codes] if self._dense is not None else np.searchsorted(self.states, codes)

    # -- one person at a time

    def everybody(self, view: int = 0) -> Iterator[tuple[dict[int, Column], NDArray[np.bool_]]]:
        """The results of every reachable state of a view, and who has an amount."""
        yield dict(self.results[view]), self.shown[view]

    def person(self, place: int) -> Values:
        """Somebody real in a state."""
        return self.values(self.reach.rows_for(int(self.states[place])))

    def values(self, rows: Mapping[int, int]) -> Values:
        """A person from one row of each cluster; what does not matter is at its least."""
        found = [variable.least for variable in self.frame.variables]
        for view in self.frame.views:
            for place, variable in enumerate(self.frame.variables):
                found[place] = view.fixed.get(variable.column, found[place])
        for cluster, row in rows.items():
            for place, chosen in self.reach.clusters[cluster].classes_of(row).items():
                found[place] = int(self.frame.classes[place].first[chosen])
        return tuple(found)

    # -- two views of the same person

    def two_views(self, found: Sequence[Found]) -> None:
        """Every person, as the first view and as the second view see them."""
        for one in found:
            value, speaks = self._two_values(one.objective)
            value = np.where(speaks, value, NEVER)
            best = int(value.argmax())
            if one.take(int(value[best])):
                person = self.person(best)
                one.left, one.right = self._with(person, 0), self._with(person, 1)

    def count_two_views(self, found: Sequence[Found]) -> None:
        """How many people break each objective, and how many it speaks of."""
        people = Counting(self.reach).everybody(self.states)
        for one in found:
            value, speaks = self._two_values(one.objective)
            bad = (value > one.objective.threshold) & speaks
            one.count(number_of(people[bad].sum(axis=0)) * self.free, number_of(people[speaks].sum(axis=0)) * self.free)

    def _two_values(self, objective: Objective) -> tuple[Column, NDArray[np.bool_]]:
        (left, right), (one, other) = self.results, self.outputs
        speaks = self.shown[0] & self.shown[1]
        if objective.high_need:
            assert one.high is not None
            assert other.high is not None
            speaks = speaks & ((left[one.high[0]] >= one.high[1]) | (right[other.high[0]] >= other.high[1]))
        return objective.value(left[one.amounts[objective.amount]], right[other.amounts[objective.amount]]), speaks

    def _with(self, values: Values, view: int) -> Values:
        fixed = self.frame.views[view].fixed
        return tuple(fixed.get(variable.column, value) for variable, value in zip(self.frame.variables, values, strict=True))

    # -- one step of one answer

    def steps(self, found: Sequence[Found]) -> None:
        """Every pair that differs by one step of one answer."""
        self._stands.clear()
        try:
            self._every_step(found)
        finally:  # what was found until the time was over stands as well
            for one in found:
                if id(one) in self._stands:
                    one.left, one.right = self._people(*self._stands[id(one)])
        for number in self._unused():
            for one in self._asking(found, number):
                self._still(one, number)

    def _every_step(self, found: Sequence[Found]) -> None:
        """The same, of the answers that change anything."""
        for place, others in self.reach.others():
            for number in self.reach.clusters[place].variables:
                asked = self._asking(found, number)
                pairs = self._pairs(place, number) if asked else None
                if pairs is None:
                    continue
                if self.line is None or len(pairs.before) * len(others) * DEARER < pairs.changes * self.line.size:
                    self._variable(asked, pairs, (place, number), others)
                else:
                    inside = self.line.mask(place, others)
                    for one in asked:
                        self._on_line(one, pairs, (place, number), others, inside)
                self.stop()

    def count_steps(self, found: Sequence[Found]) -> None:
        """How many pairs break each objective, and how many it speaks of."""
        counting = Counting(self.reach)
        for place, others, people in counting.others():
            for number in self.reach.clusters[place].variables:
                asked = self._asking(found, number)
                pairs = self._pairs(place, number) if asked else None
                if pairs is not None:
                    self._count(asked, pairs, others, people)
            self.stop()
        everybody = counting.everybody(self.states)
        here = np.arange(len(self.states), dtype=np.int64)
        for number in self._unused():
            variable = self.frame.variables[number]
            for one in self._asking(found, number):
                value, speaks = self._pair_values(one.objective, here, here)
                share = len(variable.steps) * self.free // len(variable)
                bad = (value > one.objective.threshold) & speaks
                one.count(number_of(everybody[bad].sum(axis=0)) * share, number_of(everybody[speaks].sum(axis=0)) * share)

    def _asking(self, found: Sequence[Found], number: int) -> list[Found]:
        variable = self.frame.variables[number]
        return [one for one in found if variable.column in one.objective.columns] if variable.steps else []

    def _unused(self) -> list[int]:
        """The variables that no cluster holds: they change nothing here."""
        inside = {place for cluster in self.frame.clusters for place in cluster}
        fixed = {column for view in self.frame.views for column in view.fixed}
        return [place for place, one in enumerate(self.frame.variables) if place not in inside and one.column not in fixed]

    def _still(self, one: Found, number: int) -> None:
        """An answer that changes nothing: pairs whose two people have the same amounts."""
        variable = self.frame.variables[number]
        here = np.arange(len(self.states), dtype=np.int64)
        value, speaks = self._pair_values(one.objective, here, here)
        value = np.where(speaks, value, NEVER)
        best = int(value.argmax())
        if one.take(int(value[best]), variable.column):
            person = list(self.person(best))
            one.left, one.right = (_put(person, number, each) for each in variable.steps[0])

    def _pairs(self, place: int, number: int) -> Pairs | None:
        """The pairs of one answer; those of small clusters are kept for other laws."""
        cluster = self.reach.clusters[place]
        if cluster.rows > MOST_KEPT:
            return self._all_pairs(cluster, number)
        if number not in self._pairs_of:
            self._pairs_of[number] = self._all_pairs(cluster, number)
        return self._pairs_of[number]

    def _all_pairs(self, cluster: Cluster, number: int) -> Pairs | None:
        rows, after, people, values = [], [], [], []
        sizes = self.frame.classes[number].size
        for one, other, before_value, after_value, count in cluster.steps(number):
            left, right = cluster.pairs(number, one, other)
            rows.append(left)
            after.append(right)
            people.append(np.asarray(cluster.people)[left] // sizes[one] * count)
            values.append(np.broadcast_to(np.array([before_value, after_value], dtype=np.int64), (len(left), 2)))
        if not rows or not sum(map(len, rows)):
            return None
        left, right, value = np.concatenate(rows), np.concatenate(after), np.concatenate(values)
        codes = self.reach.code(cluster, cluster.adds)
        both = np.stack([codes[left], codes[right]], axis=1)
        distinct, first, place = unique_rows(both)
        total = np.zeros(len(distinct), dtype=np.int64)
        np.add.at(total, place, np.concatenate(people))
        return Pairs(distinct[:, 0], distinct[:, 1], [int(one) for one in total], left[first], value[first])

    def _variable(self, found: Sequence[Found], pairs: Pairs, at: tuple[int, int], others: Column) -> None:
        for start, left, right in self._blocks(pairs, others):
            for one in found:
                value, speaks = self._pair_values(one.objective, left, right)
                value = np.where(speaks, value, NEVER)
                best = int(value.argmax())
                if one.take(int(value[best]), self.frame.variables[at[1]].column):
                    pair, state = divmod(best, len(others))
                    self._stands[id(one)] = (pairs, start + pair, at, int(others[state]))

    def _on_line(self, one: Found, pairs: Pairs, at: tuple[int, int], others: Column, inside: NDArray[np.bool_]) -> None:
        """The same where states stand in a row: the most that a change does, if one of the others stands where it does so."""
        assert self.line is not None
        column = self.frame.variables[at[1]].column
        for pair, (before, after) in enumerate(zip(pairs.before.tolist(), pairs.after.tolist(), strict=True)):
            if one.value >= 0 and after >= before and one.objective.kind is Kind.FALL and self.line.rises(one.objective):
                continue  # nobody falls by such a step
            change = self.line.change(one.objective, after - before)
            known = one.by_column.get(column, NEVER) if one.objective.kind is Kind.MOVE else one.value
            if change.most <= min(known, one.value):
                continue
            value, state = change.most, change.first(before, inside)
            if state is None:
                values = self.line.values(one.objective, after - before)[before + others]
                best = int(values.argmax())
                value, state = int(values[best]), int(others[best])
            if one.take(value, column):
                self._stands[id(one)] = (pairs, pair, at, state)

    def _people(self, pairs: Pairs, pair: int, at: tuple[int, int], others: int) -> tuple[Values, Values]:
        """A pair of people: a cluster's pair, and everything else said so that it makes a state."""
        place, number = at
        person = list(self.values(self.reach.rows_for(others, place) | {place: int(pairs.rows[pair])}))
        before, after = pairs.values[pair].tolist()
        return _put(person, number, before), _put(person, number, after)

    def _count(self, found: Sequence[Found], pairs: Pairs, others: Column, people: NDArray[np.int64]) -> None:
        for start, left, right in self._blocks(pairs, others):
            for one in found:
                value, speaks = self._pair_values(one.objective, left, right)
                weights = pairs.people[start : start + len(left) // len(others)]
                bad = ((value > one.objective.threshold) & speaks).reshape(len(weights), len(others))
                speaking = speaks.reshape(len(weights), len(others))
                one.count(_weighed(bad, people, weights) * self.free, _weighed(speaking, people, weights) * self.free)

    def _blocks(self, pairs: Pairs, others: Column) -> Iterator[tuple[int, Column, Column]]:
        """The places of the states before and after, of all pairs with all states of the others, a block at a time."""
        at_once = max(1, AT_ONCE // len(others))
        for start in range(0, len(pairs.before), at_once):
            self.stop()
            sides = [
                self.at((side[start : start + at_once, None] + others[None, :]).reshape(-1)) for side in (pairs.before, pairs.after)
            ]
            yield start, sides[0], sides[1]

    def _pair_values(self, objective: Objective, left: Column, right: Column) -> tuple[Column, NDArray[np.bool_]]:
        return pair_values(objective, self.outputs[0], self.results[0], self.shown[0], left, right)


def _put(person: list[int], number: int, value: int) -> Values:
    return tuple(value if place == number else one for place, one in enumerate(person))


def _weighed(mask: NDArray[np.bool_], people: NDArray[np.int64], weights: Sequence[int]) -> int:
    """The people behind a matrix of pairs and states."""
    return sum(number_of(people[row].sum(axis=0)) * weight for row, weight in zip(mask, weights, strict=True) if row.any())
