"""What an assessment must be: every problem at once, with a remedy, and never a score."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ras_engine import Assessment, AssessmentInvalid, score
from ras_engine.assessment import SupportOffered
from tests.laws.made import cases, ruleset

GOOD = "needs_that_come_and_go"


def codes(change: dict[str, Any]) -> list[str]:
    """The problem codes of a good assessment after a change; `answers` are changed one by one, None takes a key out."""
    data = copy.deepcopy(cases()[GOOD])
    answers = change.pop("answers", {})
    for target, changes in ((data, change), (data["answers"], answers)):
        for key, value in changes.items():
            target.pop(key, None) if value is None else target.update({key: value})
    with pytest.raises(AssessmentInvalid) as caught:
        score(ruleset(), Assessment.from_dict(data))
    assert all(problem.remedy and problem.where.path for problem in caught.value.problems)
    return sorted(problem.code for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"answers": {"wasching": "none"}}, "RAS601"),
        ({"answers": {"washing": "often"}}, "RAS602"),
        ({"answers": {"sleep_in_nights": "two"}}, "RAS603"),
        ({"answers": {"sleep_in_nights": "8"}}, "RAS604"),
        ({"answers": {"sleep_in_nights": "0.5"}}, "RAS605"),
        ({"answers": {"night_times": "3"}}, "RAS606"),
        ({"answers": {"night_times": "99 per day"}}, "RAS607"),
        ({"answers": {"washing": None}}, "RAS609"),
        ({"client_group": None}, "RAS612"),
        ({"carer_support": None}, "RAS613"),
        ({"carer_support": "perhaps"}, "RAS614"),
        ({"carer_support": {"gardening": {"level": "some", "able": "yes", "willing": "yes"}}}, "RAS615"),
        ({"baseline": None}, "RAS618"),
        ({"baseline": "with_unpaid_support"}, "RAS619"),
        ({"assessed_on": None}, "RAS620"),
        ({"assessed_on": "6 April 2026"}, "RAS620"),
        ({"age": "81"}, "RAS621"),
        ({"answers": {"washing": True}}, "RAS622"),
        ({"answers": {"sleep_in_nights": 2.0}}, "RAS622"),
        ({"deployment": {"default": "direct_payment", "no_such_line": "direct_payment"}}, "RAS624"),
        ({"client_group": "children"}, "RAS602"),
        ({"client_group": ["older_people"]}, "RAS622"),
        ({"baseline": True}, "RAS622"),
        ({"deployment": "by_post"}, "RAS602"),
        ({"deployment": ["direct_payment"]}, "RAS622"),
        ({"deployment": {"default": 1.5}}, "RAS622"),
        ({"carer_support": True}, "RAS614"),
    ],
)
def test_a_problem_is_named_once_and_nothing_is_scored(change: dict[str, Any], expected: str) -> None:
    assert codes(change) == [expected]


@pytest.mark.parametrize("data", [None, "washing", ["washing"], 5])
def test_what_is_no_assessment_at_all_is_one_problem(data: Any) -> None:
    with pytest.raises(AssessmentInvalid) as caught:
        score(ruleset(), Assessment.from_dict(data))
    assert [problem.code for problem in caught.value.problems] == ["RAS626"]


def test_answers_that_are_no_answers_at_all_are_one_problem() -> None:
    with pytest.raises(AssessmentInvalid) as caught:
        score(ruleset(), Assessment.from_dict({**cases()[GOOD], "answers": "none"}))
    assert [problem.code for problem in caught.value.problems] == ["RAS626"]


def test_all_problems_come_at_once() -> None:
    found = codes({"baseline": None, "carer_support": None, "answers": {"washing": "often", "eating": None, "wasching": "none"}})
    assert found == ["RAS601", "RAS602", "RAS609", "RAS613", "RAS618"]


def test_two_answers_to_one_question_are_a_problem() -> None:
    pairs = [{"question": name, "answer": answer} for name, answer in cases()[GOOD]["answers"].items()]
    assessment = Assessment.from_dict({**cases()[GOOD], "answers": [*pairs, {"question": "washing", "answer": "none"}]})
    assert [problem.code for problem in assessment.faults] == ["RAS623"]


def test_the_nearest_name_is_offered() -> None:
    data = copy.deepcopy(cases()[GOOD])
    data["answers"]["wasching"] = "none"
    with pytest.raises(AssessmentInvalid, match='Did you mean "washing"'):
        score(ruleset(), Assessment.from_dict(data))


def test_whole_numbers_stand_for_their_text() -> None:
    data = copy.deepcopy(cases()[GOOD])
    data["answers"]["sleep_in_nights"] = 2
    assert Assessment.from_dict(data).answers["sleep_in_nights"] == "2"


@pytest.mark.parametrize(
    "data", [None, [], "text", 7, {"answers": 7}, {"answers": [7]}, {"carer_support": [7]}, {"carer_support": {"a": 7}}]
)
def test_data_of_another_shape_is_said_to_be_so(data: Any) -> None:
    with pytest.raises(AssessmentInvalid):
        score(ruleset(), Assessment.from_dict(data))


def test_an_assessment_survives_being_written_down() -> None:
    for case in cases().values():
        assessment = Assessment.from_dict(case)
        again = Assessment.from_dict(assessment.as_dict())
        assert again == assessment
        assert isinstance(assessment.carer_support, SupportOffered) == isinstance(again.carer_support, SupportOffered)
