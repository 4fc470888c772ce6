"""Slots that algebra calls the same number are so for everybody; by it withdrawing a carer restores the base, for every shape."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ras_engine.audit import Verdict, audit
from ras_engine.audit.bench import Bench, Limits
from ras_engine.audit.laws.p26_withdrawal import nobody_cares
from ras_engine.audit.prove.objective import Outputs
from ras_engine.audit.rules.algebra import Form, forms
from ras_engine.plan.operations import Lookup
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit.brute import Everybody
from tests.audit.made import SPLIT, small_rulesets

CLEAN = Path(__file__).with_name("clean.yaml").read_text(encoding="utf-8")
RULES = CLEAN[CLEAN.index("carer_support:") : CLEAN.index("limits:")]


def test_slots_of_one_form_are_equal_for_everybody_on_random_rulesets() -> None:
    same, nought = 0, 0
    for rules in small_rulesets(25, shard=26, most=1_000):
        bench = Bench(rules, None, SPLIT)
        everybody = Everybody(bench.variables, [bench.plan], [Outputs({}, (), None)])
        for fixed in [{}, *([nobody_cares(bench)] if bench.areas else [])]:
            found = forms(bench.plan, fixed)
            same += held(bench, everybody, found, fixed)
        if bench.areas:
            assert found[bench.plan.money.carer_adjustment] == Form(())
            nought += 1
    assert same > 300
    assert nought >= 4


def held(bench: Bench, everybody: Everybody, found: list[Form], fixed: dict[int, int]) -> int:
    """Every slot against the first of its form, and every constant against its number; how many there were."""
    columns, scales = everybody.results[0], bench.plan.scales
    who = np.logical_and.reduce([np.ones(everybody.rows, dtype=bool), *(columns[slot] == value for slot, value in fixed.items())])
    first: dict[Form, int] = {}
    same = 0
    for slot, form in enumerate(found):
        column = columns[slot][who]
        if form.known:
            assert (column * form.constant.denominator == form.constant.numerator * scales[slot]).all()
        if form in first:
            same += 1
            assert (column * scales[first[form]] == columns[first[form]][who] * scales[slot]).all()
        first.setdefault(form, slot)
    return same


LEVELS = """carer_support:
  levels:
    - {id: some, says: Some, met: 40%}
    - {id: most, says: Most, met: 100%}
"""
SHAPES = {
    "share_of_points": LEVELS
    + "  rules: [{id: a, kind: share_of_points, reduces: {care: care_points, going_out: outing_points}GUARD}]\n",
    "share_of_money": LEVELS + "  rules: [{id: a, kind: share_of_money, reduces: {care: [care], going_out: [outing_line]}GUARD}]\n",
    "mean_share": LEVELS
    + "  areas: {one: {title: A, ask: A}, two: {title: B, ask: B}}\n"
    + "  rules: [{id: a, kind: mean_share, activities: {one: {}, two: {when: {question: washing, at_least: all}}}, "
    + "reduces: [care_points, outing_points]GUARD}]\n",
    "quantity_met": "carer_support:\n  rules: [{id: a, kind: quantity_met, "
    + "reduces: {care: {measure: care_points, most: 9, step: 0.5}}GUARD}]\n",
}
GUARDS = ["", ", least_kept: 30%", ", line_keeps_at_least: 55%", ", least_kept: 10%, line_keeps_at_least: 90%"]
ROUND = ", round: {to: 0.5, direction: up}"


def with_rules(text: str) -> Ruleset:
    return read_ruleset(CLEAN.replace(RULES, text), file="clean.yaml")


@pytest.mark.parametrize("guard", [*GUARDS, *(guard + ROUND for guard in GUARDS)])
@pytest.mark.parametrize("shape", SHAPES)
def test_withdrawing_the_carer_is_proved_by_algebra_for_every_shape_and_guard(shape: str, guard: str) -> None:
    """With no sums listed and no time to look for bounds: nothing but the lemma is left."""
    if shape == "share_of_money" and "round" in guard:
        guard = guard.replace(ROUND, "")  # there is no measure of which something is left
    rules = with_rules(SHAPES[shape].replace("GUARD", guard))
    found = audit(rules, laws=["P26"], limits=Limits(states=1, seconds=0)).finding("P26")
    assert (found.verdict, found.engine) == (Verdict.PROVED, "lemma")
    assert [one.path for one in found.rules] == ["carer_support.rules[0]"]


def test_it_does_not_matter_how_many_questions_there_are() -> None:
    data: Any = json.loads(json.dumps(read_ruleset(CLEAN, file="clean.yaml").located.data))
    for number in range(60):
        data["questions"].append(data["questions"][0] | {"id": f"more_{number}"})
        data["measures"][0]["of"].append(f"more_{number}")
        data["measures"][2]["of"].append(f"more_{number}")
    found = audit(read_ruleset(json.dumps(data, indent=1)), laws=["P26"]).finding("P26")
    assert (found.verdict, found.engine) == (Verdict.PROVED, "lemma")
    assert found.covered > 10**35


def test_a_rule_that_takes_something_where_nobody_cares_is_broken() -> None:
    """No ruleset can say so; a plan that keeps 90% at no support is what a fault of the compiler would make."""
    rules = read_ruleset(CLEAN, file="clean.yaml")
    place, share = next(
        (place, one) for place, one in enumerate(rules.plan.operations) if isinstance(one, Lookup) and one.values == (10, 6, 5)
    )
    kept = Lookup(share.keys, share.sizes, (9, 6, 5))
    plan = replace(rules.plan, operations=(*rules.plan.operations[:place], kept, *rules.plan.operations[place + 1 :]))
    found = audit(replace(rules, plan=plan), laws=["P26"]).finding("P26")
    assert found.verdict is Verdict.BROKEN
    assert [one.path for one in found.rules] == ["carer_support.rules[0]"]
