"""Spark's own reading of a query. A session takes long to start, so this waits for the night."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from ras_engine import read_ruleset, score_batch
from ras_engine.edges.sql import query
from tests.sql.expected import expected
from tests.sql.people import People

HERE = Path(__file__).parent
FILE = HERE.parent / "conformance" / "rulesets" / "germany_nba.yaml"


@pytest.mark.nightly
def test_spark_comes_to_the_same(tmp_path: Path) -> None:
    if find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("no pyspark or no Java here")
    ruleset = read_ruleset(FILE.read_bytes(), file=FILE.name)
    caseload = People(ruleset, seed=3).columns(good=50, spoilt=50)
    (tmp_path / "caseload.json").write_text(json.dumps(caseload), encoding="utf-8")
    text = query(ruleset, "spark", columns=[name for name in caseload if name != "id"])
    (tmp_path / "query.sql").write_text(text, encoding="utf-8")
    job = [sys.executable, "-W", "ignore", str(HERE / "spark_job.py"), str(tmp_path)]
    done = subprocess.run(job, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    rows = {row.pop("id"): row for row in json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))}
    assert [rows[str(name)] for name in caseload["id"]] == expected(score_batch(caseload, ruleset))
