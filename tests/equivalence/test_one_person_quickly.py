"""What is quick for one person gives what is careful: the same admission, the same integer in every slot, the same refusals."""

from __future__ import annotations

import pickle
from dataclasses import fields
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from ras_engine import Assessment, AssessmentInvalid, OutOfModel, score
from ras_engine.plan.plan import Shown
from ras_engine.plan.straight import straight
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import admit
from ras_engine.score.one import evaluate
from ras_engine.score.quick import quick_codes
from ras_engine.testing import assessment_data, compiled, rulesets
from tests.profiles import CASES

SLIPS: tuple[Any, ...] = (None, "", "none", "no", "0", "x", "3", 3, 2.5, True, {"times": "2", "per": "week"}, ["none"])


def careful(ruleset: Ruleset, assessment: Assessment) -> list[int] | None:
    """The codes that the careful admission gives; None where it refuses."""
    try:
        return admit(ruleset, assessment)[: ruleset.plan.inputs]
    except AssessmentInvalid:
        return None


@st.composite
def spoiled(draw: st.DrawFn, person: dict[str, Any]) -> dict[str, Any]:
    """A person with some of the data left out, or something else in its place."""
    changed = {key: dict(value) if isinstance(value, dict) else value for key, value in person.items()}
    for _ in range(draw(st.integers(0, 3))):
        inside = changed["answers"] if changed["answers"] and draw(st.booleans()) else changed
        name = draw(st.sampled_from(sorted(inside)) | st.just("stranger"))
        if name == "answers":
            continue
        if draw(st.booleans()):
            inside.pop(name, None)
        else:
            inside[name] = draw(st.sampled_from(SLIPS))
    return changed


@settings(max_examples=CASES)
@given(st.data())
def test_the_quick_admission_takes_nothing_that_the_careful_one_refuses_and_codes_alike(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    for _ in range(3):
        person = data.draw(assessment_data(ruleset.document))
        for one in (person, data.draw(spoiled(person))):
            note(str(one))
            assessment = Assessment.from_dict(one)
            codes, expected = quick_codes(ruleset.plan, assessment), careful(ruleset, assessment)
            assert codes == expected or (codes is None and (one is not person or assessment.deployment_by_line))


@settings(max_examples=CASES)
@given(st.data())
def test_the_plan_written_out_gives_what_the_walker_gives_in_every_slot(data: st.DataObject) -> None:
    plan = compiled(data.draw(rulesets())).plan
    for _ in range(3):
        codes = [data.draw(st.integers(*span)) for span in plan.ranges]
        walked = evaluate(plan, list(codes))
        assert list(plan.every_slot(codes)[0]) == walked
        shown = Shown(*plan.shown(codes))
        assert shown.money == tuple(walked[getattr(plan.money, field.name)] for field in fields(plan.money))
        assert shown.neutral == tuple(walked[line.neutral] for line in plan.lines)
        slots = [len(walked) - 1, *range(0, len(walked), 7)]
        assert straight(plan.inputs, plan.operations, (tuple(slots), ()))(codes) == (tuple(walked[slot] for slot in slots), ())


@settings(max_examples=20)
@given(st.data())
def test_a_result_is_the_same_after_pickling_and_shows_no_answers_in_a_log(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    assessment = Assessment.from_dict(data.draw(assessment_data(ruleset.document)))
    if careful(ruleset, assessment) is None:
        return
    result = score(ruleset, assessment)
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert again.trace == result.trace
    assert again.values == tuple(evaluate(ruleset.plan, list(result.codes)))
    amount = "" if isinstance(result, OutOfModel) else f"{result.indicative_budget} a {result.per}, "
    assert repr(result) == f"<{type(result).__name__} {amount}{ruleset}>"
