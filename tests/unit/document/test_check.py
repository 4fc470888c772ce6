"""What the checks let pass, and what they find where several places must fit together."""

from __future__ import annotations

import pytest

from ras_engine.document.check.context import listed
from tests.unit.document.rulesets import HEAD, QUESTIONS, REST, SMALL, codes_of, problems_of

DRESSING = """\
  - id: dressing
    kind: levels
    about: need
    ask: How much help do you need to dress?
    levels:
      - {id: none, says: I manage, points: 0}
      - {id: every_day, says: Help every day, points: 6}
"""
HOURS = """\
  - {id: hours, kind: quantity, about: need, ask: How many hours?, unit: hours a week, minimum: 0, maximum: 168, step: 0.5}
"""
ALONE = """\
  - {id: alone, kind: yes_no, about: circumstances, ask: Do you live alone?}
"""
STRAIN = """\
  - {id: strain, kind: yes_no, about: carer, ask: Is caring too much?, points: {no: 0, yes: 5}}
"""
VISITS = """\
  - id: visits
    kind: frequency
    about: need
    ask: How often does somebody need to come?
    counted_per: week
    periods: {day: {most: 6, days: 1}, week: {most: 20, days: 7}}
"""
PRICES = """\
prices:
  visit: {unit: visit, amount: 15, source: Price list}
  hour: {unit: hour of home care, amount: 21, source: Price list}
"""
CARERS = """\
carer_support:
  levels: [{id: some, says: Some, met: 25%}, {id: most, says: Most, met: 50%}]
  rules: [{id: shared, kind: share_of_points, reduces: {personal_care: need_points}}]
"""


def ruleset(*questions: str, lines: str = "", measures: str = "", sections: str = "", before: str = "") -> str:
    """The small ruleset with more questions, lines, measures and sections."""
    rest = REST.replace("budget_lines:\n", f"{measures}{before}budget_lines:\n{lines}")
    return HEAD + QUESTIONS + "".join(questions) + rest + sections


def test_a_quantity_may_be_worded_by_its_period_and_a_price_by_what_it_buys() -> None:
    lines = (
        "  - {id: care, kind: price, quantity: hours, price: hour}\n  - {id: calls, kind: price, quantity: visits, price: visit}\n"
    )
    assert codes_of(ruleset(HOURS, VISITS, lines=lines, before=PRICES)) == []


def test_hours_of_different_periods_do_not_add_up() -> None:
    daily = HOURS.replace("id: hours", "id: night_hours").replace("a week", "a night")
    measures = "  - {id: care_hours, kind: sum, of: [hours, night_hours]}\n"
    lines = "  - {id: care, kind: price_per_point, of: care_hours, per_point: 20}\n"
    assert codes_of(ruleset(HOURS, daily, lines=lines, measures=measures)) == ["RAS246"]
    said = measures.replace("night_hours]", "night_hours], unit: hours of both")
    assert codes_of(ruleset(HOURS, daily, lines=lines, measures=said)) == []


def test_points_of_different_questions_add_up() -> None:
    assert codes_of(ruleset(DRESSING).replace("of: [washing]", "of: [washing, dressing]")) == []


@pytest.mark.parametrize("answer", ["0", "3 per week", "2 times a day"])
def test_a_missing_frequency_may_count_as_one(answer: str) -> None:
    policy = f"    if_missing: {{counts_as: {answer}, why: The form says so}}\n"
    assert codes_of(ruleset(VISITS + policy)) == []


@pytest.mark.parametrize("answer", ["3", "7 per day", "3 per month", "often"])
def test_a_missing_frequency_counts_as_nothing_else(answer: str) -> None:
    policy = f"    if_missing: {{counts_as: {answer}, why: The form says so}}\n"
    assert codes_of(ruleset(VISITS + policy)) == ["RAS235"]


def test_a_count_may_look_for_levels_that_only_some_questions_have() -> None:
    measures = "  - {id: needs, kind: count, of: [washing, dressing], is: [some_days, every_day]}\n"
    lines = "  - {id: extra, kind: price_per_point, of: needs, per_point: 5}\n"
    assert codes_of(ruleset(DRESSING, lines=lines, measures=measures)) == []
    assert codes_of(
        ruleset(DRESSING, lines=lines, measures=measures.replace("is: [some_days, every_day]", "at_least: some_days"))
    ) == ["RAS209"]


def test_a_row_may_begin_just_above_the_number_that_another_begins_at() -> None:
    rows = "[{from: 0, amount: 0}, {from: 4, amount: 5}, {above: 4, amount: 9}]"
    lines = f"  - {{id: banded, kind: bands, of: need_points, bands: {rows}}}\n"
    assert codes_of(ruleset(lines=lines)) == []
    swapped = lines.replace("{from: 4, amount: 5}, {above: 4, amount: 9}", "{above: 4, amount: 9}, {from: 4, amount: 5}")
    assert codes_of(ruleset(lines=swapped)) == ["RAS242"]


def test_every_missing_cell_is_counted_and_the_first_of_them_are_named() -> None:
    lines = "  - {id: extra, kind: lookup, by: [washing, alone, dressing], amounts: {none: {no: {none: 1}}}}\n"
    found = problems_of(ruleset(DRESSING, ALONE, lines=lines))
    assert [problem.code for problem in found] == ["RAS227"]
    assert "11 combinations" in found[0].message  # 3 x 2 x 2 = 12 cells, one is given
    assert "none / no / every_day" in found[0].message
    assert "and 6 more" in found[0].message


