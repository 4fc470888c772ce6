"""An explanation says everything, in order, in plain words, and every sum in it can be done again on paper."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import get_args

import pytest

from ras_engine import OutOfModel, score
from ras_engine.document.carers import CarerRule
from ras_engine.document.lines import Line
from ras_engine.document.measures import Measure
from ras_engine.document.names import with_inner
from ras_engine.document.questions import Question
from ras_engine.exact import Money
from ras_engine.explain import Part, Section, Working, explain
from ras_engine.explain.wording import wording
from tests.unit.explain.people import ANSWERS, TEXT, all_entries, all_workings, budget, changed_ruleset, entry_of, person, ruleset
from tests.unit.explain.redone import check_explanation

ORDER = (
    "answers",
    "measures",
    "before_carers",
    "carers",
    "carer_sustainability",
    "limits",
    "rounding",
    "contingency",
    "planning_amount",
    "separate_amounts",
    "domains",
    "next",
    "not",
    "challenge",
)


def kinds(union: object) -> set[str]:
    """The kinds of a union of sections."""
    models = get_args(get_args(union)[0])
    return {kind for model in models for kind in get_args(model.model_fields["kind"].annotation)}


def test_the_ruleset_of_these_tests_has_every_kind_of_the_language() -> None:
    document = ruleset().document
    assert document.carer_support is not None
    assert {one.kind for one in document.questions} == kinds(Question)
    assert {one.kind for one in document.measures} == kinds(Measure)
    assert {inner.kind for line in document.budget_lines for inner in with_inner(line)} == kinds(Line)
    assert {one.kind for one in document.carer_support.rules} == kinds(CarerRule)


def test_the_sections_stand_in_the_order_of_the_money() -> None:
    assert tuple(section.id for section in explain(budget()).sections) == ORDER


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_sum_can_be_done_again_on_paper(language: str) -> None:
    check_explanation(explain(budget(), language=language).as_dict())


def test_every_step_of_a_money_line_says_its_numbers() -> None:
    for working in all_workings(explain(budget())):
        assert working.text
        assert "{" not in working.text


def test_a_working_that_does_not_give_its_result_cannot_be_made() -> None:
    two = (Part("", Fraction(1)), Part("", Fraction(1)))
    with pytest.raises(ArithmeticError):
        Working("add", two, Fraction(3), "", "1 + 1 = 3")


def test_a_section_that_does_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ArithmeticError):
        Section("limits", "Limits", total=Money(1))


def test_points_go_through_a_named_row_of_a_table() -> None:
    entry = entry_of(explain(budget({"washing": "all", "dressing": "some"})), "before_carers", "Care")
    # 9 + 2.5 = 11.5 points, in the row from 8: 20.00 + 3.5 x 4.00 = 34.00
    assert entry.working[0].text == "“Care points” is 11.5 points, in the row from 8: £20.00 + 3.5 × £4.00 = £34.00"


def test_a_price_line_says_quantity_times_unit_price_and_its_rounding() -> None:
    entry = entry_of(explain(budget()), "before_carers", "Two workers")
    # 10.5 hours x 2 workers x 17.205 = 361.305, half up to 361.31
    assert [working.text for working in entry.working] == [
        "10.5 hours a week (Hours left) × 2 × £17.205 (for each hour of support) = £361.305",
        "£361.305 rounded to the nearest £0.01 (a half goes up) = £361.31",
    ]
    assert "The price is “An hour of support”, for “Direct payment” (ruleset, line 197)." in entry.text


def test_another_period_is_converted_in_the_open() -> None:
    entry = entry_of(explain(budget()), "before_carers", "Monthly")
    # 10.00 x 12 / 52 = 2.3076..., half up to 2.31
    assert [working.text for working in entry.working[1:]] == [
        "£10.00 × 12 (months in a year) ÷ 52 (weeks in a year) = £2.307692… (30/13)",
        "£2.307692… (30/13) rounded to the nearest £0.01 (a half goes up) = £2.31",
    ]


def test_overlapping_lines_are_shown_with_the_one_that_counts() -> None:
    entry = entry_of(explain(budget()), "before_carers", "Nights")
    assert [(one.heading, "This one counts." in one.text) for one in entry.entries] == [("Sleeping in", True), ("Waking", False)]
    assert entry.amount == entry.entries[0].amount == Money(1860)  # 6 points x 3.10 = 18.60


def test_a_closed_gate_says_why_it_is_closed() -> None:
    entry = entry_of(explain(budget()), "before_carers", "Closed")
    assert entry.text[0] == "It counts only where “Living alone” is “Yes”. Here “Living alone” is “No”."
    assert entry.amount == Money(0)


def test_every_entry_with_a_rule_stands_at_its_line_of_the_file() -> None:
    lines = ruleset().located.lines
    entry = entry_of(explain(budget()), "before_carers", "Core")
    assert "id: banded" in lines[entry.line_in_ruleset - 1]
    assert entry.rule == "budget_lines[6]"
    assert all(one.line_in_ruleset > 0 for one in all_entries(explain(budget())) if one.rule)


def test_a_missing_answer_says_what_it_counted_as_and_why() -> None:
    text = explain(budget({"dressing": None})).as_text(width=400)
    assert "You gave no answer. The ruleset counts this as “I manage”. The ruleset's reason: Most people dress themselves." in text


def test_a_question_that_was_not_asked_says_so() -> None:
    text = explain(budget()).as_text(width=400)
    assert "This was not asked: it is asked only where “Living alone” is “Yes”. It counts as “No”." in text


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ({"some": "4", "none": "3"}, "“Somebody near” counts: it applies on more than half of the days."),
        ({"none": "3", "some": "3", "all": "1"}, "apply on more than half of the days, and it applies most often."),
        ({"none": "3", "some": "2", "all": "2"}, "and of those that apply most often it is the highest."),
        ({"none": "4", "some": "3"}, "“I manage” counts: it applies on more than half of the days."),
    ],
)
def test_an_answer_by_days_says_which_level_counts_and_why(days: dict[str, str], reason: str) -> None:
    assert reason in explain(budget({"walking": days})).as_text(width=400)


def test_support_that_does_not_count_says_why() -> None:
    recorded = entry_of(explain(budget()), "carers", "What is recorded")
    said = {entry.heading: entry.text for entry in recorded.entries}
    assert said["Walking"][0] == "It does not count: your carer is not recorded as willing."
    assert said["Shopping"][0] == "It does not count: the carer is not an adult."
    assert said["Hours of help"] == ("It counts: your carer is recorded as able and as willing.",)


def test_support_that_may_not_last_is_warned_of_and_its_limits_are_named() -> None:
    recorded = entry_of(explain(budget()), "carers", "What is recorded")
    text = " ".join(next(entry for entry in recorded.entries if entry.heading == "Washing and dressing").text)
    assert "your carer is not likely to stay able" in text
    assert "it is not recorded whether your carer is likely to stay willing" in text
    assert "What your carer can do is limited by work." in text


def test_each_line_that_carers_change_shows_what_stays() -> None:
    entry = entry_of(explain(budget()), "carers", "Two workers")
    # 10.5 - 8 = 2.5 hours; 2.5 x 2 x 17.205 = 86.025; half of 361.31 = 180.655, half up to 180.66; 180.66 - 361.31 = -180.65
    assert entry.amount == Money(-18065)
    assert "Whatever carers do, 50% of this line stays." in entry.text


@pytest.mark.parametrize("support", ["no_carer", "not_offered", {}])
def test_without_support_nothing_changes(support: object) -> None:
    section = explain(budget(carer_support=support)).section("carers")
    assert section.total == Money(0)
    assert section.entries == ()
    assert "Nothing changes." in section.text


def test_a_limit_is_named_with_the_amount_before_it_and_who_looks() -> None:
    result = budget()
    (entry,) = explain(result).section("limits").entries
    assert result.limits_reached == ("maximum",)
    assert f"Without this limit the amount would be {result.before_limits} a week." in entry.text[0]
    assert "People look at large plans." in entry.text
    assert entry.amount == result.limit_adjustment


def test_a_budget_under_the_smallest_payment_is_shown_as_nothing_with_its_reason() -> None:
    limits = TEXT[TEXT.index("limits:\n") : TEXT.index("contingency:\n")]
    higher = (
        limits.replace("  minimum: {amount: 20.00, zero_stays_zero: yes}\n", "")
        .replace("400.00", "9000.00")
        .replace("5.00", "5000.00")
    )
    result = budget(rules=changed_ruleset(limits, higher))
    (entry,) = explain(result).section("limits").entries
    assert entry.heading == "The smallest amount that is paid"
    assert entry.amount == Money(0) - result.before_limits
    assert result.indicative_budget == Money(0)


def test_three_things_called_contingency_are_kept_apart() -> None:
    own, pool, held_back = explain(budget()).section("contingency").entries
    assert own.amount == Money(1600)  # 400.00 x 4% = 16.00
    assert pool.amount is None
    assert held_back.amount is None
    assert "It is no part of your budget and changes no amount." in " ".join(pool.text)
    assert "It is not taken from your amount." in " ".join(held_back.text)


def test_contingency_inside_and_on_top_are_told_apart() -> None:
    assert "It is part of your indicative budget" in explain(budget()).as_text(width=400)
    on_top = changed_ruleset("basis: inside", "basis: on_top")
    explanation = explain(budget(rules=on_top))
    assert "It comes on top of your indicative budget." in explanation.as_text(width=400)
    assert explanation.section("planning_amount").entries[0].amount == Money(41600)  # 400.00 + 16.00


def test_what_the_figure_is_not_is_always_said() -> None:
    text = " ".join(explain(budget()).section("not").text)
    for words in ("indicative", "not an entitlement", "not a personal budget", "up or down", "11.24"):
        assert words in text


def test_where_no_amount_is_shown_none_stands_anywhere() -> None:
    result = score(ruleset(), person({"hours": "36"}))
    assert isinstance(result, OutOfModel)
    explanation = explain(result)
    assert "£" not in explanation.as_text()
    assert explanation.overview == ()
    assert "People must look because “Hours of help” is more than 35 hours a week." in explanation.as_text(width=400)
    assert explanation.sections[0].id == "referral"
    assert explanation.sections[-2].id == "not"


def test_a_table_that_gives_no_amount_refers() -> None:
    answers = {"walking": "all", "dressing": "all", "washing": "all", "alone": "yes", "alarm": "no", "home": "house"}
    result = score(ruleset(), person(answers))  # 17 + 9 + 1 = 27 points; the price for people alone is not agreed
    assert isinstance(result, OutOfModel)
    assert "because a table, a price or a limit of the ruleset says so" in explain(result).as_text(width=400)


def test_sign_off_that_reads_risk_to_the_authority_keeps_its_reason_to_itself() -> None:
    entry = entry_of(explain(budget()), "next", "Sign-off")
    assert entry.text == ("The panel agrees.",)


def test_data_is_safe_for_json_and_says_its_schema() -> None:
    data = explain(budget()).as_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["schema"] == "ras-explanation/1"


def test_html_escapes_every_word_of_the_ruleset() -> None:
    rules = changed_ruleset('en: "Two workers"', 'en: "<b>Two</b> & more"')
    page = explain(budget(rules=rules))._repr_html_()
    assert "&lt;b&gt;Two&lt;/b&gt; &amp; more" in page
    assert "<b>" not in page
    assert page.startswith('<article lang="en"')


def test_markdown_escapes_what_markdown_would_take_for_its_own() -> None:
    rules = changed_ruleset('en: "Two workers"', 'en: "*Two* [workers]"')
    assert "**\\*Two\\* \\[workers\\]**: £361.31 a week" in explain(budget(rules=rules)).as_markdown()


@pytest.mark.parametrize("width", [60, 100])
def test_no_line_of_text_is_wider_than_asked(width: int) -> None:
    assert max(len(line) for line in explain(budget()).as_text(width=width).splitlines()) <= width


def test_the_amounts_of_the_result_are_those_of_the_text() -> None:
    result = budget()
    text = explain(result).as_text()
    for amount in (result.indicative_budget, result.planning_amount, result.contingency, result.carer_neutral_amount):
        assert f"{amount} a week" in text


def test_a_language_nobody_writes_is_refused() -> None:
    with pytest.raises(ValueError, match="en, cy, de"):
        explain(budget(), language="xx")


def test_the_answers_of_these_tests_are_all_explained() -> None:
    steps = {entry.step for entry in all_entries(explain(budget()))}
    numbers = {f"value.{name}" for name in ANSWERS if f"value.{name}" in ruleset().plan.step_named}
    assert numbers <= steps


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        ("0.0333333", "GBP", "£0.0333333"),
        ("1234567.123456789", "points", "1,234,567.123456789 points"),
        ("30/13", "GBP", "£2.307692… (30/13)"),
        ("-1/3", "GBP", "−£0.333333… (−1/3)"),
        ("1/3", "share", "33.333333…% (100/3)"),
        ("0.01234567", "share", "1.234567%"),
        ("13/3", "points", "4.333333… (13/3) points"),
        ("1/9007199254740992", "", "0.00000000000000011102230246251565404236316680908203125"),
    ],
)
def test_a_number_is_written_exactly_however_many_decimals_it_has(number: str, unit: str, shown: str) -> None:
    assert wording("en").shown(Fraction(number), unit) == shown
