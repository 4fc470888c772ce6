"""How answers are coded: exactly, or not at all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.plan.asks import DaysAsk, Fault, FrequencyAsk, LevelAsk, QuantityAsk, level_on_most_days

LEVELS = LevelAsk("walking", 0, "need", levels=("alone", "helped", "carried"), days=7, without_points=frozenset({0}))
HOURS = QuantityAsk("hours", 0, "need", minimum=Fraction(1), maximum=Fraction(20), step=Fraction(1, 4), scale=4, unit="hours")
TIMES = FrequencyAsk("insulin", 0, "need", periods=("day", "week"), most=(10, 70))


@pytest.mark.parametrize(
    ("days", "level", "why"),
    [
        ((4, 3, 0), 0, "one level on more than half the days"),
        ((1, 2, 4), 2, "one level on more than half the days"),
        ((3, 2, 2), 2, "the levels with points together on four of seven, a tie: the higher"),
        ((2, 3, 2), 1, "the levels with points together on five of seven: the one that applies most often"),
    ],
)
def test_days_become_the_level_of_regulation_7(days: tuple[int, ...], level: int, why: str) -> None:
    assert level_on_most_days(days, frozenset({0})) == level, why


def test_half_the_days_is_not_more_than_half() -> None:
    assert level_on_most_days((5, 3, 2), frozenset({0})) == 0


@given(st.lists(st.integers(0, 30), min_size=3, max_size=3).filter(any))
def test_days_always_come_to_one_of_the_levels(days: list[int]) -> None:
    assert level_on_most_days(tuple(days), frozenset({0})) in range(3)


def test_the_same_days_may_be_written_as_text_or_as_a_mapping() -> None:
    assert LEVELS.code("alone=1;carried=6") == LEVELS.code({"alone": "1", "carried": "6"}) == (2,)


@pytest.mark.parametrize("raw", ["alone=1;alone=6", "alone=7;flying=0", "alone=-1;helped=8", "alone=7.0", "", {"alone": "x"}])
def test_days_that_make_no_sense_are_no_answer(raw: str | dict[str, str]) -> None:
    coded = LEVELS.code(raw)
    assert isinstance(coded, Fault)
    assert coded.code == "RAS602"


def test_days_that_do_not_add_up_are_said_to() -> None:
    coded = LEVELS.code("alone=1;helped=1")
    assert isinstance(coded, Fault)
    assert coded.code == "RAS608"


def test_a_plain_level_counts_on_every_day() -> None:
    ask = DaysAsk("walking", 0, "need", levels=("alone", "helped"), days=28)
    assert ask.code("helped") == (0, 28)
    assert ask.code("alone=7;helped=21") == (7, 21)


@pytest.mark.parametrize(("raw", "code"), [("2.75", 11), ("1", 4), ("20.00", 80)])
def test_a_quantity_is_counted_in_its_own_fractions(raw: str, code: int) -> None:
    assert HOURS.code(raw) == (code,)


@pytest.mark.parametrize(
    ("raw", "problem"), [("2.8", "RAS605"), ("0.75", "RAS604"), ("20.25", "RAS604"), ("two", "RAS603"), ("1e1", "RAS603")]
)
def test_a_quantity_is_never_bent_to_fit(raw: str, problem: str) -> None:
    coded = HOURS.code(raw)
    assert isinstance(coded, Fault)
    assert coded.code == problem


@pytest.mark.parametrize("raw", ["3 per week", "3 times per week", "3/week", "3 x per week", {"times": "3", "per": "week"}])
def test_a_frequency_may_be_written_as_people_write_it(raw: str | dict[str, str]) -> None:
    assert TIMES.code(raw) == (3, 1)


@pytest.mark.parametrize(
    "raw", ["three per week", "3", "3 per month", "3.5 per week", {"times": "3"}, {"times": "3", "per": "week", "x": "1"}]
)
def test_a_frequency_without_its_period_is_no_answer(raw: str | dict[str, str]) -> None:
    coded = TIMES.code(raw)
    assert isinstance(coded, Fault)
    assert coded.code == "RAS606"


def test_never_needs_no_period() -> None:
    assert TIMES.code("0") == (0, 0)
