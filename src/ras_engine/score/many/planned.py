"""How a ruleset is worked out for a caseload, told before or after one is scored."""

from __future__ import annotations

from collections.abc import Iterable

from ras_engine.ruleset import Ruleset
from ras_engine.score.many.kernel.report import PlanExplained, explained, shown
from ras_engine.score.many.work import program_for


def explain_plan(ruleset: Ruleset, *, steps: Iterable[str] | None = None) -> PlanExplained:
    """Which parts of a ruleset a caseload reads from tables, which it works out one by one, and why.

    `steps` are the names of steps of the working, where others are wanted than those that a result shows. Raises KeyError for
    an unknown step. `docs/performance.md` explains the words.
    """
    plan = ruleset.plan
    wanted = shown(plan) if steps is None else tuple(dict.fromkeys(plan.step_named[name].slot for name in steps))
    return explained(ruleset, program_for(plan, wanted))
