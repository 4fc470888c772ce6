"""Every kind of frame gives the budgets of the same columns handed over plainly, and comes back as what it was."""

from __future__ import annotations

import pickle
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from ras_engine import BatchInvalid, BudgetBatch, BudgetFrame, explain, score_batch
from tests.unit.edges.people import example, made_up
from tests.unit.frames.small import PENCE, people, ruleset


class OnlyArrow:
    """A frame of a library that nobody knows, which offers itself as Arrow does."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


class OnlyArray:
    """The same, in one piece."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __arrow_c_array__(self, requested_schema: object | None = None) -> object:
        return self.table.to_batches()[0].__arrow_c_array__(requested_schema)


def coded(table: Any) -> Any:
    return pa.table({name: table[name].dictionary_encode() for name in table.schema.names})


def chunked(table: Any) -> Any:
    return pa.concat_tables([coded(table.slice(start, 97)) for start in range(0, len(table), 97)])


@cache
def frames() -> dict[str, Any]:
    columns = dict(made_up())
    table, pandas, polars = pa.table(columns), pd.DataFrame(columns), pl.DataFrame(columns)
    levels = {name: pl.Enum(sorted(set(cells))) for name, cells in columns.items()}
    return {
        "lists": columns,
        "arrays of objects": {name: np.array(cells, dtype=object) for name, cells in columns.items()},
        "arrays of text": {name: np.array(cells) for name, cells in columns.items()},
        "series of polars": {name: polars[name] for name in polars.columns},
        "series of pandas": {name: pandas[name] for name in pandas.columns},
        "arrays of arrow": {name: table[name] for name in table.schema.names},
        "pandas": pandas,
        "pandas objects": pandas.astype(object),
        "pandas categories": pandas.astype("category"),
        "pandas arrow": pandas.astype(pd.ArrowDtype(pa.string())),
        "pandas python text": pandas.astype(pd.StringDtype("python")),
        "pandas by id": pandas.set_index("id"),
        "polars": polars,
        "polars lazy": polars.lazy(),
        "polars categories": polars.cast(pl.Categorical),
        "polars enums": polars.with_columns(pl.col(name).cast(kind) for name, kind in levels.items()),
        "arrow": table,
        "arrow dictionaries": coded(table),
        "arrow chunks": chunked(table),
        "arrow large": table.cast(pa.schema([(name, pa.large_string()) for name in table.schema.names])),
        "arrow views": table.cast(pa.schema([(name, pa.string_view()) for name in table.schema.names])),
        "record batch": table.to_batches()[0],
        "duckdb": duckdb.from_arrow(table),
        "narwhals": nw.from_native(polars),
        "narwhals lazy": nw.from_native(polars.lazy()),
        "narwhals over pandas": nw.from_native(pandas),
        "only a stream": OnlyArrow(chunked(table)),
        "only an array": OnlyArray(table),
    }


KINDS = list(frames())


@cache
def scored() -> BudgetFrame:
    return score_batch(dict(made_up()), example())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_budgets_of_the_plain_columns(kind: str) -> None:
    frame = frames()[kind]
    plain, batch = scored(), score_batch(frame, example())
    assert batch.status.tolist() == plain.status.tolist()
    assert batch.planning_amount.tolist() == plain.planning_amount.tolist()
    assert [batch.problems(row) for row in batch.bad_rows] == [plain.problems(row) for row in plain.bad_rows]
    table = batch.to_arrow()
    assert table.column("id").to_pylist() == made_up()["id"]
    assert table.select(table.schema.names[-50:]) == plain.to_arrow().select(table.schema.names[-50:])


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_comes_back_as_what_it_was(kind: str) -> None:
    frame = frames()[kind]
    back = score_batch(frame, example()).to_frame()
    expected = dict if isinstance(frame, dict) else pa.Table if kind == "only a stream" else type(frame)
    assert isinstance(back, pa.RecordBatch if kind == "only an array" else expected)


def test_a_record_batch_of_the_result_is_one_batch() -> None:
    batch = score_batch(frames()["record batch"], example()).to_frame()
    assert batch.num_rows == len(made_up()["id"])
    assert batch.schema.names[0] == "id"


