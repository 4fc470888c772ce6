from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.assessment import Assessment
from ras_engine.errors import RasError, ResultInvalid, RulesetInvalid
from ras_engine.exact import Money
from ras_engine.policy.periods import part_period
from ras_engine.ruleset import Ruleset
from ras_engine.score import score
from tests.unit.small import BODY, small

PENNY = "round: {to: 0.01, direction: half_up}"
RULE = f"rule: sevenths_of_a_week, {PENNY}"
REFERRAL = """\
referral:
  - {id: people_look, indicative_budget: withheld, when: {question: washing, is: all}, says: Let us talk.}
"""


def by(rule: str, per: str = "week", year: str = "weeks_per_year: 52", rounding: str = PENNY) -> Ruleset:
    body = BODY.replace(RULE, f"rule: {rule}, {rounding}").replace("per: week", f"per: {per}").replace("weeks_per_year: 52", year)
    return small("2025-04-07", body=body)


SEVENTHS = by("sevenths_of_a_week")
MONTHS = by("thirty_day_months", per="month")
CALENDAR = by("calendar_days", per="year", year="days_per_year: 365")


def amount(ruleset: Ruleset, pounds: str, start: date, end: date, per: str | None = None) -> str:
    return str(part_period(ruleset, Money.parse(pounds), start, end, per=per).amount)


def test_ten_days_of_a_month_of_thirty_days() -> None:
    # The German rule: 800.00 x 10 / 30 = 266.67
    assert amount(MONTHS, "800.00", date(2026, 5, 1), date(2026, 5, 10)) == "£266.67"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), "£800.00"),  # a whole month counts once
        (date(2026, 5, 1), date(2026, 5, 30), "£800.00"),  # 30/30
        (date(2026, 5, 1), date(2026, 5, 29), "£773.33"),  # 800 x 29/30
        (date(2026, 5, 2), date(2026, 5, 31), "£800.00"),  # 30/30
        (date(2026, 2, 1), date(2026, 2, 28), "£800.00"),  # a whole February is a whole month
        (date(2028, 2, 1), date(2028, 2, 28), "£746.67"),  # in a leap year it is not: 800 x 28/30
        (date(2028, 2, 1), date(2028, 2, 29), "£800.00"),
        (date(2026, 5, 31), date(2026, 6, 1), "£53.33"),  # 2 x 800/30
        (date(2026, 1, 15), date(2026, 4, 10), "£2,320.00"),  # 17/30 + 1 + 1 + 10/30 = 2.9 months
        (date(2026, 1, 1), date(2026, 12, 31), "£9,600.00"),
        (date(2025, 12, 31), date(2026, 1, 31), "£826.67"),  # 1/30 + 1 month
    ],
)
def test_whole_months_count_once_and_parts_by_thirtieths(start: date, end: date, expected: str) -> None:
    assert amount(MONTHS, "800.00", start, end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "£3,650.00"),
        (date(2028, 1, 1), date(2028, 12, 31), "£3,650.00"),  # 366/366
        (date(2026, 1, 1), date(2026, 1, 1), "£10.00"),  # 1/365
        (date(2028, 1, 1), date(2028, 1, 1), "£9.97"),  # 3650/366
        (date(2027, 12, 31), date(2028, 1, 1), "£19.97"),  # 3650/365 + 3650/366, rounded once
        (date(2027, 10, 1), date(2028, 3, 31), "£1,827.51"),  # 92/365 + 91/366 of 3,650.00
    ],
)
def test_calendar_days_are_counted_over_the_days_of_their_own_year(start: date, end: date, expected: str) -> None:
    assert amount(CALENDAR, "3650.00", start, end) == expected


@pytest.mark.parametrize(("days", "expected"), [(1, "£10.00"), (7, "£70.00"), (8, "£80.00"), (365, "£3,650.00")])
def test_sevenths_of_a_week_count_every_day_alike(days: int, expected: str) -> None:
    start = date(2027, 12, 25)
    assert amount(SEVENTHS, "70.00", start, start + timedelta(days=days - 1)) == expected


def test_the_rounding_is_the_one_that_the_ruleset_states() -> None:
    up = by("sevenths_of_a_week", rounding="round: {to: 0.50, direction: up}")
    assert amount(up, "70.01", date(2026, 5, 1), date(2026, 5, 1)) == "£10.50"


