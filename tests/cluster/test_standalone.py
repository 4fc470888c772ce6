"""The Spark adapter on a real cluster of several processes, which loses its machines one after another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.standalone import MARK, ROOT, Cluster, why_not

LONG = 400
"""Seconds after which the run is given up: many times what it takes, however busy the machine."""
SAME = {"lost": 0, "doubled": 0, "names": True, "different": []}


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_a_cluster_whose_workers_are_killed_loses_nobody_and_doubles_nobody(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path)
    try:
        # In a process of its own: Spark's driver leaves threads, sockets and settings behind that other tests should not inherit.
        run = subprocess.run(
            [sys.executable, "-m", "tests.cluster.job", str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, MARK: cluster.mark, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
    finally:
        left = cluster.running()
        cluster.stop()
    assert run.returncode == 0, run.stderr[-5000:]
    found = json.loads((tmp_path / "outcome.json").read_text(encoding="utf-8"))
    assert (found["frame"], found["rows"], found["parts"]) == (SAME, SAME, SAME)
    assert sum(found["counted"]) == found["people"]
    assert len(found["files"]) == len(found["counted"]) + 1  # one file a task, and the word that all is there
    assert all(name.startswith("worker-") for name in (found["killed_while_reading"], found["killed_while_writing"]))
    assert found["open_to_the_world"] == []
    assert left == found["left_running"] == []