@pytest.mark.parametrize("index", [pd.Index(["a", "b", "a", "b"], name="team"), pd.RangeIndex(5, 9)])
def test_pandas_keeps_its_index_and_its_order(index: Any) -> None:
    frame = pd.DataFrame(people(), index=index)
    back = score_batch(frame, ruleset()).to_frame()
    assert back.index.equals(index)
    assert back.index.name == index.name
    assert list(back.columns[:2]) == ["id", "outcome"]
    assert back["id"].tolist() == ["007", "008", "NA", "010"]


def test_an_index_of_several_levels_comes_first_in_arrow() -> None:
    frame = pd.DataFrame(people(), index=pd.MultiIndex.from_tuples([("n", 1), ("n", 2), ("s", 1), ("s", 2)], names=["area", None]))
    batch = score_batch(frame, ruleset())
    assert batch.to_frame().index.equals(frame.index)
    assert batch.to_arrow().schema.names[:4] == ["area", "level_1", "id", "outcome"]
    assert batch.indicative_budget.tolist() == PENCE


def test_amounts_are_exact_in_every_library() -> None:
    for frame in (pd.DataFrame(people()), pl.DataFrame(people()), pa.table(people()), people()):
        batch = score_batch(frame, ruleset())
        pounds, pence = batch.to_frame(), batch.to_frame(money="pence")
        amounts = list(pounds["indicative_budget"])
        plain = [one.as_py() if isinstance(one, pa.Scalar) else one for one in amounts]
        assert plain == [Decimal(one) / 100 for one in PENCE]
        assert all(isinstance(one, Decimal) for one in plain)
        assert [int(str(one)) for one in pence["indicative_budget_pence"]] == PENCE


def test_a_result_is_read_by_any_library_that_reads_arrow() -> None:
    batch = score_batch(pd.DataFrame(people()), ruleset())
    assert pa.table(batch).num_rows == 4
    assert pl.from_arrow(pa.table(batch)).equals(batch.to_polars())
    sums: Any = duckdb.sql("select sum(indicative_budget) from batch")
    assert sums.fetchall() == [(Decimal("195.98"),)]
    assert batch.to_pandas()["id"].tolist() == ["007", "008", "NA", "010"]


def test_a_scored_frame_is_a_batch_with_everything_that_a_batch_has() -> None:
    batch = score_batch(pl.DataFrame(people(washing=["all", "?", "none", "all"])), ruleset())
    assert isinstance(batch, BudgetBatch)
    assert batch.counts == {"amount": 3, "referral": 0, "problem": 1}
    assert [one.code for one in batch.problems(1)] == ["RAS602"]
    assert "£90.45" in explain(batch.explain(0)).as_text()
    again = pickle.loads(pickle.dumps(batch))
    assert isinstance(again, BudgetFrame)
    assert again.to_frame().equals(batch.to_frame())


def test_what_goes_along_can_be_chosen() -> None:
    frame = pl.DataFrame(people(team=["a"] * 4))
    assert score_batch(frame, ruleset(), keep=["team"]).to_frame().columns[:2] == ["team", "outcome"]
    assert score_batch(frame, ruleset(), keep=[]).to_frame().columns[0] == "outcome"
    with pytest.raises(BatchInvalid) as caught:
        score_batch(frame, ruleset(), keep=["teem"])
    told = [(one.code, one.remedy) for one in caught.value.problems]
    assert told == [("RAS767", 'Did you mean "team"? Name columns as the caseload has them.')]


def test_a_carried_column_with_a_name_of_ours_is_kept_under_another() -> None:
    for frame in (pl.DataFrame(people(outcome=["x"] * 4)), pd.DataFrame(people(outcome=["x"] * 4)), people(outcome=["x"] * 4)):
        back = score_batch(frame, ruleset()).to_frame()
        assert list(back["given.outcome"]) == ["x"] * 4
        assert list(back["outcome"]) == ["amount"] * 4


@pytest.mark.parametrize("thing", [None, 5, "people.csv", object(), [1, 2]])
def test_what_is_no_frame_is_told(thing: Any) -> None:
    with pytest.raises(BatchInvalid) as caught:
        score_batch(thing, ruleset())
    assert [one.code for one in caught.value.problems] == ["RAS741"]
