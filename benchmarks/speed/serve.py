"""One contender in a process of its own: reads the workload and the codes, then scores whenever a line arrives.

    python serve.py CONTENDER FOLDER

answers "ready", then for each line the seconds that one scoring took, by the clock and of work; the pence are left in the folder
for comparison.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import peers_rules
import peers_tree
from workload import Workload


def main(contender: str, folder: Path) -> None:
    """Score once and leave the pence, then whenever a line arrives."""
    codes = dict(np.load(folder / "codes.npz"))
    module = peers_rules if hasattr(peers_rules, contender) else peers_tree
    score = getattr(module, contender)(Workload.load(folder / "workload.json"), codes)
    np.save(folder / f"{contender}.npy", np.stack([np.asarray(column, dtype=np.int64) for column in score()]))
    print("ready", flush=True)
    for _ in sys.stdin:
        began, worked = time.perf_counter(), time.process_time()
        score()
        print(time.perf_counter() - began, time.process_time() - worked, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
