"""The search: people drawn at random and led uphill, through the shipped batch code. What it finds is real; what it does not find
proves nothing.

It gives bounded laws a real example, finds the plain and the usual pair beside the worst, and stands in where nothing can be
proved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.objective import NEVER, Objective, Outputs
from ras_engine.audit.space.people import Values, codes_of, columns_of
from ras_engine.audit.space.variables import Variable
from ras_engine.plan.plan import Plan
from ras_engine.score.many.walk import Column, evaluate_columns

People = NDArray[np.int64]
"""`(n, variables)`: the place of a value for each variable of each person."""


@dataclass(frozen=True)
class Side:
    """One side of a pair: its plan, what is looked at, and what is fixed of it."""

    plan: Plan
    outputs: Outputs
    place: int
    fixed: Mapping[str, int]


MOST_TRIED = 32
"""Values of one answer that are tried one by one."""
Results = tuple[dict[int, Column], NDArray[np.bool_]]
"""The slots of people, and of whom they speak."""


class Search:
    """Searches pairs of people: `left` and `right` differ in what the sides fix, or by one step of one answer where they fix the
    same."""

    def __init__(
        self, known: Sequence[Variable], left: Side, right: Side, stop: Callable[[], None], seed: int = 20_260_406
    ) -> None:
        self.variables, self.left, self.right, self.stop = known, left, right, stop
        self.random = np.random.default_rng(seed)
        self.two = left is not right
        self.sizes = np.array([len(one) for one in known], dtype=np.int64)
        self.loose = [place for place, one in enumerate(known) if (one.column in left.fixed) != (one.column in right.fixed)]

    @cached_property
    def others(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Every value of every answer: the answer's number, and the place of the value; of long ranges some, with both ends."""
        values = [
            np.arange(size) if size <= MOST_TRIED else np.unique([0, size - 1, *self.random.integers(0, size, MOST_TRIED)])
            for size in self.sizes.tolist()
        ]
        numbers = np.repeat(np.arange(len(values)), [len(one) for one in values])
        return numbers, np.concatenate([np.zeros(0, dtype=np.int64), *values])

    def steps(self, columns: frozenset[str]) -> NDArray[np.int64]:
        """Every step of some answers, `(n, 3)`: the answer's number, the places before and after; none where the sides differ."""
        known = [] if self.two else [(number, one) for number, one in enumerate(self.variables) if one.column in columns]
        found = [(number, before, after) for number, one in known for before, after in one.steps]
        return np.array(found, dtype=np.int64).reshape(-1, 3)

    def people(self, rows: int) -> People:
        """People drawn at random, each answer evenly."""
        drawn = [self.random.integers(0, len(variable), rows) for variable in self.variables]
        return np.stack(drawn, axis=1).astype(np.int64) if drawn else np.zeros((rows, 0), dtype=np.int64)

    def settled(self, side: Side, people: People) -> People:
        """The same people, with every question that is not asked at what that counts as."""
        people = self.with_fixed(side, people)
        asks = [ask for ask in side.plan.asks if ask.asked is not None]
        for _ in range(len(asks)):
            columns = evaluate_columns(side.plan, codes_of(side.plan, self.variables, side.place, people), side.plan.admission)
            before = people.copy()
            for ask in asks:
                number, value = self._not_asked(side, ask.column)
                assert ask.asked is not None
                people[columns[ask.asked] == 0, number] = value
            if (before == people).all():
                break
        return people

    def _not_asked(self, side: Side, column: str) -> tuple[int, int]:
        number = next(place for place, one in enumerate(self.variables) if one.column == column)
        codes, wanted = self.variables[number].codes[side.place], side.plan.ask_named[column].not_asked
        assert codes is not None
        return number, int(np.flatnonzero((codes == np.array(wanted)).all(axis=1))[0])

    def with_fixed(self, side: Side, people: People) -> People:
        """The same people, with what the side fixes."""
        people = people.copy()
        for number, variable in enumerate(self.variables):
            if variable.column in side.fixed:
                people[:, number] = side.fixed[variable.column]
        return people

    def results(self, side: Side, people: People, *objectives: Objective) -> tuple[dict[int, Column], NDArray[np.bool_]]:
        """The amounts of people, and who can be given and has one."""
        plan = side.plan
        codes = codes_of(plan, self.variables, side.place, people)
        high = any(one.high_need or one.gaining for one in objectives)
        wanted = side.outputs.slots(frozenset(one.amount for one in objectives), high)
        asked = [ask for ask in plan.asks if ask.asked is not None]
        extra = [*(ask.asked for ask in asked if ask.asked is not None), *(clash.slot for clash in plan.clashes)]
        found = columns_of(plan, codes, len(people), [*wanted, *extra])
        good = side.outputs.shown({slot: found[slot] for slot in wanted})
        for clash in plan.clashes:
            good &= found[clash.slot] == 0
        for ask in asked:
            assert ask.asked is not None
            stands = np.ones(len(people), dtype=np.bool_)
            for width, value in enumerate(ask.not_asked or (0,) * ask.width):
                stands &= codes[ask.slot + width] == value
            good &= (found[ask.asked] == 1) | stands
        return found, good

    def values(self, objective: Objective, left: People, right: People) -> Column:
        """An objective for pairs; NEVER where it does not speak."""
        return self.compared(objective, *self.both(left, right, objective))

    def both(self, left: People, right: People, *objectives: Objective) -> tuple[Results, Results]:
        """The results of both sides; at once, where both are seen by the same plan."""
        one, other = self.left, self.right
        if one.plan is not other.plan or one.place != other.place or one.outputs != other.outputs:
            return self.results(one, left, *objectives), self.results(other, right, *objectives)
        found, good = self.results(one, np.concatenate([left, right]), *objectives)
        parts = slice(0, len(left)), slice(len(left), None)
        mine, theirs = (({slot: column[part] for slot, column in found.items()}, good[part]) for part in parts)
        return mine, theirs

    def compared(self, objective: Objective, left: Results, right: Results) -> Column:
        """The same from the results of both sides."""
        (mine, good), (theirs, fine) = left, right
        one, other = self.left.outputs, self.right.outputs
        speaks = good & fine
        if one.high and other.high and objective.high_need:
            high = mine[one.high[0]] >= one.high[1]
            speaks &= high | (theirs[other.high[0]] >= other.high[1]) if self.two else high
        if one.high and other.high and objective.gaining:
            speaks &= theirs[other.high[0]] > mine[one.high[0]]
        value = objective.value(mine[one.amounts[objective.amount]], theirs[other.amounts[objective.amount]])
        return np.where(speaks, value, NEVER)

    # -- pairs

    def pairs(self, objective: Objective, people: People) -> tuple[People, People]:
        """A pair for each person: as the sides fix it, or one step of one of the objective's answers."""
        if self.two:
            left = self.settled(self.left, people)
            right = left.copy()
            right[:, self.loose] = people[:, self.loose]
            return left, self.with_fixed(self.right, right)
        left = self.settled(self.left, people)
        right = left.copy()
        numbers = [place for place, one in enumerate(self.variables) if one.column in objective.columns and one.steps]
        for row, chosen in enumerate(self.random.integers(0, max(len(numbers), 1), len(left))) if numbers else ():
            steps = self.variables[numbers[chosen]].steps
            before, after = steps[int(self.random.integers(0, len(steps)))]
            left[row, numbers[chosen]], right[row, numbers[chosen]] = before, after
        return left, right

    # -- other pairs that show the same

    def simplest(self, objective: Objective, left: Values, right: Values) -> tuple[Values, Values]:
        """The pair with every shared answer taken back to the least, as far as the law stays broken."""
        mine, theirs = np.array([left]), np.array([right])
        for number, variable in enumerate(self.variables):
            if mine[0, number] == theirs[0, number] and mine[0, number] != variable.least:
                one, other = mine.copy(), theirs.copy()
                one[0, number] = other[0, number] = variable.least
                if self.values(objective, one, other)[0] > objective.threshold:
                    mine, theirs = one, other
        return as_values(mine[0]), as_values(theirs[0])

    def typical(self, objective: Objective, left: Values, right: Values, rows: int = 4_000) -> tuple[Values, Values]:
        """The middle one of the pairs that break the law among people drawn evenly; else the worst pair with its shared answers
        redrawn."""
        mine, theirs = self.pairs(objective, self.people(rows))
        value = self.values(objective, mine, theirs)
        bad = np.flatnonzero(value > objective.threshold)
        if len(bad):
            middle = bad[np.argsort(value[bad], kind="stable")[len(bad) // 2]]
            return as_values(mine[middle]), as_values(theirs[middle])
        one, other = np.array([left]), np.array([right])
        for number in self.random.permutation(len(self.variables)):
            drawn = int(self.random.integers(0, len(self.variables[number])))
            if one[0, number] == other[0, number]:
                next_one, next_other = one.copy(), other.copy()
                next_one[0, number] = next_other[0, number] = drawn
                if self.values(objective, next_one, next_other)[0] > objective.threshold:
                    one, other = next_one, next_other
        return as_values(one[0]), as_values(other[0])


def as_values(row: NDArray[np.int64]) -> Values:
    """One person as a plain tuple."""
    return tuple(int(one) for one in row)
