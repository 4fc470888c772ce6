"""A test that the council wrote itself: with the strategies, of its own ruleset."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ras_engine import Assessment, load_ruleset, score
from ras_engine.budget import IndicativeBudget
from ras_engine.testing import assessments

RULESET = load_ruleset(Path(__file__).parents[1] / "rulesets" / "2026-04-06.yaml")


@settings(max_examples=50, deadline=None)
@given(assessments(RULESET, near="knots"))
def test_nobody_is_offered_more_than_the_maximum(assessment: Assessment) -> None:
    budget = score(RULESET, assessment)
    assert isinstance(budget, IndicativeBudget)
    assert budget.indicative_budget.pence <= 180_00


@settings(max_examples=5, deadline=None)
@given(st.from_type(Assessment))
def test_hypothesis_knows_what_an_assessment_is(assessment: Assessment) -> None:
    assert assessment.baseline == "no_unpaid_support"
