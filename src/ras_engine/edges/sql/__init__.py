"""A ruleset as a query: for SQL Server, PostgreSQL, Spark or DuckDB, equal to the penny to the engine. Needs the extra `sql`."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.edges.frames.needs import needed
from ras_engine.ruleset import Ruleset

DIALECT_NAMES = ("tsql", "postgres", "spark", "duckdb")


def query(
    ruleset: Ruleset,
    dialect: str,
    *,
    table: str = "caseload",
    id: str | Sequence[str] = "id",
    columns: Sequence[str] | None = None,
    pounds: bool = False,
    steps: bool = False,
) -> str:
    """The text of one query that scores every row of `table` as `score_batch` would.

    `dialect` is "tsql", "postgres", "spark" or "duckdb". `id` names the columns that are carried along, first in the result.
    `columns` are the columns of the table; without them it is taken to have every column that `docs/assessments.md` lists. Amounts
    are whole pence (bigint), or decimals of pounds with `pounds`; `steps` adds each step of the working, an integer at its scale.

    Raises RulesetInvalid with what the database cannot be told (RAS78x), BatchInvalid where a column is missing (RAS701) or looks
    like the ruleset's own (RAS703), ValueError for another dialect or no table's name, and MissingExtra without sqlglot.
    """
    needed("sqlglot", "A query", extra="sql")
    from ras_engine.edges.sql.dialects import dialect_named
    from ras_engine.edges.sql.write import write_query

    return write_query(ruleset, dialect_named(dialect), table, _several(id), columns, pounds=pounds, steps=steps)


def table_definition(
    ruleset: Ruleset,
    dialect: str,
    *,
    table: str = "caseload",
    id: str | Sequence[str] = "id",
    columns: Sequence[str] | None = None,
) -> str:
    """The statement that makes an empty table for the query of the same arguments: every column a text. Raises as `query` does."""
    needed("sqlglot", "A query", extra="sql")
    from ras_engine.edges.sql.dialects import dialect_named
    from ras_engine.edges.sql.tables import write_table

    return write_table(ruleset, dialect_named(dialect), table, _several(id), columns)


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


__all__ = ["DIALECT_NAMES", "query", "table_definition"]
