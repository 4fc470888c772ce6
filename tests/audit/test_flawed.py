"""A ruleset full of faults: each law that it breaks is told, for the reason that stands beside the fault in the file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from ras_engine import Assessment, score
from ras_engine.audit import AuditReport, Finding, Verdict, audit
from ras_engine.budget import IndicativeBudget
from ras_engine.ruleset import Ruleset, read_ruleset

FILE = Path(__file__).with_name("flawed.yaml")


@cache
def ruleset() -> Ruleset:
    return read_ruleset(FILE.read_bytes(), file="flawed.yaml")


@cache
def report() -> AuditReport:
    return audit(ruleset())


def finding(law: str) -> Finding:
    return report().finding(law)


BROKEN = {"P1", "P3", "P5", "P6", "P7", "P8", "P15", "P16", "P18", "P20", "P21", "P22", "P23", "P24", "P30", "P31"}


def test_these_laws_are_broken_and_no_other() -> None:
    assert {one.law for one in report().with_verdict(Verdict.BROKEN)} == BROKEN
    assert report().exit_code == 1
    assert report().with_verdict(Verdict.BOUNDED, Verdict.SAMPLED) == ()


@pytest.mark.parametrize("law", ["P1", "P3", "P5", "P6", "P20", "P21", "P23", "P30"])
def test_every_pair_is_real_and_alike_in_all_but_what_is_shown(law: str) -> None:
    assert finding(law).witnesses
    for pair in finding(law).witnesses:
        told = {one.what for one in pair.differ}
        left, right = pair.left.assessment, pair.right.assessment
        for person in (pair.left, pair.right):
            result = score(ruleset(), Assessment.from_dict(dict(person.assessment)))
            assert isinstance(result, IndicativeBudget)
            assert {name: getattr(result, name).pence for name in person.amounts} == dict(person.amounts)
            assert person.working
        assert {name for name in left["answers"] if left["answers"][name] != right["answers"][name]} <= told
        assert (left["client_group"] != right["client_group"]) == ("client_group" in told)
        assert (left["carer_support"] != right["carer_support"]) == any(one.startswith("carer.") for one in told)


def test_every_law_that_is_broken_names_rules_and_their_lines() -> None:
    for one in report().with_verdict(Verdict.BROKEN):
        assert one.rules
        for rule in one.rules:
            assert rule.file == "flawed.yaml"
            assert rule.path
            assert ruleset().located.marks[path_of(rule.path)].line == rule.line


def path_of(text: str) -> tuple[str | int, ...]:
    """`a.b[2].c` as the steps of a path."""
    return tuple(int(step) if step.isdigit() else step for step in text.replace("[", ".").replace("]", "").split("."))


def test_the_contingency_at_fault_is_that_of_the_band_of_whoever_is_shown() -> None:
    for law in ("P8", "P22"):
        assert {one.path for one in finding(law).rules} >= {"contingency.shares.middle", "pool"}
    assert "contingency.shares.high" in {one.path for one in finding("P1").rules}


@pytest.mark.parametrize("law", ["P1", "P3", "P5", "P6", "P20"])
def test_the_worst_pair_is_the_worst_case_of_the_finding(law: str) -> None:
    one = finding(law)
    assert one.worst is not None
    assert one.worst.exact
    amounts = [pair.amount for pair in one.witnesses]
    assert max(amounts) == amounts[-1]
    assert amounts[-1] == (1 - (one.worst.least or 0) if law == "P20" else one.worst.least)
    assert one.concerned is not None
    assert 0 < one.concerned < 1


def test_each_law_is_broken_for_the_reason_beside_its_fault() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for law in ("P7", "P8", "P15", "P16", "P18", "P24", "P31"):
        near = {number for rule in finding(law).rules for number in range(rule.line - 2, rule.line + 12)}
        assert any("FAULT" in lines[number - 1] and law in lines[number - 1] for number in near if 0 < number <= len(lines)), law
    assert "after rounding" in finding("P7").says
    assert finding("P15").listed == ("budget_lines[1].bands[1]: this row is reached by nobody",)
    assert finding("P16").listed == ("hobbies",)
    assert "support with care changes outing_line" in finding("P18").says
    assert "eating" in finding("P24").says
    assert finding("P31").listed == ("sign_off: entry 2 is never the first that holds",)


def test_the_report_is_plain_data_for_json() -> None:
    data = json.loads(json.dumps(report().as_dict()))
    assert data["schema"] == "ras-audit-report/1"
    assert data["digest"] == ruleset().digest
    assert [one["law"] for one in data["findings"]] == [f"P{number}" for number in range(1, 35)]
    assert int(data["possible_assessments"]) == 2_592


def test_an_unknown_law_is_refused() -> None:
    with pytest.raises(ValueError, match="P99"):
        audit(ruleset(), laws=["P99"])


def test_with_no_time_nothing_is_claimed_that_was_not_shown() -> None:
    hurried = audit(ruleset(), budget_seconds=0)
    for one in hurried.findings:
        if one.verdict is Verdict.PROVED:
            assert finding(one.law).verdict is Verdict.PROVED
        if one.verdict is Verdict.BROKEN:
            assert finding(one.law).verdict is Verdict.BROKEN
