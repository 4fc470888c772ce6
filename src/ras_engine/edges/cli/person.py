"""One person's result on the screen."""

from __future__ import annotations

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.edges.cli.screen import heading, out, paragraph, put, show, table
from ras_engine.exact import Money

PERIODS = {"four_weeks": "four weeks"}
NOTE = (
    "An indicative budget is an early estimate for planning. It is not a decision; it can go up or down, and it can be challenged."
)


def show_person(result: IndicativeBudget | OutOfModel) -> None:
    """The money in its order, the lines that are not nothing, and what people do next."""
    title = result.ruleset.document.title
    show(title.in_language() if title else result.ruleset.scheme)
    show(f"Ruleset {result.ruleset}")
    if isinstance(result, IndicativeBudget):
        _money(result)
        _lines(result)
    else:
        show("\nNo indicative budget is shown: this ruleset does not fit this person, and people must look.")
    _next(result)
    show("")
    paragraph(NOTE)


def _money(result: IndicativeBudget) -> None:
    heading(f"Amounts a {PERIODS.get(result.per, result.per)}")
    money = table("", ">")
    rows = [
        ("As if there were no unpaid carer", result.carer_neutral_amount, True),
        ("What carers are able and willing to do changes", result.carer_adjustment, False),
        ("Support for carers", result.carer_sustainability, False),
        (f"Limits ({', '.join(result.limits_reached)})" if result.limits_reached else "Limits", result.limit_adjustment, False),
        ("Rounding", result.rounding, False),
        ("Indicative budget", result.indicative_budget, True),
        ("Contingency, on top" if result.contingency_basis == "on_top" else "Contingency, inside it", result.contingency, False),
        ("Planning amount", result.planning_amount, True),
    ]
    for name, amount, always in rows:
        if always or amount:
            money.add_row(name, str(amount))
    for one in result.separate_amounts:
        if one.amount:
            money.add_row(
                f"Apart from it, {'once' if one.per == 'once' else f'a {PERIODS.get(one.per, one.per)}'}: {_title(result, one.id)}",
                str(one.amount),
            )
    put(money, out())


def _lines(result: IndicativeBudget) -> None:
    heading("What it is made of")
    lines = table("Line", ">Without carers", ">Carers", ">Counts")
    for line in result.lines:
        if line.carer_neutral_amount or line.after_carers:
            lines.add_row(
                _title(result, line.id), str(line.carer_neutral_amount), _change(line.carer_adjustment), str(line.after_carers)
            )
    put(lines, out())


def _change(amount: Money) -> str:
    return str(amount) if amount else "-"


def _title(result: IndicativeBudget, line: str) -> str:
    """The ruleset's own title of a line or separate amount; its id where it has none."""
    document = result.ruleset.document
    for one in (*document.budget_lines, *(document.separate_amounts or ())):
        if one.id == line and one.title:
            return one.title.in_language()
    return line


def _next(result: IndicativeBudget | OutOfModel) -> None:
    rows = table("", "")
    for one in result.referrals:
        rows.add_row("Referral", one.says)
    decisions = result.decisions
    for name in ("sign_off", "monitoring", "review"):
        chosen = getattr(decisions, name)
        if chosen:
            says = next(one.says.in_language() for one in getattr(result.ruleset.document, name) if one.id == chosen)
            due = f" (by {decisions.review_on.isoformat()})" if name == "review" and decisions.review_on else ""
            rows.add_row(name.replace("_", "-").capitalize(), says + due)
    if decisions.pool_eligible is not None:
        rows.add_row("Crisis pool", "may draw on it" if decisions.pool_eligible else "no")
    if rows.row_count:
        heading("What people do next")
        put(rows, out())
