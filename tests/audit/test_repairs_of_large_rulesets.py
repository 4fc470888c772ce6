"""Repairs of rulesets of a council's size: found among many places, where they belong, and proved."""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from ras_engine.audit import AuditReport, Limits, Verdict, all_laws, audit
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Law
from ras_engine.audit.repairs.seek import Seek
from ras_engine.audit.repairs.tried import changed, proved_on, with_value
from ras_engine.audit.run import finding_of
from ras_engine.located import path_text
from ras_engine.ruleset import Ruleset, read_ruleset

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FLAWED = Path(__file__).parent / "flawed.yaml"
LIMITS = Limits(seconds=600, clock=time.process_time_ns)


@pytest.fixture(scope="module")
def script() -> Any:
    """The benchmark that seeds the faults, as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        spec = spec_from_file_location("repairs", BENCHMARKS / "repairs.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        patch.setitem(sys.modules, "repairs", module)
        spec.loader.exec_module(module)
        yield module


def audited(script: Any, fault: str, *laws: str) -> tuple[Ruleset, AuditReport, str, str]:
    """A ruleset with a fault, what some laws say of it, where the fault is, and what stood there."""
    data, before = script.spoiled(script.FAULTS[fault])
    ruleset = read_ruleset(json.dumps(data, indent=1))
    ((place, was),) = before.items()
    return ruleset, audit(ruleset, laws=laws, limits=LIMITS), path_text(place), was


def test_one_slip_that_breaks_several_laws_is_mended_for_all_of_them_by_putting_it_back(script: Any) -> None:
    _, report, place, was = audited(script, "workload: two digits of a start changed places", "P1", "P6", "P20")
    repairs = [one.repair for one in report.findings]
    assert [[(one.path, one.after) for one in repair.changes] for repair in repairs if repair] == [[(place, was)]] * 3
    assert [set(repair.mends) for repair in repairs if repair] == [{"P6", "P20"}, {"P1", "P20"}, {"P1", "P6"}]
    assert all(repair is not None and "the row before it ends at 437.35" in repair.says for repair in repairs)


def test_what_is_repaired_is_proved_of_the_repaired_ruleset(script: Any) -> None:
    ruleset, report, place, _ = audited(script, "workload: a band without contingency", "P8")
    repair = report.finding("P8").repair
    assert repair is not None
    assert [one.path for one in repair.changes] == [place]
    mended = with_value(ruleset, script.FAULTS["workload: a band without contingency"].place, repair.changes[0].after)
    assert mended is not None
    assert audit(mended, laws=["P8"], limits=LIMITS).finding("P8").verdict is Verdict.PROVED
    assert repair.gains is not None
    assert repair.gains.least
    assert repair.gains.most is None or repair.gains.least <= repair.gains.most


def test_a_maximum_beyond_what_anybody_can_have_is_brought_to_where_somebody_is(script: Any) -> None:
    _, report, place, _ = audited(script, "workload: a maximum that nobody reaches", "P7")
    finding = report.finding("P7")
    assert finding.verdict is Verdict.BROKEN
    assert finding.repair is not None
    assert [one.path for one in finding.repair.changes] == [place]
    (nearest,) = finding.witnesses
    most = next(one.left for one in nearest.facts if one.what == "before_limits")
    assert nearest.says.startswith("nobody looked at comes nearer")
    assert Decimal(finding.repair.changes[0].after) < Decimal(most)


def test_every_fault_of_the_benchmark_is_one_that_loads(script: Any) -> None:
    for fault in script.FAULTS.values():
        data, before = script.spoiled(fault)
        assert all(was != fault.after for was in before.values())
        assert read_ruleset(json.dumps(data, indent=1)).plan.lines


@cache
def bench() -> Bench:
    return Bench(read_ruleset(FLAWED.read_bytes(), file="flawed.yaml"), None, LIMITS)


def search(name: str) -> tuple[Law, Seek]:
    """The search for a repair of one law of the ruleset full of faults."""
    law = next(one for one in all_laws() if one.id == name)
    finding_of(bench(), law, 1)
    return law, Seek(bench(), bench().kept["to repair"][name], 60)


@pytest.mark.parametrize("name", ["P1", "P3", "P5", "P6"])
def test_a_change_that_a_known_pair_speaks_against_never_proves_the_law(name: str) -> None:
    law, seek = search(name)
    refuted = 0
    for option in seek.tries(bench().ruleset, seek.broken.paths)[:40]:
        ruleset = changed(bench(), bench().ruleset, option)
        if ruleset is not None and seek.known.pain(ruleset):
            tried = proved_on(bench(), law, ruleset)
            assert tried is not None
            assert tried.verdict is Verdict.BROKEN
            refuted += 1
    assert refuted


def test_whoever_a_proof_finds_is_known_from_then_on() -> None:
    law, seek = search("P6")
    for option in seek.tries(bench().ruleset, seek.broken.paths):
        ruleset = changed(bench(), bench().ruleset, option)
        tried = None if ruleset is None else proved_on(bench(), law, ruleset)
        if tried is not None and tried.verdict is Verdict.BROKEN:
            assert seek.known.learn(tried.ruleset, tried.draft)
            assert seek.known.pain(tried.ruleset)