def test_a_measure_that_is_only_asked_about_is_used() -> None:
    measures = "  - {id: washing_points, kind: sum, of: [washing]}\n"
    assert codes_of(ruleset(measures=measures)) == ["RAS213"]
    pool = "pool: {eligible_when: {measure: washing_points, at_least: 9}}\n"
    assert codes_of(ruleset(measures=measures, sections=pool)) == []


def test_what_is_misspelt_where_it_is_used_is_one_problem() -> None:
    text = ruleset(VISITS, lines="  - {id: calls, kind: price, quantity: visits, price: visits}\n", before=PRICES)
    assert codes_of(text.replace("  hour: {unit: hour of home care, amount: 21, source: Price list}\n", "")) == ["RAS205"]


def test_a_reason_around_the_whole_is_a_reason() -> None:
    groups = "client_groups: {older_people: {}, mental_health: {}}\n"
    lines = "  - {id: extra, kind: fixed, amount: 5, when: {any: [{client_group: older_people}]}}\n"
    assert codes_of(ruleset(lines=lines, before=groups)) == ["RAS250"]
    assert codes_of(ruleset(lines=lines.replace("}]}}", "}]}, why: Minute 4}"), before=groups)) == []


def test_people_may_decide_by_client_group_without_moving_money() -> None:
    groups = "client_groups: {older_people: {}, mental_health: {}}\n"
    routes = (
        "sign_off:\n  - {id: panel, says: Panel, when: {client_group: older_people}}\n  - {id: team, says: Team, otherwise: yes}\n"
    )
    assert codes_of(ruleset(before=groups, sections=routes)) == []


def test_support_may_be_asked_about_where_carers_count() -> None:
    breaks = (
        "carer_sustainability:\n  - {id: breaks, kind: fixed, amount: 40, when: {carer_support: personal_care, more_than: none}}\n"
    )
    assert codes_of(ruleset(sections=CARERS + breaks)) == []
    assert codes_of(ruleset(sections=CARERS + breaks.replace("more_than: none", "at_least: 3"))) == ["RAS209"]


@pytest.mark.parametrize(("for_whom", "codes"), [("carer", []), ("person", ["RAS273"])])
def test_a_question_about_the_carer_reaches_only_the_carers_own_amount(for_whom: str, codes: list[str]) -> None:
    amount = f"""\
separate_amounts:
  - id: breaks
    title: Breaks
    for: {for_whom}
    per: year
    lines: [{{id: break, kind: fixed, amount: 400, when: {{question: strain, is: yes}}}}]
    round: {{to: 1, direction: up}}
"""
    assert codes_of(ruleset(STRAIN, sections=amount)) == codes


def test_a_reduced_line_may_be_part_of_another() -> None:
    """Overlapping lines inside one, and a share of lines above, read measures through each other."""
    lines = "  - {id: care, kind: price_per_point, of: washing_points, per_point: 9}\n"
    share = "  - {id: on_costs, kind: share_of_lines, lines: [core], share: 8%}\n"
    money = ", {id: money, kind: share_of_money, reduces: {company: [on_costs]}}]"
    rules = CARERS.replace("need_points}}]", "need_points}}" + money)
    text = ruleset(lines=lines, measures="  - {id: washing_points, kind: sum, of: [washing]}\n", sections=rules)
    assert codes_of(text.replace("contingency: {kind", share + "contingency: {kind")) == ["RAS264"]
    assert codes_of(text.replace("[on_costs]", "[care]")) == []


def test_answers_that_wait_in_a_row_are_no_circle() -> None:
    waiting = "    asked_when: {question: washing, is: every_day}\n    not_asked_counts_as: none\n    levels:"
    alone = ALONE.replace("alone?}", "alone?, asked_when: {question: dressing, is: every_day}, not_asked_counts_as: no}")
    assert codes_of(ruleset(DRESSING.replace("    levels:", waiting), alone)) == []


def test_names_in_a_circle_are_found_and_not_followed() -> None:
    measures = "  - {id: one, kind: sum, of: [other]}\n  - {id: other, kind: sum, of: [one]}\n"
    assert codes_of(ruleset(measures=measures)) == ["RAS210"]
    lines = "  - {id: a, kind: share_of_lines, lines: [b], share: 5%}\n  - {id: b, kind: share_of_lines, lines: [a], share: 5%}\n"
    money = CARERS.replace(
        "share_of_points, reduces: {personal_care: need_points}", "share_of_money, reduces: {personal_care: [a]}"
    )
    assert codes_of(ruleset(lines=lines, sections=money)) == ["RAS253"]


def test_minutes_with_a_weight_are_no_longer_minutes() -> None:
    minutes = HOURS.replace("hours a week", "minutes").replace("id: hours", "id: minutes")
    measures = "  - {id: care_hours, kind: weighted_sum, of: {minutes: 1/60}}\n"
    lines = "  - {id: care, kind: price, quantity: care_hours, price: hour}\n"
    prices = PRICES.replace("  visit: {unit: visit, amount: 15, source: Price list}\n", "")
    assert codes_of(ruleset(minutes, lines=lines, measures=measures, before=prices)) == []
    assert codes_of(ruleset(minutes, lines=lines.replace("care_hours", "minutes"), before=prices)) == ["RAS247"]


def test_a_ruleset_without_groups_has_none_to_look_up() -> None:
    assert codes_of(ruleset(lines="  - {id: extra, kind: lookup, by: [client_group], amounts: {a: 1}, why: Minute 4}\n")) == [
        "RAS202"
    ]


def test_lists_of_names_are_cut_after_the_first_few() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed("abcdefg") == "a, b, c, d, e and 2 more"


def test_nothing_is_wrong_with_the_small_ruleset() -> None:
    assert codes_of(SMALL) == []
