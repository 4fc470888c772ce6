"""A scored caseload as HTML: how many with which outcome, totals, a picture of the budgets by client group, the first problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ras_engine.edges.files.score_file import FileScored
from ras_engine.edges.notebook.histogram import Histograms, Whole, histograms
from ras_engine.edges.notebook.words import FEWEST, ORDER, OUTCOMES, PERIODS
from ras_engine.edges.report.templating import rendered
from ras_engine.edges.summary import Spread, Summary, summary_of
from ras_engine.exact import Money
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import BudgetBatch
from ras_engine.score.many.told import told

MOST_KINDS = 8


def whole_caseload(batch: BudgetBatch) -> str:
    """A caseload in memory."""
    places, problems = told(batch)
    summary = summary_of(batch, {row: problems[places[row]] for row in batch.bad_rows.tolist()})
    return _page(batch.ruleset, summary, histograms(_groups(batch, summary), PERIODS[batch.ruleset.plan.per], _sign(batch.ruleset)))


def caseload_file(scored: FileScored) -> str:
    """A caseload that went from file to file; it has the figures, and no picture, as nobody is in memory any more."""
    return _page(scored.ruleset, scored.summary, None, scored.first_lines, str(scored.target))


def _sign(ruleset: Ruleset) -> str:
    """What stands before an amount, such as a pound sign."""
    return str(Money(0, ruleset.plan.currency)).removesuffix("0.00")


def _groups(batch: BudgetBatch, summary: Summary) -> list[tuple[str, str, Whole]]:
    """Each group with its number of people and its middle amount; everybody, where the ruleset has no groups."""
    budgets, there = batch.indicative_budget, batch.status == 0
    if not summary.groups:
        return [("Everybody", f"{summary.counts['amount']:,} people", budgets[there].compressed())]
    column = batch.columns["client_group"]
    found = []
    for group in summary.groups:
        rows = there & column.mask([value == group.name for value in column.values])
        half = Money(group.all.half, batch.ruleset.plan.currency)
        found.append((group.title, f"{group.all.people:,} people, half at most {half}", np.asarray(budgets[rows].compressed())))
    return found


def _page(
    ruleset: Ruleset,
    summary: Summary,
    picture: Histograms | None,
    lines: Mapping[int, int] | None = None,
    target: str = "",
) -> str:
    money = [Money(pence, ruleset.plan.currency) for pence in summary.totals.values()]
    yearly = ruleset.plan.per != "year"
    totals = [
        (_plural(ORDER[name]), str(one), str(ruleset.for_period(one, "year")) if yearly else "", name)
        for name, one in zip(summary.totals, money, strict=True)
        if one.pence or name in ("indicative_budget", "planning_amount")
    ]
    return rendered(
        __package__ or "",
        "caseload.html.jinja",
        ruleset=str(ruleset),
        target=target,
        people=f"{summary.people:,}",
        counted=f"{summary.counts['amount']:,}",
        outcomes=[(f"{summary.counts[name]:,}", words, name) for name, words in OUTCOMES.items()],
        raised=[(name, f"{count:,}") for name, count in {**summary.referrals, **summary.limits}.items() if count],
        per=PERIODS.get(ruleset.plan.per, ruleset.plan.per),
        yearly=yearly,
        totals=totals,
        picture=picture,
        key=f"budgets-{ruleset.digest[:12]}-{summary.people}",
        groups=[
            (one.title, f"{one.all.people:,}" if not 0 < one.all.people < FEWEST else f"under {FEWEST}", _amounts(one.all, ruleset))
            for one in summary.groups
        ],
        problems=_problems(summary, lines),
        more=max(len(summary.problems) - MOST_KINDS, 0),
    )


def _plural(words: str) -> str:
    return words if not words.endswith(("budget", "amount")) else f"{words}s"


def _amounts(spread: Spread, ruleset: Ruleset) -> Sequence[str]:
    """The cuts and the mean; nothing of a group so small that they would tell about single people."""
    amounts = (spread.tenth, spread.half, spread.nine_tenths, spread.mean)
    return [str(Money(pence, ruleset.plan.currency)) if spread.people >= FEWEST else "–" for pence in amounts]


def _problems(summary: Summary, lines: Mapping[int, int] | None) -> list[dict[str, Any]]:
    """The kinds of problems, the most frequent first, each with one row to begin with."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "rows": f"{one.rows:,}",
            "example": one.example,
            "first": f"line {lines[one.first_row]}" if lines else f"row {one.first_row:,}",
        }
        for one in summary.problems[:MOST_KINDS]
    ]
