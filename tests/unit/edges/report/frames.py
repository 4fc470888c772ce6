"""Frames to report on: made-up caseloads with a planted harm, and one with small cells."""

from __future__ import annotations

from functools import cache
from typing import Any

from ras_engine.equity import Also, EquityFrame, Margin, equity
from ras_engine.equity.planted import Harm, Planted, planted_caseload
from ras_engine.score.many import score_batch
from tests.unit.edges.people import example, made_up

MARGIN = Margin(pence=500, share=0.03, index=0.02, log_odds=0.3, why="Cabinet paper 12", decided_on="2026-03-01")
MEASURES = ("E1", "E2", "E4", "E5", "E6", "E9")


@cache
def harmed() -> EquityFrame:
    """Older people at the top band get 15 % less."""
    caseload = planted_caseload(Planted(people=3_000, harm=Harm.OLDER_AT_THE_TOP, size=0.15), 3)
    also = Also(caring_hours=caseload["caring_hours"], price_of_care=1_800, questions=("washing",))
    return equity(
        caseload, sensitive_features=["client_group", "sex"], need="need", cost="cost", margin=MARGIN, n_boot=200,
        measures=MEASURES, also=also,
    )  # fmt: skip


@cache
def with_small_cells(rename: tuple[str, str] = ("mental health", "mental health")) -> EquityFrame:
    """So few people that cells must be withheld. One group may be given another name."""
    caseload: dict[str, Any] = dict(planted_caseload(Planted(people=260), 5))
    caseload["client_group"] = [rename[1] if group == rename[0] else group for group in caseload["client_group"]]
    return equity(caseload, sensitive_features="client_group", need="need", cost="cost", n_boot=200, measures=("E1", "E4", "E6"))


@cache
def scored() -> EquityFrame:
    """The example council's made-up people: domains, contingency, limits, laws of carers, edges."""
    batch = score_batch(made_up(), example())
    neutral = batch.carer_neutral_amount.filled(0)
    return equity(
        batch, sensitive_features="client_group", cost=neutral, n_boot=200, bands=3, measures=("E1", "E7", "E10", "E11", "shares"),
        also=Also(what_ifs={"half as much again": neutral * 3 // 2}),
    )  # fmt: skip
