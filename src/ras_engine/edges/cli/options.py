"""The options that several commands share, each with its help in one place."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ras_engine.assessment.values import day_of
from ras_engine.explain.wording import LANGUAGES


class Format(StrEnum):
    """How a result is written."""

    TEXT = "text"
    JSON = "json"


def day(value: str | None) -> date | None:
    """A day written 2026-04-06, as typer hands it over. Raises a usage error for anything else."""
    if value is None:
        return None
    found = day_of(value)
    if found is None:
        raise typer.BadParameter(f'"{value}" is not a day. Write it as 2026-04-06.')
    return found


def language_of(value: str) -> str:
    """A language that a ruleset can be worded in. Raises a usage error for another."""
    if value not in LANGUAGES:
        raise typer.BadParameter(f"--language {value}: the languages are {', '.join(LANGUAGES)}.")
    return value


RulesetOption = Annotated[
    Path,
    typer.Option(
        "--ruleset",
        "-r",
        metavar="RULESET",
        help='A ruleset file, or the folder of a rulebook (see --on). "example-borough" is the example that comes with it.',
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="With a rulebook folder: the day whose ruleset is used, such as 2026-04-06."),
]
KnownOption = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DATE", help="With a rulebook folder: leave out what was published after this day."),
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Of a spreadsheet with several sheets: the one that is the caseload.")
]
IdOption = Annotated[str | None, typer.Option("--id", metavar="ID", help="With a caseload: the id of one person.")]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")]
AssessmentArgument = Annotated[
    Path,
    typer.Argument(
        metavar="ASSESSMENT.json", help="One person, as JSON (- is stdin); or a caseload file, with --id.", show_default=False
    ),
]
LanguageOption = Annotated[str, typer.Option("--language", "-l", metavar="LANGUAGE", help="Language of the wording: en or cy.")]
