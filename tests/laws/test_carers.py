"""The laws of carer neutrality, on the example council."""

from __future__ import annotations

import pytest

from ras_engine import AssessmentInvalid, Money, score
from tests.laws.made import CARED_FOR, budget, offer, person, ruleset

WILLING = {"able": "yes", "willing": "yes"}
NOTHING = Money(0)


def test_a_willing_and_able_carer_changes_the_budget() -> None:
    assert budget(CARED_FOR, carer_support=offer(**WILLING)).carer_adjustment < NOTHING


def test_the_carer_neutral_amount_is_the_same_whatever_carers_do() -> None:
    amounts = {budget(CARED_FOR, carer_support=said).carer_neutral_amount for said in ("no_carer", "not_offered", offer(**WILLING))}
    assert len(amounts) == 1


@pytest.mark.parametrize("facts", [{"able": "no", "willing": "yes"}, {"able": "yes", "willing": "no"}, {**WILLING, "adult": "no"}])
def test_support_that_is_not_able_willing_and_adult_counts_for_nothing(facts: dict[str, str]) -> None:
    alone, offered = (budget(CARED_FOR, carer_support=said) for said in ("not_offered", offer(**facts)))
    assert offered.carer_adjustment == NOTHING
    assert offered.planning_amount == alone.planning_amount


def test_withdrawing_carer_support_restores_the_budget() -> None:
    before = budget(CARED_FOR, carer_support="not_offered")
    budget(CARED_FOR, carer_support=offer(**WILLING))
    assert budget(CARED_FOR, carer_support="not_offered").values == before.values


def test_no_line_grows_by_support() -> None:
    assert all(line.carer_adjustment <= NOTHING for line in budget(CARED_FOR, carer_support=offer(**WILLING)).lines)


@pytest.mark.parametrize("fact", ["able", "willing"])
def test_support_without_both_facts_is_a_problem_and_not_a_guess(fact: str) -> None:
    facts = {name: value for name, value in WILLING.items() if name != fact}
    with pytest.raises(AssessmentInvalid) as caught:
        score(ruleset(), person(CARED_FOR, carer_support=offer(**facts)))
    assert {problem.code for problem in caught.value.problems} == {"RAS616"}


def test_saying_nothing_about_carers_is_a_problem_and_not_no_carer() -> None:
    with pytest.raises(AssessmentInvalid) as caught:
        score(ruleset(), person(CARED_FOR, carer_support=None))
    assert [problem.code for problem in caught.value.problems] == ["RAS613"]


def test_doubt_that_support_will_last_does_not_change_the_money() -> None:
    sure = budget(CARED_FOR, carer_support=offer(**WILLING, likely_to_stay_able="yes", likely_to_stay_willing="yes"))
    unsure = budget(CARED_FOR, carer_support=offer(**WILLING, likely_to_stay_able="no", likely_to_stay_willing="no"))
    assert sure.planning_amount == unsure.planning_amount
