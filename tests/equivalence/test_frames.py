"""Random rulesets and people: whatever kind of frame a caseload comes in, each row is what that person would be alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import given, note, settings
from hypothesis import strategies as st

from ras_engine import Assessment, AssessmentInvalid, BudgetFrame, score, score_batch
from ras_engine.score.many.batch import STATUSES
from ras_engine.testing import assessment_data, compiled, rulesets
from tests.equivalence.columns import columns
from tests.profiles import CASES

PEOPLE = 4


def alone(works_out: Callable[[], Any]) -> tuple[str, int | None]:
    """What becomes of one person."""
    try:
        result = works_out()
    except AssessmentInvalid:
        return "problem", None
    return result.outcome, result.planning_amount.pence if result.outcome == "amount" else None


def made(batch: BudgetFrame) -> Any:
    """What the engine adds, without what goes along."""
    table = batch.to_arrow()
    return table.select(table.schema.names[table.schema.names.index("outcome") :])


def in_frames(caseload: dict[str, list[str]], spare: str) -> dict[str, Any]:
    """The caseload in frames of several kinds, with entries in dictionaries that nobody uses."""
    table, pandas, polars = pa.table(caseload), pd.DataFrame(caseload), pl.DataFrame(caseload)
    enums = {name: pl.Enum(list(dict.fromkeys([spare, *reversed(cells)]))) for name, cells in caseload.items()}
    categories = {name: pd.CategoricalDtype([spare, *sorted(set(cells) - {spare})]) for name, cells in caseload.items()}
    halves = [table.slice(0, 2), table.slice(2)]
    coded = [pa.table({name: half[name].dictionary_encode() for name in half.schema.names}) for half in halves]
    return {
        "mapping": caseload,
        "pandas": pandas,
        "pandas objects": pandas.astype(object),
        "pandas categories": pandas.astype(categories),
        "polars enums": polars.with_columns(pl.col(name).cast(kind) for name, kind in enums.items()),
        "arrow": table,
        "arrow chunks": pa.concat_tables(coded),
    }


@settings(max_examples=CASES // 8)
@given(st.data())
def test_a_caseload_in_any_frame_is_its_people_one_by_one(data: st.DataObject) -> None:
    written = data.draw(rulesets(), label="ruleset")
    ruleset = compiled(written)
    people = [data.draw(assessment_data(ruleset.document), label="assessment") for _ in range(PEOPLE)]
    always = ["baseline", *(question.id for question in ruleset.document.questions)]
    caseload = columns(people, always)
    spoilt, cell = data.draw(st.sampled_from(sorted(caseload))), data.draw(st.sampled_from(["", "None", "no", "7"]))
    caseload[spoilt][0] = cell
    note(json.dumps([written, caseload]))
    plain = score_batch(caseload, ruleset)
    told = [(STATUSES[status], amount) for status, amount in zip(plain.status, plain.planning_amount.tolist(), strict=True)]
    assert told == [alone(lambda row=row: plain.explain(row)) for row in range(PEOPLE)]  # type: ignore[misc]
    assert told[1:] == [alone(lambda one=one: score(ruleset, Assessment.from_dict(one))) for one in people[1:]]  # type: ignore[misc]
    for kind, frame in in_frames(caseload, "nobody").items():
        assert made(score_batch(frame, ruleset)) == made(plain), kind
