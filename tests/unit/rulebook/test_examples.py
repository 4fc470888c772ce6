from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine.errors import Problem, RulesetInvalid
from ras_engine.rulebook import check_examples, examples_path, load_examples, load_rulebook, read_examples
from tests.unit.small import BODY, EXAMPLE, examples, small

EXAMPLE_BOROUGH = Path(__file__).parents[3] / "rulesets" / "example-borough"
REFERRAL = """\
referral:
  - {id: people_look, indicative_budget: withheld, when: {question: washing, is: all}, says: Let us talk.}
"""
RULESET = small("2025-04-07", body=BODY + REFERRAL)


def found(before: str, after: str, text: str = "") -> tuple[Problem, ...]:
    text = text or examples("2025-04-07")
    assert before in text
    return check_examples(RULESET, read_examples(text.replace(before, after), file="small.examples.yaml"))


@pytest.mark.parametrize("ruleset", load_rulebook(EXAMPLE_BOROUGH).rulesets, ids=str)
def test_every_worked_example_of_the_example_council_comes_out_to_the_penny(ruleset: object) -> None:
    assert check_examples(ruleset, load_examples(examples_path(ruleset.located.file))) == ()  # type: ignore[arg-type, attr-defined]


def test_examples_that_come_out_have_no_problems() -> None:
    assert found("49.20", "49.20") == ()


def test_a_penny_off_is_shown_at_its_line_with_the_difference_and_the_working() -> None:
    (one,) = found("planning_amount: 44.10", "planning_amount: 44.11")
    assert one.code == "RAS801"
    assert 'In the example "some_help", planning_amount should be 44.11 and is 44.1: 0.01 too little.' in one.message
    assert "indicative_budget = 49" in one.remedy
    assert "contingency = 4.9" in one.remedy
    line = examples("2025-04-07").splitlines()[one.where.line - 1]
    assert line.strip() == "planning_amount: 44.10"
    assert one.related[0].where.line == RULESET.located.where_key(("contingency",)).line > 1


def test_too_much_is_told_from_too_little() -> None:
    (one,) = found("line.core: 49.20", "line.core: 40")
    assert one.message.endswith("should be 40 and is 49.2: 9.2 too much.")


def test_a_step_that_is_not_there_names_the_nearest() -> None:
    (one,) = found("planning_amount: 44.10", "planing_amount: 44.10")
    assert (one.code, one.remedy) == ("RAS802", 'Did you mean "planning_amount"?')


def test_a_value_that_is_neither_a_number_nor_a_name_is_a_problem_of_its_own() -> None:
    assert [one.code for one in found("pool: no", "pool: perhaps")] == ["RAS803"]
    assert [one.code for one in found("pool: no", "pool: yes")] == ["RAS801"]


def test_an_assessment_that_cannot_be_scored_is_shown_at_its_answer() -> None:
    (one,) = found("washing: some", "washing: same")
    assert one.code == "RAS804"
    assert '"same" is not one of the answers' in one.message
    assert "washing" in examples("2025-04-07").splitlines()[one.where.line - 1]


def test_a_referral_that_was_not_expected_and_another_outcome_are_problems() -> None:
    problems = found("washing: some", "washing: all")
    assert [one.code for one in problems if one.code != "RAS801"] == ["RAS806", "RAS805"]


def test_a_referral_is_an_outcome_that_can_be_expected() -> None:
    case = EXAMPLE.replace("washing: some", "washing: all").replace(
        "referrals: []", "referrals: [people_look]\n    outcome: referral"
    )
    case = case[: case.index("    expect:")] + "    expect: {referral.people_look: 1}\n    working: The answer raises it.\n"
    assert check_examples(RULESET, read_examples(examples("2025-04-07", cases=case))) == ()
    (one,) = found("referrals: [people_look]", "referrals: []", examples("2025-04-07", cases=case))
    assert one.code == "RAS805"
    assert "no referral; raised: people_look" in one.message


def test_examples_of_another_ruleset_are_noticed() -> None:
    assert [one.code for one in found("revision: 1", "revision: 2")] == ["RAS807"]
    assert [one.code for one in found("scheme: small/adults", "scheme: big/adults")] == ["RAS807"]


def test_the_same_name_for_two_cases_is_a_problem() -> None:
    twice = examples("2025-04-07", cases=EXAMPLE + EXAMPLE)
    assert [one.code for one in check_examples(RULESET, read_examples(twice, file="small.examples.yaml"))] == ["RAS808"]


def test_examples_of_the_wrong_shape_are_shown_with_their_lines_and_their_own_keys() -> None:
    text = examples("2025-04-07").replace("    says:", "    sais:").replace("scheme: small/adults\n", "")
    with pytest.raises(RulesetInvalid) as caught:
        read_examples(text, file="small.examples.yaml")
    problems = caught.value.problems
    assert [one.code for one in problems] == ["RAS101", "RAS101", "RAS100"]
    assert all(one.where.line > 0 for one in problems)
    assert any('Did you mean "says"?' in one.remedy for one in problems)
    assert all("uleset" not in one.message for one in problems)
