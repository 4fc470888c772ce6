"""SQL Server's rules for the types of expressions, as far as our queries use them: what it would make of whole numbers.

A literal past 32 bits is a decimal there, two 32-bit numbers make one of 32 bits, and a comparison is no value. No server is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

BIT32, BIT64, DECIMAL, TEXT, NOTHING = "int", "bigint", "decimal", "text", "null"
ORDER = (NOTHING, BIT32, BIT64, DECIMAL)
CASTS = {"BIGINT": BIT64, "INT": BIT32, "NVARCHAR": TEXT, "TEXT": TEXT}
FUNCTIONS = ("CHAR", "REPLACE", "TRANSLATE")
"""Functions of texts, all of SQL Server 2017. Others have classes of their own in the parser."""
SUMS = exp.Add | exp.Sub | exp.Mul | exp.Div | exp.Mod
DEEP = exp.Case | exp.Coalesce | exp.Nullif
"""What SQL Server makes CASEs of, and nests ten deep at most."""


@dataclass(slots=True)
class Types:
    """The types of one step's expressions. `columns` are those of the step before; a column of the table is text."""

    columns: Mapping[str, str]
    wrong: list[str] = field(default_factory=list)

    def told(self, what: str, one: exp.Expr) -> None:
        self.wrong.append(f"{what}: {one.sql('tsql')[:200]}")

    def of(self, one: exp.Expr) -> str:
        """The type of a value."""
        match one:
            case exp.Paren() | exp.Neg() | exp.Collate():
                return self.of(one.this)
            case exp.Literal():
                return TEXT if one.is_string else BIT32 if one.name.isdigit() and int(one.name) < 2**31 else DECIMAL
            case exp.Null():
                return NOTHING
            case exp.Column():
                return TEXT if one.table == "person" else self.columns[one.name]
            case exp.Cast():
                self.of(one.this)
                return CASTS[one.to.this.name]
            case exp.StrPosition() | exp.Length():
                self.text(one.this)
                return BIT64
            case exp.Substring() | exp.Nullif():
                return self.text(one.this)
            case exp.Coalesce():
                return self.widest([one.this, *one.expressions], one)
            case exp.Case():
                return self.case(one)
            case exp.Subquery():
                rows = one.find(exp.Values)
                assert rows is not None
                return self.widest([cell for row in rows.expressions for cell in row.expressions], one)
            case exp.Add() | exp.Sub() | exp.Mul() | exp.Div() | exp.Mod():
                return self.sum(one)
            case exp.Func() if one.sql_name() in FUNCTIONS or one.name.upper() in FUNCTIONS or isinstance(one, exp.Chr):
                return TEXT
            case _:
                pass
        raise AssertionError(f"SQL Server has no such value: {type(one).__name__} {one.sql('tsql')[:200]}")

    def text(self, one: exp.Expr) -> str:
        if self.of(one) != TEXT:
            self.told("no text", one)
        return TEXT

    def widest(self, values: list[exp.Expr], where: exp.Expr) -> str:
        kinds = {self.of(one) for one in values} - {NOTHING}
        if TEXT in kinds and len(kinds) > 1:
            self.told("texts and numbers", where)
        return TEXT if TEXT in kinds else max(kinds, key=ORDER.index, default=NOTHING)

    def sum(self, one: SUMS) -> str:
        kinds = (self.of(one.this), self.of(one.expression))
        if isinstance(one, exp.Add) and kinds == (TEXT, TEXT):
            return TEXT
        if not {BIT64} <= {*kinds} <= {BIT32, BIT64} or (isinstance(one, exp.Div | exp.Mod) and kinds[0] != BIT64):
            self.told(f"{kinds[0]} with {kinds[1]}", one)
        return BIT64

    def case(self, one: exp.Case) -> str:
        for branch in one.args["ifs"]:
            if one.this is None:
                self.condition(branch.this)
            else:
                self.widest([one.this, branch.this], one)
        values = [branch.args["true"] for branch in one.args["ifs"]]
        otherwise = one.args.get("default")
        return self.widest([*values, *([otherwise] if otherwise is not None else [])], one)

    def condition(self, one: exp.Expr) -> None:
        """A condition; SQL Server takes none as a value, and no value as one."""
        match one:
            case exp.And() | exp.Or():
                self.condition(one.this)
                self.condition(one.expression)
            case exp.Paren() | exp.Not():
                self.condition(one.this)
            case exp.Is():
                self.of(one.this)
            case exp.In():
                self.widest([one.this, *one.expressions], one)
            case exp.EQ() | exp.NEQ() | exp.GT() | exp.GTE() | exp.LT() | exp.LTE():
                self.widest([one.this, one.expression], one)
            case _:
                raise AssertionError(f"SQL Server has no such condition: {type(one).__name__} {one.sql('tsql')[:200]}")


def depth(one: exp.Expr) -> int:
    """How deep CASEs, and what becomes of them, stand inside one another."""
    return max(
        (
            sum(isinstance(each, DEEP) for each in _with_what_is_above(found))
            for found in one.find_all(exp.Case, exp.Coalesce, exp.Nullif)
        ),
        default=0,
    )


def _with_what_is_above(one: exp.Expr) -> Iterator[exp.Expr]:
    above: exp.Expr | None = one
    while above is not None:
        yield above
        above = above.parent


def read_query(tree: exp.Expr) -> tuple[dict[str, str], list[str]]:
    """The type of each column of the result, and what is wrong anywhere in the query, step by step."""
    columns: dict[str, str] = {}
    wrong: list[str] = []
    for step in [*(one.this for one in tree.find_all(exp.CTE)), tree]:
        types = Types(columns, wrong)
        kept = columns if step is not tree and any(one.is_star for one in step.expressions) else {}
        made = {
            one.alias_or_name: types.of(one.this if isinstance(one, exp.Alias) else one)
            for one in step.expressions
            if not one.is_star
        }
        columns = {**kept, **made}
    return columns, wrong
