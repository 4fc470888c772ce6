"""How fast the bootstrap of the equity check is, and beside Fairlearn's own resampler at equal draws.

`python benchmarks/equity_bootstrap.py` prints a small table. Fairlearn's `MetricFrame` makes a data frame anew for each draw, so
it is timed with few draws; both have the same people, groups, bands, draws and metric (sum of budgets / sum of costs), in one run.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from ras_engine.equity.adequacy import WITH_COST
from ras_engine.equity.cells import cells_of

GROUPS, BANDS = 4, 5


def caseload(people: int) -> dict[str, np.ndarray]:
    """Synthetic people: budgets and costs in pence, groups and bands."""
    random = np.random.default_rng(0)
    need = random.gamma(2.0, 1.0, people) + 0.3
    return {
        "group": random.integers(0, GROUPS, people),
        "band": np.searchsorted(np.quantile(need, [0.2, 0.4, 0.6, 0.8]), need),
        "budget": np.rint(need * 12_000 * random.lognormal(0, 0.12, people)),
        "cost": np.rint(need * 12_000 * random.lognormal(0, 0.15, people)),
    }


def ours(data: dict[str, np.ndarray], draws: int) -> tuple[float, dict[tuple[int, int], tuple[float, float]]]:
    """Seconds for cells, draws and BCa intervals of adequacy in every cell; the intervals."""
    start = time.perf_counter()
    cells = cells_of(data["group"], data["band"], [data["budget"], data["cost"]], draws, (0,))
    found = {}
    for key in cells.values:
        piece = cells.ratio([key], WITH_COST[0])
        assert piece is not None
        found[key] = piece.uncertain().interval(0.025, 0.975)
    return time.perf_counter() - start, found


def theirs(data: dict[str, np.ndarray], draws: int) -> float:
    """Seconds that Fairlearn takes for the same intervals (percentile, not BCa), less those it takes without any draw."""
    from fairlearn.metrics import MetricFrame

    def adequacy(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return float(y_pred.sum() / y_true.sum())

    words = {
        "metrics": adequacy,
        "y_true": data["cost"],
        "y_pred": data["budget"],
        "sensitive_features": data["group"],
        "control_features": data["band"],
    }
    start = time.perf_counter()
    MetricFrame(**words)
    once = time.perf_counter() - start
    start = time.perf_counter()
    MetricFrame(**words, n_boot=draws, ci_quantiles=[0.025, 0.975], random_state=0)
    return time.perf_counter() - start - once


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--draws", type=int, default=2_000)
    parser.add_argument("--fairlearn-draws", type=int, default=20)
    parser.add_argument("--fairlearn-people", type=int, nargs="*", default=[10_000, 100_000])
    asked = parser.parse_args()
    seconds, _ = ours(caseload(asked.people), asked.draws)
    print(f"{asked.people:,} people, {GROUPS} groups x {BANDS} bands, {asked.draws:,} draws, BCa: {seconds:.1f} s")
    for people in asked.fairlearn_people:
        data = caseload(people)
        slow = theirs(data, asked.fairlearn_draws)
        for draws in (asked.fairlearn_draws, asked.draws):
            seconds, _ = ours(data, draws)
            scaled = slow * draws / asked.fairlearn_draws
            how = "measured" if draws == asked.fairlearn_draws else "scaled from the draws above"
            print(
                f"{people:,} people, {draws:,} draws: Fairlearn {scaled:.2f} s ({how}), "
                f"here {seconds:.3f} s, {scaled / seconds:,.0f} x"
            )


if __name__ == "__main__":
    main()
