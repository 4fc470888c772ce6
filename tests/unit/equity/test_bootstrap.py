"""The bootstrap against scipy's, its own literal form, and the coverage that an interval promises."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ras_engine.equity.cells import Ratio, cells_of
from ras_engine.equity.resample import resampled_sums
from ras_engine.equity.uncertainty import Bootstrapped, Floats, Normal, p_equivalence, p_two_sided

ADEQUACY = Ratio("adequacy", "ratio", (1, 0, 0), (0, 1, 0))


def pairs(people: int, seed: int, spread: float = 0.3) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    cost = random.gamma(2.0, 100.0, people) + 20
    return cost * random.lognormal(0, spread, people), cost


def adequacy_of(budget: Floats, cost: Floats, draws: int, seed: int = 0) -> Bootstrapped:
    nobody = np.zeros(len(budget), dtype=np.int64)
    piece = cells_of(nobody, nobody, [budget, cost], draws, (seed,)).ratio([(0, 0)], ADEQUACY)
    assert piece is not None
    return piece.uncertain()


def test_the_interval_of_a_ratio_is_that_of_scipy() -> None:
    budget, cost = pairs(150, 1, 0.8)
    ours = adequacy_of(budget, cost, 20_000).interval(0.025, 0.975)
    theirs = stats.bootstrap(
        (budget, cost), lambda b, c, axis: b.sum(axis=axis) / c.sum(axis=axis), paired=True, n_resamples=20_000, rng=1, method="BCa"
    ).confidence_interval
    width = theirs.high - theirs.low
    # Two runs of 20,000 draws differ by about a hundredth of the width at each end.
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.04 * width)


def test_the_interval_of_a_gap_between_groups_is_that_of_scipy() -> None:
    (budget, cost), (budget_2, cost_2) = pairs(120, 2, 0.8), pairs(90, 3, 0.5)
    group = np.repeat([0, 1], [120, 90])
    cells = cells_of(group, np.zeros(210, dtype=np.int64), [np.append(budget, budget_2), np.append(cost, cost_2)], 20_000, (5,))
    left, right = (cells.ratio([(0, place)], ADEQUACY) for place in (0, 1))
    assert left is not None
    assert right is not None
    ours = left.minus(right).uncertain().interval(0.025, 0.975)

    def gap(i: Floats, j: Floats, axis: int) -> Floats:
        i, j = i.astype(int), j.astype(int)
        found: Floats = budget[i].sum(axis) / cost[i].sum(axis) - budget_2[j].sum(axis) / cost_2[j].sum(axis)
        return found

    places = (np.arange(120), np.arange(90))
    theirs = stats.bootstrap(places, gap, n_resamples=20_000, rng=2, method="BCa").confidence_interval
    width = theirs.high - theirs.low
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.04 * width)


def test_an_interval_covers_the_truth_as_often_as_it_says() -> None:
    times, covered = 400, 0
    for seed in range(times):
        budget, cost = pairs(120, 10_000 + seed, 0.3)
        low, high = adequacy_of(budget, cost, 400, seed).interval(0.05, 0.95)
        covered += low <= np.exp(0.3**2 / 2) <= high
    # 90 % of 400, give or take three and a half standard errors of the count.
    assert covered == pytest.approx(0.9 * times, abs=3.5 * np.sqrt(times * 0.9 * 0.1))


def test_draws_from_bins_spread_and_lean_as_literal_draws_do() -> None:
    budget, cost = pairs(6_000, 4, 0.6)
    values = np.column_stack([budget, cost])
    binned, literal = (resampled_sums(values, 4_000, np.random.default_rng(7), most) for most in (100, 10_000))
    assert binned.mean(axis=0) == pytest.approx(values.sum(axis=0), rel=0.002)
    assert np.cov(binned.T).ravel() == pytest.approx(np.cov(literal.T).ravel(), rel=0.12)
    assert np.cov(binned.T).ravel() == pytest.approx((len(values) * np.cov(values.T)).ravel(), rel=0.08)
    ratios = [draws[:, 0] / draws[:, 1] for draws in (binned, literal)]
    width = float(np.ptp(np.quantile(ratios[1], [0.025, 0.975])))
    for at in (0.025, 0.5, 0.975):
        assert np.quantile(ratios[0], at) == pytest.approx(np.quantile(ratios[1], at), abs=0.04 * width)


def test_a_person_keeps_budget_and_cost_together() -> None:
    budget, _ = pairs(200, 5)
    draws = resampled_sums(np.column_stack([budget, budget]), 100, np.random.default_rng(0))
    assert (draws[:, 0] == draws[:, 1]).all()


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    budget, cost = pairs(100, 6)
    assert (adequacy_of(budget, cost, 200, 1).draws == adequacy_of(budget, cost, 200, 1).draws).all()
    assert (adequacy_of(budget, cost, 200, 1).draws != adequacy_of(budget, cost, 200, 2).draws).any()


@pytest.mark.parametrize("at", [0.025, 0.2, 0.8, 0.975])
def test_a_test_rejects_exactly_what_the_interval_leaves_out(at: float) -> None:
    budget, cost = pairs(80, 8, 0.9)
    estimate = adequacy_of(budget, cost, 4_000)
    bound = estimate.interval(at, 0.99)[0]
    assert estimate.p_at_most(bound) == pytest.approx(at, abs=0.002)


def test_p_values_fall_beyond_the_last_draw_instead_of_stopping() -> None:
    draws = np.random.default_rng(0).normal(10.0, 1.0, 500)
    near, far = (Bootstrapped(10.0, draws, 0.0).p_at_most(value) for value in (5.0, 2.0))
    assert 0 < far < near < 1e-4


def test_nothing_is_equivalent_by_being_uncertain() -> None:
    assert p_equivalence(Normal(0.0, 100.0), 1.0) > 0.4
    assert p_equivalence(Normal(0.0, 0.1), 1.0) < 1e-6
    assert p_two_sided(Normal(0.0, 100.0)) == pytest.approx(1.0)


def test_a_cell_of_one_repeated_person_is_certain() -> None:
    same = np.full(50, 3.0)
    estimate = adequacy_of(same, same * 2, 200)
    assert estimate.interval(0.025, 0.975) == (0.5, 0.5)
    assert estimate.p_at_most(0.4) == 0.0
