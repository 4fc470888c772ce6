"""Arrow in and out: what a dictionary, its chunks and its nulls mean, and that nothing is lost on the way back."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ras_engine.edges.files import write_budgets
from ras_engine.edges.frames.arrow import carried_names, columns_of, distinct_of, table_of
from ras_engine.errors import BatchInvalid
from ras_engine.score.many import Distinct, score_batch
from tests.unit.edges.people import example, made_up


def cells(column: Distinct) -> list[Any]:
    return [column.values[place] for place in column.places.tolist()]


def dictionary(codes: list[int | None], values: list[Any], kind: Any = None) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes, type=kind or pa.int8()), pa.array(values, type=pa.string()))


WRITTEN = [
    (pa.array(["no", None, "no"]), ["no", None, "no"]),
    (pa.array(["no", None], type=pa.string_view()), ["no", None]),
    (pa.array(["no"], type=pa.large_string()), ["no"]),
    (pa.array([None, None]), [None, None]),
    (pa.array([1, 1, None], type=pa.uint64()), [1, 1, None]),
    (pa.array([Decimal("1.50")]), [Decimal("1.50")]),
    (pa.array([date(2026, 5, 1)]), [date(2026, 5, 1)]),
    (pa.array([datetime(2026, 5, 1)], type=pa.timestamp("ns")), [datetime(2026, 5, 1)]),
    (pa.array([{"times": "3"}]), [{"times": "3"}]),
    (pa.compute.run_end_encode(pa.array(["a", "a", "b"])), ["a", "a", "b"]),
    (pa.array(["a", "b", "a"]).dictionary_encode().slice(1), ["b", "a"]),
    (dictionary([1, 0, None], ["a", "b", "never"]), ["b", "a", None]),
    (dictionary([0, 1, 2], ["a", "a", None]), ["a", "a", None]),
    (pa.chunked_array([dictionary([0, 1], ["a", "b"]), dictionary([0, 1, None], ["b", "c"])]), ["a", "b", "b", "c", None]),
    (pa.chunked_array([dictionary([0], ["a"]), dictionary([0], [None])]), ["a", None]),
    (pa.chunked_array([], type=pa.string()), []),
]


@pytest.mark.parametrize(("column", "expected"), WRITTEN, ids=[str(column.type)[:40] for column, _ in WRITTEN])
def test_an_arrow_column_holds_the_cells_that_it_shows(column: Any, expected: list[Any]) -> None:
    assert cells(distinct_of(column)) == expected


def test_values_that_python_calls_equal_stay_apart_from_chunk_to_chunk() -> None:
    booleans = pa.chunked_array([pa.array([True]), pa.array([False, True])])
    assert [type(cell) for cell in cells(distinct_of(booleans))] == [bool, bool, bool]


def test_nulls_among_codes_of_one_byte_find_room() -> None:
    full = dictionary([*range(128), None], [f"v{one}" for one in range(128)])
    assert cells(distinct_of(full)) == [*(f"v{one}" for one in range(128)), None]


def test_small_codes_are_taken_over_without_a_copy() -> None:
    codes = pa.array([0, 1, 1, 0], type=pa.uint8())
    column = distinct_of(pa.DictionaryArray.from_arrays(codes, pa.array(["a", "b"])))
    assert column.places.ctypes.data == codes.buffers()[1].address


def test_codes_outside_their_dictionary_are_refused() -> None:
    codes, values = pa.array([0, 9], type=pa.int8()), pa.array(["a"])
    with pytest.raises(BatchInvalid) as caught:
        distinct_of(pa.DictionaryArray.from_arrays(codes, values, safe=False), "washing")
    assert [(one.code, one.where.path) for one in caught.value.problems] == [("RAS740", "washing")]


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(BatchInvalid) as caught:
        columns_of(pa.table([pa.array(["a"]), pa.array(["b"])], names=["washing", "washing"]))
    assert [one.code for one in caught.value.problems] == ["RAS713"]


def test_a_table_of_arrow_has_the_same_budgets_as_the_columns_it_was_made_of() -> None:
    caseload = made_up()
    plain = score_batch(caseload, example())
    table = pa.table({name: pa.array(cells_) for name, cells_ in caseload.items()})
    coded = pa.table({name: table[name].dictionary_encode() for name in table.schema.names})
    for one in (table, coded, coded.to_batches()[0]):
        batch = score_batch(columns_of(one), example())
        assert batch.status.tolist() == plain.status.tolist()
        assert batch.indicative_budget.tolist() == plain.indicative_budget.tolist()


def test_amounts_leave_as_exact_pounds_or_as_pence_that_say_so() -> None:
    batch = score_batch(made_up(), example())
    ids = pa.table({"id": made_up()["id"]})
    pounds, pence = table_of(batch, ids), table_of(batch, ids, money="pence")
    assert pounds.schema.names[:2] == pence.schema.names[:2] == ["id", "outcome"]
    assert pounds.schema.field("indicative_budget").type == pa.decimal128(19, 2)
    expected = batch.indicative_budget.tolist()
    assert pence["indicative_budget_pence"].to_pylist() == expected
    assert pounds["indicative_budget"].to_pylist() == [None if one is None else Decimal(one) / 100 for one in expected]
    pounds.validate(full=True)


def test_negative_amounts_keep_their_sign() -> None:
    batch = score_batch(made_up(), example())
    adjusted = batch.carer_adjustment.tolist()
    assert any(one is not None and one < 0 for one in adjusted)
    assert table_of(batch)["carer_adjustment"].to_pylist() == [None if one is None else Decimal(one) / 100 for one in adjusted]


def test_a_row_with_a_problem_is_marked_never_dropped_never_nought() -> None:
    batch = score_batch(made_up(), example())
    rows = table_of(batch).to_pylist()
    assert len(rows) == len(batch)
    wrong = [row for row in rows if row["outcome"] == "problem"]
    assert len(wrong) == batch.counts["problem"] > 0
    assert all(row["indicative_budget"] is None and row["problem_codes"].startswith("RAS6") and row["problems"] for row in wrong)
    assert all(row["problem_codes"] is None for row in rows if row["outcome"] != "problem")


def test_no_carried_column_is_lost_to_a_name_of_ours() -> None:
    assert carried_names(["id", "outcome", "given.outcome"], ["outcome"]) == {
        "id": "id",
        "outcome": "given.given.outcome",
        "given.outcome": "given.outcome",
    }


def test_the_names_and_cells_are_those_of_the_file_of_budgets(tmp_path: Path) -> None:
    batch = score_batch(made_up(), example())
    write_budgets(tmp_path / "budgets.csv", {"id": made_up()["id"]}, batch)
    with open(tmp_path / "budgets.csv", encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    table = table_of(batch, pa.table({"id": made_up()["id"]}))
    assert table.schema.names == list(written[0])
    assert [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in table.to_pylist()] == written
