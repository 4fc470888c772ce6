"""A caseload file is text and stays text; what is written can be read again."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.edges.files import read_caseload
from ras_engine.edges.files.caseload import Caseload
from ras_engine.edges.files.csv_write import write_caseload
from ras_engine.edges.files.whole import written_whole

TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def written(tmp_path: Path, text: str | bytes, name: str = "caseload.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "cell", ["None", "NA", "N/A", "null", "no", "off", "007", "1e3", "12:30", "1.0", " ", "true", "-", "nan", "2026-04-06"]
)
def test_a_cell_is_what_it_looks_like(cell: str, tmp_path: Path) -> None:
    assert read_caseload(written(tmp_path, f"id,answer\n007,{cell}\n"))["answer"] == [cell]


def test_an_empty_cell_is_the_only_missing_one(tmp_path: Path) -> None:
    caseload = read_caseload(written(tmp_path, 'id,one,two\n1,,""\n'))
    assert (caseload["one"], caseload["two"]) == ([""], [""])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_spreadsheet_ends_them(end: str, tmp_path: Path) -> None:
    caseload = read_caseload(written(tmp_path, end.join(["id,washing", "1,all", "2,none", ""])))
    assert dict(caseload) == {"id": ["1", "2"], "washing": ["all", "none"]}


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert list(read_caseload(written(tmp_path, "\ufeffid,washing\n1,all\n"))) == ["id", "washing"]


def test_a_packed_caseload_is_unpacked(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(b"id,washing\n1,all\n"), "caseload.csv.gz")
    assert dict(read_caseload(path)) == {"id": ["1"], "washing": ["all"]}


def test_lines_with_nothing_in_them_are_no_rows_and_lines_of_empty_cells_are(tmp_path: Path) -> None:
    caseload = read_caseload(written(tmp_path, "id,washing\n1,all\n\n,\n\n"))
    assert dict(caseload) == {"id": ["1", ""], "washing": ["all", ""]}


def test_a_row_knows_the_line_on_which_it_begins(tmp_path: Path) -> None:
    caseload = read_caseload(written(tmp_path, 'id,note\n1,"two\nlines"\n\n2,one\n'))
    assert [str(caseload.where(row)) for row in range(2)] == [f"{caseload.file}:2:1", f"{caseload.file}:5:1"]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_what_is_written_is_read_again_unchanged(rows: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "caseload.csv"
        given_columns = {name: list(column) for name, column in zip(("id", "b", "c"), zip(*rows, strict=True), strict=True)}
        write_caseload(path, Caseload(given_columns))
        assert dict(read_caseload(path)) == given_columns


def half_written(path: Path, stop: BaseException) -> None:
    with written_whole(path) as file:
        file.write("half of it")
        raise stop


def test_a_file_whose_writing_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, "before")
    with pytest.raises(RuntimeError, match="stopped half way"):
        half_written(path, RuntimeError("stopped half way"))
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_stop_by_the_user_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        half_written(tmp_path / "new.csv", KeyboardInterrupt())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    path = written(tmp_path, "before")
    path.chmod(0o640)
    with written_whole(path) as file:
        file.write("after")
    assert (path.read_text(encoding="utf-8"), path.stat().st_mode & 0o777) == ("after", 0o640)
