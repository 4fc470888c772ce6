"""The columns of the table that a query reads: what `docs/assessments.md` lists, or those of them that the table has."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.assessment import FACTS
from ras_engine.plan.plan import Plan
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import CARER
from ras_engine.score.many import score_batch

SHARED = CARER.removesuffix(".")


def columns_read(ruleset: Ruleset, has: Sequence[str] | None) -> tuple[str, ...]:
    """The columns that the query reads, in the order of the questionnaire. `has` are the columns of the table.

    Raises BatchInvalid with a problem for each column that the ruleset needs and the table has not, or that looks like the
    ruleset's own and is not.
    """
    plan = ruleset.plan
    if has is None:
        return tuple(_usual(plan))
    score_batch({name: [] for name in has}, ruleset)
    there = set(has)
    return tuple(name for name in _possible(plan) if name in there)


def _statements(plan: Plan) -> list[str]:
    plain = [ask.column for ask in plan.asks if not ask.column.startswith(CARER)]
    return ["baseline", "assessed_on", *plain]


def _areas(plan: Plan) -> list[str]:
    return [ask.column for ask in plan.asks if ask.column.startswith(CARER)]


def _usual(plan: Plan) -> list[str]:
    """Every column, the facts about carers once for all areas."""
    areas = _areas(plan)
    return [*_statements(plan), *(["carer_support", *areas, *(f"{CARER}{fact}" for fact in FACTS)] if areas else [])]


def _possible(plan: Plan) -> list[str]:
    """Every column that a table may have, those for single areas too."""
    areas = _areas(plan)
    return [*_usual(plan), *(f"{area}.{fact}" for area in areas for fact in FACTS)]
