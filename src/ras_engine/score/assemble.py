"""Coded answers to a result: an indicative budget, or a referral that stands in its place."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.plan.plan import Shown
from ras_engine.ruleset import Ruleset


def assemble(ruleset: Ruleset, assessment: Assessment, codes: Sequence[int]) -> IndicativeBudget | OutOfModel:
    """The result of one person's coded answers: one integer for each input slot."""
    plan, codes = ruleset.plan, tuple(codes)
    shown = Shown(*plan.shown(codes))
    for one, raised in zip(plan.referrals, shown.referrals, strict=True):
        if raised and one.withheld:
            return OutOfModel(ruleset, assessment, codes, shown)
    return IndicativeBudget(ruleset, assessment, codes, shown)
