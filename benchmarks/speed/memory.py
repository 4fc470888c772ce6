"""How much memory ten million people in a Parquet file take, to pence in memory and to a file of budgets."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import ours
import workload as workloads
from measure import Contender, timed
from setting import ROOT, Section, Setting

ONCE = Path(__file__).with_name("memory_once.py")
AT_MOST = 500
"""Megabytes, for pence in memory."""


def memory(setting: Setting) -> Section:
    """Each run in a process of its own, against that same process before it began."""
    path = setting.folder / "many.parquet"
    people = _written(setting, path)
    rows, peaks = [], []
    for how, name in (("pence", TO_PENCE), ("file", "**`score_file`**, Parquet to a Parquet file of budgets")):
        said: list[str] = []
        row = Contender(name, people, timed(partial(_run, how, path, said)))
        row.rounds.append(row.once())
        rows.append(row)
        before, after = (int(word) / 1024 for word in said[-1].split())
        peaks.append((after - before, before))
    (pence, plain), (file, _) = peaks
    met = "met" if pence < AT_MOST else "missed"
    about = (
        f"{people:,} people from Parquet. With all budgets in memory: **{pence:,.0f} MB** at most above an interpreter with its\n"
        f"libraries ({plain:,.0f} MB), {people * 24 / 2**20:,.0f} of them the three columns of pence themselves;"
        f" below {AT_MOST} MB: {met}.\nTo a file of budgets: **{file:,.0f} MB**. Each runs in a process of its own; the times are"
        " of one run and include its start."
    )
    return Section("Memory", about, rows)


TO_PENCE = "**Parquet to pence**: `iter_batches` and `score_batch`, three columns kept"


def _written(setting: Setting, path: Path) -> int:
    """A file of as many people as can be made of whole parts, a part in memory at a time; how many people."""
    import pyarrow.parquet as parquet

    parts, writer = max(setting.many // setting.people, 1), None
    for part in range(parts):
        table = ours.arrow(setting.workload, workloads.draw(setting.workload, setting.people, seed=part))
        writer = writer or parquet.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()
    return parts * setting.people


def _run(how: str, path: Path, said: list[str]) -> None:
    ruleset = ROOT / "benchmarks" / "rulesets" / "workload.yaml"
    command = [sys.executable, str(ONCE), how, str(ruleset), str(path)]
    said.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
