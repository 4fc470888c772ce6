"""What a law says of a handful of people, held against those people: limits after rounding, answers that only speak against
others, the threshold that was passed."""

from __future__ import annotations

import pytest

from ras_engine.assessment import Assessment
from ras_engine.audit import Finding, Verdict, audit
from ras_engine.audit.bench import Limits
from ras_engine.errors import RulesetInvalid
from ras_engine.ruleset import read_ruleset
from ras_engine.score import score
from tests.beginnings import beginning

RULES = (
    beginning("example/small")
    + """\
client_groups: {older: {}, younger: {}}
questions:
  - {id: hours, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 20, step: 1, ask: "Hours?"}
  - {id: alone, kind: yes_no, about: safety, ask: "Alone?", points: {yes: 2, no: 0}}
  - {id: company, kind: yes_no, about: circumstances, ask: "With others?"}
measures:
  - {id: total, kind: sum, of: [hours], unit: points}
budget_lines:
  - {id: care, kind: price_per_point, of: total, by_client_group: {older: 10.00, younger: 12.00}, why: "Costs."}
  - {id: safe, kind: price_per_point, of: alone, per_point: 3.00}
limits:
  minimum: {amount: 15.00, zero_stays_zero: yes}
  maximum: {by: [client_group], amounts: {older: 150.00, younger: 180.00}, refer: high, why: "Tested up to here."}
contingency: {kind: none, why: "An example."}
referral: [{id: high, indicative_budget: shown, says: People must look.}]
cannot_stand_together:
  - {id: clash, when: {all: [{question: alone, is: yes}, {question: company, is: yes}]}, says: Look again.}
audit:
  largest_group_gap: {amount: 100.00, why: "For the test.", decided_on: 2026-01-05}
  largest_group_gap_at_high_need: {amount: 15.00, why: "For the test.", decided_on: 2026-01-05}
  high_need: {measure: total, at_least: 15, why: "For the test."}
"""
)


def finding(law: str, *changes: tuple[str, str]) -> Finding:
    text = RULES
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return audit(read_ruleset(text, file="small.yaml"), laws=[law]).finding(law)


def rounded_to(step: str, direction: str) -> tuple[str, str]:
    return "indicative_budget: {to: 1.00, direction: half_up}", f"indicative_budget: {{to: {step}, direction: {direction}}}"


def test_limits_of_each_group_are_proved_for_everybody() -> None:
    assert finding("P7").verdict is Verdict.PROVED


def test_a_minimum_that_rounding_turns_into_nothing_is_broken() -> None:
    found = finding("P7", rounded_to("50.00", "half_up"))
    assert found.verdict is Verdict.BROKEN
    assert "the minimum does not hold after rounding" in found.says


def test_a_payment_that_rounding_turns_into_nothing_is_broken() -> None:
    smallest = ("  minimum: {amount: 15.00, zero_stays_zero: yes}", "  minimum_payment: {amount: 15.00, refer: high}")
    assert finding("P7", smallest).verdict is Verdict.PROVED
    assert "the minimum_payment does not hold" in finding("P7", smallest, rounded_to("50.00", "half_up")).says


def test_the_maximum_of_one_group_that_rounding_passes_is_broken() -> None:
    found = finding("P7", rounded_to("20.00", "up"))
    assert found.verdict is Verdict.BROKEN
    assert "the maximum does not hold after rounding" in found.says


def test_an_answer_that_speaks_against_another_is_read() -> None:
    """Whoever says that they are alone and live with others is asked again: that is what the question is for."""
    assert finding("P16").verdict is Verdict.PROVED


def test_an_answer_that_nothing_reads_is_named() -> None:
    silent = (
        "cannot_stand_together:\n"
        "  - {id: clash, when: {all: [{question: alone, is: yes}, {question: company, is: yes}]}, says: Look again.}\n"
    )
    found = finding("P16", (silent, ""))
    assert found.verdict is Verdict.BROKEN
    assert "company" in found.says


def test_the_threshold_that_was_passed_is_the_one_that_is_named() -> None:
    found = finding("P5")
    assert (found.verdict, found.threshold) == (Verdict.BROKEN, 1500)
    assert [one.path for one in found.rules if one.path.startswith("audit")] == ["audit.largest_group_gap_at_high_need"]


def test_a_gap_at_high_need_is_not_passed_over_where_high_need_is_not_said() -> None:
    found = finding("P5", ('  high_need: {measure: total, at_least: 15, why: "For the test."}\n', ""))
    assert found.verdict is Verdict.PROVED
    assert any("largest_group_gap_at_high_need" in one for one in found.assumes)


@pytest.mark.parametrize(("name", "unit"), [("largest_group_gap", "share: 5%"), ("most_a_carer_may_reduce", "amount: 5")])
def test_a_threshold_in_another_unit_is_refused_and_not_taken_for_none(name: str, unit: str) -> None:
    line = f'  {name}: {{{unit}, why: "For the test.", decided_on: 2026-01-05}}\n'
    with pytest.raises(RulesetInvalid) as refused:
        finding("P5", ('  largest_group_gap: {amount: 100.00, why: "For the test.", decided_on: 2026-01-05}\n', line))
    assert {one.code for one in refused.value.problems} == {"RAS100", "RAS101"}


