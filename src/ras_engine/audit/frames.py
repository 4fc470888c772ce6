"""The engines of a bench, made once and shared by the laws: exact ones and bounds, for each set of views.

What laws ask differs in the amounts and in the answers that change; the views are the same few (a client group, two groups, with
carers and without, two rulesets). So every engine is made for all amounts at once and kept; what could not be made is remembered as
well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ras_engine.audit.prove.bounds import Bounds, matched_coordinates
from ras_engine.audit.prove.exact import Exact, strict_frame
from ras_engine.audit.prove.objective import Found, Objective, Outputs
from ras_engine.audit.space.frame import Frame, Sizes
from ras_engine.audit.space.variables import OutOfReach, Variable, variables
from ras_engine.audit.space.view import View
from ras_engine.ruleset import Ruleset

INDICATIVE, PLANNING, BEFORE = "indicative_budget", "planning_amount", "before_limits"
AMOUNTS = (INDICATIVE, PLANNING, BEFORE)

Fixed = Sequence[Mapping[str, int]]
"""What each view fixes: one mapping for steps of one answer, two for the same person seen twice."""


class NothingMoves(OutOfReach):
    """No answer moves the amount at all."""


@dataclass
class Frames:
    """Makes and keeps engines. `states` and `sizes` say how far they go, `stop` raises TimeoutError when the time is over."""

    ruleset: Ruleset
    states: int
    work: int
    sizes: Sizes
    stop: Callable[[], None]
    made: dict[Any, Any] = field(default_factory=dict)
    tables: dict[Any, Any] = field(default_factory=dict)

    def variables(self, plans: Sequence[Ruleset] = ()) -> tuple[Variable, ...]:
        """The variables of the ruleset, or of two side by side. Raises OutOfReach."""
        key = ("variables", len(plans))
        if key not in self.made:
            self.made[key] = variables(list(plans) or [self.ruleset])
        found: tuple[Variable, ...] = self.made[key]
        return found

    def views(self, fixed: Fixed, plans: Sequence[Ruleset] = ()) -> tuple[list[View], list[Outputs]]:
        """The views and what is looked at in each."""
        rulesets, known = list(plans) or [self.ruleset], self.variables(plans)
        seen, outputs = [], []
        for place, one in enumerate(fixed):
            number = min(place, len(rulesets) - 1)
            seen.append(self._view(rulesets[number], number, one, known, len(plans)))
            outputs.append(outputs_of(rulesets[number]))
        return seen, outputs

    def _view(self, ruleset: Ruleset, number: int, fixed: Mapping[str, int], known: Sequence[Variable], plans: int) -> View:
        key = ("view", number, plans, *sorted(fixed.items()))
        if key not in self.made:
            self.made[key] = View(ruleset.plan, known, number, fixed)
        made: View = self.made[key]
        return made

    def exact(self, fixed: Fixed, found: Sequence[Found], plans: Sequence[Ruleset] = ()) -> Exact:
        """The exact engine for some objectives. Raises OutOfReach."""
        exact = self._exact_for(fixed, _names(found), plans, high=True)
        if exact is None:  # too much at once: what is asked for, and no more
            high = any(one.objective.high_need or one.objective.gaining for one in found)
            exact = self._exact_for(fixed, frozenset(one.objective.amount for one in found), plans, high=high)
        if exact is None:
            raise self.made["why not"]
        if len(fixed) == 1:
            exact.worth(frozenset(column for one in found for column in one.objective.columns), self.work)
        return exact

    def _exact_for(self, fixed: Fixed, names: frozenset[str], plans: Sequence[Ruleset], *, high: bool) -> Exact | None:
        """The exact engine for some amounts; None where it does not reach."""
        try:
            made: Exact = self._kept(
                ("exact", *self._key(fixed, plans), names, high), lambda: self._exact(fixed, names, plans, high)
            )
        except OutOfReach as why:
            self.made["why not"] = why
            return None
        return made

    def _exact(self, fixed: Fixed, names: frozenset[str], plans: Sequence[Ruleset], high: bool) -> Exact:
        seen, outputs = self.views(fixed, plans)
        frame, hidden = strict_frame(seen, outputs, [one.slots(names, high) for one in outputs], self.sizes, self.tables)
        return Exact(frame, hidden, self.states, self.stop)

    def exact_of(self, fixed: Fixed, outputs: Outputs, slots: tuple[int, ...]) -> Exact:
        """The exact engine for some slots of the ruleset itself, and whoever `outputs` hides. Raises OutOfReach."""
        seen = self.views(fixed)[0]
        wanted = tuple(dict.fromkeys((*slots, *outputs.hidden)))
        frame, hidden = strict_frame(seen, [outputs] * len(seen), [wanted] * len(seen), self.sizes, self.tables)
        return Exact(frame, hidden, self.states, self.stop)

    def bounds(self, fixed: Fixed, found: Sequence[Found], plans: Sequence[Ruleset] = ()) -> Bounds:
        """The engine of bounds for some objectives. Raises OutOfReach."""
        made: Bounds = self._kept(("bounds", *self._key(fixed, plans), _names(found)), lambda: self._bounds(fixed, found, plans))
        return made

    def _bounds(self, fixed: Fixed, found: Sequence[Found], plans: Sequence[Ruleset]) -> Bounds:
        seen, outputs = self.views(fixed, plans)
        names = _names(found)
        slots = tuple(replace(one, hidden=()).slots(names, True) for one in outputs)
        kept = self.made.setdefault(("tables", len(fixed), len(plans), names), {})
        frame = Frame(tuple(seen), slots, self.sizes, strict=False, kept=kept, tables=self.tables)
        if not frame.coordinates:
            raise NothingMoves("no answer moves the amount")
        return Bounds(frame, outputs, self.stop, matched_coordinates(frame) if len(seen) == 2 else ())

    def still(self, objective: Objective, fixed: Fixed, plans: Sequence[Ruleset] = ()) -> int:
        """An objective where no answer moves the amount: it is the same for everybody."""
        seen, outputs = self.views(fixed, plans)
        amounts = [view.values[one.amounts[objective.amount]] for view, one in zip(seen, outputs, strict=True)]
        left, right = np.array(amounts[:1], dtype=np.int64), np.array(amounts[-1:], dtype=np.int64)
        return int(objective.value(left, right)[0])

    def _key(self, fixed: Fixed, plans: Sequence[Ruleset]) -> tuple[Any, ...]:
        return tuple(tuple(sorted(one.items())) for one in fixed), len(plans)

    def _kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """What was made for a key, or why it could not be."""
        if key not in self.made:
            try:
                self.made[key] = make()
            except OutOfReach as why:
                self.made[key] = why
        if isinstance(self.made[key], OutOfReach):
            raise self.made[key]
        return self.made[key]


def _names(found: Sequence[Found]) -> frozenset[str]:
    """The amounts that an engine is made for: the usual three, and whatever else is asked for."""
    return frozenset({*AMOUNTS, *(one.objective.amount for one in found)})


def outputs_of(ruleset: Ruleset) -> Outputs:
    """The slots that laws look at in a ruleset."""
    plan = ruleset.plan
    amounts = {name: getattr(plan.money, name) for name in plan.money.__dataclass_fields__}
    amounts |= {f"line.{line.id}.after_carers": line.after_carers for line in plan.lines}
    hidden = tuple(one.slot for one in plan.referrals if one.withheld)
    return Outputs(amounts, hidden, _high(ruleset))


def _high(ruleset: Ruleset) -> tuple[int, int] | None:
    audit = ruleset.document.audit
    if audit is None or audit.high_need is None:
        return None
    step = ruleset.plan.step_named.get(f"measure.{audit.high_need.measure}")
    if step is None:
        return None
    start = audit.high_need.at_least * step.scale
    return step.slot, -(-start.numerator // start.denominator)
