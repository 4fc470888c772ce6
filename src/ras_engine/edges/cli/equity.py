"""`ras-engine equity`: is the same need met with the same money, group by group, on a caseload file?"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ras_engine.edges.cli.codes import Exit, reporting
from ras_engine.edges.cli.constants import SetOption, constants, with_constants
from ras_engine.edges.cli.equity_asked import Asked, margin_of, names_in, override_of, price, reasons_in
from ras_engine.edges.cli.load import caseload_at, ruleset_at
from ras_engine.edges.cli.options import Format, KnownOption, OnOption, RulesetOption, day
from ras_engine.edges.cli.screen import progress
from ras_engine.edges.cli.written import missing, refuse_out, write_out
from ras_engine.edges.report.equity import EquityReport, report
from ras_engine.edges.report.equity.build import TITLE
from ras_engine.equity import Verdict
from ras_engine.equity import equity as check
from ras_engine.score.many import score_batch

NEEDED = {"scipy": "equity", "statsmodels": "equity", "jinja2": "report"}


class ReportFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"


def equity(
    caseload: Annotated[
        Path, typer.Argument(metavar="CASELOAD.csv", help="One row a person; .csv or .csv.gz.", show_default=False)
    ],
    ruleset: RulesetOption,
    groups: Annotated[
        str, typer.Option("--groups", "-g", metavar="COLUMNS", help="The columns that make groups, with commas between them.")
    ] = "client_group",
    need: Annotated[
        str | None,
        typer.Option(
            "--need",
            metavar="COLUMN",
            help="A measure of need that the ruleset did not make; without it, bands are made of --cost. A measure of the "
            "ruleset (measure.points) can be named, but then biased scoring cannot be tested.",
        ),
    ] = None,
    cost: Annotated[
        str | None,
        typer.Option("--cost", metavar="COLUMN", help="The agreed cost of each plan, in pounds for the ruleset's period (245.00)."),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option("--reference", metavar="GROUP", help="The group that others are compared with.", show_default="everyone else"),
    ] = None,
    margin: Annotated[
        list[str] | None,
        typer.Option(
            "--margin",
            metavar="NAME=VALUE",
            help="How large a gap the council still calls equal: money=5.00, share=3%, index=0.02, log_odds=0.3; and "
            "why=..., decided_on=... Without one, nothing can be shown to be equitable.",
        ),
    ] = None,
    control: Annotated[
        str | None, typer.Option("--control", metavar="COLUMNS", help="Columns within whose levels people are compared.")
    ] = None,
    caring_hours: Annotated[
        str | None, typer.Option("--caring-hours", metavar="COLUMN", help="Hours of unpaid care a week that each person gets.")
    ] = None,
    price_of_care: Annotated[
        str | None, typer.Option("--price-of-care", metavar="POUNDS", help="What an hour of that care would cost, such as 18.50.")
    ] = None,
    questions: Annotated[
        str | None, typer.Option("--questions", metavar="NAMES", help="Questions to test for recording one group's need lower.")
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="RULESET", help="Another ruleset: what would change for the same people under it."),
    ] = None,
    bands: Annotated[int, typer.Option("--bands", min=1, max=20, help="How many bands of need, of equal numbers of people.")] = 5,
    draws: Annotated[int, typer.Option("--draws", min=100, max=100_000, help="Bootstrap draws.")] = 2_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same intervals.")] = 0,
    small_numbers_by: Annotated[
        str | None, typer.Option("--small-numbers-by", metavar="NAME", help="Show small numbers; who decided it is printed.")
    ] = None,
    small_numbers_because: Annotated[
        str | None, typer.Option("--small-numbers-because", metavar="TEXT", help="Why small numbers are shown; it is printed.")
    ] = None,
    reasons: Annotated[
        Path | None,
        typer.Option(
            "--reasons", metavar="REASONS.json", help="The council's reasons, by the keys that the report gives its gaps."
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="The title of the report.")] = TITLE,
    settings: SetOption = None,
    on: OnOption = None,
    known_on: KnownOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the report to a file; one that is there is replaced.")
    ] = None,
    form: Annotated[ReportFormat, typer.Option("--format", "-f", help="How it is written; html is a page that stands alone.")] = (
        ReportFormat.TEXT
    ),
) -> None:
    """Test whether the same need is met with the same money.

    The caseload is scored, and its budgets are compared with an independent measure of need or of cost, group by group and at the
    high-need end first. Small numbers are withheld. Exit code 1: at least one disparity is shown. 0: every gap is shown to lie
    within the margin. 5: neither.
    """
    problems_as = Format.JSON if form is ReportFormat.JSON else Format.TEXT
    asked = Asked(
        names_in(groups),
        names_in(control),
        need,
        cost,
        caring_hours,
        price(price_of_care),
        names_in(questions),
        tuple(against or ()),
    )
    given: dict[str, Any] = {
        "reference": reference, "margin": margin_of(margin), "bands": bands, "n_boot": draws, "random_state": seed,
        "override": override_of(small_numbers_by, small_numbers_because),
    }  # fmt: skip
    why = reasons_in(reasons)
    refuse_out(out)
    rows = constants(settings)
    try:
        with reporting(problems_as), progress("Scoring and testing the caseload") as bar:
            task = bar.add_task("", total=3)
            rules, people = ruleset_at(ruleset, day(on), day(known_on)), with_constants(caseload_at(caseload), rows)
            batch = score_batch(people, rules)
            bar.advance(task)
            frame = check(batch, **asked.columns(batch, people), also=asked.also(people, rules), **given)
            bar.advance(task)
            made = report(frame, ruleset=rules, title=title, reasons=why)
            _write(made, form, out)
    except ModuleNotFoundError as error:
        raise missing(error, NEEDED) from None
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from None
    raise typer.Exit(exit_code(made))


def exit_code(made: EquityReport) -> Exit:
    """1 with a disparity; 0 where every gap is shown to lie within the margin; else 5: never a pass for want of data."""
    if made.frame.count(Verdict.DISPARITY):
        return Exit.FINDINGS
    every = made.frame.findings and made.frame.count(Verdict.EQUITABLE) == len(made.frame.findings)
    return Exit.GOOD if every else Exit.NOT_SHOWN


def _write(made: EquityReport, form: ReportFormat, out: Path | None) -> None:
    from ras_engine.edges.cli.equity_screen import show_report

    write: dict[ReportFormat, Callable[[], str] | Callable[[], None]] = {
        ReportFormat.TEXT: lambda: show_report(made),
        ReportFormat.HTML: made.as_html,
        ReportFormat.MARKDOWN: made.as_markdown,
        ReportFormat.JSON: made.as_json,
    }
    write_out(write[form], out, " ".join(made.opening[:2]))
