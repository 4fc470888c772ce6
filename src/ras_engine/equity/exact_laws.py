"""E7: the laws of carers on a scored caseload, exactly, in whole pence: how many people break each. Nought is the only good answer.

P2: scored again with nobody offering care, the carer-neutral amount is the same. P3: an adjustment is never positive and never
larger than the carer-neutral amount. P4: where no support counts (nobody offers any, or no carer is recorded as able and willing)
the adjustment is nought. There is no interval: these are counts over this caseload, not estimates. For every possible person they
are proved by the audit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ras_engine.score.admit import CARER
from ras_engine.score.many import BudgetBatch, score_batch
from ras_engine.score.many.columns import distinct, is_given


@dataclass(frozen=True, slots=True)
class ExactLaw:
    """One law on one caseload: how many people were looked at, and how many break it."""

    law: str
    says: str
    people: int
    broken: int


def without_carers(batch: BudgetBatch) -> BudgetBatch:
    """The same people, scored again with no unpaid carer."""
    rows = len(batch)
    columns = {name: column for name, column in batch.columns.items() if not name.startswith(CARER)}
    columns["carer_support"] = distinct("no_carer", rows)
    return score_batch({**columns, "baseline": batch.columns["baseline"]}, batch.ruleset)


def exact_laws(batch: BudgetBatch) -> tuple[ExactLaw, ...]:
    """P2, P3 and P4 on every row that has an amount."""
    good = batch.status == 0
    people = int(np.count_nonzero(good))
    neutral, adjustment = batch.carer_neutral_amount, batch.carer_adjustment
    alone = without_carers(batch)
    moved = good & (np.ma.getdata(neutral) != np.ma.getdata(alone.carer_neutral_amount))
    wrong = good & ((np.ma.getdata(adjustment) > 0) | (-np.ma.getdata(adjustment) > np.ma.getdata(neutral)))
    nobody = good & ~_some_support(batch)
    paid = nobody & (np.ma.getdata(adjustment) != 0)
    return (
        ExactLaw("P2", "The carer-neutral amount does not see the carer.", people, int(np.count_nonzero(moved))),
        ExactLaw("P3", "A carer adjustment never adds, and never takes more than there is.", people, int(np.count_nonzero(wrong))),
        ExactLaw("P4", "Without support there is no adjustment.", int(np.count_nonzero(nobody)), int(np.count_nonzero(paid))),
    )


def _some_support(batch: BudgetBatch) -> np.ndarray:
    """The rows where support is stated in some area by a carer who may count."""
    found = np.zeros(len(batch), dtype=bool)
    state = batch.columns.get("carer_support")
    if state is None:
        return found
    for area in areas_of(batch):
        given = batch.columns[area].mask([is_given(value) for value in batch.columns[area].values])
        found |= given & fact(batch, area, "able", "yes") & fact(batch, area, "willing", "yes")
    return found & state.mask([value == "offered" for value in state.values])


def areas_of(batch: BudgetBatch) -> list[str]:
    """The columns that say how much support a carer gives, each an area."""
    return [f"{CARER}{area}" for area in sorted(batch.ruleset.plan.columns_of["area"]) if f"{CARER}{area}" in batch.columns]


def fact(batch: BudgetBatch, area: str, name: str, *wanted: object) -> np.ndarray:
    """The rows where a fact about a carer is one of the values wanted; a fact of its area comes before the general one."""
    column = batch.columns.get(f"{area}.{name}", batch.columns.get(f"{CARER}{name}"))
    if column is None:
        return np.full(len(batch), None in wanted)
    return column.mask([value in wanted or (value is True and "yes" in wanted) for value in column.values])


def lacks_evidence(batch: BudgetBatch) -> np.ndarray:
    """The rows where some stated support has no record of whether its carer is likely to stay able, or willing."""
    found = np.zeros(len(batch), dtype=bool)
    for area in areas_of(batch):
        given = batch.columns[area].mask([is_given(value) for value in batch.columns[area].values])
        for name in ("likely_to_stay_able", "likely_to_stay_willing"):
            found |= given & fact(batch, area, name, None, "")
    return found
