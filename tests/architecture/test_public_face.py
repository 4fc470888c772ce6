"""What a council system may rely on: the names in `ras_engine.__all__`, and an import that stays light."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import ras_engine

FACE = Path(__file__).with_name("public_face.txt")
OPTIONAL = [
    "typer",
    "rich",
    "click",
    "hypothesis",
    "pytest",
    "jsonschema",
    "babel",
    "narwhals",
    "pandas",
    "polars",
    "pyarrow",
    "duckdb",
    "pyspark",
    "sqlglot",
    "scipy",
    "statsmodels",
    "altair",
    "jinja2",
    "typst",
    "matplotlib",
    "python_calamine",
    "xlsxwriter",
]


def frozen() -> list[str]:
    lines = FACE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_the_public_names_are_those_that_were_promised() -> None:
    assert sorted(ras_engine.__all__) == sorted(frozen())


def test_every_public_name_is_there_and_explains_itself() -> None:
    missing = [name for name in frozen() if getattr(ras_engine, name, None) is None]
    assert missing == []
    silent = [name for name in frozen() if callable(getattr(ras_engine, name)) and not getattr(ras_engine, name).__doc__]
    assert silent == []


def test_importing_the_library_pulls_in_no_optional_library() -> None:
    program = "import json, sys; before = set(sys.modules); import ras_engine; print(json.dumps(sorted(set(sys.modules) - before)))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    pulled_in = {name.partition(".")[0] for name in json.loads(answer.stdout)}
    assert "ras_engine" in pulled_in
    assert pulled_in.isdisjoint(OPTIONAL)
