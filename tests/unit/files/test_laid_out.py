"""Lines laid out all at once are those that are written cell by cell; Parquet files joined are the rows of all of them."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.edges.files import laid_out
from ras_engine.edges.files.amounts import Amounts, pounds
from ras_engine.edges.files.laid_out import Few, Many, lines
from ras_engine.edges.files.parquet_write import Parquet, digits_of
from ras_engine.edges.files.strings import Strings, cut_out
from ras_engine.edges.files.text_write import Csv, Ndjson
from ras_engine.score.many import Distinct
from tests.unit.files.small import small

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["", "p1", "x" * 300, "é€😀", ",", '"', "=1"]
)
EDGES = [0, 1, 5, 99, 100, 9_999, 10_000, 999_999, 10**6, 10**6 + 5, 10**8, 10**10 - 1, 10**10, 2**62]
PENCE = st.integers(-(2**62), 2**62) | st.integers(-(10**7), 10**7) | st.sampled_from([*EDGES, *(-edge for edge in EDGES)])


@given(st.lists(st.tuples(PENCE, st.booleans()), min_size=1, max_size=60), st.sampled_from([b"", b"null"]))
def test_amounts_are_written_as_one_by_one(people: list[tuple[int, bool]], missing: bytes) -> None:
    column = np.ma.array(np.array([pence for pence, _ in people]), mask=[gone for _, gone in people])
    wanted = b"".join(b"a," + (missing if gone else pounds(pence).encode()) + b"\n" for pence, gone in people)
    assert lines([b"a,", Amounts(column, missing), b"\n"], len(people)) == wanted


@pytest.mark.parametrize("most", [10**6 - 1, 10**8, 10**10 - 1, 10**12])
def test_amounts_of_every_size_are_written_together(most: int) -> None:
    pence = np.r_[np.random.default_rng(1).integers(-most, most, 20_000), np.arange(-120, 120), most, -most]
    wanted = "".join(f"{pounds(one)}\n" for one in pence.tolist()).encode()
    assert lines([Amounts(np.ma.array(pence)), b"\n"], len(pence)) == wanted


@given(st.lists(st.tuples(TEXTS, st.integers(0, 3)), min_size=1, max_size=100), st.integers(1, 7))
def test_texts_of_every_length_are_laid_out_as_they_are(people: list[tuple[str, int]], block: int) -> None:
    few, texts = [b"", b"ab", b"c" * 17, b"d" * 200], [text for text, _ in people]
    places = np.array([place for _, place in people], dtype=np.uint8)
    wanted = b"".join(b"<" + text.encode() + b";" + few[place] + b">.\r\n" for text, place in people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(laid_out, "BLOCK", block)
        assert lines([b"<", Many(Strings.of(texts)), b";", Few(few, places), b">", b".\r\n"], len(people)) == wanted


@given(st.lists(TEXTS, max_size=40), st.data())
def test_strings_are_the_texts_that_they_were_made_of(texts: list[str], data: Any) -> None:
    strings = Strings.of(texts)
    assert strings.texts() == texts
    assert [strings.row(row).decode() for row in range(len(texts))] == texts
    cut = data.draw(st.integers(0, len(texts)))
    assert Strings.joined([Strings.of(texts[:cut]), Strings.of(texts[cut:])]).texts() == texts
    padded = np.r_[strings.data, np.zeros(8, dtype=np.uint8)]
    assert cut_out(padded, strings.ends[:-1], strings.lengths).texts() == texts


def columns(texts: list[str]) -> dict[str, Any]:
    amounts = np.ma.array(np.arange(len(texts)) * 1_999_999 - 5, mask=np.arange(len(texts)) % 3 == 1)
    return {"id": Strings.of(texts), "way": Distinct((None, "a,b"), np.arange(len(texts)) % 2), "pounds": amounts}


def wanted(texts: list[str]) -> list[tuple[str | None, str | None, Decimal | None]]:
    made = columns(texts)["pounds"].tolist()
    return [
        (text or None, (None, "a,b")[row % 2], None if pence is None else Decimal(pence) / 100)
        for row, (text, pence) in enumerate(zip(texts, made, strict=True))
    ]


@given(st.lists(TEXTS, min_size=1, max_size=50))
def test_json_lines_read_back_as_what_was_written(texts: list[str]) -> None:
    written = Ndjson(bytes).piece(columns(texts), (), head=True)
    read = [json.loads(line, parse_float=Decimal) for line in written.decode().split("\n")[:-1]]
    assert [tuple(row.values()) for row in read] == wanted(texts)


@given(st.lists(TEXTS, min_size=1, max_size=50))
def test_a_part_is_the_same_bytes_however_it_is_cut(texts: list[str]) -> None:
    cut = len(texts) // 2
    rest = {name: column[cut:] for name, column in columns(texts).items() if name == "pounds"}
    rest |= {"id": Strings.of(texts[cut:]), "way": Distinct((None, "a,b"), np.arange(cut, len(texts)) % 2)}
    first = {name: column[:cut] for name, column in columns(texts).items() if name == "pounds"}
    first |= {"id": Strings.of(texts[:cut]), "way": Distinct((None, "a,b"), np.arange(cut) % 2)}
    order = list(columns(texts))
    for writer in (Csv(bytes, guard=True), Ndjson(bytes)):
        pieces = [
            writer.piece({name: some[name] for name in order}, ("id",), head=head) for some, head in ((first, True), (rest, False))
        ]
        assert b"".join(pieces) == writer.piece(columns(texts), ("id",), head=True)


def test_parts_of_a_parquet_file_are_one_file_for_every_reader(tmp_path: Path) -> None:
    import duckdb
    import polars

    every = [[f"p{part}.{row}" if row % 7 else "" for row in range(rows)] for part, rows in enumerate([1, 300, 2, 50] * 5)]
    writer = Parquet(digits_of(small().plan))
    path = tmp_path / "b.parquet"
    with path.open("wb") as file:
        writer.whole([writer.piece(columns(texts), (), head=not place) for place, texts in enumerate(every)], file)
    rows = [row for texts in every for row in wanted(texts)]
    table = pq.read_table(path)
    assert table.schema.field("pounds").type == pa.decimal128(18, 2)
    assert [tuple(row.values()) for row in table.to_pylist()] == rows
    assert [tuple(row.values()) for row in polars.read_parquet(path).to_dicts()] == rows
    assert duckdb.read_parquet(str(path)).fetchall() == rows
    groups = pq.ParquetFile(path).metadata
    assert [groups.row_group(place).num_rows for place in range(groups.num_row_groups)] == list(map(len, every))
    assert pq.read_table(path, filters=[("pounds", ">", Decimal(900_000))]).num_rows == sum((row[2] or 0) > 900_000 for row in rows)


@pytest.mark.parametrize("turned", [False, True])
def test_texts_that_are_few_in_one_part_and_many_in_another_are_one_column(turned: bool) -> None:
    parts: list[tuple[Any, list[str | None]]] = [
        (Distinct(("north", None, "south"), np.array([0, 1, 2])), ["north", None, "south"]),
        (Strings.of(["p1", "", "p3"]), ["p1", None, "p3"]),
    ]
    parts = parts[::-1] if turned else parts
    writer, file = Parquet(18), BytesIO()
    writer.whole([writer.piece({"area": column}, (), head=not place) for place, (column, _) in enumerate(parts)], file)
    assert pq.read_table(file)["area"].to_pylist() == [text for _, texts in parts for text in texts]


def test_amounts_that_need_more_digits_get_them() -> None:
    file = BytesIO()
    Parquet(19).whole([Parquet(19).piece({"pounds": np.ma.array([2**62])}, (), head=True)], file)
    assert pq.read_table(file)["pounds"].to_pylist() == [Decimal(2**62) / 100]
