"""One broken caseload file for each problem code, and beside it exactly what its owner is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ras_engine.edges.files import read_caseload
from ras_engine.errors import BatchInvalid, Problem
from ras_engine.errors.catalogue.caseload import CODES
from ras_engine.errors.render import render

HERE = Path(__file__).parents[2] / "caseloads_bad"
BAD_FILES = sorted(path for path in HERE.iterdir() if path.name.startswith("RAS") and not path.name.endswith(".expected.txt"))
WRITE = bool(os.environ.get("RAS_WRITE_EXPECTED"))
TOO_LARGE_TO_KEEP = {"RAS717", "RAS718", "RAS723"}
NOT_OF_A_FILE_ALONE = {"RAS731", "RAS735", "RAS736"}
"""They need an argument, an output, or a second run: see tests/unit/files."""


def problems_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    monkeypatch.chdir(HERE)
    with pytest.raises(BatchInvalid) as refused:
        read_caseload(path.name)
    return refused.value.problems


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.name)
def test_an_owner_is_shown_what_is_wrong_where_and_what_to_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = problems_of(path, monkeypatch)
    assert path.name.partition("_")[0] in {one.code for one in problems}
    shown = render(problems)
    expected = path.with_name(path.name + ".expected.txt")
    if WRITE:
        expected.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == expected.read_text(encoding="utf-8")


def test_every_code_of_a_caseload_file_has_a_bad_file() -> None:
    shown = {path.name.partition("_")[0] for path in BAD_FILES}
    assert {code for code in CODES if code >= "RAS710"} - shown == TOO_LARGE_TO_KEEP | NOT_OF_A_FILE_ALONE


def test_no_message_repeats_a_cell() -> None:
    """Cells are about people. Only the names of columns are shown."""
    shown = [path.read_text(encoding="utf-8") for path in HERE.glob("*.expected.txt")]
    assert [word for word in ("and so on", "quoted", "caf", "Pobl") if any(word in text for text in shown)] == []


def test_an_enormous_header_is_refused_before_a_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{number}" for number in range(10_001)) + "\n1,2\n", encoding="utf-8")
    with pytest.raises(BatchInvalid) as refused:
        read_caseload(path)
    assert [one.code for one in refused.value.problems] == ["RAS717"]


@pytest.mark.parametrize(
    "text",
    [
        'id,note\n1,"' + "x" * 100_001 + '"\n',
        "id,note\n1," + "x" * 200_000 + "\n",
        'id,note\n1,"opened\n' + "2,fine\n" * 20_000,
    ],
    ids=["in quotes", "past the limit of the parser", "a quote that swallows the people after it"],
)
def test_a_cell_without_an_end_is_refused_at_the_line_where_it_opens(text: str, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BatchInvalid) as refused:
        read_caseload(path)
    assert [(one.code, one.where.line, one.where.column) for one in refused.value.problems] == [("RAS718", 2, 3)]


def test_many_bad_rows_are_a_hundred_problems_at_the_most_and_the_last_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text("id,washing\n" + "1,2,3\n" * 5_000, encoding="utf-8")
    with pytest.raises(BatchInvalid) as refused:
        read_caseload(path)
    assert len(refused.value.problems) == 101
    assert refused.value.problems[-1].code == "RAS033"
