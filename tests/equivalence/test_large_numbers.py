"""Numbers as large as a ruleset may write: refused when it is loaded, or worked out alike for one person and a caseload."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from ras_engine import Assessment, RulesetInvalid, read_ruleset, score
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import score_batch
from tests.unit.plan.made import HEAD

SIGN_OFF = "sign_off: [{id: one, says: A, when: {measure: m, more_than: 0}}, {id: two, says: B, otherwise: yes}]\n"
LINE = "budget_lines: [{id: core, kind: fixed, amount: 10}]\n"
FAR = "-999999999999999"


def read(more: str) -> Ruleset:
    """The ruleset of the header and what a test adds."""
    return read_ruleset(yaml.safe_dump({**yaml.load(HEAD, yaml.BaseLoader), **yaml.load(more, yaml.BaseLoader)}, sort_keys=False))


def levels(*points: str) -> str:
    """One question whose levels carry these points."""
    written = ", ".join(f"{{id: at_{place}, says: A, points: {each}}}" for place, each in enumerate(points))
    return f"questions: [{{id: washing, kind: levels, about: need, ask: A, levels: [{written}]}}]\n"


def agree(ruleset: Ruleset, answers: list[dict[str, str]]) -> None:
    """One person and a caseload come to the same on every step."""
    stated = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "client_group": "older"}
    columns: dict[str, Any] = {**stated, **{name: [one[name] for one in answers] for name in answers[0]}}
    batch = score_batch(columns, ruleset)
    for row, one in enumerate(answers):
        alone = score(ruleset, Assessment.from_dict({**stated, "answers": one}))
        for step in ruleset.plan.steps:
            integers, scale = batch.step(step.name)
            assert Fraction(int(integers[row]), scale) == alone.step(step.name), step.name


@example([-9 * 10**12, 9 * 10**12], 5)
@example([-4 * 10**12, 4 * 10**12], 5)
@given(st.lists(st.integers(-(10**13), 10**13), min_size=2, max_size=4, unique=True), st.integers(0, 6))
def test_levels_however_far_apart_are_refused_or_added_up_alike(points: list[int], places: int) -> None:
    written = sorted([*map(str, points), f"0.{'0' * places}1"], key=Fraction)
    with suppress(RulesetInvalid):  # too large, or a sign-off that everybody or nobody has
        ruleset = read(f"{levels(*written)}measures: [{{id: m, kind: sum, of: [washing]}}]\n{SIGN_OFF}{LINE}")
        agree(ruleset, [{"washing": f"at_{place}"} for place in range(len(written))])


@pytest.mark.parametrize(
    "more",
    [
        f"budget_lines: [{{id: core, kind: bands, of: washing, bands: [{{from: {FAR}, amount: 1}}, {{from: 4, amount: 9}}]}}]",
        f"measures: [{{id: m, kind: band, of: washing, bands: [{{id: a, says: A, from: {FAR}}}, {{id: b, says: B, from: 4}}]}}]\n"
        "budget_lines: [{id: core, kind: lookup, by: [m], amounts: {a: 1, b: 2}}]",
    ],
)
def test_a_table_that_begins_beyond_what_the_engine_holds_is_refused(more: str) -> None:
    with pytest.raises(RulesetInvalid) as refused:
        read(f"{levels('0', '4.1234567')}{more}")
    assert {one.code for one in refused.value.problems} == {"RAS301"}


def test_a_quantity_finer_than_what_the_engine_holds_is_refused_though_only_a_condition_reads_it() -> None:
    hours = "{id: hours, kind: quantity, about: need, ask: A, unit: hours, minimum: 0, maximum: 999999999999999, step: 0.00001}"
    line = "{id: core, kind: fixed, amount: 10, when: {question: hours, at_least: 2}}"
    with pytest.raises(RulesetInvalid) as refused:
        read(f"questions: [{hours}]\nbudget_lines: [{line}]")
    assert [one.code for one in refused.value.problems] == ["RAS301"]


def test_a_weight_beyond_what_the_engine_holds_is_refused_though_it_weighs_nothing() -> None:
    asked = "kind: quantity, about: need, ask: A, unit: hours, minimum: 0"
    questions = f"questions: [{{id: none, {asked}, maximum: 0, step: 1}}, {{id: some, {asked}, maximum: 99999, step: 1}}]\n"
    weights = "measures: [{id: m, kind: weighted_sum, of: {none: 999999999999999/7, some: 1/999999937}}]\n"
    with pytest.raises(RulesetInvalid) as refused:
        read(f"{questions}{weights}{SIGN_OFF}{LINE}")
    assert {one.code for one in refused.value.problems} == {"RAS301"}


def test_rows_without_an_answer_are_worked_out_beside_the_others() -> None:
    asked = "kind: quantity, about: need, ask: A, unit: hours, minimum: 500, maximum: 900000, step: 1"
    bands = "bands: [{id: one, says: A, from: 500}]"
    measures = (
        f"measures: [{{id: b, kind: band, of: first, {bands}}}, {{id: c, kind: band, of: other, "
        "bands: [{id: one, says: A, from: 500}, {id: two, says: B, from: 600}]}, {id: m, kind: lookup, by: [b, c], "
        "values: {one: {one: 5, two: 6}}}]\n"
    )
    questions = f"questions: [{{id: first, {asked}}}, {{id: other, {asked}}}]\n"
    ruleset = read(f"{questions}{measures}budget_lines: [{{id: core, kind: price_per_point, of: m, per_point: 1}}]")
    stated = {"baseline": "no_unpaid_support", "client_group": "older"}
    batch = score_batch({**stated, "first": ["500", "", "x"], "other": ["700", "", "900"]}, ruleset)
    assert batch.status.tolist() == [0, 2, 2]
    assert batch.step("measure.m")[0][0] == 6
