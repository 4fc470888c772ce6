"""What a scored caseload brings by itself: carer amounts, contingency, evidence, domains, levels answered, and edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ras_engine.equity.exact_laws import areas_of, lacks_evidence
from ras_engine.equity.people import Source, numbers
from ras_engine.equity.uncertainty import Floats
from ras_engine.plan.domain_shares import OTHER
from ras_engine.score.many import BudgetBatch

NAMED = {
    "carer_neutral": "carer_neutral_amount",
    "carer_adjustment": "carer_adjustment",
    "contingency": "contingency",
    "lacks_evidence": "lacks_evidence",
}


def extras_of(source: Source) -> dict[str, Any]:
    """The further columns that a caseload has under their own names, or that a scored one can be asked for."""
    found = {extra: source.column(name) for extra, name in NAMED.items() if source.has(name)}
    if source.batch is not None and areas_of(source.batch):
        found["lacks_evidence"] = lacks_evidence(source.batch).astype(np.float64)
    return found


def domain_money(batch: BudgetBatch) -> dict[str, Floats]:
    """The carer-neutral amount by domain, `(n,)` pence as floats: for shares of sums, where a part of a penny does not matter.

    A line that prices a sum of points is shared out in proportion to the points that each domain put in, as for one person.
    """
    plan = batch.ruleset.plan
    slots = {step.slot: step.name for step in plan.steps}
    found: dict[str, Floats] = {}
    for line in plan.lines:
        pence = numbers(batch.lines[line.id])
        parts = {}
        if line.domain is None and all(slot in slots for _, slot in line.domain_parts):
            parts = {domain: _step(batch, slots[slot]) for domain, slot in line.domain_parts}
        total = np.sum(list(parts.values()), axis=0) if parts else np.zeros(len(pence))
        shared = total > 0
        for domain, part in parts.items():
            share = np.divide(part, total, out=np.zeros(len(pence)), where=shared)
            found[domain] = found.get(domain, np.zeros(len(pence))) + pence * share
        whole = line.domain or OTHER
        found[whole] = found.get(whole, np.zeros(len(pence))) + np.where(shared, 0.0, pence)
    return {domain: np.nan_to_num(pence) for domain, pence in found.items() if np.nansum(pence)}


def _step(batch: BudgetBatch, name: str) -> Floats:
    values, scale = batch.step(name)
    return np.asarray(values / scale, dtype=np.float64)


def question_levels(source: Source, questions: Sequence[str] | Mapping[str, Any]) -> dict[str, Floats]:
    """The place of the level that each person answered, by question; NaN where there is none, or it changes from day to day."""
    if isinstance(questions, Mapping):
        return {name: numbers(source.column(column)) for name, column in questions.items()}
    if source.batch is None:
        return {name: numbers(source.column(name)) for name in questions}
    asked = {one.id: one for one in source.batch.ruleset.document.questions}
    found = {}
    for name in questions:
        column = source.column(name)
        levels = [level.id for level in getattr(asked.get(name), "levels", None) or ()]
        table = [levels.index(value) if isinstance(value, str) and value in levels else np.nan for value in column.values]
        found[name] = np.array(table, dtype=np.float64)[column.places]
    return found


def edges_of(batch: BudgetBatch) -> dict[str, dict[str, float]]:
    """The edges of the ruleset's own bands, by the measure that they are cut from."""
    found: dict[str, dict[str, float]] = {}
    for measure in batch.ruleset.document.measures or ():
        of, rows = getattr(measure, "of", None), getattr(measure, "bands", None)
        if isinstance(of, str) and rows and f"measure.{of}" in batch.ruleset.plan.step_named:
            found[f"measure.{of}"] = {str(row.id): float(row.from_) for row in rows[1:]}
    return found
