"""`ras-engine export sql`: what it writes, and every way in which it says no."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from ras_engine.edges.sql import query, table_definition
from tests.sql.small import HEAD, LINE, QUESTION, small
from tests.unit.edges.commands import Answer, ras

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ruleset(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(HEAD + QUESTION + LINE, encoding="utf-8")
    return path


def export(capsys: Capture, *arguments: object) -> Answer:
    return ras(capsys, "export", "sql", *arguments)


@pytest.mark.parametrize("dialect", ["tsql", "postgres", "spark", "duckdb"])
def test_the_query_goes_to_stdout(capsys: Capture, ruleset: Path, dialect: str) -> None:
    answer = export(capsys, ruleset, "--dialect", dialect)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == query(small(), dialect)


def test_or_to_a_file_and_json_has_it_too(capsys: Capture, ruleset: Path, tmp_path: Path) -> None:
    out = tmp_path / "small.sql"
    answer = export(capsys, ruleset, "-d", "postgres", "--table", "care.people", "--id", "a", "--id", "b", "-o", out, "-f", "json")
    due = query(small(), "postgres", table="care.people", id=("a", "b"))
    assert out.read_text(encoding="utf-8") == due == json.loads(answer.out)["sql"]
    assert "small.sql: written" in answer.err


def test_a_caseload_file_says_which_columns_there_are(capsys: Capture, ruleset: Path, tmp_path: Path) -> None:
    like = tmp_path / "people.csv"
    like.write_text("id,baseline,hours,note\n1,no_unpaid_support,3,x\n", encoding="utf-8")
    answer = export(capsys, ruleset, "-d", "duckdb", "--like", like, "--create-table")
    assert answer.out == table_definition(small(), "duckdb", columns=["baseline", "hours"])
    assert "assessed_on" not in answer.out
    like.write_text("id,baseline,hour\n1,no_unpaid_support,3\n", encoding="utf-8")
    refused = export(capsys, ruleset, "-d", "duckdb", "--like", like)
    assert (refused.code, refused.out) == (3, "")
    assert "RAS701" in refused.err


def test_what_cannot_be_meant_is_a_usage_error(
    capsys: Capture, ruleset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export(capsys, ruleset, "-d", "oracle").code == 2
    assert export(capsys, ruleset).code == 2
    assert export(capsys, ruleset, "-d", "tsql", "--table", "").code == 2
    assert export(capsys, tmp_path / "none.yaml", "-d", "tsql").code == 2
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    missing = export(capsys, ruleset, "-d", "tsql")
    assert missing.code == 2
    assert 'pip install "ras-engine[sql]"' in missing.err


def test_a_ruleset_with_problems_is_told_with_its_lines(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(HEAD + QUESTION + LINE.replace("of: hours", "of: ours"), encoding="utf-8")
    answer = export(capsys, path, "-d", "tsql")
    assert answer.code == 3
    assert f"{path}:19:" in answer.err
