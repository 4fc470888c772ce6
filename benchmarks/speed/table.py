"""The README of the benchmarks: every section as a table, with the machine and the day."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from measure import Contender
from setting import Section

LIBRARIES = ("numpy", "polars", "pandas", "pyarrow", "duckdb")


def readme(sections: Sequence[Section], rounds: int, load: float) -> str:
    """The whole text."""
    when = f"Measured on {date.today().isoformat()}, load {load:.1f}; medians of {rounds} rounds, of 3 where a round is long."
    parts = [HEAD, f"{_machine()}; {_libraries()}.", *(_section(one, when) for one in sections)]
    return "\n\n".join(parts) + "\n"


def merged(old: str, new: str) -> str:
    """The new text, with the parts of the old one that are not in it, in the old one's order."""
    parts = {part.partition("\n")[0]: part for part in old.split("\n## ")}
    for part in new.split("\n## "):
        parts[part.partition("\n")[0]] = part
    return "\n## ".join(part.rstrip("\n") + "\n" for part in parts.values())


HEAD = """# Benchmarks

Written by `python benchmarks/run.py`; run it again and this file is new. [docs/performance.md](../docs/performance.md) says what
makes the engine fast, and what bounds it. The workload is `rulesets/workload.yaml`: 30 questions in 8 domains, 4 client groups with
weights and sloped tables of their own, carer support in each domain, contingency by need band, a floor, a cap. All contenders score
the same people and give identical pence, or the run fails.

*ns a person* is by the clock; *processors* is the work of all processors together, which other work on the machine changes less.
*Ratio* is how many times the first line's time by the clock a line takes, the median of the ratios within each round. Every part
says when it was measured and how busy the machine was before it began: a load of 2 is all that two processors can do.

Beside this page: `audit_speed.py` times whole audits ([docs/audit.md](../docs/audit.md#how-long-it-takes)); `repairs.py` seeds one
fault at a time in large rulesets and says which repair the audit finds and in how long
([docs/audit.md](../docs/audit.md#repairs-of-large-rulesets)); `equity_power.py` and `equity_bootstrap.py` are about
[equity](../docs/equity-power.md); `loops.py` is about the compiled loops."""


def _machine() -> str:
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} processors (shared), {platform.system()}, Python {platform.python_version()}"


def _libraries() -> str:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def _section(section: Section, when: str) -> str:
    first = section.contenders[0]
    lines = ["| | people | ns a person | processors | ratio | target |", "|---|--:|--:|--:|--:|---|"]
    for one in section.contenders:
        paired = len(one.rounds) == len(first.rounds)
        ratio = one.against(first) if paired else 0.0
        figures = " | ".join(_figure(number) for number in (one.each, one.work, ratio))
        lines.append(f"| {one.name} | {one.people:,} | {figures} | {_target(one, first)} |")
    left = [f"- {line}" for line in section.left_out]
    return "\n\n".join(
        [
            f"## {section.title}",
            f"{section.about}\n{when}",
            "\n".join(lines),
            *(["Left out:\n\n" + "\n".join(left)] if left else []),
        ]
    )


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def _target(one: Contender, first: Contender) -> str:
    """What was aimed at, and whether it was met."""
    if not one.target:
        return ""
    ratio = one.against(first)
    if one.target > 0:
        return f"at least {one.target:g} x: {'met' if ratio >= one.target else 'missed'}"
    inverse = 1 / ratio
    return f"first line at most {-one.target:g} x this: {inverse:.2f}, {'met' if inverse <= -one.target else 'missed'}"
