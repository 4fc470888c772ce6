"""Figures of the working that a finding hangs on, by name, in the words in which a pair shows them.

Receives a scored result and a name: a step of the working ("measure.total_points"), a route ("sign_off"), "pool", or a condition of
the ruleset ("condition sign_off[1].when"). Whoever rechecks a pair asks for the same names.
"""

from __future__ import annotations

from fractions import Fraction

from ras_engine.audit.report import Difference
from ras_engine.budget import Result
from ras_engine.exact import format_decimal
from ras_engine.located import path_text
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Path, Plan

CONDITION = "condition "
YES, NO = "yes", "no"
HOLDS, FAILS = "holds", "does not hold"


def fact(result: Result, name: str) -> str | None:
    """What a result says under a name; None where it knows no such name."""
    plan, values = result.ruleset.plan, result.values
    if name.startswith(CONDITION):
        slot = conditions(plan).get(name)
        return None if slot is None else HOLDS if values[slot] else FAILS
    route = next((route for title, route in plan.routes if title == name), None)
    if route is not None:
        return route.entries[values[route.slot]]
    if name == "pool":
        return None if plan.pool is None else YES if values[plan.pool] else NO
    step = plan.step_named.get(name)
    bands = _bands(result, name)
    if step is not None and bands:
        return bands[values[step.slot]]
    return None if step is None else format_decimal(step.number(values[step.slot]), 2 if step.unit == plan.currency else 0)


def _bands(result: Result, name: str) -> list[str]:
    """The names of a measure's bands; none where it has none."""
    measures = result.ruleset.document.measures or ()
    found = next((one for one in measures if f"measure.{one.id}" == name), None)
    return [str(band.id) for band in getattr(found, "bands", None) or ()]


def facts(left: Result, right: Result, names: tuple[str, ...]) -> tuple[Difference, ...]:
    """The facts of two results, side by side."""
    return tuple(Difference(name, fact(left, name) or "", fact(right, name) or "") for name in dict.fromkeys(names))


def beyond_in_pence(compares: str, pence: int, limit: str) -> int:
    """How far an amount is "over" or "under" a limit in pounds, in pence; a limit between two pennies is rounded down."""
    edge = Fraction(limit) * 100 // 1
    return pence - edge if compares == "over" else edge - pence


def conditions(plan: Plan) -> dict[str, Slot]:
    """The conditions of a ruleset by name."""
    return {CONDITION + path_text(path): slot for slot, path in plan.conditions}


def condition_at(plan: Plan, slot: Slot, within: Path = ()) -> str:
    """The name of the condition in a slot, that within a path where it stands in several places; else the empty text."""
    paths = [path for one, path in plan.conditions if one == slot]
    inside = [path for path in paths if path[: len(within)] == within] or paths
    return CONDITION + path_text(min(inside, key=len)) if inside else ""


def step_at(plan: Plan, slot: Slot) -> str:
    """The name of the step in a slot: a measure where it is one; else the empty text."""
    names = [step.name for step in plan.steps if step.slot == slot]
    return min(names, key=lambda name: (not name.startswith("measure."), len(name)), default="")
