"""Scoring a DuckDB relation: a relation of answers in, a relation of budgets out, as a stream of Arrow batches between the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from ras_engine.edges.arrow.options import Options, scorer_for
from ras_engine.edges.frames.needs import needed
from ras_engine.ruleset import Ruleset

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation


def score_relation(
    relation: DuckDBPyRelation, ruleset: Ruleset, *, keep: Sequence[str] = (), **options: Unpack[Options]
) -> pa.RecordBatchReader:
    """The budgets of a relation as a stream: nothing is read before it is asked for, and never more than a stretch is in memory.

    DuckDB reads the stream, once, where its name stands for a table: `connection.cursor().sql("select ... from budgets")`, on a
    cursor of its own, as a connection gives one result at a time. The options are those of `ras_engine.edges.arrow.scorer`. Raises
    BatchInvalid where the relation's columns do not fit.
    """
    needed("duckdb", "Scoring a DuckDB relation", "duckdb")
    pa = needed("pyarrow", "Scoring a DuckDB relation", "duckdb")
    reader = pa.RecordBatchReader.from_stream(relation)
    return scorer_for(reader.schema, ruleset, keep, **options).reader(reader)


def score_table(
    connection: DuckDBPyConnection,
    relation: DuckDBPyRelation,
    ruleset: Ruleset,
    table: str,
    *,
    keep: Sequence[str] = (),
    **options: Unpack[Options],
) -> DuckDBPyRelation:
    """Score a relation of a connection into a new table of its database: it is there whole, or not at all.

    Returns the table as a relation. Raises BatchInvalid where the relation's columns do not fit, and what DuckDB raises where there
    is such a table already.
    """
    budgets = score_relation(relation, ruleset, keep=keep, **options)
    connection.cursor().from_arrow(budgets).create(table)  # a cursor, as the connection is busy giving the answers
    return connection.table(table)
