"""The quick way to read CSV gives the cells of the careful one, and never lets pass what the careful one refuses."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ras_engine.edges.files import csv_cut, csv_stream, words
from ras_engine.edges.files.caseload import gathered
from ras_engine.edges.files.csv_known import MOST_TEXTS
from ras_engine.edges.files.csv_stream import CsvSource
from ras_engine.edges.files.part import Mark, Part
from ras_engine.errors import BatchInvalid
from ras_engine.score.many import Distinct

ANSWERS = [
    "",
    "all",
    "none",
    "none=3;all=4",
    "no_unpaid_support",
    "a text of more than sixteen bytes",
    "Ünïcødé",
    "007",
    "NA",
    "é" * 9,
]
PIECES = st.sampled_from(
    [
        *ANSWERS,
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        '"',
        '""',
        '"a,b"',
        '"a\nb"',
        "\t",
        "\x00",
        "\x7f",
        "\u202e",
        "\ufeff",
    ]
)
SOUP = st.lists(PIECES, max_size=40).map("".join).map(str.encode)
CELL = st.sampled_from([*ANSWERS, '"all"', '""', '"a, b"', '"say ""no"""', "x" * 70])
TABLE = st.lists(st.lists(CELL, min_size=3, max_size=3).map(",".join), min_size=1, max_size=30)
BEGINNING = Mark()
DAMAGE = st.sampled_from([b"", b"\xff", b"\xe2\x80", b"\x00", b'"', b",", b"\n", b"\r"])


def outcome(data: bytes, block: int, *, careful: bool) -> object:
    """The columns and lines of a file, or its problems."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "caseload.csv"
        path.write_bytes(data)
        with patch.object(csv_stream, "cut", (lambda *_: None) if careful else csv_cut.cut):
            try:
                with closing(CsvSource(path, block)) as source:
                    read = gathered("caseload.csv", source.names, source.parts(7, Mark()))
            except BatchInvalid as error:
                return [(one.code, one.message, one.where.line, one.where.column, one.remedy) for one in error.problems]
            return dict(read), list(read.lines)


@given(SOUP, st.sampled_from([1, 20, 64, 1 << 18]))
@example(b"a\n\n1\n", 64)
@example(b'a,b\n1,"2\n3,4"\n5,6\n', 1)
@example(b"a,b\n1,2\r3,4\r\n5,6", 64)
@settings(deadline=None)
def test_both_ways_to_read_give_the_same_cells_or_the_same_problems(soup: bytes, block: int) -> None:
    data = b"a,b,c\n" + soup
    assert outcome(data, block, careful=False) == outcome(data, block, careful=True)


@given(TABLE, st.integers(0, 2000), DAMAGE, st.sampled_from([30, 200, 1 << 18]))
@settings(deadline=None)
def test_damage_anywhere_is_told_as_the_careful_reader_tells_it(rows: list[str], at: int, damage: bytes, block: int) -> None:
    data = ("id,b,c\n" + "\n".join(rows) + "\n").encode()
    at = 7 + at % len(data[6:])
    data = data[:at] + damage + data[at:]
    assert outcome(data, block, careful=False) == outcome(data, block, careful=True)


LINE = st.lists(st.sampled_from([one for one in ANSWERS if len(one) < 60] + ["y" * 64, "z" * 65, "\t"]), min_size=3, max_size=3)


@given(st.lists(LINE.map(",".join), min_size=1, max_size=12), SOUP, st.sampled_from([3, 40, 10**5]), st.sets(st.integers(0, 2)))
@example(["a,b,c"], b"\n", 10**5, set())
@settings(deadline=None)
def test_the_compiled_loop_cuts_as_numpy_does(rows: list[str], soup: bytes, most: int, unread: set[int]) -> None:
    loops = pytest.importorskip("ras_engine.edges.files.csv_loops").cells
    for columns in (3, 1):
        known = words.known_of([one for one in ANSWERS if len(one) < 20], unread & set(range(columns))) or words.NOTHING
        block = "\n".join(rows if columns == 3 else ",".join(rows).split(",")).encode()
        for one in (block, block + soup, soup):
            assert compared(csv_cut.cut(one, columns, most, known, loops)) == compared(csv_cut.cut(one, columns, most, known))


def compared(cut: csv_cut.Cut | None) -> object:
    """What a cut comes to. The number of a text that is not known means nothing."""
    if cut is None:
        return None
    numbers = cut.numbers.flatten()
    numbers[cut.unknown] = 0
    return [part.tolist() for part in (cut.starts, cut.lengths, numbers, cut.unknown)]


def test_a_plain_file_is_read_the_quick_way_only(tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    path.write_text("id,b\r\n" + "".join(f'{number},"all, or none"\r\n' for number in range(500)), encoding="utf-8")
    with patch.object(CsvSource, "_careful", side_effect=AssertionError), closing(CsvSource(path, 300)) as source:
        read = gathered("", source.names, source.parts(50, Mark()))
    assert read["id"] == [str(number) for number in range(500)]
    assert set(read["b"]) == {"all, or none"}


def test_answers_are_looked_up_and_ids_are_not(tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    rows = 3 * MOST_TEXTS
    path.write_text("id,b\n" + "".join(f"p{number},{ANSWERS[number % 7]}\n" for number in range(rows)), encoding="utf-8")
    columns = [part.columns for part in parts_of(path, 400, rows)]
    assert sum(len(one["b"].values) for one in columns) == 7 * len(columns)
    assert [text for one in columns for text in cells(one["id"])] == [f"p{number}" for number in range(rows)]


def parts_of(path: Path, block: int, rows: int, start: Mark = BEGINNING) -> list[Part]:
    with closing(CsvSource(path, block)) as source:
        return list(source.parts(rows, start))


def cells(column: Distinct) -> list[str]:
    return [column.values[place] for place in column.places.tolist()]


def test_texts_that_first_stand_in_one_column_are_found_in_another(tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    path.write_text("a,b\n" + "yes,no\n" * 100 + "no,yes\n" * 100 + "new,yes\nyes,new\n", encoding="utf-8")
    read = gathered("", ("a", "b"), parts_of(path, 50, 10))
    assert read["b"] == ["no"] * 100 + ["yes"] * 100 + ["yes", "new"]


def test_a_table_of_texts_that_cannot_be_made_is_not_made() -> None:
    assert words.words_of([str(number) for number in range(words.Words.MOST)]) is None
    assert words.words_of(["a", "a"]) is None


@pytest.mark.parametrize("at", range(1, 6))
def test_reading_goes_on_after_any_mark(at: int, tmp_path: Path) -> None:
    path = tmp_path / "caseload.csv"
    lines = [f'{number},"two\nlines"' if number % 7 == 0 else f"{number},all" for number in range(60)]
    path.write_text("id,b\n" + "\n".join(lines) + "\n", encoding="utf-8")
    parts = parts_of(path, 40, 5)
    rest = parts_of(path, 40, 5, parts[at].after)
    assert [cells(one.columns["id"]) for one in rest] == [cells(one.columns["id"]) for one in parts[at + 1 :]]
    assert [list(one.lines) for one in rest] == [list(one.lines) for one in parts[at + 1 :]]
