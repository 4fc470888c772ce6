"""The table that a query reads: its name as a tree, and the statement that makes it, every column a text."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp
from sqlglot.errors import SqlglotError

from ras_engine.edges.sql.columns import columns_read
from ras_engine.edges.sql.dialects import Dialect
from ras_engine.edges.sql.limits import cannot_be_said
from ras_engine.errors import RulesetInvalid
from ras_engine.ruleset import Ruleset


def table_named(name: str, dialect: Dialect) -> exp.Table:
    """The table of a name such as `dbo.caseload`; one that is no name as it stands is quoted whole. Raises ValueError for none."""
    try:
        return exp.to_table(name, dialect=dialect.name)
    except SqlglotError as error:
        raise ValueError(f"{name[:60]!r} is not the name of a table") from error


def write_table(ruleset: Ruleset, dialect: Dialect, table: str, ids: Sequence[str], has: Sequence[str] | None) -> str:
    """`CREATE TABLE` for the columns that the query reads. Raises as the query does."""
    columns = tuple(dict.fromkeys((*ids, *columns_read(ruleset, has))))
    problems = [*cannot_be_said(ruleset, dialect, columns)]
    if problems:
        raise RulesetInvalid(problems)
    made: list[exp.Expr] = [
        exp.ColumnDef(this=exp.Identifier(this=name, quoted=True), kind=exp.DataType.build(dialect.cell, dialect=dialect.name))
        for name in columns
    ]
    create = exp.Create(this=exp.Schema(this=table_named(table, dialect), expressions=made), kind="TABLE")
    return f"{create.sql(dialect=dialect.name, pretty=True)};\n"
