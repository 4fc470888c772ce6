from __future__ import annotations

import json
import os
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import ResultInvalid
from ras_engine.exact import Money
from ras_engine.results import Override, Record, budget_schema, read_result, replay, result_as_dict, result_to_json
from ras_engine.rulebook import Rulebook, examples_path, load_examples, load_rulebook
from ras_engine.score import score
from tests.unit.small import BODY, small

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "src" / "ras_engine" / "data" / "budget.schema.json"
BOOK = load_rulebook(ROOT / "rulesets" / "example-borough")
REFERRAL = """\
referral:
  - {id: people_look, indicative_budget: withheld, when: {question: washing, is: all}, says: Let us talk.}
"""
RULESET = small("2025-04-07", body=BODY + REFERRAL)


def person(washing: str = "some") -> IndicativeBudget | OutOfModel:
    data = {
        "assessed_on": "2025-05-01",
        "baseline": "no_unpaid_support",
        "answers": {"washing": washing, "in_crisis": "no"},
        "reference": "A/17",
    }
    return score(RULESET, Assessment.from_dict(data))


def example_results() -> list[IndicativeBudget | OutOfModel]:
    found = []
    for ruleset in BOOK.rulesets:
        examples = load_examples(examples_path(ruleset.located.file))
        found += [score(ruleset, Assessment.from_dict(case.assessment)) for case in examples.document.cases]
    return found


RESULTS = [*example_results(), person(), person("all")]


def changed(result: IndicativeBudget | OutOfModel, *path: str | int, to: Any) -> str:
    """The stored result with one value changed."""
    data: Any = json.loads(result_to_json(result))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return json.dumps(data)


def test_the_published_schema_is_made_from_the_definition() -> None:
    text = json.dumps(budget_schema(), indent=2) + "\n"
    if os.environ.get("RAS_WRITE_EXPECTED"):
        PUBLISHED.parent.mkdir(exist_ok=True)
        PUBLISHED.write_text(text, encoding="utf-8", newline="\n")
    assert PUBLISHED.read_text(encoding="utf-8") == text
    jsonschema.Draft202012Validator.check_schema(budget_schema())


@pytest.mark.parametrize("trace", [True, False])
def test_every_result_has_the_published_form_and_replays_to_the_same_pennies(trace: bool) -> None:
    validator = jsonschema.Draft202012Validator(budget_schema())
    book = {RULESET.scheme: Rulebook.of([RULESET]), BOOK.scheme: BOOK}
    for result in RESULTS:
        text = result_to_json(result, trace=trace)
        validator.validate(json.loads(text))
        again = replay(text, book[result.stamp.scheme])
        assert (again.verdict, again.differences, again.notes) == ("same", (), ())
        assert again.result == result
        assert ("trace" in json.loads(text)) is trace
    assert {result.outcome for result in RESULTS} == {"amount", "referral"}


def test_amounts_are_exact_text_with_pence() -> None:
    data = result_as_dict(person())
    assert data["amounts"] == {
        "carer_neutral_amount": "49.20",  # 4 x 12.30
        "carer_adjustment": "0.00",
        "carer_sustainability": "0.00",
        "before_limits": "49.20",
        "limit_adjustment": "0.00",
        "rounding": "-0.20",
        "indicative_budget": "49.00",
        "contingency": "4.90",
        "planning_amount": "44.10",
    }
    assert data["lines"] == [{"id": "core", "carer_neutral_amount": "49.20", "carer_adjustment": "0.00", "after_carers": "49.20"}]


def test_no_number_of_a_result_is_a_float() -> None:
    def floats(value: Any) -> list[float]:
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            return [one for item in inner for one in floats(item)]
        return [value] if isinstance(value, float) else []

    assert [floats(json.loads(result_to_json(result))) for result in RESULTS] == [[] for _ in RESULTS]


def test_the_trace_in_the_json_is_the_whole_trace_exactly() -> None:
    result = person()
    written = result_as_dict(result)["trace"]
    assert [one["step"] for one in written] == [line.step for line in result.trace]
    assert [Fraction(one["value"]) for one in written] == [line.value for line in result.trace]


def test_a_withheld_amount_is_nowhere_in_the_json() -> None:
    result = person("all")
    text = result_to_json(result)
    assert isinstance(result, OutOfModel)
    assert "amounts" not in json.loads(text)
    assert "GBP" not in text
    assert "110.70" not in text  # 9 x 12.30, which would have been the amount


def test_the_same_result_is_the_same_text() -> None:
    assert result_to_json(person()) == result_to_json(person())


def test_what_people_record_moves_no_amount() -> None:
    record = Record(
        adults_contribution=Money.parse("12.00"),
        councils_share=Money.parse("37.00"),
        decided_by="A. Manager",
        decided_on=date(2025, 5, 20),
        reviewed_by="B. Lead",
        override=Override(Money.parse("60.00"), "A. Manager", "Fares to the day centre."),
    )
    with_record, without = result_as_dict(person(), record=record), result_as_dict(person())
    assert with_record["record"].pop("gross_cost") == "49.00"
    assert Record.from_dict(with_record["record"]) == record
    assert {**with_record, "record": None} == {**without, "record": None}
    assert replay(result_to_json(person(), record=record), RULESET).same


