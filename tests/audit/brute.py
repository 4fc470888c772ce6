"""Everybody, one by one: the answers of the audit's laws by plain enumeration, through the plain walker, with none of the audit's
engines.

Only what a step of one answer is, and what an objective asks, is shared with the audit; who can be given, and what each person
gets, is worked out here from the plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from ras_engine.audit.prove.objective import NEVER, Objective, Outputs
from ras_engine.audit.space.variables import Variable
from ras_engine.plan.plan import Plan
from ras_engine.score.many.walk import evaluate_columns


@dataclass
class Answer:
    """The worst value, how many pairs (or people) break the objective, and how many it speaks of."""

    value: int
    concerned: int
    pairs: int


class Everybody:
    """All people of one plan, or of two that share their variables."""

    def __init__(self, known: tuple[Variable, ...], plans: list[Plan], outputs: list[Outputs]) -> None:
        self.known, self.outputs = known, outputs
        self.sizes = [len(one) for one in known]
        self.rows = prod(self.sizes)
        self.people = np.stack(np.unravel_index(np.arange(self.rows), self.sizes), axis=1)
        self.results, self.good = [], []
        for place, plan in enumerate(plans):
            columns, good = self._scored(plan, place, outputs[place])
            self.results.append(columns)
            self.good.append(good)

    def _scored(self, plan: Plan, place: int, outputs: Outputs) -> tuple[list[Any], Any]:
        codes = [np.full(self.rows, least, dtype=np.int64) for least, _ in plan.ranges]
        for number, variable in enumerate(self.known):
            ask = plan.ask_named.get(variable.column)
            if ask is not None:
                for width in range(ask.width):
                    coded = variable.codes[place]
                    assert coded is not None
                    codes[ask.slot + width] = coded[self.people[:, number], width]
        columns = evaluate_columns(plan, codes)
        good = np.ones(self.rows, dtype=bool)
        for ask in plan.asks:
            if ask.asked is not None:
                fits = np.ones(self.rows, dtype=bool)
                for width, value in enumerate(ask.not_asked or ()):
                    fits &= codes[ask.slot + width] == value
                good &= (columns[ask.asked] == 1) | fits
        for clash in plan.clashes:
            good &= columns[clash.slot] == 0
        for slot in outputs.hidden:
            good &= columns[slot] == 0
        return columns, good

    def steps(self, objective: Objective) -> Answer:
        """Every pair one step of one answer apart."""
        values = [np.array([NEVER])]
        for number, variable in enumerate(self.known):
            if variable.column not in objective.columns:
                continue
            stride = prod(self.sizes[number + 1 :])
            for before, after in variable.steps:
                left = np.flatnonzero(self.people[:, number] == before)
                values.append(self._pairs(objective, left, left + (after - before) * stride, 0, 0))
        return self._answer(objective, np.concatenate(values))

    def views(self, objective: Objective, pairs: list[list[dict[str, int]]], places: tuple[int, int]) -> Answer:
        """Everybody as two views see them: what a view fixes is changed, the rest stays."""
        values = [np.array([NEVER])]
        for left_fixed, right_fixed in pairs:
            base = np.ones(self.rows, dtype=bool)
            for number, variable in enumerate(self.known):
                if variable.column in left_fixed and variable.column in right_fixed:
                    base &= self.people[:, number] == left_fixed[variable.column]
                elif variable.column in right_fixed:
                    base &= self.people[:, number] == right_fixed[variable.column]
            people = np.flatnonzero(base)
            sides = [self._fixed(people, each) for each in (left_fixed, right_fixed)]
            values.append(self._pairs(objective, sides[0], sides[1], *places))
        return self._answer(objective, np.concatenate(values))

    def _fixed(self, rows: Any, fixed: dict[str, int]) -> Any:
        for number, variable in enumerate(self.known):
            if variable.column in fixed:
                rows = rows + (fixed[variable.column] - self.people[rows, number]) * prod(self.sizes[number + 1 :])
        return rows

    def _pairs(self, objective: Objective, left: Any, right: Any, one: int, other: int) -> Any:
        mine, theirs = self.results[one], self.results[other]
        speaks = self.good[one][left] & self.good[other][right]
        high, far = self.outputs[one].high, self.outputs[other].high
        if objective.high_need and high and far:
            is_high = mine[high[0]][left] >= high[1]
            speaks &= is_high if objective.columns else is_high | (theirs[far[0]][right] >= far[1])
        if objective.gaining and high:
            speaks &= mine[high[0]][right] > mine[high[0]][left]
        amounts = self.outputs[one].amounts[objective.amount], self.outputs[other].amounts[objective.amount]
        value = objective.value(mine[amounts[0]][left], theirs[amounts[1]][right])
        return np.where(speaks, value, NEVER)

    def _answer(self, objective: Objective, values: Any) -> Answer:
        return Answer(int(values.max()), int((values > objective.threshold).sum()), int((values > NEVER).sum()))
