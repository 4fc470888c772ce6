"""The check on a scored caseload: what the batch brings by itself, the exact laws, and what-ifs in whole pence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ras_engine import BudgetBatch, IndicativeBudget, read_ruleset, score_batch
from ras_engine.edges.caseload.make import demo_caseload
from ras_engine.equity import ALL, Also, EquityFrame, Override, Verdict, equity, in_group, without_carers
from ras_engine.equity.bunching import bunching
from ras_engine.equity.exact_laws import exact_laws
from ras_engine.equity.from_batch import domain_money
from ras_engine.equity.results import Margin, Settings
from tests.architecture.source import ROOT

RULESET = ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml"


@pytest.fixture(scope="module")
def batch() -> BudgetBatch:
    ruleset = read_ruleset(Path(RULESET).read_text(encoding="utf-8"))
    return score_batch(demo_caseload(1_500, 7, ruleset).columns, ruleset)


@pytest.fixture(scope="module")
def need(batch: BudgetBatch) -> Any:
    """A made-up independent measure: what an assessor's own judgement might be."""
    values, scale = batch.step("measure.total_points")
    return values / scale * np.random.default_rng(0).lognormal(0, 0.1, len(batch))


@pytest.fixture(scope="module")
def frame(batch: BudgetBatch, need: Any) -> EquityFrame:
    cost = np.ma.getdata(batch.carer_neutral_amount) + 100
    also = Also(questions=["washing"], what_ifs={"no carer": without_carers(batch)}, price_of_care=2_680)
    return equity(batch, sensitive_features="client_group", need=need, cost=cost, bands=3, n_boot=200, also=also)


def test_referrals_and_problems_are_counted_by_group_and_are_in_no_figure(batch: BudgetBatch, frame: EquityFrame) -> None:
    counted = next(one.people for one in frame.people if (one.status, one.group) == ("counted", ALL))
    assert counted is not None
    assert abs(counted - batch.counts["amount"]) <= 2
    assert {one.status for one in frame.people} == {"counted", "referral", "problem"}


def test_the_example_council_keeps_the_laws_of_carers(batch: BudgetBatch) -> None:
    laws = exact_laws(batch)
    assert [one.broken for one in laws] == [0, 0, 0]
    assert all(one.people > 0 for one in laws)


def test_a_carer_neutral_amount_that_saw_the_carer_would_be_counted(batch: BudgetBatch) -> None:
    seen = np.ma.array(np.ma.getdata(batch.carer_neutral_amount) + (np.arange(len(batch)) < 40), mask=batch.status != 0)
    paid = batch.carer_adjustment.copy()
    paid[:30] = 100
    laws = {one.law: one.broken for one in exact_laws(replace(batch, carer_neutral_amount=seen, carer_adjustment=paid))}
    good = batch.status == 0
    assert laws["P2"] == np.count_nonzero(good[:40])
    assert laws["P3"] == np.count_nonzero(good[:30])
    assert laws["P4"] > 0


def test_domain_shares_are_those_of_each_person(batch: BudgetBatch) -> None:
    shares = domain_money(batch)
    for row in range(60):
        budget = batch.explain(row) if batch.status[row] == 0 else None
        if isinstance(budget, IndicativeBudget):
            for domain, money in budget.domain_shares.items():
                assert shares.get(domain, np.zeros(len(batch)))[row] == pytest.approx(money.pence, abs=len(batch.lines))


def test_domain_shares_add_up_to_the_whole_in_every_cell(frame: EquityFrame) -> None:
    shares = [
        one for one in frame.figures if one.name.startswith("domain_share:") and (one.band, one.group) == (frame.top_band, ALL)
    ]
    assert sum(one.estimate.value for one in shares if one.estimate) == pytest.approx(1.0, abs=0.01)


def test_a_what_if_is_the_paired_difference_to_the_penny(batch: BudgetBatch, frame: EquityFrame) -> None:
    after = without_carers(batch)
    change = (after.indicative_budget - batch.indicative_budget).compressed()
    mean = next(one for one in frame.figures if (one.name, one.band, one.group) == ("no carer:mean_change", ALL, ALL))
    assert mean.estimate is not None
    assert mean.estimate.value == round(int(change.sum()) / len(change) / 100, 2)


def test_everyone_in_the_group_that_they_are_in_changes_nothing(batch: BudgetBatch) -> None:
    group = np.array(batch.choice("client_group"))
    same = group == "older_people"
    after = in_group(batch, "older_people").indicative_budget
    assert (after[same].compressed() == batch.indicative_budget[same].compressed()).all()


def test_adjustments_without_a_record_of_the_future_are_counted(batch: BudgetBatch, need: Any) -> None:
    bare = {name: column for name, column in batch.columns.items() if ".likely_to_stay" not in name}
    again = score_batch(bare, batch.ruleset)
    shown = Override(by="A. Officer", why="a test")
    found = equity(again, sensitive_features="client_group", need=need, bands=3, n_boot=200, measures=("E6",), override=shown)
    lacking = next(one for one in found.figures if (one.name, one.group) == ("adjustments_that_lack_evidence", ALL))
    assert lacking.estimate is not None
    assert lacking.estimate.value == 1.0


def test_a_measure_of_the_ruleset_is_known_for_its_own_points(batch: BudgetBatch) -> None:
    found = equity(
        batch,
        sensitive_features="client_group",
        need="measure.total_points",
        bands=3,
        n_boot=200,
        measures=("E2",),
        margin=Margin(pence=99_999),
    )
    assert {one.verdict for one in found.findings if one.estimate} == {Verdict.NOT_TESTABLE}


def test_bunching_just_over_an_edge_is_seen_and_a_straight_line_is_not(frame: EquityFrame) -> None:
    settings: Settings = frame.settings
    smooth = np.repeat(np.arange(60), 20).astype(np.float64)
    (calm,) = bunching("points", smooth, {"edge": 40.0}, settings)
    (bunched,) = bunching("points", np.append(smooth, np.full(60, 41.0)), {"edge": 40.0}, settings)
    assert calm.excess is not None
    assert calm.excess.value == 0.0
    assert bunched.p_value is not None
    assert bunched.p_value < 0.001
    assert {one.edge for one in frame.bunching} == {"middle", "high"}
