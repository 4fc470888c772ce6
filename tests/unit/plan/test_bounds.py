"""Intervals: never narrower than what can happen."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from ras_engine.plan.bounds import intervals
from ras_engine.score.one import evaluate
from ras_engine.testing import compiled, rulesets
from tests.profiles import CASES


@settings(max_examples=max(CASES // 4, 25))
@given(rulesets(), st.randoms(use_true_random=False))
def test_every_value_lies_within_its_interval(data: dict[str, object], draw: random.Random) -> None:
    plan = compiled(data).plan
    spans = intervals(plan)
    for _ in range(10):
        values = evaluate(plan, [draw.randint(low, high) for low, high in plan.ranges])
        assert all(low <= value <= high for value, (low, high) in zip(values, spans, strict=True))
