"""One Parquet file scored in a process of its own, to see how much memory that takes.

    python memory_once.py pence RULESET FILE
    python memory_once.py file RULESET FILE

prints the most memory that the process ever held (kilobytes), before it began, its libraries imported, and at its end. The system
counts this anew for each program it starts; what `resource` tells (`ru_maxrss`) begins at the size of whoever started the program.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
from ours import CONSTANTS

from ras_engine import load_ruleset, score_batch, score_file

BATCH = 100_000
AMOUNTS = ("indicative_budget", "contingency", "planning_amount")


def pence(ruleset_path: Path, path: Path) -> None:
    """A batch of people at a time, their amounts kept for all."""
    file, ruleset = parquet.ParquetFile(path), load_ruleset(ruleset_path)
    file = parquet.ParquetFile(path, read_dictionary=file.schema_arrow.names, pre_buffer=False)
    kept = {name: np.empty(file.metadata.num_rows, dtype=np.int64) for name in AMOUNTS}
    start = 0
    for people in file.iter_batches(BATCH):
        batch = score_batch(people, ruleset, constants=CONSTANTS)
        for name, column in kept.items():
            column[start : start + len(people)] = getattr(batch, name)
        start += len(people)


def file(ruleset_path: Path, path: Path) -> None:
    """To a file of budgets beside it."""
    score_file(path, load_ruleset(ruleset_path), path.with_name("budgets.parquet"), constants=CONSTANTS, resume=False)


def most() -> int:
    """The most memory so far, in kilobytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    for library in ("numba", "ras_engine.edges.files.source"):  # what the engine imports when it is first needed
        if find_spec(library):
            import_module(library)
    before = most()
    {"pence": pence, "file": file}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    print(before, most())
