"""`ras-engine export sql`: a ruleset as a query, for the database in which the caseload lies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ras_engine.edges.cli.codes import EPILOG, reporting
from ras_engine.edges.cli.load import caseload_at, ruleset_at
from ras_engine.edges.cli.options import Format, FormatOption, KnownOption, OnOption, day
from ras_engine.edges.cli.screen import say, show, show_json
from ras_engine.edges.files.whole import written_whole
from ras_engine.edges.frames.needs import MissingExtra
from ras_engine.edges.sql import query, table_definition
from ras_engine.ruleset import Ruleset

export = typer.Typer(
    help="Write a ruleset in another form.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
)


class Dialect(StrEnum):
    """Whose query it is."""

    TSQL = "tsql"
    POSTGRES = "postgres"
    SPARK = "spark"
    DUCKDB = "duckdb"


@export.callback()
def options() -> None:
    """Write a ruleset in another form."""


@export.command("sql", epilog=EPILOG)
def sql(
    ruleset: Annotated[Path, typer.Argument(metavar="RULESET", help="A ruleset file, or the folder of a rulebook (see --on).")],
    dialect: Annotated[Dialect, typer.Option("--dialect", "-d", help="The database: tsql is Microsoft SQL Server and Fabric.")],
    table: Annotated[str, typer.Option("--table", metavar="TABLE", help="The table with the caseload.")] = "caseload",
    ids: Annotated[
        list[str] | None,
        typer.Option("--id", metavar="COLUMN", help="A column to carry along, first in the result; may be given more than once."),
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option("--like", metavar="CASELOAD", help="A caseload file with the columns of the table; else it has every one."),
    ] = None,
    create_table: Annotated[
        bool, typer.Option("--create-table", help="Write the statement that makes the table, and not the query.")
    ] = False,
    pounds: Annotated[bool, typer.Option("--pounds", help="Amounts as decimals of pounds, and not in whole pence.")] = False,
    steps: Annotated[bool, typer.Option("--steps", help="Every step of the working too, as whole numbers at their scale.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE.sql", help="The file to write; otherwise stdout.")
    ] = None,
    on: OnOption = None,
    known_on: KnownOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Write a ruleset as one query over a table of assessments.

    The query gives what the command batch gives, row by row and to the penny, in the database's whole numbers. Rows with problems
    are marked, never left out and never nought. What a database cannot be told is refused by name.
    """
    named = tuple(ids or ("id",))
    with reporting(form):
        rules = ruleset_at(ruleset, day(on), day(known_on))
        columns = None if like is None else tuple(name for name in caseload_at(like) if name not in named)
        text = _written(rules, dialect, table, named, columns, create_table, pounds=pounds, steps=steps)
    if out:
        with written_whole(out) as file:
            file.write(text)
        say(f"{out}: written for {dialect}, from {rules}.")
    if form is Format.JSON:
        show_json({"out": str(out) if out else None, "ruleset": rules.digest, "sql": text})
    elif not out:
        show(text)


def _written(
    rules: Ruleset,
    dialect: Dialect,
    table: str,
    ids: tuple[str, ...],
    columns: tuple[str, ...] | None,
    create_table: bool,
    *,
    pounds: bool,
    steps: bool,
) -> str:
    """The text; a usage error where sqlglot is missing or the table has no name."""
    try:
        if create_table:
            return table_definition(rules, dialect, table=table, id=ids, columns=columns)
        return query(rules, dialect, table=table, id=ids, columns=columns, pounds=pounds, steps=steps)
    except (MissingExtra, ValueError) as error:
        raise typer.BadParameter(str(error)) from None
