"""Scores a caseload: columns of answers in, columns of whole pence out, exactly as one person at a time would be scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ras_engine.assessment import FACTS
from ras_engine.errors import BatchInvalid, Location, Problem, did_you_mean, problem
from ras_engine.plan.plan import Plan
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import CARER, DEPLOYMENT
from ras_engine.score.many.batch import BudgetBatch, batch_of
from ras_engine.score.many.coder import Coder
from ras_engine.score.many.columns import Distinct, distinct, is_single


def score_batch(caseload: Mapping[str, Any], ruleset: Ruleset) -> BudgetBatch:
    """The budgets of a caseload.

    `caseload` maps column names to sequences of n raw answers (lists, arrays), or to one text that stands for every row:
    `baseline`, `client_group`, `deployment`, each question's id, `carer_support` with `carer.<area>` and its facts;
    `docs/assessments.md` lists them. Other columns are carried along unread. Bad rows are marked in the result; bad columns raise
    BatchInvalid.
    """
    rows = rows_of(caseload)
    problems = list(column_problems(ruleset.plan, caseload))
    if problems:
        raise BatchInvalid(problems)
    used = columns_read(ruleset.plan)
    columns: dict[str, Distinct] = {name: distinct(column, rows) for name, column in caseload.items() if name in used}
    damaged = [name for name, column in columns.items() if not column.is_sound]
    if damaged:
        raise BatchInvalid(
            problem("RAS740", Location(path=name), column=name, values=len(columns[name].values)) for name in damaged
        )
    return batch_of(ruleset, columns, Coder(ruleset.plan, columns, rows).run())


def rows_of(caseload: Mapping[str, Any]) -> int:
    """How many rows the columns have. Raises BatchInvalid (RAS702) where they differ."""
    lengths = {name: len(column) for name, column in caseload.items() if not is_single(column)}
    lengths |= {name: len(column.places) for name, column in caseload.items() if isinstance(column, Distinct)}
    if len(set(lengths.values())) > 1:
        usual = max(set(lengths.values()), key=list(lengths.values()).count)
        raise BatchInvalid(
            problem("RAS702", Location(path=name), column=name, length=length, usual=usual)
            for name, length in lengths.items()
            if length != usual
        )
    return next(iter(lengths.values()), 0)


def columns_read(plan: Plan) -> set[str]:
    """Every column that scoring may read."""
    names = {"assessed_on", "baseline", "carer_support", *(ask.column for ask in plan.asks)}
    areas = [ask.column for ask in plan.asks if ask.column.startswith(CARER)]
    return names | {f"{area}.{fact}" for area in (*areas, CARER.removesuffix(".")) for fact in FACTS}


def column_problems(plan: Plan, caseload: Mapping[str, Any]) -> list[Problem]:
    """Columns that are missing, and columns that look like the ruleset's but are not."""
    used = columns_read(plan)
    strange = [name for name in map(str, caseload) if name not in used]
    needed = ["baseline", *(ask.column for ask in plan.asks if "." not in ask.column)]
    if plan.columns_of["area"]:
        needed.append("carer_support")
    missing = [
        problem("RAS701", Location(path=name), column=name, nearest=did_you_mean(name, strange) if strange else "")
        for name in needed
        if name not in caseload
    ]
    slips = [
        problem("RAS703", Location(path=name), column=name, nearest=did_you_mean(name, used))
        for name in strange
        if name.startswith((CARER, DEPLOYMENT))
    ]
    return missing + slips


__all__ = ["BudgetBatch", "Distinct", "column_problems", "columns_read", "distinct", "rows_of", "score_batch"]
