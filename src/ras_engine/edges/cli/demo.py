"""`ras-engine demo`: the whole engine on made-up people, with nothing but what is installed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from ras_engine.edges.caseload import demo_caseload
from ras_engine.edges.cli.caseload import show_counts, show_groups, show_problems, show_raised, show_totals, summary_as_data
from ras_engine.edges.cli.codes import reporting
from ras_engine.edges.cli.load import EXAMPLE
from ras_engine.edges.cli.options import Format, FormatOption
from ras_engine.edges.cli.screen import WIDTH, heading, out, paragraph, progress, put, show, show_json, table
from ras_engine.edges.files import Caseload
from ras_engine.edges.files.budgets import problems_by_row
from ras_engine.edges.files.csv_write import write_caseload
from ras_engine.edges.shipped import shipped
from ras_engine.edges.summary import Summary, summary_of
from ras_engine.explain import Entry, Explanation, explain
from ras_engine.rulebook import load_rulebook
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import BudgetBatch, score_batch

MONEY = ("before_carers", "carers", "carer_sustainability", "limits", "rounding", "contingency", "planning_amount")
"""The sections of an explanation that hold the money, in its order."""

BARS = 12
WIDEST = 46
SYNTHETIC = "These are synthetic people: made up, nobody is real. The council, its prices and its tables are made up too."


def demo(
    people: Annotated[int, typer.Option("--people", "-n", min=100, max=1_000_000, help="How many people to make up.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes up the same people.")] = 1,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="CASELOAD.csv", help="Write the made-up caseload to a file, to try `batch` on.")
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Score made-up people, and show what came out.

    The example council's ruleset is used. It shows the totals, budgets by client group with the high-need end, the problems
    that were found (one row in a hundred is wrong on purpose), and one person's working.
    """
    with reporting(form), progress("Making up people, and scoring them") as bar:
        task = bar.add_task("", total=4)
        ruleset = load_rulebook(shipped(f"rulesets/{EXAMPLE}")).rulesets[-1]
        bar.advance(task)
        caseload = demo_caseload(people, seed, ruleset)
        bar.advance(task)
        batch = score_batch(caseload, ruleset)
        bar.advance(task)
        summary = summary_of(batch, problems_by_row(batch))
    if save:
        write_caseload(save, caseload)
    if form is Format.JSON:
        show_json({"synthetic": True, "seed": seed, **summary_as_data(summary, caseload, ruleset)})
    else:
        _show(ruleset, caseload, batch, summary, seed)


def _show(ruleset: Ruleset, caseload: Caseload, batch: BudgetBatch, summary: Summary, seed: int) -> None:
    document = ruleset.document
    show(document.title.in_language() if document.title else ruleset.scheme)
    show(f"Ruleset {ruleset}; seed {seed}.")
    paragraph(SYNTHETIC)
    heading(f"{summary.people:,} synthetic people")
    show_counts(out(), summary)
    show_raised(out(), summary, ruleset)
    heading("What it comes to")
    show_totals(out(), summary, ruleset)
    heading(f"Indicative budgets by client group, a {ruleset.plan.per}")
    show_groups(out(), summary, ruleset)
    heading(f"How many people have which indicative budget, a {ruleset.plan.per}")
    _histogram(batch)
    heading("Problems found: one row in a hundred is wrong on purpose")
    show_problems(out(), summary, caseload)
    row = someone(batch)
    heading(f"One of them: {caseload['id'][row]}, a made-up person")
    show(_main_working(explain(batch.explain(row))).as_text(min(out().width, WIDTH)).rstrip())
    heading("Next")
    show(f"ras-engine demo --people {caseload.rows} --seed {seed} --save caseload.csv   these people, as a file")
    show(f"ras-engine explain --ruleset {EXAMPLE} caseload.csv --id {caseload['id'][row]}   the whole of it")
    show(f"ras-engine check {shipped(f'rulesets/{EXAMPLE}')}   the rules of the council")


def someone(batch: BudgetBatch) -> int:
    """A person in the middle of those whom a carer's support changes: there the working has the most to show."""
    changed = np.flatnonzero(
        (batch.carer_adjustment.filled(0) < 0) & (batch.carer_sustainability.filled(0) > 0) & (batch.status == 0)
    )
    rows = changed if len(changed) else np.flatnonzero(batch.status == 0)
    in_order = rows[np.argsort(batch.indicative_budget.filled(0)[rows], kind="stable")]
    return int(in_order[len(in_order) // 2])


def _main_working(explanation: Explanation) -> Explanation:
    """The part of an explanation that shows how the money comes about: every line that is not nothing, with its sum."""

    def shown(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(replace(one, text=(), entries=shown(one.entries)) for one in entries if one.amount)

    kept = [
        one for one in explanation.sections if one.id in MONEY and (one.total is None or one.total or one.id == "planning_amount")
    ]
    sections = tuple(replace(one, text=(), entries=shown(one.entries)) for one in kept)
    return replace(explanation, summary=explanation.summary[:2], sections=sections)


def _histogram(batch: BudgetBatch) -> None:
    """Bars of equal width in money, as long as there are people; drawn with what the terminal can show."""
    amounts = batch.indicative_budget.compressed() // 100
    step = next(one for one in (5, 10, 25, 50, 100, 250, 500, 1000, 2500) if one * BARS > int(amounts.max()) or one == 2500)
    counts = np.bincount(amounts // step)
    most = max(int(counts.max()), 1)
    mark = "█" if _can_show("█") else "#"
    rows = table(">", "", ">")
    for place, count in enumerate(counts.tolist()):
        rows.add_row(f"{place * step:,} to {(place + 1) * step - 1:,}", mark * (-(-count * WIDEST // most)), f"{count:,}")
    put(rows, out())


def _can_show(character: str) -> bool:
    try:
        character.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
