"""Frames as other people's code makes them: each is read as what it says, or told where it cannot be read."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute
import pytest

from ras_engine import data_report, read_mapping, score_batch
from ras_engine.errors import BatchInvalid
from tests.unit.frames.small import PENCE, people, ruleset

WASHING = people()["washing"]
HALF_HOUR = [9045, 3518, None, 7035]
"""No hours, half an hour, nothing stated, no hours."""


def amounts(frame: Any) -> list[int | None]:
    """The pence of each person, after a look that every frame of the result has them."""
    batch = score_batch(frame, ruleset())
    pence: list[int | None] = batch.indicative_budget.tolist()
    assert batch.to_arrow(money="pence")["indicative_budget_pence"].to_pylist() == pence
    assert batch.to_polars(money="pence")["indicative_budget_pence"].to_list() == pence
    assert [None if one is pd.NA else one for one in batch.to_pandas(money="pence")["indicative_budget_pence"]] == pence
    assert len(batch.to_frame()) if not isinstance(frame, dict) else True
    return pence


def codes(frame: Any) -> list[list[str]]:
    batch = score_batch(frame, ruleset())
    assert batch.to_arrow()["problem_codes"].to_pylist() == [
        ";".join(one.code for one in batch.problems(row)) or None for row in range(4)
    ]
    data_report(frame, ruleset()).as_yaml()
    return [[one.code for one in batch.problems(row)] for row in range(len(batch))]


def refused(frame: Any) -> set[str]:
    with pytest.raises(BatchInvalid) as caught:
        score_batch(frame, ruleset())
    assert all(one.message and one.remedy for one in caught.value.problems)
    return {one.code for one in caught.value.problems}


def coded(places: list[int | None], values: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(places, type=pa.int8()), values)


DECIMALS = [Decimal("0"), Decimal("0.5"), None, Decimal("0.00")]
LARGE = pl.Series([0, 1, None, 0], dtype=pl.Int128)
SHARED = coded([0, 1, 2, 0], pa.array(WASHING[:3]))
ALSO_READ = {
    "runs of a dictionary": (pa.table, "washing", pa.RunEndEncodedArray.from_arrays([1, 2, 3, 4], SHARED)),
    "runs": (pa.table, "washing", pa.compute.run_end_encode(pa.array([*WASHING, "all"])).slice(0, 4)),
    "an array of pandas": (dict, "washing", pd.array(WASHING, dtype="str")),
    "a categorical by itself": (dict, "washing", pd.Categorical(WASHING, categories=["worse", *WASHING[:3]])),
    "texts of NumPy 2": (dict, "washing", np.array(WASHING, dtype=np.dtypes.StringDType())),
}


@pytest.mark.parametrize(("make", "name", "column"), ALSO_READ.values(), ids=ALSO_READ)
def test_a_column_of_an_unusual_type_is_read_as_what_it_says(make: Callable[[Any], Any], name: str, column: Any) -> None:
    assert amounts(make(people(**{name: column}))) == PENCE


@pytest.mark.parametrize("kind", [pa.decimal32(5, 2), pa.decimal64(5, 2), pa.decimal256(50, 5)], ids=str)
def test_decimals_of_every_width_are_numbers(kind: Any) -> None:
    assert amounts(pa.table(people(hours=pa.array(DECIMALS, type=kind)))) == HALF_HOUR


def test_numbers_of_128_bits_are_numbers_and_are_carried_along() -> None:
    frame = pl.DataFrame(people()).with_columns(LARGE.alias("hours"), LARGE.alias("id"))
    assert amounts(frame) == [9045, 4020, None, 7035]
    assert score_batch(frame, ruleset()).to_arrow()["id"].to_pylist() == [0, 1, None, 0]


TIMES = {
    "nanoseconds": np.array([0, 1, 2, 3], dtype="m8[ns]"),
    "hours": np.array([0, 1, 2, 3], dtype="m8[h]"),
    "years": np.array([0, 1, 2, 3], dtype="m8[Y]"),
    "masked": np.ma.array(np.array([0, 1, 2, 3], dtype="m8[ns]")),
    "masked days": np.ma.array(np.array([0, 1, 2, 3], dtype="M8[ns]")),
    "one by one": [np.timedelta64(0, "ns")] * 4,
    "days one by one": [np.datetime64(0, "ns")] * 4,
    "objects": np.array([np.datetime64(0, "ns")] * 4, dtype=object),
}


@pytest.mark.parametrize("hours", TIMES.values(), ids=TIMES)
def test_a_time_is_never_a_number(hours: Any) -> None:
    assert codes(people(hours=hours)) == [["RAS622"]] * 4
    assert codes(pd.DataFrame(people(hours=pd.Series(list(hours), dtype=object)))) == [["RAS622"]] * 4


def test_days_of_numpy_one_by_one_are_days() -> None:
    days = [np.datetime64("2026-05-01T00:00", "ns")] * 4
    assert [score_batch(people(assessed_on=days), ruleset()).assessment(row).assessed_on for row in range(4)] == [
        date(2026, 5, 1)
    ] * 4


NOT_OF_THIS_WORLD = {
    "a day after the year 9999": pa.array([2**31 - 1] * 4, type=pa.int32()).cast(pa.date32()),
    "a second in the far future": pa.array([2**62] * 4).cast(pa.timestamp("s")),
    "a zone that nobody knows": pa.array([0] * 4, type=pa.timestamp("us", "Nowhere/Land")),
}


@pytest.mark.parametrize("days", NOT_OF_THIS_WORLD.values(), ids=NOT_OF_THIS_WORLD)
def test_a_day_that_python_does_not_have_is_told_and_carried_along(days: Any) -> None:
    table = pa.table(people(assessed_on=days))
    assert codes(table) == [["RAS620"]] * 4
    assert codes(pa.table(people(hours=days))) == [["RAS603"]] * 4
    assert len(score_batch(table, ruleset()).to_pandas()) == 4


def test_an_endless_day_of_duckdb_is_told() -> None:
    connection = duckdb.connect()
    connection.register("people", pa.table(people()))
    assert codes(connection.sql("select *, 'infinity'::date as assessed_on from people")) == [["RAS620"]] * 4


def test_texts_that_are_no_utf8_are_told() -> None:
    ends, letters = np.arange(0, 10, 2, dtype=np.int32), b"\xff\xfe" * 4
    broken = pa.Array.from_buffers(pa.string(), 4, [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(letters)])
    assert codes(pa.table(people(washing=broken))) == [["RAS622"]] * 4


IDS = {
    "numbers of any size": [10**30, 1, 2, 3],
    "halves of characters": ["\ud800", "b", "c", "d"],
    "of every type": ["007", 7, None, {1, 2}],
    "UUIDs": [uuid.UUID(int=1)] * 4,
}


@pytest.mark.parametrize("ids", IDS.values(), ids=IDS)
def test_ids_of_any_kind_go_along(ids: list[Any]) -> None:
    assert amounts(people(id=ids)) == PENCE
    assert score_batch(people(id=ids), ruleset()).to_frame()["id"] is ids
    assert amounts(pd.DataFrame(people(id=pd.Series(ids, dtype=object)))) == PENCE


def test_one_day_for_everybody_goes_along() -> None:
    batch = score_batch(people(assessed_on=date(2026, 5, 1)), ruleset())
    assert batch.to_arrow()["assessed_on"].to_pylist() == [date(2026, 5, 1)] * 4


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT])
def test_one_nothing_for_everybody_is_a_missing_answer(nothing: Any) -> None:
    assert codes(people(washing=nothing)) == [["RAS609"]] * 4


def test_names_that_read_alike_both_go_along() -> None:
    frame = pd.DataFrame(people()).set_index(pd.Index(["a", "b", "c", "d"], name="id")).assign(**{"1": 5})
    frame[1] = 6
    table = score_batch(frame, ruleset()).to_arrow()
    assert table.schema.names[:5] == ["id", "given.id", "1", "given.1", "outcome"]
    assert (table["id"][0].as_py(), table["given.id"][0].as_py(), table["1"][0].as_py()) == ("a", "007", 5)


NO_SEQUENCE: dict[str, Any] = {
    "a set": {"all", "some", "none", "most"},
    "a generator": (one for one in WASHING),
    "a mapping": dict(enumerate(WASHING)),
    "no dimension": np.array("all"),
    "two dimensions": np.array([WASHING, WASHING]).T,
    "a frame of pandas": pd.DataFrame({"a": WASHING}),
    "a frame of polars": pl.DataFrame({"a": WASHING}),
    "levels": pd.MultiIndex.from_arrays([WASHING, WASHING]),
}


@pytest.mark.parametrize("column", NO_SEQUENCE.values(), ids=NO_SEQUENCE)
def test_a_column_without_one_cell_a_person_in_order_is_refused_by_name(column: Any) -> None:
    assert refused(people(washing=column)) == {"RAS747"}
    assert refused(people(note=column)) == {"RAS747"}


def test_columns_that_are_only_carried_along_must_fit_too() -> None:
    assert refused(people(id=["007"])) == {"RAS702"}


def test_a_mapping_of_single_values_is_not_a_caseload_of_nobody() -> None:
    assert refused({name: cells[0] for name, cells in people().items()}) == {"RAS748"}


NO_FRAMES = {
    "a series of pandas": pd.Series(WASHING),
    "a series of polars": pl.Series(WASHING),
    "an array of Arrow": pa.array(WASHING),
    "chunks of Arrow": pa.chunked_array([WASHING]),
    "a connection of DuckDB": duckdb.connect(),
    "the class of a frame": pd.DataFrame,
    "records": [{"washing": "all"}],
    "a path": Path("people.csv"),
}


@pytest.mark.parametrize("frame", NO_FRAMES.values(), ids=NO_FRAMES)
def test_what_is_no_frame_is_refused(frame: Any) -> None:
    assert refused(frame) == {"RAS741"}


def test_a_dask_frame_comes_back_from_pandas_with_its_index() -> None:
    dask = pytest.importorskip("dask.dataframe", reason='dask is not installed: pip install "dask[dataframe]"')
    frame = dask.from_pandas(pd.DataFrame(people()).set_index("id"), npartitions=2, sort=False)
    budgets = score_batch(frame, ruleset()).to_frame()
    assert budgets.index.tolist() == people()["id"]
    assert [int(one * 100) for one in budgets["indicative_budget"]] == PENCE


def test_a_column_of_other_contents_is_told_in_short_and_the_file_can_be_read(tmp_path: Path) -> None:
    rows = 20_000
    notes = [f"a note about person {row}, who lives here, and what was said on the telephone" for row in range(rows)]
    frame = pl.DataFrame({name: cells[:1] * rows for name, cells in people().items()} | {"washing": [*notes[:-3], "?", "?", "?"]})
    report = data_report(frame, ruleset())
    assert len(report.unmapped) == rows - 2
    assert (report.unmapped[0].value, report.unmapped[0].rows, report.unmapped[0].first_rows) == (
        "?",
        3,
        (rows - 3, rows - 2, rows - 1),
    )
    assert f"{rows - 22:,} more such values in {rows - 22:,} rows" in str(report)
    assert repr(report) == str(report)
    report.save(tmp_path / "mapping.yaml")
    assert read_mapping(tmp_path / "mapping.yaml").values == {}
    assert len((tmp_path / "mapping.yaml").read_text(encoding="utf-8")) < 30_000
