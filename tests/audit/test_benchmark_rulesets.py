"""The rulesets that the benchmark of the audit writes for others to see are those that it audits."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from ras_engine.ruleset import Ruleset, read_ruleset

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "audit_speed.py"


def benchmark() -> Any:
    """The script as a module."""
    spec = spec_from_file_location("audit_speed", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def questions(ruleset: Ruleset) -> int:
    return sum(ask.is_question for ask in ruleset.plan.asks)


def test_what_is_written_is_what_is_audited(tmp_path: Path) -> None:
    script = benchmark()
    written = {path.stem: read_ruleset(path.read_bytes(), file=path.name) for path in script.write(tmp_path)}
    made = [read_ruleset(json.dumps(case(), indent=1)) for case in script.CASES.values() if case is not None]
    assert [one.digest for one in written.values()] == [one.digest for one in made]
    assert {name: questions(one) for name, one in written.items()} == {
        "workload": 30,
        "workload-two-conditions-across-domains": 30,
        "workload-no-carers": 30,
        "workload-60-questions": 60,
    }
    assert not written["workload-no-carers"].plan.columns_of["area"]
    assert len(written["workload"].plan.columns_of["area"]) == 8
    assert len(written["workload-two-conditions-across-domains"].plan.lines) == len(written["workload"].plan.lines) + 2
