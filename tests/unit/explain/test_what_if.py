"""What would change: line by line, exact, adding up; and an answer that cannot be given is refused."""

from __future__ import annotations

import json

import pytest

from ras_engine import AssessmentInvalid, IndicativeBudget
from ras_engine.exact import Money
from ras_engine.explain import neighbours, what_if
from tests.unit.explain.people import changed_ruleset, person, ruleset

OPEN = "maximum: {amount: 400.00"


def test_the_differences_of_lines_add_up_to_the_difference() -> None:
    rules = changed_ruleset(OPEN, "maximum: {amount: 40000.00")
    result = what_if(rules, person(), {"hours": "12.5", "dressing": "all"})
    assert isinstance(result.after, IndicativeBudget)
    assert result.difference == result.after.indicative_budget - result.before.indicative_budget  # type: ignore[operator]
    assert sum((one.difference for one in result.changes), Money(0)) == result.difference
    assert [one.key for one in result.inputs] == ["answers.dressing", "answers.hours"]
    line = next(one for one in result.changes if one.step == "line.hours_of_help")
    assert line.difference == Money(6882)  # 12.5 x 2 x 17.205 = 430.125, half up 430.13; 430.13 - 361.31 = 68.82


def test_an_answer_that_changes_nothing_changes_nothing() -> None:
    result = what_if(ruleset(), person(), {"money_concern": "no"})
    assert result.difference == Money(0)
    assert (result.inputs, result.changes, result.beside, result.people) == ((), (), (), ())
    assert "No answer differs." in result.as_text()


def test_a_limit_that_swallows_the_change_shows_both() -> None:
    result = what_if(ruleset(), person(), {"hours": "12.5"})
    assert result.difference == Money(0)
    assert sum((one.difference for one in result.changes), Money(0)) == Money(0)
    assert {"line.hours_of_help", "limit_adjustment"} <= {one.step for one in result.changes}


def test_withdrawing_a_carer_and_changing_group_can_be_asked() -> None:
    changes = {"carer_support": "no_carer", "client_group": "older_people", "deployment": "council_managed"}
    result = what_if(ruleset(), person(), changes)
    assert [one.key for one in result.inputs] == ["client_group", "deployment", "carer_support"]
    assert any(words.startswith("Monitoring: Nothing to send in.") for words in result.people)


def test_taking_an_answer_out_is_a_change() -> None:
    result = what_if(ruleset(), person({"dressing": "all"}), {"dressing": None})
    assert result.inputs[0].after == "no answer"


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"washing": "sometimes"}, "RAS602"), ({"wash": "all"}, "RAS601"), ({"hours": "999"}, "RAS604"), ({"alone": None}, "RAS609")],
)
def test_a_change_that_cannot_be_is_refused(changes: dict[str, str | None], code: str) -> None:
    with pytest.raises(AssessmentInvalid) as refused:
        what_if(ruleset(), person(), changes)
    assert code in {problem.code for problem in refused.value.problems}


def test_where_an_amount_would_no_longer_be_shown_that_is_said() -> None:
    result = what_if(ruleset(), person(), {"hours": "36"})
    assert result.difference is None
    assert result.changes == ()
    text = result.as_text()
    assert "no amount is shown" in text
    assert "People must now look: The model is not reliable at this level of need." in text


def test_data_is_safe_for_json() -> None:
    data = what_if(ruleset(), person(), {"hours": "12.5"}).as_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["schema"] == "ras-what-if/1"


def test_neighbours_are_one_answer_away() -> None:
    rules = changed_ruleset(OPEN, "maximum: {amount: 40000.00")
    found = {(one.question, one.answer): one.difference for one in neighbours(rules, person({"dressing": "some"}))}
    assert {answer for question, answer in found if question == "dressing"} == {"none", "all"}
    assert {answer for question, answer in found if question == "hours"} == {"10", "11"}
    assert not [question for question, _ in found if question in ("washing", "insulin")]  # by days, or a frequency
    assert ("alone", "yes") not in found  # "alarm" would have to be answered too
    result = what_if(rules, person({"dressing": "some"}), {"dressing": "all"})
    assert found[("dressing", "all")] == result.difference


def test_days_written_as_in_a_caseload_are_told_in_words() -> None:
    result = what_if(ruleset(), person(), {"walking": "none=5;all=2"})
    told = next(one for one in result.inputs if one.key == "answers.walking")
    assert "=" not in told.after
    assert told.after.endswith("2 days")
