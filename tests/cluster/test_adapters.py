"""DuckDB, Polars, Dask and Ray: the same budgets, in the frame of the one who asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import dask.dataframe
import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster

from ras_engine import BatchInvalid
from ras_engine.edges.dask import score_frame, write_files
from ras_engine.edges.duckdb import score_relation, score_table
from ras_engine.edges.polars import score_lazy
from tests.cluster.people import PEOPLE, budgets, example, parquet, people, same

KEPT = ("id",)
dask_frame: Any = dask.dataframe.from_pandas  # Dask ships no types
AMOUNTS = ["id", "outcome", "indicative_budget"]


def arrow(relation: duckdb.DuckDBPyRelation) -> pa.Table:
    return pa.RecordBatchReader.from_stream(relation).read_all()


def test_a_duckdb_relation_becomes_a_relation_of_budgets() -> None:
    connection = duckdb.connect()
    connection.register("people", people())
    reader = score_relation(connection.sql("select * from people"), example(), keep=KEPT)
    assert same(reader.read_all())
    stream = score_relation(connection.sql("select * from people where client_group is not null"), example(), keep=KEPT)
    found = connection.cursor().sql("select outcome, count(*) as people from stream group by outcome").fetchall()
    assert stream.schema.names[0] == "id"
    assert dict(found) == {one["values"]: one["counts"] for one in budgets()["outcome"].value_counts().to_pylist()}


def test_a_duckdb_table_of_budgets_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    connection = duckdb.connect(str(tmp_path / "council.duckdb"))
    connection.sql(f"create table people as select * from read_parquet('{parquet(tmp_path)}/*.parquet')")
    found = score_table(connection, connection.table("people"), example(), "budgets", keep=KEPT)
    assert same(arrow(found.select(*(duckdb.ColumnExpression(name) for name in AMOUNTS))), budgets().select(AMOUNTS))
    with pytest.raises(BatchInvalid):
        score_table(connection, connection.sql("select id from people"), example(), "others", keep=KEPT)
    assert connection.sql("show tables").fetchall() == [("budgets",), ("people",)]


@pytest.mark.parametrize("kind", [polars.String, polars.Categorical])
def test_a_polars_lazy_frame_stays_lazy_and_becomes_budgets(kind: Any, tmp_path: Path) -> None:
    whole = cast(polars.DataFrame, polars.from_arrow(people()))
    texts = [name for name in whole.columns if name != "id"]
    frame = whole.lazy().with_columns(polars.col(texts).cast(kind))
    lazy = score_lazy(frame, example(), keep=KEPT)
    assert isinstance(lazy, polars.LazyFrame)
    assert lazy.collect_schema()["indicative_budget"] == polars.Decimal(19, 2)
    assert same(lazy.collect().to_arrow())
    assert same(lazy.collect(engine="streaming").to_arrow())
    lazy.sink_parquet(tmp_path / "budgets.parquet")
    assert same(pq.read_table(tmp_path / "budgets.parquet"))
    assert lazy.filter(polars.col("outcome") == "problem").select("id").collect().height == len(
        budgets().filter(pa.compute.equal(budgets()["outcome"], "problem"))
    )


@pytest.mark.parametrize("types", [None, pandas.ArrowDtype])
def test_a_dask_frame_becomes_budgets_under_its_own_index(types: Any) -> None:
    frame = people().to_pandas(types_mapper=types)
    frame.index = pandas.Index(range(1_000, 1_000 + PEOPLE), name="row")
    found = score_frame(dask_frame(frame, npartitions=3), example(), keep=KEPT)
    computed = found.compute(scheduler="sync")
    assert computed.index.equals(frame.index)
    assert computed.dtypes.equals(found.dtypes)
    assert same(pa.Table.from_pandas(computed, preserve_index=False))


@pytest.fixture
def two_processes() -> Iterator[Any]:
    local_cluster, connected = cast(Any, LocalCluster), cast(Any, Client)
    asked = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "host": "127.0.0.1"}
    pages = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}  # on any port: others may test here too
    with local_cluster(**asked, **pages) as workers, connected(workers) as client:
        yield client


def test_dask_workers_read_and_write_for_themselves(two_processes: Any, tmp_path: Path) -> None:
    done = write_files(parquet(tmp_path), tmp_path / "budgets", example(), keep=KEPT, rows=200)
    assert [part.rows for part in done] == [200, 200, 100] * 2
    assert same(pq.read_table(tmp_path / "budgets"))
    assert write_files(tmp_path / "caseload", tmp_path / "budgets", example(), keep=KEPT, rows=200) == done
    assert len(two_processes.scheduler_info()["workers"]) == 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning:ray")  # of settings of its own, which it reads at import
def test_ray_workers_give_the_same_budgets(tmp_path: Path) -> None:
    ray = pytest.importorskip("ray", reason='ray is not among the tools for development, as it is large: pip install "ray[data]"')
    from ras_engine.edges.ray import score_dataset
    from ras_engine.edges.ray import write_files as write_with_ray

    ray.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1")
    try:
        write_with_ray(parquet(tmp_path), tmp_path / "budgets", example(), keep=KEPT, rows=200)
        blocks = [ray.get(block) for block in score_dataset(ray.data.from_arrow(people()), example(), keep=KEPT).to_arrow_refs()]
    finally:
        ray.shutdown()
    assert same(pq.read_table(tmp_path / "budgets"))
    assert same(pa.concat_tables(blocks))


def test_an_eager_frame_and_one_column_to_keep_are_taken_as_they_are() -> None:
    frame = cast(polars.DataFrame, polars.from_arrow(people()))
    assert score_lazy(frame, example(), keep="id").collect().columns[:2] == ["id", "outcome"]


def test_columns_that_do_not_fit_are_told_before_any_work() -> None:
    frame = people().drop_columns(["washing"])
    connection = duckdb.connect()
    connection.register("people", frame)
    pandas_frame = dask_frame(frame.to_pandas(), npartitions=2)
    for score in (
        lambda: score_relation(connection.sql("select * from people"), example()),
        lambda: score_lazy(cast(polars.DataFrame, polars.from_arrow(frame)).lazy(), example()),
        lambda: score_frame(pandas_frame, example()),
    ):
        with pytest.raises(BatchInvalid) as error:
            score()
        assert [(problem.code, problem.where.path) for problem in error.value.problems] == [("RAS701", "washing")]
