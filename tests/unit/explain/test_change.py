"""Why an amount changed since last time: the ruleset first, then each answer, adding up to the penny."""

from __future__ import annotations

import json

from ras_engine import IndicativeBudget, score
from ras_engine.exact import Money
from ras_engine.explain import Comparison, compare_results, what_if
from tests.unit.explain.people import TEXT, budget, changed_ruleset, person, ruleset

OPEN = "maximum: {amount: 400.00"
WIDE = "maximum: {amount: 40000.00"


def adds_up(comparison: Comparison) -> bool:
    """Whether steps, and the lines in each, add up to the whole difference."""
    whole = sum((step.difference for step in comparison.steps), Money(0)) == comparison.difference
    return whole and all(sum((one.difference for one in step.changes), Money(0)) == step.difference for step in comparison.steps)


def test_a_new_ruleset_comes_first_and_then_each_answer_in_order() -> None:
    dearer = changed_ruleset("{id: standing, kind: fixed, amount: 5.00", "{id: standing, kind: fixed, amount: 9.00")
    comparison = compare_results(budget(rules=ruleset()), budget({"hours": "12", "home": "house"}, rules=dearer))
    assert [[one.key for one in step.inputs] for step in comparison.steps] == [["ruleset"], ["answers.home"], ["answers.hours"]]
    assert adds_up(comparison)


def test_each_step_is_what_that_answer_alone_changes() -> None:
    rules = changed_ruleset(OPEN, WIDE)
    comparison = compare_results(budget(rules=rules), budget({"hours": "12", "dressing": "some"}, rules=rules))
    dressing, hours = comparison.steps
    assert dressing.difference == what_if(rules, person(), {"dressing": "some"}).difference
    assert hours.difference == what_if(rules, person({"dressing": "some"}), {"hours": "12"}).difference
    assert adds_up(comparison)


def test_answers_that_only_stand_together_are_reckoned_together() -> None:
    rules = changed_ruleset(OPEN, WIDE)
    comparison = compare_results(
        budget({"alone": "yes", "alarm": "yes"}, rules=rules, carer_support="no_carer"),
        budget(rules=rules, carer_support="no_carer"),
    )
    assert [[one.key for one in step.inputs] for step in comparison.steps] == [["answers.alone", "answers.alarm"]]
    assert "These could only be reckoned together." in comparison.as_text()
    assert adds_up(comparison)


def test_each_carers_support_is_a_step_of_its_own() -> None:
    rules = changed_ruleset(OPEN, WIDE)
    later = {
        "hours": {"quantity": "2", "able": "yes", "willing": "yes"},
        "nights": {"level": "some", "able": "yes", "willing": "no"},
    }
    earlier = {
        "hours": {"quantity": "8", "able": "yes", "willing": "yes"},
        "nights": {"level": "some", "able": "yes", "willing": "yes"},
    }
    comparison = compare_results(budget(rules=rules, carer_support=earlier), budget(rules=rules, carer_support=later))
    assert [step.inputs[0].key for step in comparison.steps] == ["carer_support.hours", "carer_support.nights"]
    assert comparison.steps[1].inputs[0].after == "Some of it (not counted)"
    assert adds_up(comparison)


def test_a_line_that_is_gone_belongs_to_the_rulesets_change() -> None:
    line = next(line for line in TEXT.splitlines(keepends=True) if "id: by_group," in line)
    gone = changed_ruleset(line, "")
    comparison = compare_results(budget(), budget(rules=gone))
    assert [[one.key for one in step.inputs] for step in comparison.steps] == [["ruleset"]]
    assert "line.by_group" in {one.step for one in comparison.steps[0].changes}
    assert adds_up(comparison)


def test_nothing_changed_is_said() -> None:
    comparison = compare_results(budget(), budget())
    assert comparison.difference == Money(0)
    assert comparison.steps == ()
    assert "No answer differs." in comparison.as_text()


def test_where_no_amount_is_shown_there_are_answers_but_no_steps() -> None:
    comparison = compare_results(budget(), score(ruleset(), person({"hours": "36"})))
    assert comparison.difference is None
    assert comparison.steps == ()
    assert [one.key for one in comparison.inputs] == ["answers.hours"]
    assert "no amount is shown" in comparison.as_text()


def test_another_period_is_converted_before_it_is_compared() -> None:
    daily = changed_ruleset("  per: week\n  weeks_per_year", "  per: fortnight\n  weeks_per_year")
    before, after = budget(), budget(rules=daily)
    comparison = compare_results(before, after)
    assert isinstance(before, IndicativeBudget)
    assert comparison.difference == after.indicative_budget - before.for_period("fortnight")
    assert sum((step.difference for step in comparison.steps), Money(0)) == comparison.difference


def test_data_is_safe_for_json() -> None:
    data = compare_results(budget(), budget({"hours": "12"})).as_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["schema"] == "ras-comparison/1"
