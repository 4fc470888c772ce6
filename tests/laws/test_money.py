"""The order of the money and its identities, on every worked example of the example council."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ras_engine import IndicativeBudget, OutOfModel, score
from tests.laws.made import budget, cases, person, ruleset


@pytest.mark.parametrize("case", sorted(cases()))
def test_every_result_adds_up_to_the_penny(case: str) -> None:
    result = score(ruleset(), person(case))
    if isinstance(result, OutOfModel):
        assert result.indicative_budget is None
        assert any(one.withheld for one in result.referrals)
        return
    adjusted = result.carer_neutral_amount + result.carer_adjustment + result.carer_sustainability
    assert adjusted + result.limit_adjustment + result.rounding == result.indicative_budget
    inside = result.contingency_basis == "inside"
    assert result.indicative_budget == (
        result.planning_amount + result.contingency if inside else result.planning_amount - result.contingency
    )


@pytest.mark.parametrize("place", range(9))
def test_a_result_that_does_not_add_up_cannot_be_made(place: int) -> None:
    good = budget("a_parent")
    money = tuple(pence + (here == place) for here, pence in enumerate(good.shown.money))
    with pytest.raises(ArithmeticError):
        replace(good, shown=good.shown._replace(money=money))


def test_a_line_to_which_carers_add_cannot_be_made() -> None:
    good = budget("a_parent")
    left = (good.shown.neutral[0] + 1, good.shown.after_carers[1] - (good.shown.neutral[0] + 1 - good.shown.after_carers[0]))
    with pytest.raises(ArithmeticError):
        replace(good, shown=good.shown._replace(after_carers=(*left, *good.shown.after_carers[2:])))


@pytest.mark.parametrize("case", sorted(cases()))
def test_domain_shares_add_up_to_the_carer_neutral_amount(case: str) -> None:
    result = score(ruleset(), person(case))
    if isinstance(result, IndicativeBudget):
        assert sum((share.pence for share in result.domain_shares.values()), 0) == result.carer_neutral_amount.pence


def test_a_cap_keeps_the_uncapped_amount_and_raises_its_referral() -> None:
    result = budget("the_maximum_is_reached")
    assert result.limits_reached == ("maximum",)
    assert result.before_limits > result.indicative_budget
    assert result.referrals
    assert not any(one.withheld for one in result.referrals)


def test_risk_to_the_authority_moves_who_signs_and_never_money() -> None:
    answers = cases()["a_parent"]["answers"]
    calm, risky = (budget("a_parent", answers={**answers, "money_concern": said}) for said in ("none", "serious"))
    assert calm.decisions.sign_off != risky.decisions.sign_off
    assert (calm.indicative_budget, calm.planning_amount) == (risky.indicative_budget, risky.planning_amount)


def test_the_order_of_answers_is_irrelevant() -> None:
    answers = cases()["a_parent"]["answers"]
    assert budget("a_parent", answers=dict(reversed(answers.items()))).values == budget("a_parent").values


def test_every_step_of_the_working_has_its_place_in_the_file() -> None:
    trace = budget("a_parent").trace
    assert {line.step for line in trace} == {step.name for step in ruleset().plan.steps}
    assert all(line.line_in_ruleset > 0 for line in trace)


def test_another_period_is_the_same_money_by_the_rulesets_own_year() -> None:
    result = budget("a_parent")
    assert result.for_period("week") == result.indicative_budget
    assert result.for_period("year").pence == result.indicative_budget.pence * 52
