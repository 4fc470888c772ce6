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
