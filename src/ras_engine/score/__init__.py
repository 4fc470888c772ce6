"""Scores one person, or a caseload, against a ruleset: admit, walk the plan, assemble the result."""

from __future__ import annotations

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import admit
from ras_engine.score.assemble import assemble
from ras_engine.score.quick import quick_codes


def score(ruleset: Ruleset, assessment: Assessment) -> IndicativeBudget | OutOfModel:
    """The indicative budget of one person, or the referral that stands in its place, with the complete working.

    Raises AssessmentInvalid with every problem of the assessment; it is never scored in part.
    """
    plan = ruleset.plan
    codes = quick_codes(plan, assessment)
    return assemble(ruleset, assessment, admit(ruleset, assessment)[: plan.inputs] if codes is None else codes)


__all__ = ["score"]