def test_what_one_day_does_by_the_national_rule_is_looked_at_and_told() -> None:
    """One day more with some help in the place of none: the level falls from all to some, and so does the money."""
    by_days = (
        '  - {id: alone, kind: yes_no, about: safety, ask: "Alone?", points: {yes: 2, no: 0}}\n',
        """
  - id: alone
    kind: levels
    about: safety
    ask: Alone?
    fluctuating: {rule: level_on_most_days, days: 3}
    levels: [{id: no, says: None, points: 0}, {id: some, says: Some, points: 4}, {id: yes, says: All, points: 9}]
""",
    )
    found = finding("P1", by_days)
    assert found.verdict is Verdict.PROVED
    assert any("alone" in one and "level_on_most_days" in one and "so yes becomes some" in one for one in found.assumes)
    ruleset = read_ruleset(RULES.replace(*by_days), file="small.yaml")
    money = [
        score(
            ruleset,
            Assessment.from_dict(
                {
                    "assessed_on": "2026-05-01",
                    "baseline": "no_unpaid_support",
                    "client_group": "older",
                    "answers": {"hours": "3", "company": "no", "alone": days},
                }
            ),
        ).step("indicative_budget")
        for days in ({"no": "1", "some": "1", "yes": "1"}, {"some": "2", "yes": "1"})
    ]
    assert money[0] > money[1]


def test_a_rule_that_is_not_in_the_file_is_not_named() -> None:
    own = (
        'contingency: {kind: none, why: "An example."}',
        "contingency: {kind: fixed, by: [alone], amounts: {yes: 10, no: 0}, basis: on_top, year_end: {rule: keep_all}, "
        'draw: {without_reassessment: yes}, why: "Minute 5"}',
    )
    found = finding("P8", own)
    assert found.verdict is Verdict.BROKEN
    assert [one.path for one in found.rules] == ["contingency.amounts.no"]


OVER_A_GAP = (
    '  - {id: hours, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 20, step: 1, ask: "Hours?"}',
    "  - {id: hours, kind: levels, about: need, ask: Hours?, levels: [{id: none, says: None, points: 4}, "
    "{id: some, says: Some, points: 5}, {id: all, says: All, points: 5}]}",
)
WITHHELD = (
    "referral: [",
    "referral: [{id: ends, indicative_budget: withheld, when: {question: hours, is: some}, says: The model ends.}, ",
)


@pytest.mark.parametrize("law", ["P1", "P6", "P21"])
def test_a_law_about_steps_says_that_nobody_beyond_people_without_an_amount_is_compared(law: str) -> None:
    """Those with no need get 40.00, those with some are referred, those with most get 30.00: no step shows it."""
    falls = (
        "  - {id: care, kind: price_per_point, of: total, by_client_group: {older: 10.00, younger: 12.00}",
        "  - {id: care, kind: bands, of: total, by_client_group: {older: [{from: 4, amount: 40.00}, {from: 5, amount: 30.00}], "
        "younger: [{from: 4, amount: 40.00}, {from: 5, amount: 30.00}]}",
    )
    high = ("at_least: 15", "at_least: 5")
    step = ("audit:\n", 'audit:\n  largest_step: {amount: 20.00, why: "For the test.", decided_on: 2026-01-05}\n')
    with_nobody_between = finding(law, OVER_A_GAP, WITHHELD, falls, high, step)
    assert with_nobody_between.verdict is Verdict.PROVED
    assert any("withholds the amount" in one and "cannot stand together" in one for one in with_nobody_between.assumes)


def test_where_everybody_has_an_amount_nothing_is_left_out() -> None:
    everybody = (
        "cannot_stand_together:\n"
        "  - {id: clash, when: {all: [{question: alone, is: yes}, {question: company, is: yes}]}, says: Look again.}\n"
    )
    assert finding("P1", (everybody, "")).assumes == ()


def test_what_the_time_did_not_reach_is_not_said_to_have_a_bound() -> None:
    found = audit(read_ruleset(RULES, file="small.yaml"), laws=["P5"], budget_seconds=0).finding("P5")
    assert found.verdict is Verdict.SAMPLED
    assert found.says == (
        "Nobody was found further apart than allowed; how far it could go is not known. "
        "Not decided for everybody: the time given was over."
    )


def test_dominance_across_groups_is_shown_where_the_groups_are_furthest_apart() -> None:
    """A contingency on top makes the planning amounts further apart than the budgets."""
    on_top = (
        'contingency: {kind: none, why: "An example."}',
        "contingency: {kind: share, share: 20%, basis: on_top, year_end: {rule: keep_all}, draw: {without_reassessment: yes}, "
        "why: Minute 5}",
    )
    allowed = ("largest_group_gap: {amount: 100.00", "largest_group_gap: {amount: 10.00")
    worst = [finding(law, on_top, allowed).worst for law in ("P5", "P21", "P23")]
    assert worst[0] is not None
    assert worst[0].least == worst[0].most == 3600  # 30.00 between the two maxima, and a fifth of it
    assert worst[1] == worst[2] == worst[0]


@pytest.mark.parametrize("law", ["P1", "P5"])
def test_sums_that_no_two_answers_share_are_bounded_as_well(law: str) -> None:
    """Hours and being alone go into an amount each: there is no sum that a bound could go along."""
    listed = audit(read_ruleset(RULES, file="small.yaml"), laws=[law]).finding(law)
    bounded = audit(read_ruleset(RULES, file="small.yaml"), laws=[law], limits=Limits(seconds=600, states=1)).finding(law)
    assert listed.worst is not None
    assert bounded.worst is not None
    assert bounded.worst.most is not None
    assert bounded.worst.most >= (listed.worst.least or 0)
    assert (bounded.engine, bounded.verdict) != ("search", Verdict.SAMPLED)
