"""A cell of any type is scored or marked, exactly as the row would be on its own; no cell stops a caseload."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ras_engine import AssessmentInvalid
from ras_engine.score.many import BudgetBatch, score_batch
from tests.equivalence.columns import columns
from tests.laws.made import cases, ruleset

CELLS = [
    *(True, False, 0, 1, 1.0, "0", "none", "", None, b"x", "\ud800", 10**5000, Decimal("sNaN"), Decimal("1e999999999")),
    *(float("nan"), pd.NA, pd.NaT, pd.Timestamp("2026-05-01"), date(2026, 5, 1), np.bool_(True), np.int64(0), np.str_("none")),
    *([1], (1, 2), ("a", "b"), {1}, {"none": "3", "all": 4}, {"none": True}, {"a": {"b": [1]}}, np.array([1, 2]), object()),
]
COLUMNS = [
    *("baseline", "assessed_on", "client_group", "deployment", "washing", "carer_support"),
    *("carer.personal_care", "carer.personal_care.able", "carer.adult", "not_the_rulesets"),
]


def caseload(**changes: Any) -> dict[str, Any]:
    """The people of the worked examples."""
    always = ["baseline", *(question.id for question in ruleset().document.questions)]
    return {**columns(list(cases().values()), always), **changes}


def alone(batch: BudgetBatch, row: int) -> str:
    """What becomes of a row on its own."""
    try:
        return batch.explain(row).outcome
    except AssessmentInvalid:
        return "problem"


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: type(cell).__name__)
def test_a_cell_of_any_type_is_told_what_it_would_be_told_alone(column: str, cell: Any) -> None:
    batch = score_batch(caseload(**{column: [cell] * len(cases())}), ruleset())
    outcomes = [("amount", "referral", "problem")[status] for status in batch.status]
    assert outcomes == [alone(batch, row) for row in range(len(batch))]
    assert all(batch.problems(row) for row in batch.bad_rows)


@pytest.mark.parametrize(
    "column", [5, date(2026, 5, 1), None, iter("ab"), np.zeros((10, 2)), pd.Series(["some"] * 10, dtype="string")]
)
def test_a_column_of_any_type_is_told_what_its_rows_would_be_told_alone(column: Any) -> None:
    batch = score_batch(caseload(washing=column), ruleset())
    assert [("amount", "referral", "problem")[status] for status in batch.status] == [
        alone(batch, row) for row in range(len(batch))
    ]


def test_two_batches_are_compared_by_identity_and_a_batch_is_pickled() -> None:
    one, other = score_batch(caseload(), ruleset()), score_batch(caseload(), ruleset())
    assert one != other
    assert len({one, other}) == 2
    assert (pickle.loads(pickle.dumps(one)).indicative_budget == one.indicative_budget).all()
