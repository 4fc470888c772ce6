"""Three verdicts: what is shown, what is not, and never a pass for want of data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from ras_engine.equity import Finding, Margin, Override, Settings, Verdict
from ras_engine.equity.judge import Gap, benjamini_hochberg, holm, judge
from ras_engine.equity.uncertainty import Normal

SETTINGS = Settings(
    reference="a", margin=Margin(pence=500), n_boot=500, ci_quantiles=(0.025, 0.975), random_state=0, suppress_under=10,
    override=None, correction="holm", alpha=0.05, need="hours", cost="cost", budget="budget", need_is_independent=True, per="week",
)  # fmt: skip


def gap(value: float, error: float, *, family: str = "f") -> Gap:
    return Gap("E2", "gap", "group", "b", "a", "all", "all", "pounds", Normal(value, error), 100, 100, family)


def verdict(value: float, error: float, chosen: Settings = SETTINGS) -> Finding:
    return judge([gap(value, error)], chosen)[0]


@pytest.mark.parametrize(
    ("value", "error", "expected", "beyond"),
    [
        (0.5, 1.0, Verdict.EQUITABLE, False),
        (0.5, 10.0, Verdict.NOT_ENOUGH_DATA, False),
        (-20.0, 2.0, Verdict.DISPARITY, True),
        (-5.0, 2.0, Verdict.DISPARITY, False),
        (3.0, 0.5, Verdict.EQUITABLE, False),  # not nought, but shown to be within 5 pounds
    ],
)
def test_a_gap_is_called_what_is_shown_of_it(value: float, error: float, expected: Verdict, beyond: bool) -> None:
    found = verdict(value, error)
    assert (found.verdict, found.beyond_margin) == (expected, beyond)


@given(st.floats(-50, 50), st.floats(5, 500))
def test_a_gap_known_no_better_than_the_margin_is_never_equitable(value: float, error: float) -> None:
    assert verdict(value, error).verdict is not Verdict.EQUITABLE


def test_without_a_margin_nothing_is_equitable() -> None:
    chosen = replace(SETTINGS, margin=Margin())
    assert verdict(0.0, 0.001, chosen).verdict is Verdict.NOT_ENOUGH_DATA
    assert "No margin has been decided" in verdict(0.0, 0.001, chosen).reason
    assert verdict(9.0, 1.0, chosen).verdict is Verdict.DISPARITY


def test_a_gap_that_cannot_be_given_is_not_enough_data_and_says_why() -> None:
    missing = replace(gap(0, 1), uncertain=None, missing="Too few.")
    found = judge([missing], SETTINGS)[0]
    assert (found.verdict, found.reason, found.estimate) == (Verdict.NOT_ENOUGH_DATA, "Too few.", None)


def test_equal_points_of_the_ruleset_are_not_testable_for_scoring_bias() -> None:
    chosen = replace(SETTINGS, need_is_independent=False)
    for value, error in ((0.1, 0.5), (-30.0, 1.0)):
        found = verdict(value, error, chosen)
        assert found.verdict is Verdict.NOT_TESTABLE
        assert "own points" in found.reason


def test_many_tests_are_corrected_within_their_family_and_only_there() -> None:
    alone = gap(2.2, 1.0)  # p = 0.028 by itself
    together = [alone, *(gap(0.1, 1.0) for _ in range(5))]
    tight = replace(SETTINGS, margin=Margin())
    assert judge([alone], tight)[0].verdict is Verdict.DISPARITY
    assert judge(together, tight)[0].verdict is Verdict.NOT_ENOUGH_DATA
    apart = [alone, *(replace(one, family="other") for one in together[1:])]
    assert judge(apart, tight)[0].verdict is Verdict.DISPARITY
    assert judge(together, replace(tight, correction="none"))[0].verdict is Verdict.DISPARITY


@settings(max_examples=15)  # statsmodels collects garbage each time
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_corrections_are_those_of_statsmodels(p_values: list[float]) -> None:
    assert np.allclose(holm(p_values), multipletests(p_values, method="holm")[1])
    assert np.allclose(benjamini_hochberg(p_values), multipletests(p_values, method="fdr_bh")[1])


def test_equitable_gaps_are_corrected_too() -> None:
    one = gap(2.9, 1.2)  # (5 - 2.9) / 1.2 = 1.75: p = 0.04 by itself
    assert judge([one], SETTINGS)[0].verdict is Verdict.EQUITABLE
    assert judge([one] * 4, SETTINGS)[0].verdict is not Verdict.EQUITABLE


def test_showing_small_numbers_needs_a_name_and_a_reason() -> None:
    with pytest.raises(ValueError, match="name"):
        Override(by=" ", why="because")
    with pytest.raises(ValueError, match="reason"):
        Override(by="A. Officer", why="")
