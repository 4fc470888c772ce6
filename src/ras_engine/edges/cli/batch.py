"""`ras-engine batch`: a caseload file in, a file of budgets out; every row is there, and bad ones say why."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from ras_engine.edges.cli.caseload import place, show_counts, show_problems, show_raised, show_totals, summary_as_data
from ras_engine.edges.cli.codes import Exit, reporting
from ras_engine.edges.cli.constants import SetOption, constants, with_constants
from ras_engine.edges.cli.load import caseload_at, ruleset_at
from ras_engine.edges.cli.options import Format, FormatOption, KnownOption, OnOption, RulesetOption, day
from ras_engine.edges.cli.screen import err, progress, say, show_json
from ras_engine.edges.files import Caseload, write_budgets
from ras_engine.edges.files.budgets import RowProblems, problems_by_row
from ras_engine.edges.summary import summary_of
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import BudgetBatch, score_batch


@dataclass(frozen=True, slots=True)
class Scored:
    """A caseload with its budgets."""

    ruleset: Ruleset
    caseload: Caseload
    batch: BudgetBatch
    problems: RowProblems


def batch(
    caseload: Annotated[
        Path, typer.Argument(metavar="CASELOAD.csv", help="One row a person; .csv or .csv.gz.", show_default=False)
    ],
    ruleset: RulesetOption,
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="BUDGETS.csv", help="The file to write; one that is there is replaced.", show_default=False
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
    form: FormatOption = Format.TEXT,
) -> None:
    """Work out the budgets of a caseload file.

    The output has a row for every row of the caseload, in the same order. Rows that cannot be scored are marked with their
    problem codes, and the exit code is 1. The output file is written whole or not at all. A summary goes to stderr (with
    --format json to stdout).
    """
    _refuse_out(out, caseload)
    constant = constants(settings)
    with reporting(form):
        scored = _scored(caseload, constant, ruleset_at(ruleset, day(on), day(known_on)), out, guard=not keep_formulas)
    _tell(scored, out, form)
    raise typer.Exit(Exit.FINDINGS if scored.problems else Exit.GOOD)


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


def _scored(path: Path, constant: dict[str, str], ruleset: Ruleset, out: Path, *, guard: bool) -> Scored:
    """Read, score, write: the three parts that take time."""
    with progress("Reading the caseload") as bar:
        task = bar.add_task("", total=4)
        caseload = with_constants(caseload_at(path), constant)
        bar.advance(task)
        batch = score_batch(caseload, ruleset)
        bar.advance(task)
        problems = problems_by_row(batch)
        bar.advance(task)
        write_budgets(out, caseload, batch, problems=problems, guard_formulas=guard)
        bar.advance(task)
    return Scored(ruleset, caseload, batch, problems)


def _tell(scored: Scored, out: Path, form: Format) -> None:
    summary = summary_of(scored.batch, scored.problems)
    if form is Format.JSON:
        told: dict[str, Any] = {"out": str(out), "repeated_ids": len(scored.caseload.repeated_ids())}
        show_json(told | summary_as_data(summary, scored.caseload, scored.ruleset))
        return
    console = err()
    say(f"{out}: {summary.people:,} rows, worked out with {scored.ruleset}")
    say("")
    show_counts(console, summary)
    show_raised(console, summary, scored.ruleset)
    say("")
    show_totals(console, summary, scored.ruleset)
    if summary.problems:
        say("")
        show_problems(console, summary, scored.caseload)
        say("Each row that was not scored says why, in the columns problem_codes and problems.")
    _tell_repeated(scored.caseload)


def _tell_repeated(caseload: Caseload) -> None:
    """The same id twice may be one person counted twice. It is told, not decided: a file may have its reasons."""
    repeated = caseload.repeated_ids()
    if repeated:
        first = min(repeated.values())
        ids = "1 id stands" if len(repeated) == 1 else f"{len(repeated):,} ids stand"
        places = " and ".join(place(caseload, row) for row in first[:2])
        say("")
        say(f"{ids} in more than one row, first on {places}. Every row was scored; look whether somebody is counted twice.")
