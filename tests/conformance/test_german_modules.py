"""The German assessment over every sum that each module can have, not only over the worked examples."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pytest

from ras_engine.document.questions import LevelsQuestion
from tests.conformance.published import HERE, answering, by_columns, ruleset_at, table

NBA = HERE / "germany_nba.yaml"
FINDINGS = {"urine_finding": "yes", "stool_finding": "yes"}
FREQUENCIES = {
    "i5_1": {0: "0 per day", 1: "7 per week", 2: "4 per day", 3: "9 per day"},
    "i5_8": {0: "0 per day", 1: "1 per week", 2: "1 per day", 3: "3 per day"},
    "i5_15": {0: "0 per week", 1: "3 per month", 2: "1 per week", 3: "2 per week"},
    "i5_12": {0: "0 per day", 6: "1 per day"},
}
"""Answers of module 5 for each number of points. Three long visits a month are 6, at least 4.3 and under 8.6."""


def adding_up_to(module: str) -> dict[int, dict[str, str]]:
    """For each sum that a module can have, answers that give it."""
    if module == "5":
        return module_five()
    found: dict[int, dict[str, str]] = {0: {}}
    for question in ruleset_at(NBA).document.questions:
        if isinstance(question, LevelsQuestion) and question.id.startswith(f"i{module}_"):
            grown = dict(found)
            for (before, answers), level in product(found.items(), question.levels):
                grown.setdefault(before + int(level.points or 0), answers | {question.id: level.id})
            found = grown
    return found


def module_five() -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    scale = dict(enumerate(("independent", "mostly_independent", "mostly_dependent", "dependent")))
    for diet, *points in product(scale, *FREQUENCIES.values()):
        if points[2] and points[3]:
            continue  # the third group counts its points once, from both questions together
        chosen = {name: texts[one] for (name, texts), one in zip(FREQUENCIES.items(), points, strict=True)}
        found.setdefault(diet + sum(points), chosen | {"i5_16": scale[diet]})
    return found


@pytest.mark.parametrize("module", ["1", "2", "3", "4", "5", "6"])
def test_every_sum_of_a_module_has_its_weighted_points(module: str) -> None:
    ways, weighted = (
        adding_up_to(module),
        {row["sum"]: row["weighted"] for row in table("germany_nba.csv") if row["module"] == module},
    )
    # Thirteen answers of 0, 1, 3 or 5 never add up to 62 or 64.
    assert set(weighted) - {str(one) for one in ways} == ({"62", "64"} if module == "3" else set())
    weighted = {one: value for one, value in weighted.items() if int(one) in ways}
    people = [answering(**(ways[int(one)] | FINDINGS)) for one in weighted]
    for (one, value), steps in zip(weighted.items(), by_columns(ruleset_at(NBA), people), strict=True):
        assert steps[f"measure.sum_{module}"] == int(one)
        assert steps[f"measure.weighted_{module}"] == Fraction(value)


def test_the_weighted_points_over_all_sums_are_those_of_the_statute() -> None:
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for row in table("germany_nba.csv"):
        sums[row["module"]] += Fraction(row["weighted"])
    assert sums == {"1": 105, "2": 375, "3": 930, "4": 1530, "5": 255, "6": 195}


@pytest.mark.parametrize(
    ("age", "under", "over", "grades"),
    [
        ("adult", "11.25", "12.5", ("none", "grade_1")),
        ("adult", "26.25", "27.5", ("grade_1", "grade_2")),
        ("adult", "46.25", "47.5", ("grade_2", "grade_3")),
        ("adult", "68.75", "70", ("grade_3", "grade_4")),
        ("adult", "88.75", "90", ("grade_4", "grade_5")),
        ("infant", "11.25", "12.5", ("none", "grade_2")),
        ("infant", "26.25", "27.5", ("grade_2", "grade_3")),
        ("infant", "46.25", "47.5", ("grade_3", "grade_4")),
        ("infant", "68.75", "70", ("grade_4", "grade_5")),
    ],
)
def test_a_grade_begins_exactly_at_its_threshold(age: str, under: str, over: str, grades: tuple[str, str]) -> None:
    ruleset = ruleset_at(NBA)
    people = [answering(age_group=age, **weighing(Fraction(total), age)) for total in (under, over)]
    names = ("none", "grade_1", "grade_2", "grade_3", "grade_4", "grade_5")
    found = [(steps["measure.total"], names[int(steps["measure.grade"])]) for steps in by_columns(ruleset, people)]
    assert found == list(zip((Fraction(under), Fraction(over)), grades, strict=True))


def weighing(total: Fraction, age: str) -> dict[str, str]:
    """Answers whose weighted points come to a total. Up to 18 months module 4 is 4.K alone: 0 or 30."""
    modules = ("1", "2", "4", "5", "6")
    weights = {(row["module"], row["weighted"]): int(row["sum"]) for row in table("germany_nba.csv")}
    choices = [
        [(Fraction(value), module, one) for (module, value), one in weights.items() if module == wanted] for wanted in modules
    ]
    if age == "infant":
        choices[2] = [(Fraction(0), "4", 0), (Fraction(30), "4", 20)]
    chosen = next(combination for combination in product(*choices) if sum(value for value, _, _ in combination) == total)
    answers: dict[str, str] = {}
    for _, module, one in chosen:
        if module == "4" and age == "infant":
            answers |= {"i4_k": "yes" if one else "no"}
        else:
            answers |= adding_up_to(module)[one]
    return answers | FINDINGS
