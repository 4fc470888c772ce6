"""Every form of caseload file gives the same people; what is text stays text, and what is not is told when it is scored."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from ras_engine.edges.files import Caseload, read_caseload, write_budgets
from ras_engine.edges.files.csv_write import write_caseload
from ras_engine.edges.files.packed import SMALL
from ras_engine.edges.files.parquet import stretches
from ras_engine.errors import BatchInvalid, Problem
from ras_engine.score.many import BudgetBatch, score_batch
from tests.unit.edges.people import example, made_up

ROWS: list[tuple[Any, ...]] = [("id", "washing", "hours"), ("007", "None", "7"), ("NA", "", "1e3"), ("=1+1", "no", "0.50")]


def codes(path: Path, **options: Any) -> list[str]:
    with pytest.raises(BatchInvalid) as refused:
        read_caseload(path, **options)
    return [one.code for one in refused.value.problems]


def csv(path: Path) -> None:
    path.write_text("\n".join(map(",".join, ROWS)) + "\n", encoding="utf-8")


def ndjson(path: Path) -> None:
    path.write_text("".join(json.dumps(dict(zip(ROWS[0], row, strict=True))) + "\n" for row in ROWS[1:]), encoding="utf-8")


def parquet(path: Path) -> None:
    pq.write_table(pa.table(dict(zip(ROWS[0], map(list, zip(*ROWS[1:], strict=True)), strict=True))), path)


def excel(path: Path, rows: list[tuple[Any, ...]] = ROWS, sheets: tuple[str, ...] = ("People",)) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)


def packed(pack: Callable[[bytes], bytes], write: Callable[[Path], None]) -> Callable[[Path], None]:
    def written(path: Path) -> None:
        plain = path.with_suffix("")
        write(plain)
        path.write_bytes(pack(plain.read_bytes()))

    return written


def zipped(path: Path) -> None:
    csv(path.with_suffix(""))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_suffix(""), "people.csv")
        archive.writestr("__MACOSX/._people.csv", b"\x00")


FORMS: dict[str, Callable[[Path], None]] = {
    "people.csv": csv,
    "people.CSV": csv,
    "people.ndjson": ndjson,
    "people.jsonl": ndjson,
    "people.parquet": parquet,
    "people.xlsx": excel,
    "people.csv.gz": packed(gzip.compress, csv),
    "people.csv.bz2": packed(bz2.compress, csv),
    "people.csv.xz": packed(lzma.compress, csv),
    "people.csv.zst": packed(lambda given: pa.Codec("zstd").compress(given, asbytes=True), csv),
    "people.ndjson.gz": packed(gzip.compress, ndjson),
    "people.csv.zip": zipped,
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_file_holds_the_same_people_as_text(name: str, tmp_path: Path) -> None:
    FORMS[name](tmp_path / name)
    read = read_caseload(tmp_path / name)
    assert dict(read) == {"id": ["007", "NA", "=1+1"], "washing": ["None", "", "no"], "hours": ["7", "1e3", "0.50"]}


def test_numbers_and_days_in_a_spreadsheet_are_what_is_seen_there(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "p.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet().write_row(0, 0, ["id", "hours", "on", "yes"])
        book.worksheets()[0].write_row(2, 0, [7, 7.35, date(2026, 4, 6), True])
        book.worksheets()[0].write_row(5, 0, ["007", 0.1, "", False])
    read = read_caseload(tmp_path / "p.xlsx")
    assert dict(read) == {
        "id": [7, "007"],
        "hours": [Decimal("7.35"), Decimal("0.1")],
        "on": ["2026-04-06", ""],
        "yes": [True, False],
    }
    assert list(read.lines) == [3, 6]


def test_a_value_that_is_no_text_is_told_in_its_row_and_carried_as_it_was(tmp_path: Path) -> None:
    people: dict[str, list[Any]] = {name: list(cells) for name, cells in made_up().items()}
    people["getting_out"][0], people["note"] = False, [1.5] * made_up().rows
    lines = (json.dumps({name: people[name][row] for name in people}) + "\n" for row in range(made_up().rows))
    (tmp_path / "p.ndjson").write_text("".join(lines), encoding="utf-8")
    read = read_caseload(tmp_path / "p.ndjson")
    assert "RAS622" in [one.code for one in score_batch(read, example()).problems(0)]
    assert set(read["note"]) == {"1.5"}


def test_one_of_several_sheets_is_chosen_by_name(tmp_path: Path) -> None:
    excel(tmp_path / "p.xlsx", sheets=("People", "More"))
    assert codes(tmp_path / "p.xlsx") == ["RAS730"]
    assert codes(tmp_path / "p.xlsx", sheet="Poeple") == ["RAS731"]
    assert read_caseload(tmp_path / "p.xlsx", sheet="More")["id"] == ["007", "NA", "=1+1"]


def test_an_empty_sheet_and_an_empty_table_are_told(tmp_path: Path) -> None:
    excel(tmp_path / "p.xlsx", [])
    pq.write_table(pa.table({"id": pa.array([], pa.string())}), tmp_path / "p.parquet")
    (tmp_path / "p.ndjson").write_text("\n\n", encoding="utf-8")
    assert [codes(tmp_path / name) for name in ("p.xlsx", "p.parquet", "p.ndjson")] == [["RAS712"]] * 3


def test_a_compressed_file_that_swells_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    piece = gzip.compress(b"1,all\n" * (1 << 20))
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"id,washing\n") + piece * (SMALL // (6 << 20) + 2))
    assert codes(tmp_path / "bomb.csv.gz") == ["RAS723"]


def test_a_spreadsheet_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (SMALL + 1))
    assert codes(tmp_path / "bomb.xlsx") == ["RAS723"]


@pytest.mark.parametrize("name", ["people.csv", "people.ndjson", "people.csv.gz", "people.parquet", "people.xlsx"])
def test_a_file_cut_anywhere_is_refused_or_read_as_far_as_it_is_whole(name: str, tmp_path: Path) -> None:
    FORMS[name](tmp_path / name)
    data = (tmp_path / name).read_bytes()
    for end in range(0, len(data), max(len(data) // 25, 1)):
        (tmp_path / name).write_bytes(data[:end])
        problems = problems_of(tmp_path / name)
        assert problems or name in ("people.csv", "people.ndjson")
        assert all(one.where.file and one.remedy for one in problems)


def problems_of(path: Path) -> tuple[Problem, ...]:
    try:
        read_caseload(path)
    except BatchInvalid as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    "name", ["people.csv", "people.ndjson", "people.parquet", "people.xlsx", "people.csv.gz", "people.csv.zst"]
)
def test_another_file_under_the_name_is_refused(name: str, tmp_path: Path) -> None:
    for data in (b"", b"\x00" * 100, b"PK\x03\x04 and so on", bytes(range(256)) * 20, "id\n1\n".encode("utf-16")):
        (tmp_path / name).write_bytes(data)
        assert codes(tmp_path / name)


def test_row_groups_are_read_together_up_to_a_size() -> None:
    assert list(stretches([3, 3, 3, 10, 1], 6)) == [([0, 1], 6), ([2], 3), ([3], 10), ([4], 1)]
    assert list(stretches([], 6)) == []


@pytest.fixture(scope="module")
def batch() -> BudgetBatch:
    return score_batch(made_up(), example())


@pytest.mark.parametrize("name", ["b.parquet", "b.xlsx", "b.ndjson", "b.csv.gz", "b.csv.zst", "b.ndjson.xz"])
def test_budgets_are_the_same_in_every_form(name: str, batch: BudgetBatch, tmp_path: Path) -> None:
    write_budgets(tmp_path / "b.csv", made_up(), batch, guard_formulas=False)
    write_budgets(tmp_path / name, made_up(), batch, guard_formulas=False)
    wanted, read = read_caseload(tmp_path / "b.csv"), read_caseload(tmp_path / name)
    assert list(read) == list(wanted)
    for column in wanted:
        money = column.startswith(("line.", "separate.")) or column in ("indicative_budget", "rounding", "planning_amount")
        for one, other in zip(read[column], wanted[column], strict=True):
            cell: Any = one
            assert (
                cell == other
                or (money and Decimal(cell) == Decimal(other))
                or str(cell) == other
                or Decimal(cell) == Decimal(other)
            )


def test_amounts_are_exact_decimals_in_parquet_and_numbers_in_a_spreadsheet(batch: BudgetBatch, tmp_path: Path) -> None:
    write_budgets(tmp_path / "b.parquet", made_up(), batch)
    table = pq.read_table(tmp_path / "b.parquet")
    amounts = [None if one is None else int(one * 100) for one in table["indicative_budget"].to_pylist()]
    assert amounts == [
        None if gone else int(one)
        for one, gone in zip(batch.indicative_budget.data, np.ma.getmaskarray(batch.indicative_budget), strict=True)
    ]
    write_budgets(tmp_path / "b.xlsx", Caseload({**made_up(), "id": ["007"] * made_up().rows}), batch)
    read = read_caseload(tmp_path / "b.xlsx")
    assert set(read["id"]) == {"007"}
    assert {type(cell) for cell in read["indicative_budget"]} <= {int, Decimal, str}
    assert [cell for cell in read["indicative_budget"] if cell != ""] == [Decimal(one) / 100 for one in amounts if one is not None]


def test_an_output_whose_name_tells_no_form_is_refused_and_nothing_is_written(batch: BudgetBatch, tmp_path: Path) -> None:
    for name, code in (("b.txt", "RAS726"), ("b.ods", "RAS726"), ("b.csv.zip", "RAS725"), ("b.parquet.gz", "RAS725")):
        with pytest.raises(BatchInvalid) as refused:
            write_budgets(tmp_path / name, made_up(), batch)
        assert [one.code for one in refused.value.problems] == [code]
    assert list(tmp_path.iterdir()) == []


def test_a_caseload_written_and_read_keeps_its_lines(tmp_path: Path) -> None:
    write_caseload(tmp_path / "p.csv", made_up())
    assert list(read_caseload(tmp_path / "p.csv").lines) == list(range(2, made_up().rows + 2))
