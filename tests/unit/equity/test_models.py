"""Regressions, the ordinal model and the concentration index against other libraries, formulae by hand and published examples."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.discrete.discrete_model import Logit
from statsmodels.miscmodels.ordinal_model import OrderedModel

from ras_engine.equity.concentration import grouped_index, index, influence
from ras_engine.equity.gradient import isotonic_distance
from ras_engine.equity.ordinal import ordinal
from ras_engine.equity.question_bias import bias_of, joined
from ras_engine.equity.regression import curve, ordinary
from ras_engine.equity.shares import ratio_of_sums
from ras_engine.equity.uncertainty import Floats


def made(people: int = 600, seed: int = 0) -> tuple[Floats, Floats, Floats]:
    random = np.random.default_rng(seed)
    need = random.gamma(2.0, 1.0, people)
    member = (random.random(people) < 0.4).astype(np.float64)
    budget = 100 * need + 8 * need**1.5 - 12 * member + random.normal(0, 5 + 10 * need)
    return need, member, budget


def test_the_gap_and_its_robust_error_are_those_of_the_textbook() -> None:
    need, member, budget = made()
    found = ordinary(budget, [member, curve(need)], 1)
    table = np.column_stack([np.ones(len(need)), member, curve(need)])
    inverse = np.linalg.inv(table.T @ table)
    coefficients = inverse @ table.T @ budget
    leverage = np.einsum("ij,jk,ik->i", table, inverse, table)
    scaled = table * ((budget - table @ coefficients) / (1 - leverage))[:, None]
    error = np.sqrt((inverse @ (scaled.T @ scaled) @ inverse)[1, 1])  # HC3: (X'X)^-1 X' diag(e / (1 - h))^2 X (X'X)^-1
    assert found is not None
    assert (found.value, found.error) == pytest.approx((coefficients[1], error), rel=1e-6)


def test_a_group_that_is_the_same_as_need_has_no_gap_of_its_own() -> None:
    need = np.repeat([1.0, 2.0], 50)
    assert ordinary(need * 3, [need - 1, curve(need)], 1) is None


def test_the_curve_of_need_is_straight_beyond_its_outer_knots() -> None:
    need = np.linspace(0.0, 10.0, 401)
    table = curve(need)
    assert table.shape == (401, 3)
    for end in (table[:15], table[-15:]):
        assert np.abs(np.diff(end, n=2, axis=0)).max() < 1e-9
    assert np.abs(np.diff(table[150:250], n=2, axis=0)).max() > 1e-6


def test_the_ordinal_model_is_that_of_statsmodels() -> None:
    need, member, _ = made(800, 3)
    latent = 1.3 * need - 0.6 * member + np.random.default_rng(4).logistic(size=800)
    levels = np.searchsorted([0.5, 2.0, 4.0], latent).astype(np.float64)
    table = np.column_stack([need, member])
    ours = ordinal(levels, table)
    theirs = OrderedModel(levels, table, distr="logit").fit(method="bfgs", disp=False)
    assert ours is not None
    assert ours.coefficients == pytest.approx(theirs.params[:2], abs=2e-4)
    assert ours.errors == pytest.approx(theirs.bse[:2], rel=1e-3)
    assert ours.likelihood == pytest.approx(theirs.llf, abs=1e-4)


def test_an_ordinal_model_of_two_levels_is_a_logistic_regression() -> None:
    need, member, _ = made(500, 5)
    levels = (need + member + np.random.default_rng(6).logistic(size=500) > 2).astype(np.float64)
    ours = ordinal(levels, np.column_stack([need, member]))
    theirs = Logit(levels, np.column_stack([need, member, np.ones(500)])).fit(disp=False)
    assert ours is not None
    assert ours.coefficients == pytest.approx(theirs.params[:2], abs=1e-5)
    assert ours.errors == pytest.approx(theirs.bse[:2], rel=1e-4)


def test_a_question_that_takes_log_odds_from_a_group_is_seen_with_its_sign_and_size() -> None:
    random = np.random.default_rng(8)
    need, member, _ = made(3_000, 8)
    latent = 2 * np.log(need + 0.2) - 0.8 * member + random.logistic(size=3_000)
    bias = bias_of(np.searchsorted([-1.0, 1.0], latent).astype(np.float64), need, member, 0)
    assert bias is not None
    assert bias.log_odds.interval(0.001, 0.999)[1] < 0
    assert bias.log_odds.value == pytest.approx(-0.8, abs=0.3)
    assert bias.p_value < 1e-6


def test_rare_levels_join_the_one_below() -> None:
    levels = np.repeat([0.0, 1.0, 2.0, 3.0], [40, 40, 3, 40])
    assert np.bincount(joined(levels).astype(int)).tolist() == [40, 43, 40]


def test_the_concentration_index_is_that_of_the_world_banks_example() -> None:
    # O'Donnell, van Doorslaer, Wagstaff and Lindelow (2008), chapter 8: deaths under five in India, 1982 to 1992, by wealth
    # group. Births and deaths a thousand births as printed; the index printed is -0.1694.
    births = np.array([29_939, 28_776, 26_528, 24_689, 19_739])
    deaths = births * np.array([154.7, 152.9, 119.5, 86.9, 54.3]) / 1000
    assert round(grouped_index(births.tolist(), deaths.tolist()), 4) == -0.1694


def test_the_index_of_people_in_tied_groups_is_the_index_of_the_groups() -> None:
    sizes, money = [30, 20, 50], [1.0, 4.0, 2.0]
    need = np.repeat([1.0, 2.0, 3.0], sizes)
    by_person = index(np.repeat(money, sizes), need)
    assert by_person == pytest.approx(grouped_index(sizes, [s * m for s, m in zip(sizes, money, strict=True)]), abs=1e-12)


def test_the_index_is_nought_for_equal_money_and_its_limit_for_all_money_at_the_top() -> None:
    need = np.arange(100.0)
    assert index(np.ones(100), need) == pytest.approx(0.0, abs=1e-12)
    assert index((need == 99).astype(np.float64), need) == pytest.approx(0.99)  # 1 - 1/n


def test_the_influence_of_each_person_is_what_the_index_moves_by() -> None:
    random = np.random.default_rng(1)
    need = np.floor(random.gamma(2.0, 2.0, 300))
    money = (need + 1) * random.lognormal(0, 0.4, 300)
    without = np.array([index(np.delete(money, place), np.delete(need, place)) for place in range(300)])
    jackknife = 299 * (without.mean() - without)
    assert influence(money, need) == pytest.approx(jackknife, abs=0.03 * float(np.std(jackknife)) + 0.05)


def test_means_that_rise_have_no_isotonic_distance_and_a_fall_is_shared_by_the_two_it_concerns() -> None:
    assert isotonic_distance((1.0, 2.0, 3.0), (10, 10, 10)) == 0.0
    # 3 and 2 are pooled to 2.5: (0 + 0.5 + 0.5) / 3 people-weighted.
    assert isotonic_distance((1.0, 3.0, 2.0), (10, 10, 10)) == pytest.approx(1 / 3)


def test_the_error_of_a_share_of_money_is_that_of_its_bootstrap() -> None:
    random = np.random.default_rng(2)
    whole = random.gamma(2.0, 100.0, 400)
    part = whole * random.beta(2, 5, 400)
    share = ratio_of_sums(part, whole)
    drawn = random.integers(0, 400, (4_000, 400))
    assert share.error == pytest.approx(float(np.std(part[drawn].sum(1) / whole[drawn].sum(1))), rel=0.06)
