"""E11: do people bunch just over an edge?

Points from e to e + w - 1 (just over an edge e) are counted against those from e - w to e - 1 and from e + w to e + 2w - 1. Where
the density is a straight line across the three, a third of them lie in the middle: excess = 3 x middle / all three - 1, tested
one-sided with the exact binomial test (scipy), with the exact (Clopper-Pearson) interval. Units: ratio, 0 is none. Least cell: 30
in the three together, 10 in each. Sums of points are lumpy by nature: compare with edges where nothing happens before reading
intent into it. Sources: C. Clopper and E. Pearson, Biometrika 26 (1934); the idea is that of bunching estimators, H. Kleven,
Annual Review of Economics 8 (2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ras_engine.equity.disclosure import to_five
from ras_engine.equity.results import Estimate, Settings, Withheld
from ras_engine.equity.uncertainty import Floats

WIDTH = 5.0
ENOUGH = 30


@dataclass(frozen=True, slots=True)
class Bunching:
    """One edge: the excess just over it, the one-sided p-value, and how many people stand in the three windows (rounded to 5)."""

    measure: str
    edge: str
    at: float
    people: int | None
    excess: Estimate | None
    p_value: float | None
    withheld: Withheld | None = None


def bunching(name: str, points: Floats, edges: Mapping[str, float], settings: Settings, width: float = WIDTH) -> Iterator[Bunching]:
    """The excess just over each edge of a measure. `points` is `(n,)`; NaN where there is none."""
    from scipy import stats

    for edge, at in edges.items():
        starts = at + width * np.array([-1.0, 0.0, 1.0, 2.0])
        counts, _ = np.histogram(points[np.isfinite(points) & (points < starts[-1])], bins=starts)
        total, middle = int(counts.sum()), int(counts[1])
        few = any(0 < int(count) < settings.suppress_under for count in counts) and not settings.override
        if few or total < ENOUGH:
            reason = Withheld.SMALL_NUMBERS if few else Withheld.TOO_FEW_FOR_AN_INTERVAL
            yield Bunching(name, edge, at, None, None, None, reason)
            continue
        tested = stats.binomtest(middle, total, 1 / 3, alternative="greater")
        level = settings.ci_quantiles[1] - settings.ci_quantiles[0]
        bounds = stats.binomtest(middle, total, 1 / 3).proportion_ci(level, method="exact")
        value, low, high = (round(float(3 * each - 1), 3) for each in (middle / total, bounds.low, bounds.high))
        excess = Estimate(value, low, high, "ratio")
        yield Bunching(name, edge, at, total if settings.override else to_five(total), excess, round(float(tested.pvalue), 4))
