"""Names that a caseload or an assessment uses for something else cannot be those of questions, lines or areas."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ras_engine import RulesetInvalid, read_ruleset
from ras_engine.ruleset import Ruleset
from tests.unit.plan.made import HEAD


def read(more: str) -> Ruleset:
    """The ruleset of the header and what a test adds."""
    data: dict[str, Any] = {**yaml.load(HEAD, yaml.BaseLoader), **yaml.load(more, yaml.BaseLoader)}
    return read_ruleset(yaml.safe_dump(data, sort_keys=False))


def codes(more: str) -> set[str]:
    """The codes of the problems of a ruleset; none where it is accepted."""
    try:
        read(more)
    except RulesetInvalid as error:
        return {one.code for one in error.problems}
    return set()


@pytest.mark.parametrize("name", ["id", "baseline", "assessed_on", "deployment", "carer_support", "client_group"])
def test_a_question_is_not_called_as_another_column_of_a_caseload(name: str) -> None:
    question = f"questions: [{{id: {name}, kind: quantity, about: need, ask: A, unit: hours, minimum: 0, maximum: 9, step: 1}}]\n"
    assert codes(f"{question}budget_lines: [{{id: core, kind: price_per_point, of: {name}, per_point: 1}}]") == {"RAS212"}


def test_a_line_is_not_called_as_all_other_lines() -> None:
    assert codes("budget_lines: [{id: default, kind: fixed, amount: 1}]") == {"RAS212"}


@pytest.mark.parametrize("name", ["able", "willing", "likely_to_stay_able", "likely_to_stay_willing", "adult"])
@pytest.mark.parametrize("declared", [True, False])
def test_an_area_is_not_called_as_a_fact_about_every_area(name: str, declared: bool) -> None:
    areas = f"areas: {{{name}: {{title: T}}}}, " if declared else ""
    rules = f"rules: [{{id: r, kind: share_of_points, reduces: {{{name}: m}}}}]"
    support = f"carer_support: {{levels: [{{id: most, says: M, met: 50%}}], {areas}{rules}}}\n"
    measure = "measures: [{id: m, kind: sum, of: [washing]}]\n"
    assert "RAS212" in codes(f"{measure}{support}budget_lines: [{{id: core, kind: price_per_point, of: m, per_point: 1}}]")


@pytest.mark.parametrize("name", ["when", "when_ill"])
def test_a_line_may_be_priced_by_deployment_whatever_its_name(name: str) -> None:
    prices = "prices: {care: {unit: hours, by_deployment: {own: 10, council: 12}, source: S, from: 2026-04-06}}\n"
    line = f"budget_lines: [{{id: {name}, kind: price, quantity: hours, price: care}}]"
    assert codes(f"deployments: {{own: {{}}, council: {{}}}}\n{prices}{line}") == set()