def test_an_override_needs_an_author_and_reasons() -> None:
    with pytest.raises(ResultInvalid, match=r"RAS826.*author and reasons"):
        Override(Money.parse("60.00"), " ", "")


def test_a_changed_amount_is_found_with_both_amounts() -> None:
    again = replay(changed(person(), "amounts", "indicative_budget", to="50.00"), RULESET)
    assert again.verdict == "differs"
    assert [str(one) for one in again.differences] == ["amounts.indicative_budget: stored 50.00, now 49.00"]


def test_a_changed_line_step_and_decision_are_found_by_name() -> None:
    assert [one.field for one in replay(changed(person(), "lines", 0, "after_carers", to="1.00"), RULESET).differences] == [
        "lines.core.after_carers"
    ]
    assert [one.field for one in replay(changed(person(), "trace", 0, "value", to="7"), RULESET).differences] == [
        f"trace.{person().trace[0].step}"
    ]
    (one,) = replay(changed(person(), "decisions", "pool_eligible", to=True), RULESET).differences
    assert str(one) == "decisions.pool_eligible: stored yes, now no"


def test_a_line_that_is_gone_is_a_difference_too() -> None:
    again = replay(changed(person(), "lines", to=[]), RULESET)
    assert ("lines.core.after_carers", None, "49.20") in {(one.field, one.stored, one.now) for one in again.differences}


def test_an_edited_ruleset_is_named_and_what_it_changes_is_shown() -> None:
    edited = small("2025-04-07", body=BODY.replace("12.30", "12.80") + REFERRAL)
    again = replay(result_to_json(person()), edited)
    assert [note.code for note in again.notes] == ["RAS822"]
    assert "amounts.indicative_budget: stored 49.00, now 51.00" in [str(one) for one in again.differences]  # 4 x 12.80 = 51.20


def test_an_edited_ruleset_is_never_the_same_even_where_no_penny_moves() -> None:
    edited = small("2025-04-07", body=BODY.replace("Some help", "A little help") + REFERRAL)
    again = replay(result_to_json(person()), edited)
    assert (again.verdict, again.differences, [note.code for note in again.notes]) == ("differs", (), ["RAS822"])


def test_a_missing_ruleset_is_never_replaced_by_another() -> None:
    again = replay(result_to_json(person()), BOOK)
    assert (again.verdict, again.result, [note.code for note in again.notes]) == ("not_replayed", None, ["RAS823"])


def test_another_engine_version_is_said_and_is_no_difference_by_itself() -> None:
    again = replay(changed(person(), "stamp", "engine_version", to="0.0.1"), RULESET)
    assert (again.verdict, [note.code for note in again.notes]) == ("same", ["RAS824"])


def test_an_assessment_that_cannot_be_scored_is_not_replayed() -> None:
    again = replay(changed(person(), "assessment", "answers", "washing", to="sometimes"), RULESET)
    assert (again.verdict, [note.code for note in again.notes]) == ("not_replayed", ["RAS825"])
    assert again.notes[0].where.path == "assessment.answers.washing"


def test_an_old_result_replays_after_the_rules_have_changed() -> None:
    first = small("2025-04-07", body=BODY + REFERRAL)
    corrected = small("2025-04-07", 2, follows=("2025-04-07", 1), body=BODY.replace("12.30", "13.00") + REFERRAL)
    assert replay(result_to_json(person()), Rulebook.of([corrected, first])).same


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "nonsense", '{"schema": "ras-budget/2"}', b"\xff\xfe", "[" * 5000, '{"schema": "ras-budget/1"}', "null"],
)
def test_what_is_no_stored_result_is_refused_with_reasons(text: str | bytes) -> None:
    with pytest.raises(ResultInvalid) as caught:
        replay(text, RULESET)
    assert caught.value.problems


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("amounts", "indicative_budget"), "49"),
        (("amounts", "indicative_budget"), 49),
        (("amounts", "indicative_budget"), 49.0),
        (("stamp", "digest"), "abc"),
        (("stamp", "effective_from"), "2025-02-30"),
        (("stamp", "revision"), True),
        (("lines",), {}),
        (("surprise",), 1),
        (("stamp", "revision"), 10**100),
        (("outcome",), "referral"),
        (("assessment", "age"), "84"),
        (("record", "override"), {"amount": "1.00", "author": "", "reasons": "x", "on": None}),
    ],
)
def test_a_field_of_another_form_is_shown_where_it_stands(path: tuple[str, ...], value: object) -> None:
    text = changed(person(), *path, to=value)
    with pytest.raises(ResultInvalid) as caught:
        read_result(text, file="stored.json")
    assert all(one.code == "RAS821" and one.where.line for one in caught.value.problems)
    if path != ("stamp", "effective_from"):  # JSON Schema knows the form of a day, not the calendar
        assert list(jsonschema.Draft202012Validator(budget_schema()).iter_errors(json.loads(text)))


def test_a_result_cut_off_anywhere_is_refused_and_never_half_read() -> None:
    text = result_to_json(person())
    for length in range(0, len(text) - 2, 97):
        with pytest.raises(ResultInvalid):
            read_result(text[:length])
