"""Assessments, pairs and caseloads for a council's tests: admitted, alike where they say so, near the knots, plain when shrunk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ras_engine import Assessment, score
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score.many import score_batch
from ras_engine.testing import Pair, assessments, caseloads, compiled, pairs, rulesets
from ras_engine.testing.people import Differ, Near
from tests.beginnings import beginning
from tests.profiles import CASES
from tests.testing.drawn import KNOTS, every, long, plainest, sample

NEARS: tuple[Near | None, ...] = (None, *get_args(Near))
DIFFERS: tuple[Differ, ...] = get_args(Differ)


def number(ruleset: Ruleset, result: IndicativeBudget | OutOfModel, step: str) -> int:
    """A step's value in whole units: points, or pence."""
    value = result.step(step) * (100 if step == "before_limits" else 1)
    assert value.denominator == 1
    return int(value)


def at_or_beside(ruleset: Ruleset, assessment: Assessment) -> bool:
    """Whether a sum lies at a knot, an edge or a limit, or one point (two pounds) beside it."""
    result = score(ruleset, assessment)
    steps = {"measure.total_points": 1, "before_limits": 200}
    return any(abs(number(ruleset, result, name) - knot) <= steps[name] for name, knots in KNOTS.items() for knot in knots)


def alike(pair: Pair) -> dict[str, tuple[Any, Any]]:
    """The keys of two assessments that differ, answers and areas of support one by one."""
    left, right = (flat(one.as_dict()) for one in (pair.left, pair.right))
    return {key: (left.get(key), right.get(key)) for key in left.keys() | right.keys() if left.get(key) != right.get(key)}


def flat(data: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in data.items() if key not in ("answers", "carer_support")}
    found |= dict(data["answers"])
    support = data.get("carer_support")
    return found | ({f"carer.{area}": one for area, one in support.items()} if isinstance(support, dict) else {})


