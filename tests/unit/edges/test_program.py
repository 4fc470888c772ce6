"""The program as it is run: exit codes, plain pipes, pipes that break, and files that are whole or not there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ras_engine.edges.files.csv_write import write_caseload
from tests.unit.edges.commands import program
from tests.unit.edges.people import EXAMPLE, PERSON, RULESET, made_up

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and broken pipes are different there")


def test_every_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    write_caseload(tmp_path / "caseload.csv", made_up(100))
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    codes = {
        "good": program("score", "-r", RULESET, PERSON),
        "findings": program("batch", "-r", RULESET, tmp_path / "caseload.csv", "-o", tmp_path / "out.csv"),
        "usage": program("score", PERSON),
        "unusable": program("score", "-r", RULESET, tmp_path / "bad.json"),
    }
    assert {name: answer.code for name, answer in codes.items()} == {"good": 0, "findings": 1, "usage": 2, "unusable": 3}
    assert not any("Traceback" in answer.err for answer in codes.values())


def test_the_installed_script_is_the_same_program() -> None:
    script = Path(sys.executable).parent / ("ras-engine.exe" if os.name == "nt" else "ras-engine")
    if not script.exists():
        pytest.skip("the package is not installed with its script here")
    answer = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout == program("--version").out


def test_nothing_but_plain_text_goes_into_a_pipe() -> None:
    answer = program("demo", "-n", "100", environment={"TERM": "xterm-256color", "COLUMNS": "60"})
    assert answer.code == 0
    assert "\x1b" not in answer.out + answer.err
    assert answer.err == ""
    assert all(line == line.rstrip() for line in answer.out.splitlines())


def test_a_terminal_that_knows_no_blocks_gets_signs_that_it_knows() -> None:
    answer = program("demo", "-n", "100", environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert answer.code == 0
    assert "####" in answer.out


def test_an_assessment_may_come_through_a_pipe() -> None:
    command = [sys.executable, "-m", "ras_engine", "score", "-r", str(RULESET), "-", "-f", "json"]
    answer = subprocess.run(command, input=PERSON.read_bytes(), capture_output=True, check=True)
    assert json.loads(answer.stdout)["outcome"] == "amount"


@POSIX
def test_a_reader_who_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m ras_engine explain -r {RULESET} {PERSON} | head -1; echo ${{PIPESTATUS[0]}}"
    answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "0"
    assert answer.stderr == ""


@POSIX
def test_a_program_that_is_killed_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "budgets.csv"
    path.write_text("last week's", encoding="utf-8")
    lines = (
        "import os, signal, pathlib, sys",
        "from ras_engine.edges.files.whole import written_whole",
        "with written_whole(pathlib.Path(sys.argv[1])) as file:",
        "    file.write('half of it' * 100_000)",
        "    file.flush()",
        "    os.kill(os.getpid(), signal.SIGKILL)",
    )
    answer = subprocess.run([sys.executable, "-c", "\n".join(lines), str(path)], check=False)
    assert answer.returncode == -signal.SIGKILL
    assert path.read_text(encoding="utf-8") == "last week's"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do everything is refused nothing")
def test_a_folder_that_cannot_be_written_to_is_told_before_the_work(tmp_path: Path) -> None:
    write_caseload(tmp_path / "caseload.csv", made_up(100))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    answer = program("batch", "-r", RULESET, tmp_path / "caseload.csv", "-o", closed / "out.csv")
    assert answer.code == 2
    assert "cannot be written to" in answer.err


def test_a_file_that_is_no_text_is_told_and_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "ruleset.yaml"
    path.write_bytes(bytes(range(256)) * 10)
    answer = program("check", path, "--format", "json")
    assert answer.code == 1
    assert answer.data["problems"]


def test_the_example_is_found_by_its_name_from_any_folder(tmp_path: Path) -> None:
    assert program("score", "-r", "example-borough", PERSON, folder=tmp_path).out == program("score", "-r", EXAMPLE, PERSON).out
