"""Intervals: never narrower than what can happen."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ras_engine.errors import RulesetInvalid
from ras_engine.plan.bounds import intervals
from ras_engine.ruleset import read_ruleset
from ras_engine.score.one import evaluate
from ras_engine.testing import compiled, rulesets
from tests.profiles import CASES
from tests.unit.plan import made


@settings(max_examples=max(CASES // 4, 25))
@given(rulesets(), st.randoms(use_true_random=False))
def test_every_value_lies_within_its_interval(data: dict[str, object], draw: random.Random) -> None:
    plan = compiled(data).plan
    spans = intervals(plan)
    for _ in range(10):
        values = evaluate(plan, [draw.randint(low, high) for low, high in plan.ranges])
        assert all(low <= value <= high for value, (low, high) in zip(values, spans, strict=True))


def _dead_rows(section: str) -> list[str]:
    """What the check says of a table over 0 to 40 hours."""
    money = "budget_lines: [{id: care, kind: price_per_point, of: paid, per_point: 1}]" if section.startswith("measures") else ""
    try:
        read_ruleset(f"{made.HEAD.replace('client_groups: {older: {}, younger: {}}', '')}\n{section}\n{money}")
    except RulesetInvalid as error:
        return [str(one.code) for one in error.problems if one.code == "RAS304"]
    return []


@pytest.mark.parametrize(
    "table",
    [
        "measures: [{{id: paid, kind: interpolated, of: hours, rows: [{0}], after_last: stays}}]",
        "budget_lines: [{{id: paid, kind: interpolated, of: hours, rows: [{0}], after_last: stays}}]",
    ],
)
def test_a_published_point_out_of_reach_lives_where_it_ends_a_line_that_is_reached(table: str) -> None:
    key = "value" if table.startswith("measures") else "amount"
    points = [f"{{at: {at}, {key}: {at}}}" for at in (0, 50, 60)]
    assert _dead_rows(table.format(", ".join(points[:2]))) == []
    assert _dead_rows(table.format(", ".join(points))) == ["RAS304"]


def _doubling(step: str, times: str) -> str:
    """Sixty pairs of measures, each the product of the pair before: every pair has twice the digits of the one before it."""
    pairs = [("hours", "hours"), *((f"m{place}", f"n{place}") for place in range(60))]
    made_of = [
        f"  - {{id: {letter}{place}, kind: product, of: [{', '.join(dict.fromkeys(before))}]{more}}}\n"
        for place, before in enumerate(pairs[:-1])
        for letter, more in (("m", ""), ("n", times))
    ]
    head = made.HEAD.replace("client_groups: {older: {}, younger: {}}", "").replace("step: 0.5", f"step: {step}")
    lines = [f"  - {{id: {name}, kind: price_per_point, of: {name}59, per_point: 1}}\n" for name in "mn"]
    return f"{head}\nmeasures:\n{''.join(made_of)}\nbudget_lines:\n{''.join(lines)}"


@pytest.mark.parametrize(("step", "times"), [("1", ", times: 2"), ("0.01", ", times: 2"), ("1", ", times: 1/7")])
def test_numbers_that_double_their_digits_are_refused_where_they_begin_and_never_worked_out(step: str, times: str) -> None:
    with pytest.raises(RulesetInvalid) as caught:
        read_ruleset(_doubling(step, times), file="doubling.yaml")
    assert {(one.code, one.where.file) for one in caught.value.problems} == {("RAS301", "doubling.yaml")}
    assert all(one.where.line for one in caught.value.problems)