@settings(max_examples=CASES // 8)
@given(st.data())
def test_whoever_is_drawn_is_admitted_by_any_ruleset(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    for near in NEARS:
        score(ruleset, data.draw(assessments(ruleset, near)))


@settings(max_examples=CASES // 8)
@given(st.data())
def test_both_people_of_a_pair_are_admitted_and_differ_in_what_the_pair_says(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    for differ in DIFFERS:
        try:
            strategy = pairs(ruleset, differ)
        except ValueError:
            continue
        pair = data.draw(strategy)
        score(ruleset, pair.left)
        score(ruleset, pair.right)
        assert set(alike(pair)) == {pair.differs_in}


@pytest.mark.parametrize("differ", DIFFERS)
def test_the_right_person_of_a_pair_has_more_of_what_it_differs_in(differ: Differ) -> None:
    order = {one.id: [level.id for level in getattr(one, "levels", ())] for one in sample().document.questions}
    support = ["none", "some", "most"]
    for pair in every(pairs(sample(), differ), 100):
        left, right = alike(pair)[pair.differs_in]
        match differ:
            case "answer":
                assert order[pair.differs_in].index(left) < order[pair.differs_in].index(right)
            case "group":
                assert {left, right} == set(sample().document.client_groups or ())
            case "carer":
                counted = (
                    left["extent"] if left and left["able"] == left["willing"] == "yes" and left.get("adult") != "no" else "none"
                )
                assert right["able"] == right["willing"] == "yes"
                assert support.index(counted) < support.index(right["extent"])


def test_every_answer_about_need_every_group_and_every_area_comes_to_differ() -> None:
    assert {pair.differs_in for pair in every(pairs(sample(), "answer"), 100)} == {"washing", "eating", "outings"}
    assert {pair.differs_in for pair in every(pairs(sample(), "carer"), 100)} == {"carer.care", "carer.going_out"}
    assert {pair.right.client_group for pair in every(pairs(sample(), "group"), 30)} == set(sample().document.client_groups or ())


def test_near_knots_sums_lie_at_or_beside_one_far_more_often() -> None:
    ruleset = long()
    hits = {near: sum(at_or_beside(ruleset, one) for one in every(assessments(ruleset, near), 100)) for near in (None, "knots")}
    assert hits["knots"] > 75  # three in four
    assert hits["knots"] > 5 * hits[None]


def test_near_knots_every_knot_is_met_exactly_and_on_either_side() -> None:
    ruleset = long()
    met: dict[tuple[str, int], set[int]] = {}
    for one in every(assessments(ruleset, "knots"), 120):
        result = score(ruleset, one)
        for name, knots in KNOTS.items():
            for knot in knots:
                over = number(ruleset, result, name) - knot
                met.setdefault((name, knot), set()).add((over > 0) - (over < 0))
    assert met == {(name, knot): {-1, 0, 1} for name, knots in KNOTS.items() for knot in knots}


def test_near_edges_every_answer_is_at_an_end_of_its_scale_or_one_step_from_it() -> None:
    given_ = {answer for one in every(assessments(long(), "edges"), 50) for answer in one.answers.values()}
    assert given_ == {"none", "few", "much", "all"}


@pytest.mark.parametrize("near", NEARS)
def test_an_assessment_shrinks_to_the_plainest_person(near: Near | None) -> None:
    plain = plainest(assessments(sample(), near)).as_dict()
    assert plain["client_group"] == next(iter(sample().document.client_groups or ()))
    assert plain["carer_support"] == "no_carer"
    if near != "knots":
        assert set(plain["answers"].values()) == {"none", "no"}


def test_a_person_near_a_knot_shrinks_to_one_with_nothing_but_what_leads_there() -> None:
    plain = plainest(assessments(sample(), "knots").filter(lambda one: score(sample(), one).step("measure.total_points") == 12))
    assert [answer for answer in plain.answers.values() if answer not in ("none", "no")] != []
    assert plain.as_dict()["carer_support"] == "no_carer"


@settings(max_examples=10)
@given(st.data())
def test_a_caseload_scores_each_row_as_the_person_it_was_made_from(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    size = data.draw(st.integers(0, 14))
    caseload = data.draw(caseloads(ruleset, size))
    assert {len(column) for column in caseload.values()} == {size}
    assert list(score_batch(caseload, ruleset).bad_rows) == []


def test_a_caseload_may_be_large_and_shrinks_to_plain_people() -> None:
    (large,) = every(caseloads(sample(), 500), 1)
    assert len(large["washing"]) == 500
    small = plainest(caseloads(sample(), 3))
    assert small["washing"] == ["none"] * 3
    assert small["carer_support"] == ["no_carer"] * 3


def test_what_cannot_be_drawn_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="knots"):
        assessments(sample(), "corners")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not 'age'"):
        pairs(sample(), "age")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="fewer than two client groups"):
        pairs(long(), "group")
    with pytest.raises(ValueError, match="no area that a carer can support"):
        pairs(long(), "carer")
    with pytest.raises(ValueError, match="-1 people"):
        every(caseloads(sample(), -1), 1)


NONE_AMONG_THE_LEVELS = """
questions:
  - {id: help, kind: levels, about: need, ask: How is it?, levels: [{id: none, says: A, points: 0}, {id: some, says: B, points: 1}]}
budget_lines:
  - {id: core, kind: fixed, amount: 10.00}
carer_support:
  rules: [{id: share, kind: share_of_money, reduces: {washing_help: [core]}}]
  areas: {washing_help: {}}
  levels: [{id: none, says: Nothing, met: 0%}, {id: some, says: Some, met: 25%}]
contingency: {kind: none, why: An example.}
"""


def test_no_pair_differs_between_none_and_a_level_that_is_called_none() -> None:
    for pair in every(pairs(read_ruleset(beginning("example/none") + NONE_AMONG_THE_LEVELS), "carer"), 50):
        assert set(alike(pair)) - {"carer_support"} == {"carer.washing_help"}
        assert alike(pair)["carer.washing_help"][1]["extent"] == "some"