@given(
    start=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    first=st.integers(0, 400),
    second=st.integers(0, 400),
    pence=st.integers(0, 500_000),
)
def test_two_parts_that_follow_each_other_make_the_whole_by_calendar_days_and_by_sevenths(
    start: date, first: int, second: int, pence: int
) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=1 + second)
    for ruleset in (CALENDAR, SEVENTHS):
        parts = [part_period(ruleset, Money(pence), *days) for days in ((start, middle), (middle + timedelta(days=1), end))]
        whole = part_period(ruleset, Money(pence), start, end)
        shares = [sum((one.share for one in part.stretches), Fraction(0)) for part in (*parts, whole)]
        assert shares[0] + shares[1] == shares[2]
        assert abs(parts[0].amount.pence + parts[1].amount.pence - whole.amount.pence) <= 1
        assert parts[0].days + parts[1].days == whole.days == (end - start).days + 1


@given(start=st.dates(date(2024, 1, 1), date(2030, 12, 31)), days=st.integers(0, 800), pence=st.integers(0, 500_000))
def test_a_day_more_never_means_less(start: date, days: int, pence: int) -> None:
    end = start + timedelta(days=days)
    for ruleset in (CALENDAR, SEVENTHS, MONTHS):
        shorter = part_period(ruleset, Money(pence), start, end).amount
        assert shorter <= part_period(ruleset, Money(pence), start, end + timedelta(days=1)).amount


@pytest.mark.parametrize(
    ("period", "pounds"),
    [("day", "10.00"), ("week", "70.00"), ("fortnight", "140.00"), ("four_weeks", "280.00"), ("year", "3640.00")],
)
def test_the_same_amount_stated_for_another_period_gives_the_same_part(period: str, pounds: str) -> None:
    # 52 weeks of 7 days at 10.00 a day
    assert amount(SEVENTHS, pounds, date(2026, 5, 1), date(2026, 5, 11), per=period) == "£110.00"


def test_a_whole_year_is_what_the_result_says_for_a_year() -> None:
    result = score(CALENDAR, person("some"))
    assert part_period(CALENDAR, result, date(2026, 1, 1), date(2026, 12, 31)).amount == result.a_year()  # type: ignore[union-attr]
    result = score(MONTHS, person("some"))
    assert part_period(MONTHS, result, date(2026, 1, 1), date(2026, 12, 31)).amount == result.a_year()  # type: ignore[union-attr]


def person(washing: str) -> Assessment:
    answers = {"washing": washing, "in_crisis": "no"}
    return Assessment.from_dict({"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "answers": answers})


def test_the_working_shows_every_stretch_and_adds_up() -> None:
    part = part_period(MONTHS, Money.parse("800.00"), date(2026, 1, 15), date(2026, 3, 10))
    assert part.working == (
        "2026-01-15 to 2026-01-31: 17 days, 17/30 of a month's 800.00 = 1360/3",
        "2026-02-01 to 2026-02-28: 28 days, the whole of a month's 800.00 = 800.00",
        "2026-03-01 to 2026-03-10: 10 days, 10/30 of a month's 800.00 = 800/3",
        "Together 1520.00, rounded to £1,520.00",
    )


def test_a_ruleset_without_a_rule_has_no_part_periods() -> None:
    ruleset = small("2025-04-07", body=BODY.replace(f"  part_periods: {{{RULE}}}\n", ""))
    with pytest.raises(RulesetInvalid) as caught:
        part_period(ruleset, Money(100), date(2026, 5, 1), date(2026, 5, 2))
    (found,) = caught.value.problems
    assert found.code == "RAS540"
    assert found.where.line


def test_days_that_run_backwards_are_refused() -> None:
    with pytest.raises(RasError, match="RAS541"):
        part_period(SEVENTHS, Money(100), date(2026, 5, 2), date(2026, 5, 1))


def test_a_withheld_amount_has_no_part() -> None:
    ruleset = small("2025-04-07", body=BODY + REFERRAL)
    with pytest.raises(ResultInvalid, match="RAS542"):
        part_period(ruleset, score(ruleset, person("all")), date(2026, 5, 1), date(2026, 5, 2))
