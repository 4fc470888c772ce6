"""P34: a stored result works out again to the same pennies, whatever the ruleset."""

from __future__ import annotations

import json

import jsonschema  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from ras_engine import Assessment
from ras_engine.budget import IndicativeBudget
from ras_engine.results import budget_schema, replay, result_to_json
from ras_engine.score import score
from ras_engine.testing import assessment_data, compiled, rulesets
from tests.profiles import CASES

VALIDATOR = jsonschema.Draft202012Validator(budget_schema())


@settings(max_examples=CASES // 4)
@given(st.data())
def test_a_stored_result_of_any_ruleset_has_the_published_form_and_replays_to_the_same_pennies(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets(), label="ruleset"))
    result = score(ruleset, Assessment.from_dict(data.draw(assessment_data(ruleset.document), label="assessment")))
    text = result_to_json(result)
    VALIDATOR.validate(json.loads(text))
    again = replay(text, ruleset)
    assert (again.verdict, again.differences, again.notes) == ("same", (), ())
    assert isinstance(result, IndicativeBudget) or f'"{ruleset.plan.currency}"' not in text
