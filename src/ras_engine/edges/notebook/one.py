"""One person's result as HTML: the money in its order, the lines, and whether people must look."""

from __future__ import annotations

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.edges.notebook.words import ORDER, PERIODS
from ras_engine.edges.report.templating import rendered


def one_person(result: IndicativeBudget | OutOfModel) -> str:
    """The result, without the person's answers: notebooks are sent around."""
    amounts = isinstance(result, IndicativeBudget)
    order = [(words, str(getattr(result, name)), name) for name, words in ORDER.items()] if amounts else []
    return rendered(
        __package__ or "",
        "one.html.jinja",
        ruleset=str(result.ruleset),
        per=PERIODS[result.ruleset.plan.per],
        budget=str(result.indicative_budget) if amounts else "",
        order=order,
        lines=[(line.id, str(line.carer_neutral_amount), str(line.after_carers)) for line in result.lines]
        if isinstance(result, IndicativeBudget)
        else [],
        referrals=[one.id for one in result.referrals],
    )
