"""One broken file for each problem code, and beside it exactly what its author is shown.

`RAS_WRITE_EXPECTED=1` writes the expected files anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ras_engine.errors import Problem, RasError
from ras_engine.errors.catalogue import STAGES
from ras_engine.errors.render import render
from ras_engine.located import read_json, read_located, readable_text
from ras_engine.ruleset import read_ruleset

HERE = Path(__file__).parent
WRITE = bool(os.environ.get("RAS_WRITE_EXPECTED"))

COMPLETE_STAGES = (
    "Reading the YAML text (RAS0xx)",
    "The shape of a ruleset (RAS1xx)",
    "Names that refer to each other (RAS2xx)",
    "What the arithmetic would do (RAS3xx)",
    "Rules that are refused by name (RAS4xx)",
)
"""The stages of which every code must have a bad file here. A new stage is added to this list, and its reader to `problems_of`."""

SHOWN_ELSEWHERE = {
    "RAS001": "a file of a megabyte is not kept; see tests/unit/located/test_read.py",
    "RAS307": "the checks of names see it first; see tests/unit/plan/test_reach.py, where the proof stands alone",
    "RAS033": "a hundred problems are not worth reading; see tests/unit/located/test_read.py",
}

BAD_FILES = sorted(path for path in HERE.iterdir() if path.suffix in (".yaml", ".json"))


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What the library finds wrong with the file. The only place that says how a bad file is read."""
    source = path.read_bytes()
    try:
        if path.suffix == ".json":
            read_json(source, file=path.name)
        elif code_of(path).startswith("RAS0"):
            read_located(source, file=path.name)
        else:
            read_ruleset(source, file=path.name)
    except RasError as error:
        return error.problems
    return ()


def code_of(path: Path) -> str:
    return path.name.partition("_")[0]


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.name)
def test_an_author_is_shown_what_is_wrong_where_and_what_to_do(path: Path) -> None:
    problems = problems_of(path)
    assert code_of(path) in {problem.code for problem in problems}
    text = readable_text(path.read_bytes())
    shown = render(problems, {path.name: text})
    expected = path.with_suffix(".expected.txt")
    if WRITE:
        expected.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("stage", COMPLETE_STAGES)
def test_every_problem_code_has_a_bad_file(stage: str) -> None:
    shown = {code_of(path) for path in BAD_FILES}
    assert sorted(set(STAGES[stage]) - shown - set(SHOWN_ELSEWHERE)) == []


def test_every_expected_rendering_belongs_to_a_bad_file() -> None:
    stems = {path.stem for path in BAD_FILES}
    assert [path.name for path in HERE.glob("*.expected.txt") if path.name.removesuffix(".expected.txt") not in stems] == []


def test_no_rendering_lets_a_program_speak_for_us() -> None:
    """Neither a traceback nor the wording of a parser reaches an author."""
    foreign = ("Traceback", "Error", "scanner", "block mapping", "<block end>", "while parsing", "Expecting", "None")
    shown = {path.name: path.read_text(encoding="utf-8") for path in HERE.glob("*.expected.txt")}
    assert [(name, word) for name, text in shown.items() for word in foreign if word in text] == []
