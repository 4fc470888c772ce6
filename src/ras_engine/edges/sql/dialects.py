"""What differs between databases, in one place: how they divide whole numbers, fence off a step of the working, and name things."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ras_engine.edges.sql.expressions import Expression, literal, tight

TSQL, POSTGRES, SPARK, DUCKDB = "tsql", "postgres", "spark", "duckdb"
EVERY_ROW = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Dialect:
    """A database. `text` is its type for texts, `cell` that of a column of answers.

    `longest_name` is in characters (all of ours are ASCII), `most_columns` in one step of a query; 0: no limit. `materialized`
    where the fence of a step is the word for it.
    """

    name: str
    title: str
    text: str
    cell: str
    collation: str = ""
    longest_name: int = 0
    most_columns: int = 0
    materialized: bool = False

    def divided(self, value: Expression, divisor: int) -> Expression:
        """`value // divisor`. Only ever asked for where `value` is not negative, so that rounding down and towards 0 are one."""
        if self.name in (SPARK, DUCKDB):
            return exp.IntDiv(this=tight(value, exp.IntDiv), expression=literal(divisor))
        # Of two bigints `/` is whole here. `typed` says so: sqlglot would else cast to a float first.
        return exp.Div(this=tight(value, exp.Div), expression=literal(divisor), typed=True, safe=False)

    def as_text(self, value: Expression) -> Expression:
        """The value as text that is compared letter by letter: `All` is not `all`."""
        cast = exp.Cast(this=value, to=exp.DataType.build(self.text, dialect=self.name))
        if not self.collation:
            return cast
        return exp.Collate(this=cast, expression=exp.Identifier(this=self.collation, quoted=self.name == POSTGRES))

    def extreme(self, function: str, values: list[Expression]) -> Expression:
        """`GREATEST` or `LEAST` of values that are never null. SQL Server knows these since 2022 only, and `MAX` of rows always."""
        if self.name != TSQL:
            return exp.Anonymous(this=function, expressions=values)
        rows = exp.Values(
            expressions=[exp.Tuple(expressions=[value]) for value in values],
            alias=exp.TableAlias(this=exp.to_identifier("of_these"), columns=[exp.to_identifier("one")]),
        )
        of = exp.Max if function == "GREATEST" else exp.Min
        return exp.Subquery(this=exp.select(of(this=exp.column("one", table="of_these")), copy=False).from_(rows, copy=False))

    def fenced(self, select: exp.Select) -> exp.Select:
        """The step as one that a planner does not melt into the next: each use of a column would then repeat its whole working."""
        if self.name == POSTGRES:
            return select.offset(0, copy=False)
        return select.limit(EVERY_ROW, copy=False) if self.name == TSQL else select


BINARY = "Latin1_General_100_BIN2"
DIALECTS = {
    TSQL: Dialect(TSQL, "SQL Server", "NVARCHAR(MAX)", "NVARCHAR(400)", BINARY, longest_name=128, most_columns=4096),
    POSTGRES: Dialect(POSTGRES, "PostgreSQL", "TEXT", "TEXT", "C", longest_name=63, most_columns=1600),
    SPARK: Dialect(SPARK, "Spark", "STRING", "STRING"),
    DUCKDB: Dialect(DUCKDB, "DuckDB", "TEXT", "TEXT", materialized=True),
}


def dialect_named(name: str) -> Dialect:
    """The database of a name. Raises ValueError for another."""
    if name not in DIALECTS:
        raise ValueError(f"dialect {name!r}: there are {', '.join(DIALECTS)}")
    return DIALECTS[name]
