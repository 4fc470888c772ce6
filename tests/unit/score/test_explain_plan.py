"""`explain_plan` says what a program does: every step that a result shows is in one of its parts, with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine import explain_plan, load_ruleset
from ras_engine.score.many.kernel.report import names_of, shown

ROOT = Path(__file__).parents[3]
RULESETS = [ROOT / "benchmarks" / "rulesets" / "workload.yaml", ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml"]


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_every_step_that_a_result_shows_is_told_of(path: Path) -> None:
    ruleset = load_ruleset(path)
    told = explain_plan(ruleset)
    names = names_of(ruleset.plan)
    parts = {name for table in told.joint_tables for name in table.sums}
    parts |= {one.step for one in told.finishing_tables} | {one.step for one in told.worked_out} | set(told.same_for_everybody)
    assert {names[slot] for slot in shown(ruleset.plan)} <= parts
    assert all(one.why for one in told.finishing_tables)
    assert all(one.why for one in told.worked_out)


def test_tables_are_told_with_their_answers_and_their_size() -> None:
    told = explain_plan(load_ruleset(RULESETS[0]))
    first = told.joint_tables[0]
    assert first.answers == ("client_group", "q1_0", "q1_1", "q1_2", "q1_3", "carer.d1")
    assert (first.combinations, first.size_in_bytes, first.look_ups) == (18_000, 144_000, 1)
    assert first.sums == ("measure.total", "measure.total.after_carers")
    assert told.look_ups == 8 == told.as_dict()["look_ups"]
    text = str(told)
    assert text.startswith("benchmark/workload from 2026-04-06, revision 1\nJoint tables: 8, 8 look-ups a person, 690 KiB\n")
    assert "  line.core\n    213,940 entries over client_group, measure.total\n" in text
    assert "The same for everybody: limit.minimum.amount, limit.maximum.amount, carer_sustainability, rounding" in text


def test_one_step_is_told_on_its_own() -> None:
    told = explain_plan(load_ruleset(RULESETS[0]), steps=["measure.total"])
    assert {name for table in told.joint_tables for name in table.sums} == {"measure.total"}
    assert not told.finishing_tables
    assert not told.worked_out


def test_a_step_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        explain_plan(load_ruleset(RULESETS[0]), steps=["measure.none"])
