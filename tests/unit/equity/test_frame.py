"""The whole check on columns: by-group figures against Fairlearn, groups against references, small numbers, and what comes out."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from fairlearn.metrics import MetricFrame

from ras_engine.equity import ALL, Also, EquityFrame, Figure, Finding, Margin, Override, Status, Verdict, Withheld, equity
from ras_engine.equity.planted import OLDER, PHYSICAL, Harm, Planted, planted_caseload
from ras_engine.errors import BatchInvalid

BANDS = {"lower": 0.0, "middle": 1.5, "high": 3.5}
CHEAP: dict[str, Any] = {"need": "need", "cost": "cost", "bands": BANDS, "n_boot": 200}


def caseload(people: int = 1_200, seed: int = 1) -> dict[str, Any]:
    return dict(planted_caseload(Planted(people), seed))


def checked(**words: Any) -> EquityFrame:
    return equity(caseload(), **{"sensitive_features": "client_group", "measures": ("E1",), **CHEAP, **words})


def test_figures_by_group_are_those_of_fairlearn() -> None:
    data = caseload()
    band = np.searchsorted([1.5, 3.5], data["need"], side="right")
    theirs = MetricFrame(
        metrics=lambda y_true, y_pred: y_pred.sum() / y_true.sum(),
        y_true=data["cost"],
        y_pred=data["indicative_budget"],
        sensitive_features=data["client_group"],
        control_features=band,
    )
    ours = checked(override=Override(by="A. Officer", why="a comparison"))
    for (place, group), value in theirs.by_group.items():
        estimate = ours.by_group(band=tuple(BANDS)[place])[group].estimate
        assert estimate is not None
        assert estimate.value == pytest.approx(value, abs=0.0005 + 1e-9)
    for place, value in theirs.overall.items():
        estimate = ours.overall(band=tuple(BANDS)[place]).estimate
        assert estimate is not None
        assert estimate.value == pytest.approx(value, abs=0.0005 + 1e-9)


def test_a_gap_is_the_group_less_the_reference_that_was_named() -> None:
    frame = checked(reference=PHYSICAL)
    figures = frame.by_group()
    gap = frame.difference()[OLDER]
    own, other = figures[OLDER].estimate, figures[PHYSICAL].estimate
    assert gap.reference == PHYSICAL
    assert own is not None
    assert other is not None
    assert gap.estimate is not None
    assert gap.estimate.value == pytest.approx(own.value - other.value, abs=0.0011)
    assert PHYSICAL not in frame.difference()
    assert frame.ratio()[OLDER] == pytest.approx(own.value / other.value, abs=0.001)


def test_without_a_reference_each_group_is_compared_with_everyone_else() -> None:
    frame = checked()
    data = caseload()
    inside = np.array(data["client_group"]) == OLDER
    budget, cost = data["indicative_budget"], data["cost"]
    expected = budget[inside].sum() / cost[inside].sum() - budget[~inside].sum() / cost[~inside].sum()
    gap = frame.difference()[OLDER]
    assert gap.reference == "everyone else"
    assert gap.estimate is not None
    assert gap.estimate.value == pytest.approx(expected, abs=0.0006)


def test_the_high_need_end_comes_first_and_is_a_family_of_its_own() -> None:
    frame = checked()
    assert frame.findings[0].band == "high"
    assert frame.top_band == "high"
    families = {one.family for one in frame.findings if one.band == "high" and one.name == "adequacy"}
    assert families == {"E1 adequacy, the high-need end"}
    assert {one.band for one in frame.high_need} == {"high"}


def test_people_without_an_amount_are_counted_and_are_never_nought() -> None:
    data = caseload()
    amounts = np.ma.array(data["indicative_budget"], mask=np.arange(1_200) < 100)
    with_holes = equity({**data, "indicative_budget": amounts}, sensitive_features="client_group", measures=("E1",), **CHEAP)
    without = equity(
        {name: column[100:] for name, column in data.items()}, sensitive_features="client_group", measures=("E1",), **CHEAP
    )
    assert with_holes.overall("mean_budget").estimate == without.overall("mean_budget").estimate
    assert {one.people for one in with_holes.people if (one.status, one.group) == ("no amount", ALL)} == {100}


def test_a_frame_of_pandas_gives_the_same_as_a_mapping() -> None:
    data = caseload(300)
    words = {**CHEAP, "measures": ("E1", "E2")}
    from_frame = equity(pd.DataFrame(data), sensitive_features=["client_group", "sex"], **words)
    from_mapping = equity(data, sensitive_features=["client_group", "sex"], **words)
    assert from_frame.as_json() == from_mapping.as_json()


def test_control_features_compare_like_with_like() -> None:
    frame = checked(control_features="sex")
    assert frame.controls == ("female", "male")
    by_control = frame.by_group(control="female")[OLDER]
    data = caseload()
    rows = (np.array(data["sex"]) == "female") & (np.array(data["client_group"]) == OLDER)
    assert by_control.estimate is not None
    assert by_control.estimate.value == pytest.approx(data["indicative_budget"][rows].sum() / data["cost"][rows].sum(), abs=0.0006)


def test_pairs_of_features_are_checked_where_every_combination_has_enough_people() -> None:
    features = ["client_group", "sex"]
    large = equity(caseload(9_000), sensitive_features=features, measures=("E1",), pairs=True, **CHEAP)
    small = equity(caseload(600), sensitive_features=features, measures=("E1",), pairs=True, **CHEAP)
    assert large.features == ("client_group", "sex", "client_group x sex")
    assert small.features == ("client_group", "sex")
    data = caseload(9_000)
    rows = (np.array(data["client_group"]) == OLDER) & (np.array(data["sex"]) == "male")
    found = large.by_group(feature="client_group x sex")[f"{OLDER}, male"].estimate
    assert found is not None
    assert found.value == pytest.approx(data["indicative_budget"][rows].sum() / data["cost"][rows].sum(), abs=0.0006)


def test_small_groups_are_withheld_with_all_that_is_known_of_them() -> None:
    data = caseload()
    data["client_group"] = ["rare" if place < 6 else group for place, group in enumerate(data["client_group"])]
    frame = equity(data, sensitive_features="client_group", also=Also(caring_hours="caring_hours", questions=["washing"]), **CHEAP)
    everything: list[Figure | Finding] = [*frame.figures, *frame.findings]
    rare = [one for one in everything if one.group == "rare"]
    assert rare
    assert all(not one.people and one.estimate is None for one in rare)  # a band in which there is nobody is shown as 0
    assert any(one.people is None for one in rare)
    assert all(one.verdict is Verdict.NOT_ENOUGH_DATA for one in frame.findings if one.group == "rare")
    others = {one.group for one in frame.figures if one.people is None and one.band == ALL and one.name == "adequacy"}
    assert len(others - {"rare"}) >= 1  # another group is withheld too, or "rare" would follow by subtraction


def test_who_decided_to_show_small_numbers_is_in_the_result() -> None:
    data = caseload()
    data["client_group"] = ["rare" if place < 6 else group for place, group in enumerate(data["client_group"])]
    frame = equity(
        data, sensitive_features="client_group", measures=("E1",), override=Override(by="A. Officer", why="internal"), **CHEAP
    )
    assert frame.by_group()["rare"].people == 6
    assert frame.as_dict()["settings"]["override"] == {"by": "A. Officer", "why": "internal"}


def test_no_figure_shows_an_exact_count_below_ten_and_all_counts_are_fives() -> None:
    frame = equity(caseload(400, 5), sensitive_features=["client_group", "sex"], bands=5, need="need", cost="cost", n_boot=200)
    shown: list[Figure | Finding | Status] = [*frame.figures, *frame.findings, *frame.people]
    counts = [one.people for one in shown if one.people]
    assert counts
    assert all(count >= 10 and count % 5 == 0 for count in counts)


def test_a_few_people_whose_group_is_not_stated_do_not_hide_the_others() -> None:
    data = caseload()
    data["client_group"] = [None if place < 4 else group for place, group in enumerate(data["client_group"])]
    frame = equity(data, sensitive_features="client_group", measures=("E1",), **CHEAP)
    assert all(one.people is not None for group, one in frame.by_group().items() if group != "not stated")
    unstated = [one for one in frame.people if one.status == "group not stated" and one.group == ALL]
    assert [one.people for one in unstated] == [None]


def test_cells_under_thirty_have_a_figure_but_no_interval_and_no_finding() -> None:
    frame = equity(caseload(160, 3), sensitive_features="client_group", measures=("E1",), **CHEAP)
    few = [one for one in frame.figures if one.withheld is Withheld.TOO_FEW_FOR_AN_INTERVAL]
    assert few
    assert all(one.estimate is not None and one.estimate.low is None for one in few)


def test_gaps_can_be_judged_again_with_another_margin() -> None:
    frame = checked(margin=Margin(share=0.0001))
    assert frame.count(Verdict.EQUITABLE) == 0
    wide = frame.equivalence(Margin(share=0.5, pence=50_000))
    assert sum(one.verdict is Verdict.EQUITABLE for one in wide) > len(wide) / 2


def test_the_ruleset_s_own_points_are_not_an_independent_need() -> None:
    wide = Margin(share=0.5, pence=99_999)
    alone = checked(need_is_independent=False, margin=wide, cost=None, measures=("E1", "E2"))
    given = [one for one in alone.findings if one.estimate]
    assert given
    assert {one.verdict for one in given} == {Verdict.NOT_TESTABLE}
    assert "own points" in alone.pitfalls[0]
    # Agreed costs are independent even where the bands are not: a group that is scored too low shows as poorly met.
    with_costs = checked(need_is_independent=False, margin=wide, measures=("E1", "E2"))
    assert {one.measure for one in with_costs.findings if one.verdict is Verdict.NOT_TESTABLE} == {"E2"}


def test_the_mean_need_of_a_cell_is_given_for_pictures() -> None:
    data = caseload()
    inside = (np.array(data["client_group"]) == OLDER) & (data["need"] >= 3.5)
    found = checked().by_group("mean_need", band="high")[OLDER].estimate
    assert found is not None
    assert found.value == pytest.approx(data["need"][inside].mean(), abs=0.0006)


def test_bands_of_cost_itself_are_named_as_a_pitfall() -> None:
    data = caseload(300)
    assert any(
        "made of agreed cost" in one
        for one in equity(data, sensitive_features="sex", cost="cost", n_boot=200, measures=("E1",)).pitfalls
    )
    assert not any("made of agreed cost" in one for one in checked().pitfalls)


def test_the_result_is_plain_json_and_the_same_every_time() -> None:
    first, second = (checked(random_state=4).as_json() for _ in range(2))
    assert first == second
    assert json.loads(first)["schema"] == "ras-equity/1"
    assert "NaN" not in first


def test_a_gap_at_the_top_opens_where_it_was_planted() -> None:
    data = planted_caseload(Planted(4_000, Harm.OLDER_AT_THE_TOP, size=0.15), 3)
    frame = equity(data, sensitive_features="client_group", need="need", cost="cost", n_boot=200, measures=("E2", "E3", "E4"))
    by_name = {(one.name, one.group): one for one in frame.findings}
    for name in ("gap_opening_at_the_top", "gap_at_the_0.9_quantile", "progression"):
        found = by_name[name, OLDER]
        assert found.verdict is Verdict.DISPARITY
        assert found.estimate is not None
        assert found.estimate.value < 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"cost": "costs"}, "RAS950"),
        ({"sensitive_features": {}}, "RAS951"),
        ({"need": None, "cost": None}, "RAS952"),
        ({"reference": "older"}, "RAS953"),
        ({"need": np.ones(3)}, "RAS702"),
    ],
)
def test_what_does_not_fit_is_a_problem_with_a_remedy(words: dict[str, Any], code: str) -> None:
    with pytest.raises(BatchInvalid) as caught:
        checked(**words)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    "words", [{"correction": "bonferroni"}, {"ci_quantiles": (0.9, 0.1)}, {"measures": ("E99",)}, {"bands": 0}]
)
def test_settings_that_make_no_sense_are_refused(words: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        checked(**words)


@pytest.mark.parametrize(
    "odd",
    [
        {"client_group": ["one"] * 60},
        {"client_group": [None] * 60},
        {"indicative_budget": np.zeros(60, dtype=np.int64)},
        {"cost": np.zeros(60, dtype=np.int64)},
        {"need": np.ones(60)},
        {"indicative_budget": np.ma.array(np.zeros(60, dtype=np.int64), mask=True)},
        {"cost": [None] * 30 + [100] * 30},
    ],
)
def test_odd_caseloads_are_answered_without_a_pass(odd: dict[str, Any]) -> None:
    data = {**caseload(60), **odd}
    frame = equity(
        data, sensitive_features="client_group", need="need", cost="cost", n_boot=200, margin=Margin(pence=100, share=0.01)
    )
    assert frame.count(Verdict.EQUITABLE) == 0
    assert json.loads(frame.as_json())


def test_nobody_at_all_is_a_frame_of_nobody() -> None:
    data = {name: column[:0] for name, column in caseload(60).items()}
    frame = equity(data, sensitive_features="client_group", need="need", cost="cost", n_boot=200)
    assert {one.people for one in frame.people} == {0}
    assert not frame.findings


def test_one_person_with_most_of_the_money_is_not_shown_by_the_means() -> None:
    data = caseload(3_000)
    richest = np.array(data["client_group"]).tolist().index(OLDER)
    data["indicative_budget"] = np.where(np.arange(3_000) == richest, 10**9, data["indicative_budget"])
    frame = equity(data, sensitive_features="client_group", measures=("E1",), **CHEAP)
    assert frame.by_group()[OLDER].estimate is None
    assert frame.overall().estimate is None
