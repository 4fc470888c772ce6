"""What tables do to answers on their way: each is read as what it is, or told; never guessed, never dropped, never nought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from ras_engine import BatchInvalid, data_report, score_batch
from tests.unit.frames.small import PENCE, people, ruleset

MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "mapping": dict,
    "pandas": pd.DataFrame,
    "pandas objects": lambda columns: pd.DataFrame(columns, dtype=object),
    "polars": lambda columns: pl.DataFrame(columns, strict=False),
    "arrow": pa.table,
}
TYPE = ["RAS622"]
"""What is told of an answer that is of no type for answers."""
EVERY = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def codes(frame: Any) -> list[list[str]]:
    """The codes of the problems of each row; a row without an amount has no number anywhere."""
    batch = score_batch(frame, ruleset())
    table = batch.to_arrow()
    assert table.num_rows == len(batch)
    for row, status in enumerate(batch.status):
        assert (table["indicative_budget"][row].as_py() is None) == bool(status)
        assert (table["problem_codes"][row].as_py() is None) == (status != 2)
        assert (table["problems"][row].as_py() is None) == (status != 2)
    return [[one.code for one in batch.problems(row)] for row in range(len(batch))]


@EVERY
@pytest.mark.parametrize("word", ["None", "NA", "N/A", "nan", "null", "No", " none", "NONE"])
def test_words_that_libraries_take_for_nothing_are_words_that_are_told(make: Any, word: str) -> None:
    assert codes(make(people(washing=["all", word, "none", "all"]))) == [[], ["RAS602"], [], []]


@EVERY
def test_the_answers_none_and_no_are_answers(make: Any) -> None:
    assert score_batch(make(people()), ruleset()).indicative_budget.tolist() == PENCE


@EVERY
@pytest.mark.parametrize("nothing", [None, ""])
def test_a_missing_answer_is_never_no_need(make: Any, nothing: Any) -> None:
    assert codes(make(people(washing=["all", nothing, "none", "all"]))) == [[], ["RAS609"], [], []]


@EVERY
def test_ids_stay_what_they_are(make: Any) -> None:
    assert score_batch(make(people()), ruleset()).to_arrow()["id"].to_pylist() == ["007", "008", "NA", "010"]


@pytest.mark.parametrize("nothing", [float("nan"), np.nan, pd.NA, pd.NaT])
def test_what_pandas_has_for_nothing_is_a_missing_answer(nothing: Any) -> None:
    cells = ["all", nothing, "none", nothing]
    assert codes(pd.DataFrame(people(washing=pd.Series(cells, dtype=object)))) == [[], ["RAS609"], [], ["RAS609"]]
    assert codes(people(washing=cells)) == [[], ["RAS609"], [], ["RAS609"]]


@EVERY
def test_truth_values_for_yes_and_no_are_told_not_guessed(make: Any) -> None:
    frame = make(people(alone=[True, False, False, False]))
    assert codes(frame) == [TYPE] * 4
    told = data_report(frame, ruleset()).unmapped
    assert [(one.column, one.key, one.rows, one.nearest) for one in told] == [
        ("alone", ("a boolean", "false"), 3, "no"),
        ("alone", ("a boolean", "true"), 1, "yes"),
    ]
    mapped = score_batch(frame, ruleset(), values={"alone": {True: "yes", False: "no"}})
    assert mapped.indicative_budget.tolist() == PENCE


@EVERY
def test_floats_for_numbers_are_told_not_rounded(make: Any) -> None:
    frame = make(people(hours=[0.0, 0.0, 0.5, 0.0]))
    assert codes(frame) == [TYPE] * 4
    assert [(one.value, one.nearest) for one in data_report(frame, ruleset()).unmapped] == [(0.0, "0"), (0.5, "0.5")]


@EVERY
def test_whole_numbers_are_numbers(make: Any) -> None:
    assert score_batch(make(people(hours=[1, 1, 1, 1])), ruleset()).indicative_budget.tolist() == [10050, 4020, 1005, 8040]


def test_an_integer_column_that_pandas_turned_into_floats_is_told() -> None:
    frame = pd.DataFrame(people(hours=[1, None, 2, 3]))
    assert codes(frame) == [TYPE, ["RAS609"], TYPE, TYPE]


def test_nullable_integers_and_truth_values_of_pandas_are_read_as_such() -> None:
    hours, alone = pd.array([1, None, 1, 1], dtype="Int64"), pd.array([True, None, False, True], dtype="boolean")
    assert codes(pd.DataFrame(people(hours=hours))) == [[], ["RAS609"], [], []]
    assert codes(pd.DataFrame(people(alone=alone))) == [TYPE, ["RAS609"], TYPE, TYPE]


@EVERY
def test_bytes_are_told(make: Any) -> None:
    assert codes(make(people(washing=[b"all", b"some", b"none", b"all"]))) == [TYPE] * 4


def test_one_bytes_for_everybody_is_told() -> None:
    assert codes(people(washing=b"all")) == [TYPE] * 4


@EVERY
def test_a_very_long_value_is_told_shortly(make: Any) -> None:
    frame = make(people(washing=["x" * 1_000_000, "some", "none", "all"]))
    assert codes(frame) == [["RAS602"], [], [], []]
    assert len(str(data_report(frame, ruleset()))) < 1_000


@EVERY
def test_an_empty_frame_is_scored_to_nothing(make: Any) -> None:
    batch = score_batch(make({name: [] for name in people()}), ruleset())
    assert len(batch) == 0
    assert batch.to_arrow().num_rows == 0
    assert len(batch.to_polars()) == len(batch.to_pandas()) == 0
    assert data_report(make({name: [] for name in people()}), ruleset()).is_clean


def dictionary(codes_: list[int | None], values: list[str | None]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes_, type=pa.int8()), pa.array(values))


def test_entries_of_a_dictionary_that_no_row_uses_are_nobodys_problem() -> None:
    washing = dictionary([1, 2, 3, 1], ["never", "all", "some", "none", ""])
    assert score_batch(pa.table(people(washing=washing)), ruleset()).indicative_budget.tolist() == PENCE
    categories = pd.Categorical(["all", "some", "none", "all"], categories=["worse", "none", "all", "some"], ordered=True)
    assert score_batch(pd.DataFrame(people(washing=categories)), ruleset()).indicative_budget.tolist() == PENCE
    assert data_report(pd.DataFrame(people(washing=categories)), ruleset()).unmapped == ()


def test_a_value_twice_in_a_dictionary_is_one_answer_and_told_once() -> None:
    assert (
        score_batch(pa.table(people(washing=dictionary([0, 1, 2, 3], ["all", "some", "none", "all"]))), ruleset()).counts["amount"]
        == 4
    )
    told = data_report(pa.table(people(washing=dictionary([0, 1, 2, 3], ["?", "some", "none", "?"]))), ruleset()).unmapped
    assert [(one.value, one.rows, one.first_rows) for one in told] == [("?", 2, (0, 3))]


def test_nulls_in_the_codes_and_in_the_values_of_a_dictionary_are_missing_answers() -> None:
    washing = dictionary([0, None, 1, 2], ["all", "none", None])
    assert codes(pa.table(people(washing=washing))) == [[], ["RAS609"], [], ["RAS609"]]
    categories = pd.Categorical(["all", None, "none", None])
    assert codes(pd.DataFrame(people(washing=categories))) == [[], ["RAS609"], [], ["RAS609"]]
    polars = pl.DataFrame(people(washing=pl.Series(["all", None, "none", None], dtype=pl.Enum(["all", "none"]))))
    assert codes(polars) == [[], ["RAS609"], [], ["RAS609"]]


def test_chunks_with_dictionaries_of_their_own_are_read_by_their_own() -> None:
    washing = pa.chunked_array([dictionary([0, 1], ["all", "some"]), dictionary([1, 0], ["all", "none"])])
    assert score_batch(pa.table(people(washing=washing)), ruleset()).indicative_budget.tolist() == PENCE


def test_categories_from_different_sources_do_not_mix() -> None:
    other = pl.Series(["zz", "yy", "all"], dtype=pl.Categorical)
    frame = pl.DataFrame({**people(), "other": [*other, None]}).with_columns(
        pl.col("washing", "alone", "other").cast(pl.Categorical), pl.col("hours").cast(pl.Enum(["0.5", "0"]))
    )
    assert score_batch(frame, ruleset()).indicative_budget.tolist() == PENCE
    one, two = pd.DataFrame(people()).iloc[:2].astype("category"), pd.DataFrame(people()).iloc[2:].astype("category")
    assert score_batch(pd.concat([one, two]), ruleset()).indicative_budget.tolist() == PENCE


@pytest.mark.parametrize("kind", [">i4", "<i8", ">i8", "u1"])
def test_arrays_in_any_byte_order_and_layout_are_read_alike(kind: str) -> None:
    wide = np.zeros((4, 3), dtype=kind)
    wide[:, 1] = 1
    for hours in (wide[:, 1], wide[::-1, 1], np.asfortranarray(wide)[:, 1]):
        assert score_batch(people(hours=hours), ruleset()).indicative_budget.tolist() == [10050, 4020, 1005, 8040]
    texts = np.array([["all", "x"], ["some", "x"], ["none", "x"], ["all", "x"]], dtype=">U4")
    assert score_batch(people(washing=texts[:, 0]), ruleset()).indicative_budget.tolist() == PENCE
    assert score_batch(people(washing=texts[:, 0].astype(object)[::1]), ruleset()).indicative_budget.tolist() == PENCE


def test_columns_with_a_stride_of_many_rows_are_read_alike() -> None:
    cells = np.array(["all", "x", "some", "x"] * 5_000, dtype=object)
    assert score_batch(many(washing=cells[::2]), ruleset()).indicative_budget[:2].tolist() == [7035, 3015]
    backwards = np.array(["some", "all"] * 5_000, dtype=object)[::-1]
    assert score_batch(many(washing=backwards), ruleset()).indicative_budget[:2].tolist() == [7035, 3015]


def many(**changes: Any) -> dict[str, Any]:
    """10,000 people who live with others and need no hours."""
    return {"baseline": "no_unpaid_support", "alone": "no", "hours": "0", **changes}


def test_equal_objects_that_are_not_the_same_object_are_one_answer() -> None:
    cells = np.array([("al" + "l")[:3] if row % 7 else "".join(["a", "l", "l"]) for row in range(10_000)], dtype=object)
    cells[5], cells[9_999] = None, 1
    batch = score_batch(many(washing=cells), ruleset())
    assert batch.bad_rows.tolist() == [5, 9_999]
    assert set(batch.indicative_budget.compressed().tolist()) == {7035}


def test_objects_that_are_new_late_in_a_column_are_found() -> None:
    cells = np.array(["all"] * 10_000, dtype=object)
    cells[9_000:] = "some"
    batch = score_batch(pd.DataFrame(many(washing=cells)), ruleset())
    assert batch.indicative_budget.tolist() == [7035] * 9_000 + [3015] * 1_000


@pytest.mark.parametrize("twice", [pd.DataFrame([["a", "b"]], columns=["washing", "washing"])])
def test_two_columns_of_one_name_are_told(twice: Any) -> None:
    for frame in (twice, pa.table([["a"], ["b"]], names=["washing", "washing"])):
        with pytest.raises(BatchInvalid) as caught:
            score_batch(frame, ruleset())
        assert [one.code for one in caught.value.problems] == ["RAS713"]


def test_names_that_are_no_texts_go_along_and_can_be_mapped() -> None:
    frame = pd.DataFrame(people()).rename(columns={"washing": 1, "id": 0})
    batch = score_batch(frame, ruleset(), columns={1: "washing"})
    assert batch.indicative_budget.tolist() == PENCE
    assert list(batch.to_frame().columns[:2]) == [0, "outcome"]
    assert batch.to_arrow().schema.names[0] == "0"


def test_columns_of_several_levels_are_told_as_missing() -> None:
    frame = pd.DataFrame(people())
    frame.columns = pd.MultiIndex.from_product([["answers"], frame.columns])
    with pytest.raises(BatchInvalid) as caught:
        score_batch(frame, ruleset())
    assert {one.code for one in caught.value.problems} == {"RAS701"}


DAYS = [
    ["2026-05-01"] * 4,
    [date(2026, 5, 1)] * 4,
    [datetime(2026, 5, 1)] * 4,
    [datetime(2026, 5, 1, 23, 30, tzinfo=UTC)] * 4,
    np.array(["2026-05-01"] * 4, dtype="datetime64[ns]"),
    pd.Series(pd.to_datetime(["2026-05-01 23:30"] * 4).tz_localize("Europe/London")),
    pa.array([datetime(2026, 5, 1)] * 4, type=pa.timestamp("ns")),
    pa.array([datetime(2026, 5, 1, 22, 30)] * 4, type=pa.timestamp("us", "Europe/London")),
    pl.Series([datetime(2026, 5, 1)] * 4),
    pa.array([date(2026, 5, 1)] * 4, type=pa.date64()),
]


@pytest.mark.parametrize("days", DAYS, ids=lambda days: type(days).__name__)
def test_a_day_is_the_day_as_it_is_written_in_its_own_zone(days: Any) -> None:
    batch = score_batch(people(assessed_on=days), ruleset())
    assert batch.indicative_budget.tolist() == PENCE
    assert [batch.assessment(row).assessed_on for row in range(4)] == [date(2026, 5, 1)] * 4
    framed = score_batch(pd.DataFrame(people(assessed_on=pd.Series(days))), ruleset())
    assert framed.assessment(3).assessed_on == date(2026, 5, 1)


def test_a_day_that_is_none_is_told() -> None:
    assert codes(people(assessed_on=["2026-05-01", "1.5.2026", None, 20260501])) == [[], ["RAS620"], [], ["RAS620"]]


def test_a_code_outside_its_dictionary_is_told() -> None:
    from ras_engine.score.many import Distinct

    washing = Distinct(("all",), np.array([0, 0, 1, 0], dtype=np.uint8))
    with pytest.raises(BatchInvalid) as caught:
        score_batch(people(washing=washing), ruleset())
    assert [one.code for one in caught.value.problems] == ["RAS740"]
