"""`ras-engine batch`: a caseload file in, a file of budgets out; every row is there, and bad ones say why."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from ras_engine.edges.cli.caseload import show_counts, show_problems, show_raised, show_totals, summary_as_data
from ras_engine.edges.cli.codes import Exit, reporting
from ras_engine.edges.cli.constants import SetOption, constants, refuse_constants
from ras_engine.edges.cli.load import file_at, opened, ruleset_at
from ras_engine.edges.cli.options import Format, FormatOption, KnownOption, OnOption, RulesetOption, SheetOption, day
from ras_engine.edges.cli.screen import err, progress, say, show_json
from ras_engine.edges.files import Caseload
from ras_engine.edges.files.ids import Repeated
from ras_engine.edges.files.part import PART_ROWS
from ras_engine.edges.files.score_file import FileScored, Terms, scored
from ras_engine.ruleset import Ruleset


def batch(
    caseload: Annotated[
        Path,
        typer.Argument(
            metavar="CASELOAD",
            help="One row a person: .csv, .parquet, .xlsx, .ods or .ndjson; .csv and .ndjson may be packed (.gz, .zst, ...).",
            show_default=False,
        ),
    ],
    ruleset: RulesetOption,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="BUDGETS",
            help="The file to write, of any of these forms; one that is there is replaced.",
            show_default=False,
        ),
    ],
    settings: SetOption = None,
    on: OnOption = None,
    known_on: KnownOption = None,
    keep_formulas: Annotated[
        bool,
        typer.Option(
            "--keep-formulas",
            help="Leave text cells that a spreadsheet would take for formulas as they are, without an apostrophe in front.",
        ),
    ] = False,
    sheet: SheetOption = None,
    chunk_rows: Annotated[
        int, typer.Option("--chunk-rows", metavar="N", min=1, help="About how many people are in memory at once.")
    ] = PART_ROWS,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Begin anew, even where an earlier run of the same kind was stopped half way.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Work out the budgets of a caseload file.

    The output has a row for every row of the caseload, in the same order. Rows that cannot be scored are marked with their
    problem codes, and the exit code is 1. The output file is written whole or not at all. A run that was stopped is gone on with
    where it was stopped. The caseload may be larger than memory. A summary goes to stderr (with --format json to stdout).
    """
    _refuse_out(out, caseload)
    constant = constants(settings)
    with reporting(form):
        rules = ruleset_at(ruleset, day(on), day(known_on))
        terms = Terms(file_at(caseload, "The caseload"), chunk_rows, sheet, constant, not keep_formulas)
        done = _scored(terms, rules, out, resume=not afresh)
    _tell(done, terms.source, form)
    raise typer.Exit(Exit.FINDINGS if done.summary.counts["problem"] else Exit.GOOD)


def _refuse_out(out: Path, caseload: Path) -> None:
    """Usage errors are found before the work, not after it."""
    if out.is_dir():
        raise typer.BadParameter(f"--out {out} is a folder; name a file.")
    if not out.parent.is_dir():
        raise typer.BadParameter(f"--out {out}: there is no folder {out.parent}.")
    if not os.access(out.parent, os.W_OK):
        raise typer.BadParameter(f"--out {out}: the folder {out.parent} cannot be written to.")
    if out.exists() and caseload.exists() and out.samefile(caseload):
        raise typer.BadParameter("--out would replace the caseload itself; name another file.")


def _scored(terms: Terms, ruleset: Ruleset, out: Path, *, resume: bool) -> FileScored:
    """Read, score and write, with a bar that shows how far it is."""
    source = opened(terms.source, terms.sheet)
    try:
        refuse_constants(source.names, terms.constants or {})
        with progress("Scoring the caseload") as bar:
            task = bar.add_task("", total=None)
            return scored(
                source, ruleset, out, terms, resume=resume, progress=lambda at, of: bar.update(task, completed=at, total=of)
            )
    except ModuleNotFoundError as error:
        raise typer.BadParameter(str(error)) from None
    finally:
        source.close()


def _tell(done: FileScored, source: Path, form: Format) -> None:
    places = Caseload({}, str(source), done.first_lines)
    if form is Format.JSON:
        told: dict[str, Any] = {"out": str(done.target), "repeated_ids": done.repeated.ids, "resumed_rows": done.resumed_rows}
        show_json(told | summary_as_data(done.summary, places, done.ruleset))
        return
    console = err()
    if done.resumed_rows:
        say(f"An earlier run had done {done.resumed_rows:,} rows; this one went on after them.")
    say(f"{done.target}: {done.summary.people:,} rows, worked out with {done.ruleset}")
    say("")
    show_counts(console, done.summary)
    show_raised(console, done.summary, done.ruleset)
    say("")
    show_totals(console, done.summary, done.ruleset)
    if done.summary.problems:
        say("")
        show_problems(console, done.summary, places)
        say("Each row that was not scored says why, in the columns problem_codes and problems.")
    _tell_repeated(done.repeated)


def _tell_repeated(repeated: Repeated) -> None:
    """The same id twice may be one person counted twice. It is told, not decided: a file may have its reasons."""
    if repeated.ids:
        ids = "1 id stands" if repeated.ids == 1 else f"{repeated.ids:,} ids stand"
        places = " and ".join(f"line {line}" for line in repeated.lines)
        say("")
        say(f"{ids} in more than one row, first on {places}. Every row was scored; look whether somebody is counted twice.")
