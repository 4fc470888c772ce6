"""On random rulesets and assessments: every sum of an explanation can be done again, and the steps of a change add up."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ras_engine import Assessment, IndicativeBudget, score
from ras_engine.exact import Money
from ras_engine.explain import compare_results, explain
from ras_engine.testing import assessment_data, compiled, rulesets
from tests.profiles import CASES
from tests.unit.explain.redone import check_explanation

NOTHING = Money(0)


@settings(max_examples=CASES // 4, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_sum_of_every_explanation_can_be_done_again(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    result = score(ruleset, Assessment.from_dict(data.draw(assessment_data(ruleset.document))))
    explanation = explain(result, language=data.draw(st.sampled_from(["en", "cy"])))
    check_explanation(json.loads(json.dumps(explanation.as_dict())))
    assert explanation.as_text()
    assert explanation.as_markdown()
    assert explanation.as_html()
    if isinstance(result, IndicativeBudget):
        lines = {entry.step: entry.amount for entry in explanation.section("before_carers").entries}
        assert lines == {f"line.{line.id}": line.carer_neutral_amount for line in result.lines}


@settings(max_examples=CASES // 8, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_steps_of_every_change_add_up(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    first = data.draw(assessment_data(ruleset.document))
    before, after = (
        score(ruleset, Assessment.from_dict(one)) for one in (first, data.draw(assessment_data(ruleset.document, like=first)))
    )
    comparison = compare_results(before, after)
    if isinstance(before, IndicativeBudget) and isinstance(after, IndicativeBudget):
        currency = after.indicative_budget.currency
        total = sum((step.difference for step in comparison.steps), Money(0, currency))
        assert total == comparison.difference == after.indicative_budget - before.indicative_budget
        for step in comparison.steps:
            assert sum((one.difference for one in step.changes), Money(0, currency)) == step.difference
    else:
        assert comparison.difference is None
