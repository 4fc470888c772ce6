"""Planted harm is found, and harm that was not planted is not: a small seeded form of `docs/equity-power.md`."""

from __future__ import annotations

import numpy as np
import pytest

from ras_engine.equity import ALL, Also, EquityFrame, Verdict, equity
from ras_engine.equity.planted import LEARNING, OLDER, Harm, Planted, planted_caseload
from tests.profiles import NIGHTLY

TIMES = 500 if NIGHTLY else 30


def checked(planted: Planted, seed: int, measure: str) -> EquityFrame:
    data = planted_caseload(planted, seed)
    top = float(np.quantile(data["need"], 0.8))
    also = Also(caring_hours="caring_hours", questions=["washing"])
    words = {"need": "need", "cost": "cost", "bands": {"below": 0.0, "top": top}, "n_boot": 499, "random_state": seed}
    return equity(data, sensitive_features="client_group", measures=(measure,), also=also, **words)  # type: ignore[arg-type]


def top_alarms(frame: EquityFrame) -> dict[str, float]:
    """The groups whose adequacy in the top band is called a disparity, with the gap."""
    findings = (one for one in frame.findings if (one.name, one.band) == ("adequacy", "top"))
    return {one.group: one.estimate.value for one in findings if one.verdict is Verdict.DISPARITY and one.estimate}


def test_a_shortfall_of_older_people_at_the_top_band_is_found_nine_times_in_ten() -> None:
    planted = Planted(4_000, Harm.OLDER_AT_THE_TOP, size=0.06)
    found = sum(top_alarms(checked(planted, seed, "E1")).get(OLDER, 0.0) < 0 for seed in range(TIMES))
    assert found >= 0.9 * TIMES - 2 * np.sqrt(TIMES * 0.9 * 0.1)


def test_false_alarms_at_the_top_band_stay_at_the_nominal_rate() -> None:
    alarms = sum(bool(top_alarms(checked(Planted(4_000), 50_000 + seed, "E1"))) for seed in range(TIMES))
    assert alarms <= 0.05 * TIMES + 2.5 * np.sqrt(TIMES * 0.05 * 0.95)


@pytest.mark.parametrize(
    ("harm", "size", "measure", "name", "group"),
    [
        (Harm.CARERS_UNDER_SCORED, 0.1, "E5", "carer_neutral_amount_at_20_hours_of_care", ALL),
        (Harm.DEAR_MARKET, 0.1, "E1", "adequacy", LEARNING),
        (Harm.BIASED_QUESTION, 0.7, "E9", "question:washing", OLDER),
    ],
)
def test_each_harm_is_found_by_the_measure_that_is_meant_for_it_and_only_where_it_is_planted(
    harm: Harm, size: float, measure: str, name: str, group: str
) -> None:
    for planted, expected in ((Planted(4_000, harm, size), True), (Planted(4_000), False)):
        frame = checked(planted, 11, measure)
        one = next(one for one in frame.findings if (one.name, one.group, one.band) == (name, group, ALL))
        assert one.estimate is not None
        assert (one.verdict is Verdict.DISPARITY and one.estimate.value < 0) is expected


def test_every_planted_row_says_that_it_is_synthetic_and_a_harm_changes_only_what_it_harms() -> None:
    plain, harmed = (planted_caseload(Planted(500, harm), 3) for harm in (Harm.NONE, Harm.OLDER_AT_THE_TOP))
    assert plain["synthetic"].all()
    changed = plain["indicative_budget"] != harmed["indicative_budget"]
    older = np.array(plain["client_group"]) == OLDER
    top = plain["need"] > np.quantile(plain["need"], 0.8)
    assert (changed == (older & top)).all()
    assert (plain["cost"] == harmed["cost"]).all()
