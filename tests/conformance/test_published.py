"""Published schemes come out to the penny: for one person, in columns, and by the oracle."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ras_engine import Assessment, Money, score
from ras_engine.document.examples import ExampleCase
from ras_engine.exact import Direction, divide_rounded
from ras_engine.policy.periods import part_period
from tests.conformance.published import (
    COUNCIL,
    HERE,
    answering,
    by_columns,
    by_one,
    by_oracle,
    cases,
    due,
    examples_of,
    ruleset_at,
    rulesets,
    table,
    titled,
)

CASES = [pytest.param(path, case, id=name) for name, path, case in cases()]
RULESETS = [pytest.param(path, id=titled(path)) for path in rulesets()]

PUBLISHED_IN_GERMANY = {
    "frau_zimmer",
    "lsg_nrw_2018",
    "infant_20_points",
    "same_20_points_adult",
    "module5_only",
    "statute_four_measures",
    "max_of_two_and_three",
    "boundary_27",
    "reachable_27_5",
    "severe",
    "gate_closed",
    "gate_open",
    "tube_partly",
    "tube_wholly",
    "weekly_dressing",
    "monthly_to_day",
    "dialysis_like",
    "daily_ventilation",
}


@pytest.mark.parametrize(("path", "case"), CASES)
def test_a_worked_example_gives_what_was_worked_by_hand(path: Path, case: ExampleCase) -> None:
    expected = due(path, case)
    found = by_one(ruleset_at(path), case.assessment)
    assert {step: found.get(step) for step in expected} == expected


@pytest.mark.parametrize("path", RULESETS)
def test_the_worked_examples_give_the_same_in_columns(path: Path) -> None:
    examples = examples_of(path).cases
    found = by_columns(ruleset_at(path), [case.assessment for case in examples])
    for case, steps in zip(examples, found, strict=True):
        expected = due(path, case)
        assert {step: steps.get(step) for step in expected} == expected, case.id


@pytest.mark.parametrize(("path", "case"), CASES)
def test_the_oracle_gives_what_was_worked_by_hand(path: Path, case: ExampleCase) -> None:
    expected = due(path, case)
    found = by_oracle(ruleset_at(path), case.assessment)
    assert {step: found.get(step) for step in expected} == expected


@pytest.mark.parametrize("path", RULESETS)
def test_one_person_columns_and_oracle_agree_on_every_step(path: Path) -> None:
    ruleset = ruleset_at(path)
    people = [case.assessment for case in examples_of(path).cases]
    for one, columns in zip(people, by_columns(ruleset, people), strict=True):
        scalar = by_one(ruleset, one)
        assert columns == scalar
        oracles = by_oracle(ruleset, one)
        common = oracles.keys() & scalar.keys()
        assert {step: scalar[step] for step in common} == {step: oracles[step] for step in common}
        # A step may be kept under one name only where the two always agree; none that an example names may be missing.
        assert {
            "indicative_budget",
            "planning_amount",
            "outcome",
            *(f"line.{line.id}" for line in ruleset.document.budget_lines),
        } <= common


@pytest.mark.parametrize("path", RULESETS)
def test_every_example_belongs_to_its_ruleset_and_shows_its_working(path: Path) -> None:
    document, examples = ruleset_at(path).document, examples_of(path)
    assert (examples.scheme, examples.effective_from) == (document.scheme, document.effective_from)
    assert examples.revision == str(document.revision)
    ids = [case.id for case in examples.cases]
    assert len(set(ids)) == len(ids)


def test_the_example_council_shows_the_same_people_in_every_year() -> None:
    years = [path for path in rulesets() if path.parent == COUNCIL]
    people = {tuple(case.id for case in examples_of(path).cases) for path in years}
    assert len(years) > 1
    assert len(people) == 1


def test_all_worked_examples_of_the_german_assessment_are_there() -> None:
    ids = {case.id for case in examples_of(HERE / "germany_nba.yaml").cases}
    assert ids >= PUBLISHED_IN_GERMANY


@pytest.mark.parametrize("name", ["savva", "norfolk"])
def test_a_table_of_points_gives_its_published_amounts(name: str) -> None:
    path, line = HERE / f"{name}.yaml", {"savva": "allocation_table", "norfolk": "funding"}[name]
    rows = table(f"{name}.csv")
    found = by_columns(ruleset_at(path), [answering(points=row["points"]) for row in rows])
    for row, steps in zip(rows, found, strict=True):
        expected = {f"line.{line}": Fraction(0), f"referral.{row['amount'][7:]}": Fraction(1), "outcome": Fraction(1)}
        if not row["amount"].startswith("refer: "):
            expected = {f"line.{line}": Fraction(row["amount"]), "outcome": Fraction(0)}
        assert {step: steps[step] for step in expected} == expected, row
        assert by_one(ruleset_at(path), answering(points=row["points"])) == steps


def test_costs_for_any_period_are_the_published_amounts_a_week() -> None:
    ruleset, rows = ruleset_at(HERE / "weekly_conversion.yaml"), table("weekly_conversion.csv")
    people = [answering(cost=row["cost"], period=row["period"]) for row in rows]
    found = [steps["indicative_budget"] for steps in by_columns(ruleset, people)]
    assert found == [Fraction(row["amount"]) for row in rows]
    assert found == [by_one(ruleset, one)["indicative_budget"] for one in people]


def test_the_steps_of_the_norfolk_table_are_as_steep_as_published() -> None:
    ruleset = ruleset_at(HERE / "norfolk.yaml")
    cliffs = {(115, 116): 500, (130, 131): 500, (145, 146): 1300, (160, 161): 1200, (170, 171): 2000}
    edges = [points for pair in cliffs for points in pair]
    steps = by_columns(ruleset, [answering(points=str(points)) for points in edges])
    amounts = dict(zip(edges, (one["indicative_budget"] for one in steps), strict=True))
    assert {pair: amounts[pair[1]] - amounts[pair[0]] for pair in cliffs} == cliffs


def test_german_amounts_are_those_of_their_date() -> None:
    for row in table("germany_amounts.csv"):
        ruleset = ruleset_at(HERE / "germany_amounts" / f"{row['from']}.yaml")
        found = by_one(ruleset, answering(grade=row["grade"], used_percent="0", converted_percent="0"))
        steps = {"line.cash": row["cash"], "separate.in_kind": row["in_kind"], "separate.relief": row["relief"]}
        assert {step: found[step] for step in steps} == {step: Fraction(value) for step, value in steps.items()}, row


UPRATINGS = [
    ("2017-01-01", "2022-01-01", "in_kind", Fraction("1.05")),
    ("2022-01-01", "2024-01-01", "cash", Fraction("1.05")),
    ("2022-01-01", "2024-01-01", "in_kind", Fraction("1.05")),
    ("2024-01-01", "2025-01-01", "cash", Fraction("1.045")),
    ("2024-01-01", "2025-01-01", "in_kind", Fraction("1.045")),
]


@pytest.mark.parametrize(("before", "after", "of", "factor"), UPRATINGS)
def test_german_upratings_are_the_factor_rounded_up_to_whole_euro(before: str, after: str, of: str, factor: Fraction) -> None:
    amounts = {(row["from"], row["grade"]): Fraction(row[of]) for row in table("germany_amounts.csv")}
    for grade in ("grade_2", "grade_3", "grade_4", "grade_5"):
        raised = amounts[before, grade] * factor
        assert divide_rounded(raised.numerator, raised.denominator, Direction.UP) == amounts[after, grade]


def test_ten_days_of_a_german_month_are_ten_thirtieths_and_a_whole_month_is_one() -> None:
    ruleset = ruleset_at(HERE / "germany_amounts" / "2025-01-01.yaml")
    budget = score(ruleset, Assessment.from_dict(answering(grade="grade_4", used_percent="0", converted_percent="0")))
    ten_days = part_period(ruleset, budget, date(2025, 3, 1), date(2025, 3, 10))
    assert ten_days.amount == Money.parse("266.67", "EUR")  # 800.00 x 10 / 30 = 266.6667
    for first, last in ((date(2025, 2, 1), date(2025, 2, 28)), (date(2025, 3, 1), date(2025, 3, 31))):
        assert part_period(ruleset, budget, first, last).amount == Money.parse("800.00", "EUR")
