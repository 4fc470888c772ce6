"""Whether large broken rulesets get a repair, which, and in how long: one realistic fault at a time, the whole audit of each.

    python benchmarks/repairs.py                       # every fault, each in a process of its own, on one core
    python benchmarks/repairs.py "workload: a cliff"   # one of them
    python benchmarks/repairs.py --budget 20           # as `budget_seconds=20`; 60 where nothing is said

The faults are seeded in the example council's ruleset and in the workload of `audit_speed.py`. For each: how many of the laws that
it breaks have a repair; seconds of one core until every law is decided, and those that repairs add with all that is said of them.
Then each repair, with the laws that it is shown for: whether it is the value that was spoiled (`there`) and puts back what stood
there (`as it was`). The time given is the processor's, so that other work on the machine changes little.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import audit_speed

HERE = Path(__file__).parent
PLACE = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """A value of a ruleset spoiled: in which, where, and what is written there. `more` are further values of the same fault."""

    base: str
    place: PLACE
    after: Any
    more: tuple[tuple[PLACE, Any], ...] = ()


ROWS = ("budget_lines", 0, "by_client_group")
CARE = ("budget_lines", 1, "bands")
JOBS = ("budget_lines", 7, "by_client_group", "learning_disability")
FAULTS = {
    "workload: two digits of a start changed places": Fault("workload", (*ROWS, "older_people", 6, "starts_at"), "473.35"),
    "workload: a start too low": Fault("workload", (*ROWS, "mental_health", 7, "starts_at"), "707.22"),
    "workload: a cliff": Fault("workload", (*ROWS, "older_people", 11, "starts_at"), "1035.95"),
    "workload: a flat top": Fault("workload", (*ROWS, "mental_health", 11, "per_point"), "0.00"),
    "workload: a group's top rate doubled": Fault("workload", (*ROWS, "mental_health", 11, "per_point"), "11.11"),
    "workload: a group's weight too high": Fault(
        "workload", ("measures", 7, "by_client_group", "physical_disability", "p3"), "3.11"
    ),
    "workload: a share of contingency too low": Fault("workload", ("contingency", "shares", "high"), "4%"),
    "workload: a band without contingency": Fault("workload", ("contingency", "shares", "middle"), "0%"),
    "workload: carers take too much": Fault("workload", ("carer_support", "levels", 3, "met"), "85%"),
    "workload: a maximum that nobody reaches": Fault("workload", ("limits", "maximum", "amount"), "12000.00"),
    "example: two digits of a start changed places": Fault("example", (*CARE, 1, "starts_at"), "140.88"),
    "example: a start too low": Fault("example", (*CARE, 2, "starts_at"), "237.72"),
    "example: a cliff": Fault("example", (*CARE, 2, "starts_at"), "323.72"),
    "example: a group's rate too high": Fault("example", (*JOBS, 1, "per_point"), "9.18"),
    "example: a share of contingency too low": Fault("example", ("contingency", "shares", "high"), "3%"),
    "example: carers take too much": Fault("example", ("carer_support", "rules", 0, "line_keeps_at_least"), "25%"),
    "example: a maximum that rounding passes": Fault("example", ("limits", "maximum", "amount"), "1819.50"),
    "example: a maximum that nobody reaches": Fault("example", ("limits", "maximum", "amount"), "18200.00"),
    "example: a price for one answer too high": Fault("example", ("prices", "day_session", "by_deployment", "mixed"), "98.75"),
}


def bases() -> dict[str, Callable[[], dict[str, Any]]]:
    """The rulesets without a fault, as data."""
    return {"workload": audit_speed.workload, "example": example}


def example() -> dict[str, Any]:
    """The example council's ruleset in force."""
    from ras_engine.ruleset import read_ruleset

    read: Any = read_ruleset((audit_speed.EXAMPLE / "2026-04-06.yaml").read_bytes()).located.data
    return copy.deepcopy(dict(read))


def spoiled(fault: Fault) -> tuple[dict[str, Any], dict[PLACE, str]]:
    """A ruleset with its fault, and what stood where it is."""
    data, before = bases()[fault.base](), {}
    for place, after in ((fault.place, fault.after), *fault.more):
        *way, last = place
        part: Any = data
        for step in way:
            part = part[step]
        before[place] = str(part[last])
        part[last] = after
    return data, before


def one(name: str, budget: int) -> None:
    """Audit one fault and say what was broken, what was suggested, and what it took."""
    from ras_engine.audit import Limits, Verdict, audit
    from ras_engine.ruleset import read_ruleset

    data, before = spoiled(FAULTS[name])
    ruleset = read_ruleset(json.dumps(data, indent=1))
    begun, decided = time.process_time(), 0.0

    def each(_: object) -> None:
        nonlocal decided
        decided = time.process_time() - begun

    report = audit(ruleset, limits=Limits(seconds=budget, clock=time.process_time_ns), each=each)
    seconds = time.process_time() - begun - decided
    broken = report.with_verdict(Verdict.BROKEN)
    left = [f"{found.law} {found.verdict.value}" for found in report.with_verdict(Verdict.BOUNDED, Verdict.SAMPLED)]
    mended = f"{sum(found.repair is not None for found in broken)} of {len(broken)}"
    open_ = f"   left open: {', '.join(left)}" if left else ""
    print(f"{name:46} {mended:>7} {decided:6.1f} s {seconds:6.1f} s{open_}", flush=True)
    laws: dict[str, list[str]] = {}
    for found in broken:
        said = "no repair" if found.repair is None else "; ".join(words(one, before) for one in found.repair.changes)
        laws.setdefault(said, []).append(found.law)
    for said, names in laws.items():
        print(f"    {' '.join(names)}: {said}")


def words(change: Any, before: dict[PLACE, str]) -> str:
    """One change, and whether it is where the fault is."""
    from ras_engine.located import path_text

    stood = {path_text(place): was for place, was in before.items()}
    where = "as it was" if stood.get(change.path) == change.after else "there" if change.path in stood else "elsewhere"
    return f"{change.path}: {change.before[:40]} -> {change.after[:40]} ({where})"


def main() -> None:
    """Every fault, or those named, each in its own process on one thread."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("fault", nargs="*", choices=[*FAULTS, []], help=f"one of: {'; '.join(FAULTS)}", metavar="FAULT")
    parser.add_argument("--budget", type=int, default=60, metavar="SECONDS", help="how long an audit may take")
    given = parser.parse_args()
    wanted = given.fault or list(FAULTS)
    if len(wanted) == 1 and os.environ.get("RAS_ONE_CASE"):
        one(wanted[0], given.budget)
        return
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    for name in wanted:
        command = [sys.executable, __file__, name, "--budget", str(given.budget)]
        subprocess.run(command, env={**os.environ, **threads, "RAS_ONE_CASE": "1"}, check=True)


if __name__ == "__main__":
    main()
