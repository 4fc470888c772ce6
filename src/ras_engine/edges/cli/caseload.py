"""What a caseload comes to, on the screen and as plain data."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from ras_engine.edges.cli.person import PERIODS
from ras_engine.edges.cli.screen import put, table
from ras_engine.edges.files import Caseload
from ras_engine.edges.files.budgets import pounds
from ras_engine.edges.summary import Spread, Summary
from ras_engine.exact import Money
from ras_engine.ruleset import Ruleset

NAMES = {
    "carer_neutral_amount": "As if there were no unpaid carers",
    "carer_adjustment": "What carers are able and willing to do",
    "carer_sustainability": "Support for carers",
    "limit_adjustment": "Limits",
    "rounding": "Rounding",
    "indicative_budget": "Indicative budgets",
    "contingency": "Contingency",
    "planning_amount": "Planning amounts",
}
FEWEST = 10
"""Of a smaller group no amounts are shown: they would tell too much about single people."""

OUTCOMES = {
    "amount": "with an indicative budget",
    "referral": "referred: the ruleset does not fit, people must look",
    "problem": "not scored: the row has problems",
}


def show_counts(console: Console, summary: Summary) -> None:
    """How many people had which outcome, and who must be looked at."""
    counts = table(">", "")
    counts.add_row(f"{summary.people:,}", "people")
    for name, words in OUTCOMES.items():
        counts.add_row(f"{summary.counts[name]:,}", words)
    put(counts, console)


def show_raised(console: Console, summary: Summary, ruleset: Ruleset) -> None:
    """The referrals that were raised and the limits that moved an amount, by the ruleset's own names."""
    withheld = {one.id for one in ruleset.plan.referrals if one.withheld}
    raised = table(">people", "referrals and limits")
    for name, number in summary.referrals.items():
        if number:
            raised.add_row(f"{number:,}", f"{name}{' (no amount is shown)' if name in withheld else ''}")
    for name, number in summary.limits.items():
        if number:
            raised.add_row(f"{number:,}", f"{name.replace('_', ' ')} reached")
    if raised.row_count:
        console.file.write("\n")
        put(raised, console)


def show_totals(console: Console, summary: Summary, ruleset: Ruleset) -> None:
    """The totals in the order of the money, for the ruleset's period and for a year of its own length."""
    per = ruleset.plan.per
    totals = table("Totals", f">a {PERIODS.get(per, per)}", *([] if per == "year" else [">a year"]))
    for name, pence in summary.totals.items():
        money = Money(pence, ruleset.plan.currency)
        if pence or name in ("indicative_budget", "planning_amount"):
            totals.add_row(NAMES[name], str(money), *([] if per == "year" else [str(ruleset.for_period(money, "year"))]))
    put(totals, console)


def show_groups(console: Console, summary: Summary, ruleset: Ruleset) -> None:
    """Budgets by client group: everybody, and the high-need end on its own."""
    groups = table("", ">\npeople", ">1 in 10\nat most", ">half\nat most", ">9 in 10\nat most", ">\nmean")
    for title, part in (("Everybody", "all"), (f"High needs: {summary.high_need}", "high_need")):
        if part == "high_need":
            groups.add_row()
        groups.add_row(f"{title}:")
        for group in summary.groups:
            spread: Spread = getattr(group, part)
            amounts = (spread.tenth, spread.half, spread.nine_tenths, spread.mean)
            shown = [str(Money(pence, ruleset.plan.currency)) if spread.people >= FEWEST else "-" for pence in amounts]
            groups.add_row(group.title, f"{spread.people:,}", *shown)
    put(groups, console)
    if any(0 < spread.people < FEWEST for group in summary.groups for spread in (group.all, group.high_need)):
        console.file.write(f"Of groups of fewer than {FEWEST} people no amounts are shown.\n")


def show_problems(console: Console, summary: Summary, caseload: Caseload) -> None:
    """What was wrong, by kind, the most frequent first, each with one place to begin."""
    if not summary.problems:
        return
    kinds = table("Problems", ">rows", "what", "first")
    for one in summary.problems:
        kinds.add_row(one.code, f"{one.rows:,}", one.title, place(caseload, one.first_row))
    put(kinds, console)


def place(caseload: Caseload, row: int) -> str:
    """A row as a reader finds it: its line in the file, else its id."""
    if caseload.lines:
        return f"line {caseload.lines[row]}"
    return str(caseload.get("id", [f"row {row + 1}"] * (row + 1))[row])


def summary_as_data(summary: Summary, caseload: Caseload, ruleset: Ruleset) -> dict[str, Any]:
    """The summary as plain data: amounts as decimals in text."""

    def spread(one: Spread) -> dict[str, Any]:
        amounts = ("total", "tenth", "half", "nine_tenths", "mean")
        return {"people": one.people, **{name: pounds(getattr(one, name)) if one.people >= FEWEST else None for name in amounts}}

    return {
        "ruleset": {
            "scheme": ruleset.scheme,
            "effective_from": ruleset.effective_from.isoformat(),
            "revision": ruleset.revision,
            "digest": ruleset.digest,
        },
        "per": ruleset.plan.per,
        "currency": ruleset.plan.currency,
        "people": summary.people,
        "outcomes": dict(summary.counts),
        "totals": {name: pounds(pence) for name, pence in summary.totals.items()},
        "referrals": dict(summary.referrals),
        "limits_reached": dict(summary.limits),
        "high_need": summary.high_need,
        "client_groups": {one.name: {"everybody": spread(one.all), "high_need": spread(one.high_need)} for one in summary.groups},
        "problems": [
            {
                "code": one.code,
                "title": one.title,
                "rows": one.rows,
                "first": caseload.where(one.first_row).line or one.first_row + 1,
                "example": one.example,
            }
            for one in summary.problems
        ],
    }
