"""The sheet: named columns, each worked out from others, laid out as a chain of steps.

A column stands in the first step in which all that it reads is there, so a query has as few steps as the longest way from an answer
to an amount. Each step is a common table expression that keeps the columns before it and adds its own.
"""

from __future__ import annotations

from sqlglot import exp

from ras_engine.edges.sql.dialects import Dialect
from ras_engine.edges.sql.expressions import Expression, column

PERSON = "person"
"""What a row of the table is called in the first step."""
CUT = "~"
"""Between a name that was too long and the number that keeps it apart from all others."""


def of_table(name: str) -> Expression:
    """A column of the table itself. Only columns of the first step may read one."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True), table=exp.to_identifier(PERSON))


class Sheet:
    """The columns of one query, in the order in which they were put there."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.steps: list[list[Expression]] = []
        self._depths: dict[str, int] = {}
        self._names: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._depths)

    def put(self, name: str, value: Expression, comment: str = "") -> str:
        """A new column; gives its name back. What it reads must have been put before it, or be a column of the table."""
        depth = 1 + max((-1 if one.table else self._depths[one.name] for one in value.find_all(exp.Column)), default=-1)
        inner = self._names[name] = fitting(self.dialect, name, len(self))
        self._depths[inner] = depth
        while len(self.steps) <= depth:
            self.steps.append([])
        made = exp.Alias(this=value, alias=exp.Identifier(this=inner, quoted=True))
        if comment:
            made.add_comments([f" {comment}"])
        self.steps[depth].append(made)
        return name

    def read(self, name: str) -> Expression:
        """A column that was put here."""
        return column(self._names[name])

    def query(self, table: Expression, final: list[Expression]) -> exp.Select:
        """The whole query: the steps one after the other, and a last one that gives the columns of the result."""
        last = exp.select(*final, copy=False).from_(f"step_{len(self.steps)}", copy=False)
        before = exp.alias_(table, PERSON, table=True)
        for place, made in enumerate(self.steps, start=1):
            kept: list[Expression] = (
                [exp.Column(this=exp.Star(), table=exp.to_identifier(f"step_{place - 1}"))] if place > 1 else []
            )
            select = exp.select(*kept, *made, copy=False).from_(before, copy=False)
            fence = True if self.dialect.materialized else None
            last = last.with_(f"step_{place}", as_=self.dialect.fenced(select), materialized=fence, copy=False)
            before = exp.to_table(f"step_{place}")
        return last


def fitting(dialect: Dialect, name: str, number: int) -> str:
    """The name as it is, or cut to what the database can hold, with a number that keeps it apart from others."""
    if not dialect.longest_name or len(name) <= dialect.longest_name:
        return name
    end = f"{CUT}{number}"
    return name[: dialect.longest_name - len(end)] + end
