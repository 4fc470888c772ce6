"""`check` warns of a share of money that turns people round, with a pair that shows it, and never without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine.edges.audit.share_of_money import share_of_money_warnings
from ras_engine.rulebook import load_ruleset
from ras_engine.ruleset import read_ruleset
from tests.unit.edges.commands import ras

HERE = Path(__file__).parent
TURNED = HERE / "turned_round.yaml"
CONFORMANCE = HERE.parent / "conformance" / "rulesets"


def test_check_warns_with_a_pair_and_the_ruleset_stays_usable(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ras(capsys, "check", TURNED)
    assert answer.code == 0
    assert "RAS980" in answer.out
    assert "£80.00 less: help: days -> nights: indicative budget 100.00 -> 20.00" in " ".join(answer.out.split())
    assert "line_keeps_at_least" in answer.out
    data = ras(capsys, "check", TURNED, "--format", "json").data
    assert data["problems"] == []
    assert [(one["code"], one["path"]) for one in data["warnings"]] == [("RAS980", "carer_support.rules[0]")]


def test_a_guard_that_is_high_enough_ends_the_warning() -> None:
    text = TURNED.read_text(encoding="utf-8")
    guarded = text.replace("reduces: {at_night: [nights]}", "reduces: {at_night: [nights]}, line_keeps_at_least: 60%")
    assert [one.code for one in share_of_money_warnings(read_ruleset(text))] == ["RAS980"]
    assert share_of_money_warnings(read_ruleset(guarded)) == ()


def test_a_fall_that_carers_have_no_part_in_is_not_put_on_them() -> None:
    falling = TURNED.read_text(encoding="utf-8").replace(
        "when: {measure: points, at_least: 20}\n    bands: [{from: 0, starts_at: 0.00, per_point: 10.00}]",
        "when: {measure: points, at_least: 20}\n    bands: [{from: 0, starts_at: 0.00, per_point: 1.00}]",
    )
    assert falling != TURNED.read_text(encoding="utf-8")
    assert share_of_money_warnings(read_ruleset(falling)) == ()


@pytest.mark.parametrize("name", ["shares_of_money_like", "austria_pflegegeld"])
def test_there_is_no_warning_without_somebody_who_loses(name: str) -> None:
    assert share_of_money_warnings(load_ruleset(CONFORMANCE / f"{name}.yaml")) == ()
