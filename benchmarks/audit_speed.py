"""How long a whole audit takes, and how much memory: the example council, the workload of the other benchmarks, and variants of it.

    python benchmarks/audit_speed.py            # every case, each in a process of its own, on one core
    python benchmarks/audit_speed.py workload   # one of them
    python benchmarks/audit_speed.py --write DIR  # the rulesets that are audited, as YAML, to look at or to audit otherwise

The variants are made from `rulesets/workload.yaml`: with thresholds, so that every law has something to hold to, and a contingency
on top, so that more need never means less; with two conditions across domains; without carers; with twice the questions. Times
are of the whole audit of every law, in seconds of one core; memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "rulesets" / "example-borough"
DECIDED = {"why": "For the benchmark.", "decided_on": "2026-01-05"}
AUDIT: dict[str, Any] = {
    "largest_step": {"amount": "75.00", **DECIDED},
    "largest_group_gap": {"amount": "700.00", **DECIDED},
    "largest_group_gap_at_high_need": {"amount": "700.00", **DECIDED},
    "most_a_carer_may_reduce": {"share": "75%", **DECIDED},
    "high_need": {"measure": "total", "at_least": "180", "why": "For the benchmark."},
}


def workload() -> dict[str, Any]:
    """30 questions, 8 domains with carers, 4 groups, 12 knots; thresholds; contingency on top, rising with need."""
    from ras_engine.ruleset import read_ruleset

    read: Any = read_ruleset((HERE / "rulesets" / "workload.yaml").read_bytes()).located.data
    data: dict[str, Any] = copy.deepcopy(read)
    data["contingency"]["basis"] = "on_top"
    data["audit"] = copy.deepcopy(AUDIT)
    return data


def with_conditions() -> dict[str, Any]:
    """The same, and two lines that hang on answers in different domains."""
    data = workload()
    data["budget_lines"] += [
        {
            "id": "two_at_once",
            "kind": "fixed",
            "amount": "18.00",
            "when": {"all": [{"question": "q0_0", "at_least": "l2"}, {"question": "q3_1", "at_least": "l2"}]},
        },
        {
            "id": "alone_at_night",
            "kind": "fixed",
            "amount": "25.00",
            "when": {"any": [{"question": "q5_2", "at_least": "l3"}, {"question": "q6_0", "at_least": "l3"}]},
        },
    ]
    return data


def without_carers() -> dict[str, Any]:
    """The workload without carer support."""
    data = workload()
    del data["carer_support"], data["audit"]["most_a_carer_may_reduce"]
    return data


def sixty_questions() -> dict[str, Any]:
    """Every question of the workload twice."""
    data = workload()
    twins = copy.deepcopy(data["questions"])
    for one in twins:
        one["id"] += "_again"
    data["questions"] += twins
    for measure in data["measures"]:
        if measure["kind"] == "sum" and all(one.startswith("q") for one in measure["of"]):
            measure["of"] += [f"{one}_again" for one in measure["of"]]
    for name in ("largest_group_gap", "largest_group_gap_at_high_need"):
        data["audit"][name] = {"amount": "1400.00", **DECIDED}
    return data


CASES: dict[str, Callable[[], dict[str, Any]] | None] = {
    "example-borough": None,
    "workload": workload,
    "workload, two conditions across domains": with_conditions,
    "workload, no carers": without_carers,
    "workload, 60 questions": sixty_questions,
}


def one(name: str) -> None:
    """Audit one case and say what it took."""
    from ras_engine.audit import Verdict, audit
    from ras_engine.rulebook.examples import read_examples
    from ras_engine.ruleset import read_ruleset

    made = CASES[name]
    more: dict[str, Any] = {}
    if made is None:  # the example council's ruleset in force, against the one before it, with its worked examples
        ruleset = read_ruleset((EXAMPLE / "2026-04-06.yaml").read_bytes())
        more = {
            "against": read_ruleset((EXAMPLE / "2025-04-07.yaml").read_bytes()),
            "examples": read_examples((EXAMPLE / "2026-04-06.examples.yaml").read_bytes()),
        }
    else:
        ruleset = read_ruleset(json.dumps(made(), indent=1))
    begun = time.process_time()
    report = audit(ruleset, budget_seconds=600, **more)
    seconds = time.process_time() - begun
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    exponent = len(str(report.possible_assessments)) - 1
    proved, left = (len(report.with_verdict(one)) for one in (Verdict.PROVED, Verdict.NOT_APPLICABLE))
    shown = report.with_verdict(Verdict.BROKEN, Verdict.BOUNDED, Verdict.SAMPLED)
    verdicts = [f"{proved} proved, {left} not applicable", *(f"{found.law} {found.verdict.value}" for found in shown)]
    print(f"{name:42} {seconds:6.2f} s {megabytes:6} MB   10^{exponent}   {', '.join(verdicts)}", flush=True)
    if os.environ.get("RAS_EACH_LAW"):
        for found in sorted(report.findings, key=lambda found: -found.milliseconds)[:10]:
            print(f"    {found.law:4} {found.milliseconds:6} ms {found.verdict.value} {found.engine} {found.says[:80]}")


def write(folder: Path) -> list[Path]:
    """Every ruleset made here as YAML, one file each; the example council's own are in `rulesets/example-borough`."""
    import yaml

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, made in CASES.items():
        if made is not None:
            text = yaml.safe_dump(made(), sort_keys=False, allow_unicode=True, width=120)
            written.append(folder / f"{name.replace(',', '').replace(' ', '-')}.yaml")
            written[-1].write_text(f"# {name}: made by benchmarks/audit_speed.py. Not a council's rules.\n{text}", encoding="utf-8")
    return written


def main() -> None:
    """Every case, or those named, each in its own process on one thread; with --write, the rulesets."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("case", nargs="*", choices=[*CASES, []], help=f"one of: {'; '.join(CASES)}", metavar="CASE")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write the rulesets there as YAML, and audit nothing")
    given = parser.parse_args()
    if given.write:
        print("\n".join(map(str, write(given.write))))
        return
    wanted = given.case or list(CASES)
    if len(wanted) == 1 and os.environ.get("RAS_ONE_CASE"):
        one(wanted[0])
        return
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    for name in wanted:
        subprocess.run([sys.executable, __file__, name], env={**os.environ, **threads, "RAS_ONE_CASE": "1"}, check=True)


if __name__ == "__main__":
    main()
