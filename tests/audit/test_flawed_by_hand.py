"""What the report says of the ruleset full of faults, law by law, against everybody scored one by one: each sentence, count and
worst case is true, and true for the reason given."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from ras_engine.audit import Finding
from tests.audit.everybody_of_flawed import (
    AREAS,
    LEVELS,
    NAMES,
    NEED,
    QUESTIONS,
    Scored,
    assessment,
    everybody,
    groups,
    scored,
    steps,
)
from tests.audit_command.flawed import report


def finding(law: str) -> Finding:
    return report().finding(law)


def counted(law: str) -> tuple[int, int]:
    found = finding(law).counted
    assert found is not None
    assert found.at_least == found.at_most
    assert finding(law).concerned == Fraction(found.at_least, found.of)
    return found.at_least, found.of


def worst(law: str) -> int:
    found = finding(law).worst
    assert found is not None
    assert found.exact
    assert found.least is not None
    return found.least


def of_pairs(pairs: list[tuple[Scored, Scored]], size: Callable[[Scored, Scored], int], most: int) -> tuple[int, tuple[int, int]]:
    """The worst of some pairs, and how many are worse than allowed."""
    sizes = [size(*pair) for pair in pairs]
    return max(sizes), (sum(one > most for one in sizes), len(sizes))


def test_more_need_does_mean_less_money_in_every_part_that_is_named() -> None:
    amounts = {"planning amount": "planning", "indicative budget": "indicative", "amount before limits": "before"}
    pairs = steps(NEED)
    for name, field in amounts.items():
        size, count = of_pairs(pairs, lambda one, other, field=field: getattr(one, field) - getattr(other, field), 0)  # type: ignore[misc]
        assert f"{name}: {size // 100}.{size % 100:02d} at worst" in finding("P1").listed
        if field == "planning":
            assert (worst("P1"), counted("P1")) == (size, count)
    assert {rule.path for rule in finding("P1").rules} == {
        "contingency.shares.high",
        "contingency.shares.middle",
        "budget_lines[1]",
    }


def test_support_takes_more_than_half_of_so_many_budgets_and_never_raises_one() -> None:
    people = everybody()
    alone = {key[: len(QUESTIONS) + 1]: one for key, one in people.items() if key[-2:] == ("none", "none")}
    cuts = []
    for key, one in people.items():
        before = alone[key[: len(QUESTIONS) + 1]].indicative
        cuts.append(-((one.indicative - before) * 10_000 // max(before, 1)) if before else 0)
    assert (worst("P3"), counted("P3")) == (max(cuts), (sum(one > 5_000 for one in cuts), len(cuts)))
    assert "takes a larger share" in finding("P3").says
    raised = of_pairs(steps(AREAS), lambda one, other: other.indicative - one.indicative, 0)
    assert (raised[0] > 0) == ("More support raises" in finding("P3").says)


@pytest.mark.parametrize("law", ["P5", "P21", "P23"])
def test_the_groups_are_so_far_apart(law: str) -> None:
    assert (worst(law), counted(law)) == of_pairs(groups(), lambda one, other: abs(one.indicative - other.indicative), 500)


def test_the_groups_are_as_far_apart_at_high_need_and_in_planning_as_is_said() -> None:
    high = [pair for pair in groups() if pair[0].points >= 18]
    for name, pairs, field in (
        ("indicative budget at high need", high, "indicative"),
        ("planning amount", groups(), "planning"),
        ("planning amount at high need", high, "planning"),
    ):
        gap = max(abs(getattr(one, field) - getattr(other, field)) for one, other in pairs)
        assert f"{name}: {gap // 100}.{gap % 100:02d} at worst" in finding("P5").listed


@pytest.mark.parametrize("law", ["P6", "P30"])
def test_one_step_moves_so_much(law: str) -> None:
    asked = tuple(name for name in QUESTIONS)
    found = of_pairs(steps(asked), lambda one, other: abs(one.indicative - other.indicative), 6_000)
    assert (worst(law), counted(law)) == found


def test_so_many_budgets_are_above_the_maximum_and_none_is_below_the_minimum() -> None:
    people = everybody().values()
    assert counted("P7") == (sum(one.indicative > 25_800 for one in people), len(people))
    assert {one.amount for one in finding("P7").witnesses} == {max(one.indicative for one in people) - 25_800}
    assert all(one.indicative == 0 or one.indicative >= 1_000 for one in people)
    assert finding("P7").says == "the maximum does not hold after rounding."
    assert [rule.path for rule in finding("P7").rules] == ["money.round.indicative_budget", "limits.maximum"]


def test_some_have_no_contingency_and_no_pool_and_some_have_both() -> None:
    people = list(everybody().values())
    neither = [one for one in people if one.indicative and not one.contingency and not one.pool]
    both = [one for one in people if one.contingency and one.pool]
    assert neither
    assert both
    assert counted("P8") == (len(neither) + len(both), len(people))
    assert all(12 <= one.points < 20 for one in neither)  # the middle band, whose share is nothing
    worst_of = {one.about: one.left.amounts["indicative_budget"] for one in finding("P8").witnesses if one.kind == "worst"}
    assert sorted(worst_of.values()) == sorted(max(one.indicative for one in some) for some in (neither, both))
    assert finding("P22").says.startswith(finding("P8").says)
    assert (worst("P22"), counted("P22")) == (worst("P1"), counted("P1"))


def test_nobody_has_between_four_and_five_points_for_outings() -> None:
    points = {Fraction(one) for person in everybody().values() for one in person.outing_points}
    assert not any(4 <= one < 5 for one in points)
    (shown,) = finding("P15").witnesses
    assert {(one.what, one.left, one.right) for one in shown.facts} == {
        ("measure.outing_points.after_carers", str(max(float(one) for one in points if one < 4)), "3.6"),
        ("measure.outing_points", str(min(one for one in points if one >= 5)), "6"),
    }
    assert "3.6 is the nearest below" in shown.says
    assert "6 is the nearest above" in shown.says


def test_a_hobby_changes_nothing_for_anybody() -> None:
    people, place = everybody(), NAMES.index("hobbies")
    without = [key for key in people if key[place] == "no"]
    assert all(people[key] == people[(*key[:place], "yes", *key[place + 1 :])] for key in without)
    assert counted("P16") == (len(without), len(without))


def moves_of_line(area: str, line: int) -> tuple[int, tuple[int, int]]:
    """How far one step of support moves a line, and for how many."""
    return of_pairs(steps((area,)), lambda one, other: abs(one.lines[line] - other.lines[line]), 0)


def test_support_in_each_area_moves_the_line_of_the_other_domain() -> None:
    assert finding("P18").says == "support with care changes outing_line; support with going_out changes care."
    assert (worst("P18"), counted("P18")) == max(moves_of_line("going_out", 0), moves_of_line("care", 1))
    assert moves_of_line("going_out", 1)[0] == moves_of_line("care", 0)[0] == 0


def test_at_high_need_more_need_brings_nothing_or_less() -> None:
    pairs = [pair for pair in steps(NEED) if pair[0].points >= 18 and pair[1].points > pair[0].points]
    gains = [other.before - one.before for one, other in pairs]
    assert worst("P20") == min(gains) < 0
    assert counted("P20") == (sum(one < 1 for one in gains), len(gains))
    assert 0 in gains
    assert "even less" in finding("P20").says
    assert [rule.path for rule in finding("P20").rules][:2] == ["budget_lines[1]", "budget_lines[0]"]


def test_an_answer_left_out_costs_so_much() -> None:
    people, place = everybody(), NAMES.index("eating")
    silent = {key: one for key, one in people.items() if key[place] == "none"}
    gains = [
        people[(*key[:place], level, *key[place + 1 :])].indicative - one.indicative
        for key, one in silent.items()
        for level in LEVELS["eating"][1:]
    ]
    assert (worst("P24"), counted("P24")) == (max(gains), (sum(one > 0 for one in gains), len(gains)))
    for pair in finding("P24").witnesses:
        assert "eating" not in pair.left.assessment["answers"]
        assert pair.differ[0].left == "no answer"
    key = next(iter(silent))
    data = assessment(key)
    assert scored({**data, "answers": {name: one for name, one in data["answers"].items() if name != "eating"}}) == silent[key]


def test_whoever_goes_to_the_manager_goes_to_the_worker_before() -> None:
    people = everybody().values()
    assert all(one.points <= 20 for one in people if one.points <= 10)
    assert {one.route for one in people} == {"worker", "panel"}
    (shown,) = finding("P31").witnesses
    assert [(one.left, one.right) for one in shown.facts[:2]] == [("holds", "holds"), ("holds", "does not hold")]
    assert shown.facts[2].left == shown.facts[2].right == "worker"
    assert int(shown.facts[3].left) <= 10 < int(shown.facts[3].right) <= 20
