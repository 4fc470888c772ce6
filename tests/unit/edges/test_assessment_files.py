"""An assessment file: numbers as written, and every problem at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine.edges.files import read_assessment
from ras_engine.edges.files.assessment import AssessmentFile, assessment_of_text
from ras_engine.errors import AssessmentInvalid
from ras_engine.score import score
from tests.unit.edges.people import PERSON, example


def places(file: AssessmentFile) -> dict[str, tuple[str, int]]:
    with pytest.raises(AssessmentInvalid) as refused:
        score(example(), file.assessment)
    return {one.where.path: (one.code, one.where.line) for one in file.placed(refused.value.problems)}


def test_the_example_is_read_and_scored() -> None:
    assert score(example(), read_assessment(PERSON)).outcome == "amount"


def test_numbers_are_kept_as_they_are_written() -> None:
    text = '{"answers": {"hours": 10.50, "nights": 2, "huge": 1e3}}'
    assert dict(assessment_of_text(text).assessment.answers) == {"hours": "10.50", "nights": "2", "huge": "1e3"}


def test_an_answer_that_stands_twice_is_a_problem_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "person.json"
    path.write_text('{"answers": {\n"washing": "all",\n"washing": "none"}}', encoding="utf-8")
    with pytest.raises(AssessmentInvalid) as refused:
        read_assessment(path)
    assert [(one.code, one.where.line) for one in refused.value.problems] == [("RAS012", 3)]


def test_faults_of_the_file_know_their_line() -> None:
    file = assessment_of_text('{"assessed_on": "soon",\n"age": "81",\n"answers": {\n"washing": true}}', file="person.json")
    assert [(one.code, str(one.where)) for one in file.assessment.faults] == [
        ("RAS621", "person.json:2:1"),
        ("RAS620", "person.json:1:2"),
        ("RAS622", "person.json:4:1"),
    ]


def test_problems_with_answers_know_their_line_and_missing_ones_the_line_they_are_missing_from() -> None:
    text = PERSON.read_text(encoding="utf-8").replace('"washing": "all"', '"washing": "every day"').replace('"falls": "often",', "")
    found = places(assessment_of_text(text, file="person.json"))
    washing = next(number for number, line in enumerate(text.splitlines(), 1) if '"washing"' in line)
    answers = next(number for number, line in enumerate(text.splitlines(), 1) if '"answers"' in line)
    assert found == {"answers.washing": ("RAS602", washing), "answers.falls": ("RAS609", answers)}


def test_an_answer_in_a_list_is_found_by_its_question() -> None:
    text = '{"baseline": "no_unpaid_support",\n"answers": [\n{"question": "washing", "answer": "every day"}]}'
    assert places(assessment_of_text(text))["answers.washing"] == ("RAS602", 3)


@pytest.mark.parametrize("text", ["[]", '"x"', "7", "null"])
def test_what_is_no_assessment_is_a_problem_and_no_crash(text: str) -> None:
    assert {one.code for one in assessment_of_text(text).assessment.faults} == {"RAS626"}
