"""The line: what one change of the sums does to everybody at once, where states are few enough to stand in a row.

Two people one step apart differ by a fixed change of their state, whatever else is said of them. So an objective is worked out once
for each distinct change, over every state that it may start from, as two slices of the same row; the pairs of every answer are then
looked up in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.objective import NEVER, Objective, Outputs
from ras_engine.plan.operations import Slot
from ras_engine.score.many.walk import Column

MOST_TOPS = 512
"""States remembered at which a change does most."""
MOST_MASKED = 1 << 23
"""Marks that are kept, of all rows together."""
MOST_VALUES = 4
"""Columns of values that are kept."""
Place = Column | slice


@dataclass(frozen=True, slots=True)
class Change:
    """The most that an objective can be at one change of the state, and the first states from which it is (few or all of them)."""

    most: int
    tops: Column

    def first(self, before: int, others: NDArray[np.bool_]) -> int | None:
        """The least of `others` that stands at a top together with `before`; None where that is not known."""
        places = self.tops - before
        places = places[(places >= 0) & (places < len(others))]
        hit = np.flatnonzero(others[places])
        return int(places[hit[0]]) if len(hit) else None


class Line:
    """A row of all states, reached or not, with the results of those that are."""

    def __init__(self, states: Column, results: Mapping[Slot, Column], shown: NDArray[np.bool_], outputs: Outputs) -> None:
        self.states, self.outputs, self.size = states, outputs, int(states[-1]) + 1
        self._results, self._spread = results, dict[Slot, Column]()
        self._shown = np.zeros(self.size, dtype=np.bool_)
        self._shown[states] = shown
        self._changes: dict[tuple[Objective, int], Change] = {}
        self._masks: dict[int, NDArray[np.bool_]] = {}
        self._values: dict[tuple[Objective, int], Column] = {}
        self._rises: dict[Slot, bool] = {}

    def mask(self, place: int, states: Column) -> NDArray[np.bool_]:
        """The states of all clusters but one as marks on the row; kept while they are not many."""
        if place not in self._masks:
            found = np.zeros(self.size, dtype=np.bool_)
            found[states] = True
            if len(self._masks) * self.size > MOST_MASKED:
                self._masks.clear()
            self._masks[place] = found
        return self._masks[place]

    def rises(self, objective: Objective) -> bool:
        """Whether an amount never falls along the row."""
        slot = self.outputs.amounts[objective.amount]
        if slot not in self._rises:
            column = self._results[slot]
            self._rises[slot] = bool((column[1:] >= column[:-1]).all())
        return self._rises[slot]

    def change(self, objective: Objective, by: int) -> Change:
        """What a change of the state can do to an objective; NEVER where it does not speak, or leads nowhere."""
        key = (objective, by)
        if key not in self._changes:
            value = self.values(objective, by)
            most = int(value.max())
            self._changes[key] = Change(most, np.flatnonzero(value == most)[:MOST_TOPS] if most > NEVER else value[:0])
        return self._changes[key]

    def values(self, objective: Objective, by: int) -> Column:
        """An objective for every state that the change may start from; the last few are kept, since quantities rise by one step."""
        key = (objective, by)
        if key not in self._values:
            if len(self._values) >= MOST_VALUES:
                del self._values[next(iter(self._values))]
            self._values[key] = self._worked_out(objective, by)
        return self._values[key]

    def _worked_out(self, objective: Objective, by: int) -> Column:
        value = np.full(self.size, NEVER, dtype=np.int64)
        start, stop = max(0, -by), self.size - max(0, by)
        if start < stop:
            results = {slot: self._along(slot) for slot in slots_of(objective, self.outputs)}
            left, right = slice(start, stop), slice(start + by, stop + by)
            found, speaks = pair_values(objective, self.outputs, results, self._shown, left, right)
            np.copyto(value[start:stop], found, where=speaks)
        return value

    def _along(self, slot: Slot) -> Column:
        if slot not in self._spread:
            column = np.zeros(self.size, dtype=np.int64)
            column[self.states] = self._results[slot]
            self._spread[slot] = column
        return self._spread[slot]


def slots_of(objective: Objective, outputs: Outputs) -> list[Slot]:
    """What an objective looks at in one ruleset."""
    return [outputs.amounts[objective.amount], *([outputs.high[0]] if outputs.high else [])]


def pair_values(
    objective: Objective, outputs: Outputs, results: Mapping[Slot, Column], shown: NDArray[np.bool_], left: Place, right: Place
) -> tuple[Column, NDArray[np.bool_]]:
    """An objective for pairs of states one step apart, and of which it speaks."""
    amount = results[outputs.amounts[objective.amount]]
    speaks = shown[left] & shown[right]
    if outputs.high and (objective.high_need or objective.gaining):
        measure = results[outputs.high[0]]
        if objective.high_need:
            speaks &= measure[left] >= outputs.high[1]
        if objective.gaining:
            speaks &= measure[right] > measure[left]
    return objective.value(amount[left], amount[right]), speaks
