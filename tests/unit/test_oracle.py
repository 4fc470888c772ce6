"""The oracle itself, against sums worked by hand: a check that nobody has checked proves nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from ras_engine.document.header import Rounding
from ras_engine.document.ruleset import RulesetDocument
from tests.oracle import oracle
from tests.oracle.rounding import rounded

Data = dict[str, Any]


def steps(direction: str) -> Data:
    return {"to": "0.01", "direction": direction}


def levels(name: str, *points: str, **more: Any) -> Data:
    ids = ("none", "some", "most", "all")
    found = [{"id": one, "says": one, "points": worth} for one, worth in zip(ids, points, strict=False)]
    return {"id": name, "kind": "levels", "about": "need", "ask": "How much?", "levels": found, **more}


def hours(name: str) -> Data:
    span = {"unit": "hour", "minimum": "0", "maximum": "40", "step": "0.5"}
    return {"id": name, "kind": "quantity", "about": "need", "ask": "Hours?", **span}


def ruleset(questions: list[Data], lines: list[Data], **more: Any) -> RulesetDocument:
    money: Data = {"currency": "GBP", "per": "week", "weeks_per_year": "52"}
    money["round"] = {one: steps("half_up") for one in ("lines", "indicative_budget", "contingency")}
    data: Data = {"schema": "ras-ruleset/1", "scheme": "made-up/oracle", "effective_from": "2026-04-06", "revision": "1"}
    data |= {"status": "draft", "baseline": "no_unpaid_support", "money": money, "questions": questions, "budget_lines": lines}
    data["contingency"] = {"kind": "none", "why": "A test"}
    return RulesetDocument.model_validate(data | more)


def person(support: Any = "no_carer", **answers: Any) -> Data:
    return {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "carer_support": support, "answers": answers}


def offer(**what: str) -> Data:
    return {"able": "yes", "willing": "yes", **what}


WASHING = levels("washing", "0", "4", "9")
DRESSING = levels("dressing", "0", "2.5", "6")


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        # in steps of 2: 5 is half way from 4 to 6, -5 from -6 to -4, 4.5 a quarter of the way, 7 half way from 6 to 8
        ("half_up", {"5": 6, "-5": -6, "4.5": 4, "7": 8}),
        ("half_even", {"5": 4, "-5": -4, "4.5": 4, "7": 8}),
        ("up", {"5": 6, "-5": -4, "4.5": 6, "7": 8}),
        ("down", {"5": 4, "-5": -6, "4.5": 4, "7": 6}),
    ],
)
def test_each_direction_of_rounding_goes_its_own_way(direction: str, expected: dict[str, int]) -> None:
    rule = Rounding.model_validate({"to": "2", "direction": direction})
    assert {value: rounded(Fraction(value), rule) for value in expected} == expected


def test_points_times_a_price_is_the_amount() -> None:
    """4 + 1.5 x 2.5 = 7.75 points; 7.75 x 2.10 = 16.275, half up 16.28."""
    measures = [{"id": "total", "kind": "weighted_sum", "of": {"washing": "1", "dressing": "1.5"}}]
    line = {"id": "core", "kind": "price_per_point", "of": "total", "per_point": "2.10"}
    found = oracle(ruleset([WASHING, DRESSING], [line], measures=measures), person(washing="some", dressing="some"))
    assert found["measure.total"] == Fraction("7.75")
    assert found["line.core"] == found["indicative_budget"] == Fraction("16.28")
    assert found["outcome"] == "amount"


def test_a_start_that_is_above_leaves_its_own_number_out() -> None:
    """9 points: `from: 9` takes them in (70.00), `above: 9` leaves them out (30.00)."""
    low: Data = {"from": "0", "amount": "30"}
    lines: list[Data] = [
        {"id": "at", "kind": "bands", "of": "washing", "bands": [low, {"from": "9", "amount": "70"}]},
        {"id": "over", "kind": "bands", "of": "washing", "bands": [low, {"above": "9", "amount": "70"}]},
    ]
    found = oracle(ruleset([WASHING], lines), person(washing="most"))
    assert (found["line.at"], found["line.at.row"]) == (70, 1)
    assert (found["line.over"], found["line.over.row"]) == (30, 0)


def test_a_sloped_row_counts_from_its_own_start() -> None:
    """9 points in the row from 4: 20.00 + 3.00 x (9 - 4) = 35.00."""
    bands = [{"from": "0", "starts_at": "0", "per_point": "5"}, {"from": "4", "starts_at": "20", "per_point": "3"}]
    line = {"id": "core", "kind": "sloped_bands", "of": "washing", "bands": bands}
    assert oracle(ruleset([WASHING], [line]), person(washing="most"))["line.core"] == 35


def test_published_rows_are_joined_by_straight_lines() -> None:
    """4 points between (0, 10.00) and (6, 40.00): 10 + 30 x 4/6 = 30.00. Percentile 50 from (0, 0.00) to (80, 120.00): 75.00."""
    rows = [{"at": "0", "amount": "10"}, {"at": "6", "amount": "40"}]
    amounts = [{"percentile": "0", "amount": "0"}, {"percentile": "80", "amount": "120"}]
    lines: list[Data] = [
        {"id": "joined", "kind": "interpolated", "of": "washing", "rows": rows, "after_last": "stays"},
        {
            "id": "ranked",
            "kind": "percentile_table",
            "of": "washing",
            "percentiles": [{"from": "0", "percentile": "50"}],
            "amounts": amounts,
            "between": "straight_line",
        },
    ]
    found = oracle(ruleset([WASHING], lines), person(washing="some"))
    assert (found["line.joined"], found["line.ranked"]) == (30, 75)
    assert oracle(ruleset([WASHING], lines), person(washing="most"))["line.joined"] == 40


def test_an_amount_a_month_is_twelve_fifty_seconds_of_it_a_week() -> None:
    """100.00 a month = 1200 a year = 1200 / 52 = 23.0769... a week, half up 23.08; capped at 91 a month: 1092 / 52 = 21.00."""
    lines: list[Data] = [
        {"id": "plain", "kind": "fixed", "amount": "100", "per": "month"},
        {"id": "capped", "kind": "fixed", "amount": "100", "per": "month", "at_most": {"amount": "91"}},
    ]
    found = oracle(ruleset([WASHING], lines), person(washing="none"))
    assert (found["line.plain"], found["line.capped"]) == (Fraction("23.08"), 21)


def test_a_price_counts_quantity_times_and_rate() -> None:
    """3.5 hours x 2 workers x 18.40 = 128.80; on-costs 10% of it = 12.88; both together 141.68."""
    prices = {"care": {"unit": "hour", "amount": "18.40", "source": "A test"}}
    lines: list[Data] = [
        {"id": "care_line", "kind": "price", "quantity": "care_hours", "times": "2", "price": "care"},
        {"id": "on_costs", "kind": "share_of_lines", "lines": ["care_line"], "share": "10%"},
    ]
    found = oracle(ruleset([hours("care_hours")], lines, prices=prices), person(care_hours="3.5"))
    assert found["line.on_costs"] == Fraction("12.88")
    assert found["carer_neutral_amount"] == Fraction("141.68")


def test_a_price_sends_on_only_what_is_used() -> None:
    """No hours, no referral; half an hour, and people must look."""
    prices = {"care": {"unit": "hour", "amount": {"refer": "special"}, "source": "A test"}}
    referral = [{"id": "special", "says": "Look", "indicative_budget": "withheld"}]
    line: Data = {"id": "care_line", "kind": "price", "quantity": "care_hours", "price": "care"}
    document = ruleset([hours("care_hours")], [line], prices=prices, referral=referral)
    none, some = (oracle(document, person(care_hours=given)) for given in ("0", "0.5"))
    assert (none["referral.special"], none["outcome"]) == (0, "amount")
    assert (some["referral.special"], some["outcome"]) == (1, "referral")


def test_only_the_largest_of_lines_that_overlap_counts() -> None:
    """Each is rounded on its own: 10.126 -> 10.13 and 9.00; the larger is 10.13, and the total is not 19.13."""
    price: Data = {"id": "a", "kind": "price_per_point", "of": "washing", "per_point": "2.5315"}
    inner: list[Data] = [price, {"id": "b", "kind": "fixed", "amount": "9"}]
    found = oracle(ruleset([WASHING], [{"id": "larger", "kind": "largest_of", "lines": inner}]), person(washing="some"))
    assert (found["line.a"], found["line.b"], found["carer_neutral_amount"]) == (Fraction("10.13"), 9, Fraction("10.13"))


FLUCTUATES = {"fluctuating": {"rule": "level_on_most_days", "days": "10"}}


@pytest.mark.parametrize(
    ("days", "points"),
    [
        ({"none": "4", "some": "6"}, 4),  # one level on more than half the days
        ({"none": "4", "some": "3", "most": "3"}, 9),  # 6 days score together; 3 and 3 tie: the higher
        ({"none": "4", "some": "4", "most": "2"}, 4),  # 6 days score together; the most frequent of them
        ({"none": "5", "some": "3", "most": "2"}, 0),  # 5 days are not more than half: nought
    ],
)
def test_needs_that_change_are_taken_as_on_most_days(days: dict[str, str], points: int) -> None:
    line: Data = {"id": "core", "kind": "price_per_point", "of": "washing", "per_point": "1"}
    document = ruleset([levels("washing", "0", "4", "9", **FLUCTUATES)], [line])
    assert oracle(document, person(washing=days))["value.washing"] == points


def test_a_mean_over_days_keeps_its_fraction() -> None:
    """(3 x 0 + 2 x 4 + 2 x 9) / 7 = 26/7 points; at 1.00 each 3.714..., half up 3.71."""
    question = levels("washing", "0", "4", "9", fluctuating={"rule": "mean_of_days", "days": "7"})
    line: Data = {"id": "core", "kind": "price_per_point", "of": "washing", "per_point": "1"}
    found = oracle(ruleset([question], [line]), person(washing={"none": "3", "some": "2", "most": "2"}))
    assert (found["value.washing"], found["line.core"]) == (Fraction(26, 7), Fraction("3.71"))


def test_missing_and_unasked_answers_count_as_the_ruleset_says() -> None:
    """Washing is missing and counts as most (9); dressing is not asked at that level and counts as some (2.5)."""
    washing = WASHING | {"if_missing": {"counts_as": "most", "why": "A test"}}
    dressing = DRESSING | {"asked_when": {"question": "washing", "less_than": "most"}, "not_asked_counts_as": "some"}
    lines: list[Data] = [{"id": "core", "kind": "price_per_point", "of": "total", "per_point": "1"}]
    document = ruleset([washing, dressing], lines, measures=[{"id": "total", "kind": "sum", "of": ["washing", "dressing"]}])
    assert oracle(document, person())["measure.total"] == Fraction("11.5")
    assert oracle(document, person(washing="some", dressing="most"))["measure.total"] == 10


POINTS_RULE: Data = {"id": "shares", "kind": "share_of_points", "reduces": {"care": "total"}}
LEVELS = [{"id": "half", "says": "Half", "met": "50%"}, {"id": "whole", "says": "All", "met": "100%"}]


def carer_ruleset(**rule: Any) -> RulesetDocument:
    measures = [{"id": "total", "kind": "sum", "of": ["washing"]}]
    bands = [{"from": "0", "starts_at": "0", "per_point": "1"}, {"from": "6", "starts_at": "100", "per_point": "1"}]
    line = {"id": "core", "kind": "sloped_bands", "of": "total", "bands": bands}
    support = {"levels": LEVELS, "rules": [POINTS_RULE | rule]}
    return ruleset([WASHING], [line], measures=measures, carer_support=support)


def test_only_a_carer_who_is_able_and_willing_changes_anything() -> None:
    """9 points: 103.00. Half is met: 4.5 points, 4.50, so -98.50; not willing, or not an adult: nothing."""
    found = oracle(carer_ruleset(), person({"care": offer(level="half")}, washing="most"))
    assert (found["carer_neutral_amount"], found["carer_adjustment"]) == (103, Fraction("-98.5"))
    assert found["measure.total.after_carers"] == Fraction("4.5")
    for refused in ({"willing": "no"}, {"able": "no"}, {"adult": "no"}):
        assert oracle(carer_ruleset(), person({"care": offer(level="half", **refused)}, washing="most"))["carer_adjustment"] == 0


def test_what_must_be_kept_is_kept() -> None:
    """All is met, 30% of 9 points are kept: 2.7, rounded up to 3, so 3.00. With the guard 40% of 103.00 = 41.20 stay."""
    kept = {"least_kept": "30%", "round": {"to": "1", "direction": "up"}}
    everything = person({"care": offer(level="whole")}, washing="most")
    assert oracle(carer_ruleset(**kept), everything)["line.core.after_carers"] == 3
    guarded = oracle(carer_ruleset(**kept, line_keeps_at_least="40%"), everything)
    assert guarded["line.core.after_carers"] == Fraction("41.2")


def test_hours_given_come_off_before_they_are_priced() -> None:
    """10 hours less 4 = 6 hours x 20.00 = 120.00, so -80.00; 12 hours given leave 0 hours, never less."""
    rule: Data = {"id": "hours", "kind": "quantity_met", "reduces": {"care": {"measure": "need", "most": "20", "step": "1"}}}
    line: Data = {"id": "core", "kind": "price_per_point", "of": "need", "per_point": "20"}
    measures: list[Data] = [{"id": "need", "kind": "sum", "of": ["care_hours"]}]
    document = ruleset([hours("care_hours")], [line], measures=measures, carer_support={"rules": [rule]})
    four, twelve = (oracle(document, person({"care": offer(quantity=given)}, care_hours="10")) for given in ("4", "12"))
    assert (four["carer_adjustment"], twelve["carer_adjustment"]) == (-80, -200)
    assert twelve["measure.need.after_carers"] == 0


def test_a_share_of_money_reduces_the_line_and_what_is_a_share_of_it() -> None:
    """80.00 with 50% met = 40.00; on-costs 10% of what is left = 4.00 after 8.00. Adjustment -40.00 - 4.00 = -44.00."""
    rule: Data = {"id": "money", "kind": "share_of_money", "reduces": {"care": ["core"]}}
    lines: list[Data] = [
        {"id": "core", "kind": "fixed", "amount": "80"},
        {"id": "on_costs", "kind": "share_of_lines", "lines": ["core"], "share": "10%"},
    ]
    document = ruleset([WASHING], lines, carer_support={"levels": LEVELS, "rules": [rule]})
    found = oracle(document, person({"care": offer(level="half")}, washing="none"))
    assert (found["line.on_costs.after_carers"], found["carer_adjustment"]) == (4, -44)


def test_a_mean_of_shares_counts_the_activities_that_apply() -> None:
    """Cooking (half) counts, cleaning (whole) does not for this person: 50% of 9 points are met, 4.5 left."""
    never = {"when": {"question": "washing", "is": "none"}}
    rule: Data = {"id": "mean", "kind": "mean_share", "activities": {"cooking": {}, "cleaning": never}, "reduces": ["total"]}
    support = {"levels": LEVELS, "rules": [rule]}
    line: Data = {"id": "core", "kind": "price_per_point", "of": "total", "per_point": "1"}
    document = ruleset([WASHING], [line], measures=[{"id": "total", "kind": "sum", "of": ["washing"]}], carer_support=support)
    offered = {"cooking": offer(level="half"), "cleaning": offer(level="whole")}
    assert oracle(document, person(offered, washing="most"))["measure.total.after_carers"] == Fraction("4.5")


def limited(amount: str, **limits: Any) -> dict[str, Any]:
    referral = [{"id": "look", "says": "Look", "indicative_budget": "shown"}]
    line: Data = {"id": "core", "kind": "fixed", "amount": amount}
    return dict(oracle(ruleset([WASHING], [line], limits=limits, referral=referral), person(washing="none")))


def test_limits_come_in_their_order_and_refer_only_where_they_move_something() -> None:
    """3.00 is raised to 20.00; 900.00 is shown at 500.00; 3.00 alone is under 5.00 and not paid; 0.00 stays and refers nobody."""
    low = limited("3", minimum={"amount": "20", "zero_stays_zero": "yes"})
    assert (low["after_limits"], low["limit.minimum"], low["limit_adjustment"]) == (20, 1, 17)
    high = limited("900", maximum={"amount": "500", "refer": "look"})
    assert (high["before_limits"], high["indicative_budget"], high["referral.look"]) == (900, 500, 1)
    small, nothing = (limited(amount, minimum_payment={"amount": "5", "refer": "look"}) for amount in ("3", "0"))
    assert (small["indicative_budget"], small["referral.look"], small["limit.minimum_payment"]) == (0, 1, 1)
    assert (nothing["indicative_budget"], nothing["referral.look"], nothing["limit.minimum_payment"]) == (0, 0, 0)
    assert limited("0", minimum={"amount": "20", "zero_stays_zero": "yes"})["indicative_budget"] == 0
    assert limited("0", minimum={"amount": "20", "zero_stays_zero": "no"})["indicative_budget"] == 20


@pytest.mark.parametrize(
    ("rule", "contingency", "planning"),
    [
        ({"kind": "share", "share": "7.5%", "basis": "inside"}, "15", "185"),  # 200 x 7.5%
        ({"kind": "weeks", "weeks": "4", "basis": "on_top"}, "15.38", "215.38"),  # 200 x 4/52 = 15.3846
        ({"kind": "fixed", "amount": "300", "basis": "inside"}, "200", "0"),  # never more than the budget it lies in
        ({"kind": "fixed", "amount": "300", "basis": "on_top"}, "300", "500"),
    ],
)
def test_contingency_lies_inside_the_budget_or_on_top_of_it(rule: Data, contingency: str, planning: str) -> None:
    more = {"why": "A test", "year_end": {"rule": "keep_all"}, "draw": {"without_reassessment": "yes"}}
    line: Data = {"id": "core", "kind": "fixed", "amount": "200"}
    found = oracle(ruleset([WASHING], [line], contingency=rule | more), person(washing="none"))
    assert (found["contingency"], found["planning_amount"]) == (Fraction(contingency), Fraction(planning))


def test_an_amount_of_its_own_keeps_its_own_period_and_rounding() -> None:
    """26.00 a year, and 1.00 a week = 52.00 a year: 78.00 a year, to the next 5 up 80.00. The budget knows nothing of it."""
    lines: list[Data] = [
        {"id": "one", "kind": "fixed", "amount": "26"},
        {"id": "two", "kind": "fixed", "amount": "1", "per": "week"},
    ]
    own: Data = {"id": "breaks", "title": "Breaks", "for": "carer", "per": "year", "lines": lines}
    own["round"] = {"to": "5", "direction": "up"}
    core: Data = {"id": "core", "kind": "fixed", "amount": "10"}
    found = oracle(ruleset([WASHING], [core], separate_amounts=[own]), person(washing="none"))
    assert (found["separate.breaks.two"], found["separate.breaks"], found["indicative_budget"]) == (52, 80, 10)


def test_decisions_take_the_first_entry_that_applies() -> None:
    """An amount of 10.00: not over 50.00, but carers give support, so the second entry; the pool is open under 20.00."""
    entries = [
        {"id": "panel", "says": "Panel", "when": {"amount": "indicative_budget", "more_than": "50"}},
        {"id": "talk", "says": "Talk", "when": {"carer_support": "care", "more_than": "none"}},
        {"id": "rest", "says": "Rest", "otherwise": "yes"},
    ]
    rule: Data = {"id": "money", "kind": "share_of_money", "reduces": {"care": ["core"]}}
    more: Data = {"carer_support": {"levels": LEVELS, "rules": [rule]}, "sign_off": entries}
    more["pool"] = {"eligible_when": {"amount": "planning_amount", "less_than": "20"}}
    document = ruleset([WASHING], [{"id": "core", "kind": "fixed", "amount": "20"}], **more)
    found = oracle(document, person({"care": offer(level="half")}, washing="none"))
    assert (found["indicative_budget"], found["sign_off"], found["pool"]) == (10, 1, 1)
    assert oracle(document, person(washing="none"))["sign_off"] == 2
