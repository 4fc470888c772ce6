"""One contender in a process of its own: reads the workload and the codes, then scores whenever a line arrives.

    python serve.py CONTENDER FOLDER

answers "ready", then for each line the seconds that one scoring took; the pence are left in the folder for comparison.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import peers_rules
from workload import Workload


def main(contender: str, folder: Path) -> None:
    """Score once and leave the pence, then whenever a line arrives."""
    codes = dict(np.load(folder / "codes.npz"))
    score = getattr(peers_rules, contender)(Workload.load(folder / "workload.json"), codes)
    np.save(folder / f"{contender}.npy", np.stack([np.asarray(column, dtype=np.int64) for column in score()]))
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        score()
        print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
