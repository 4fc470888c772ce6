"""A caseload is told exactly what each of its people would be told alone, and loses nobody."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from ras_engine import AssessmentInvalid, BatchInvalid, IndicativeBudget, OutOfModel, read_ruleset, score
from ras_engine.score.many import BudgetBatch, score_batch
from ras_engine.score.many.walk import evaluate_columns
from tests.laws.made import cases, ruleset
from tests.unit.plan.made import HEAD

JUNK = [
    "",
    "none",
    "None",
    "NA",
    "N/A",
    "no",
    "yes",
    "007",
    "1e3",
    " some",
    "most",
    "all",
    "3 per day",
    "none=28",
    True,
    1,
    1.0,
    None,
]


def caseload(copies: int = 1) -> dict[str, list[Any]]:
    """The people of the worked examples as columns; offers of support are left out."""
    people = list(cases().values()) * copies
    names = ["baseline", "assessed_on", "client_group", *(ask.column for ask in ruleset().plan.asks if ask.is_question)]
    columns: dict[str, list[Any]] = {name: [] for name in (*names, "deployment", "carer_support")}
    for person in people:
        for name in names:
            columns[name].append(person.get(name) or person["answers"].get(name, ""))
        held = person.get("deployment")
        columns["deployment"].append(held["default"] if isinstance(held, dict) else held)
        support = person["carer_support"]
        columns["carer_support"].append(support if isinstance(support, str) else "not_offered")
    return columns


def alone(batch: BudgetBatch, row: int) -> IndicativeBudget | OutOfModel | list[str]:
    """What a row would be told on its own: a result, or the codes of its problems."""
    try:
        return score(batch.ruleset, batch.assessment(row))
    except AssessmentInvalid as error:
        return [problem.code for problem in error.problems]


@pytest.mark.parametrize("seed", range(12))
def test_with_any_cells_spoilt_each_row_is_told_what_it_would_be_told_alone(seed: int) -> None:
    draw = random.Random(seed)
    columns = caseload(3)
    for _ in range(40):
        name = draw.choice(sorted(columns))
        columns[name][draw.randrange(len(columns[name]))] = draw.choice(JUNK)
    batch = score_batch(columns, ruleset())
    for row in range(len(batch)):
        result = alone(batch, row)
        if isinstance(result, list):
            assert batch.status[row] == 2
            assert [problem.code for problem in batch.problems(row)] == result
            assert batch.indicative_budget[row] is np.ma.masked
        elif isinstance(result, OutOfModel):
            assert batch.status[row] == 1
            assert batch.planning_amount[row] is np.ma.masked
        else:
            assert batch.status[row] == 0
            assert batch.indicative_budget[row] == result.indicative_budget.pence
            assert batch.planning_amount[row] == result.planning_amount.pence


def test_every_slot_by_joint_tables_is_every_slot_worked_out_plainly() -> None:
    batch = score_batch(caseload(2), ruleset())
    plain = evaluate_columns(ruleset().plan, [column.astype(np.int64) for column in batch.coded.codes])
    for step in ruleset().plan.steps:
        assert np.array_equal(batch.step(step.name)[0], plain[step.slot]), step.name


def test_lines_and_domains_of_a_caseload_are_those_of_its_people() -> None:
    batch = score_batch(caseload(), ruleset())
    for row in np.flatnonzero(batch.status == 0):
        one = batch.explain(int(row))
        assert isinstance(one, IndicativeBudget)
        assert {line.id: line.carer_neutral_amount.pence for line in one.lines} == {
            name: column[row] for name, column in batch.lines.items()
        }
        assert {name: share.pence for name, share in one.domain_shares.items()} == {
            name: column[row] for name, column in batch.domain_shares.items() if name in one.domain_shares
        }


def test_no_row_is_lost() -> None:
    batch = score_batch(caseload(5), ruleset())
    assert sum(batch.counts.values()) == len(batch) == 5 * len(cases())


def test_an_empty_caseload_is_scored_to_nothing() -> None:
    batch = score_batch({name: [] for name in caseload()}, ruleset())
    assert len(batch) == 0


@pytest.mark.parametrize("rows", [1, 16_383, 16_384, 16_385])
def test_block_edges_do_not_show(rows: int) -> None:
    one = score_batch(caseload(), ruleset())
    columns = {name: (values * (rows // len(values) + 1))[:rows] for name, values in caseload().items()}
    many = score_batch(columns, ruleset())
    repeated = one.planning_amount.filled(-1)
    assert np.array_equal(many.planning_amount.filled(-1), np.resize(repeated, rows))
    assert np.array_equal(many.status, np.resize(one.status, rows))


def test_one_text_stands_for_every_row() -> None:
    columns: dict[str, Any] = {**caseload(), "baseline": "no_unpaid_support"}
    assert score_batch(columns, ruleset()).counts == score_batch(caseload(), ruleset()).counts


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"washing": None}, "RAS701"),
        ({"washing": ["none"]}, "RAS702"),
        ({"carer.shoping": "x"}, "RAS703"),
        ({"carer_support": None}, "RAS701"),
    ],
)
def test_bad_columns_raise_before_anything_is_scored(change: dict[str, Any], code: str) -> None:
    columns: dict[str, Any] = caseload()
    for name, values in change.items():
        columns.pop(name, None)
        if values is not None:
            columns[name] = values
    with pytest.raises(BatchInvalid) as caught:
        score_batch(columns, ruleset())
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("state", ["maybe", "no", "no_carer", "not_offered", "offered", "", None])
def test_what_is_said_about_carers_must_be_right_where_the_ruleset_asks_nothing_about_them_too(state: str | None) -> None:
    line = "{id: core, kind: price_per_point, of: total, per_point: 1}"
    asks_nothing = read_ruleset(f"{HEAD}measures: [{{id: total, kind: sum, of: [washing]}}]\nbudget_lines: [{line}]\n")
    answers = {"washing": "some", "hours": "3", "strain": "no", "risk": "no"}
    row = {"baseline": "no_unpaid_support", "client_group": "older", "carer_support": [state], **answers}
    batch = score_batch(row, asks_nothing)
    assert (batch.counts["problem"] == 1) == (state in ("maybe", "no"))
    assert [one.code for one in batch.problems(0)] == ["RAS614"] * batch.counts["problem"]
