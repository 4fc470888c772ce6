"""E4: more need, enough more money?

Order: the mean budget must not fall from one band to the next. Each step is given in pounds a period, with a BCa interval; the
isotonic distance is the mean change that the least-squares rising sequence (scipy's isotonic regression) would make, nought where
the means rise already. Progression: concentration index of budgets less that of costs, both ranked by need (Kakwani's index of
progressivity): below nought where the group's money grows less than its costs do. Interval: influence function, normal, for the
difference of the two at once. Units: index. Least cell: 10 for a step, 30 for an interval. Sources: N. Kakwani, Economic J. 87
(1977); O'Donnell and others, World Bank (2008), chapter 8.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ras_engine.equity.adequacy import ratios_of
from ras_engine.equity.comparison import comparisons
from ras_engine.equity.concentration import index, influence
from ras_engine.equity.context import ENOUGH_FOR_AN_INTERVAL, Context
from ras_engine.equity.judge import Gap, estimate_of, rounded
from ras_engine.equity.people import Mask
from ras_engine.equity.results import ALL, Estimate, Figure, Withheld
from ras_engine.equity.uncertainty import Floats, Normal

MEASURE = "E4"


def figures(context: Context) -> Iterator[Figure]:
    """Steps between bands, the isotonic distance and the progression, by group."""
    for feature, one in context.features():
        for group, name in enumerate(context.groups(feature)):
            yield from _steps(context, feature, one.name, group, name)
            yield _progression(context, feature, one.name, group, name)


def gaps(context: Context) -> Iterator[Gap]:
    """The gap in progression of each group from its reference. It needs agreed costs."""
    if context.people.cost is None:
        return
    for one in comparisons(context):
        codes = context.people.features[one.feature].codes
        own = one.rows & (codes == one.group)
        other = one.rows & (codes != one.group)

        def fit(own: Mask = own, other: Mask = other) -> Normal | None:
            left, right = progression(context, own), progression(context, other)
            if left is None or right is None:
                return None
            return Normal(left.value - right.value, float(np.hypot(left.error, right.error)))

        yield one.gap(MEASURE, "progression", "index", fit)


def progression(context: Context, rows: Mask) -> Normal | None:
    """Concentration of budgets less that of costs, ranked by need, for some rows; None where either adds up to nought."""
    cost = context.people.cost
    if cost is None:
        raise AssertionError("progression compares budgets with costs")
    need = context.people.need[rows]
    parts: list[Floats] = [context.people.budget[rows], cost[rows]]
    if not all(part.sum() > 0 for part in parts):
        return None
    pulls = influence(parts[0], need) - influence(parts[1], need)
    return Normal(index(parts[0], need) - index(parts[1], need), float(np.sqrt(np.mean(pulls**2) / len(need))))


def _steps(context: Context, feature: int, said: str, group: int, name: str) -> Iterator[Figure]:
    """The steps from each band to the next, from least to most need, and the isotonic distance of the group's means."""
    ratio = next(one for one in ratios_of(context) if one.name == "mean_budget")
    by_band = {row.band: (place, row) for place, row in context.measured_rows if row.control == ALL}
    order = [by_band[band] for band in context.people.bands.labels]
    pieces = [context.cells[feature].ratio(context.keys(feature, row, group), ratio) for _, row in order]
    for (low, low_row), (high, high_row), before, after in zip(order, order[1:], pieces, pieces[1:], strict=False):
        label = f"from {low_row.band} to {high_row.band}"
        count = context.shown(feature, high, group)
        if any(context.hidden(feature, place, group) for place in (low, high)):
            yield Figure(MEASURE, "step", said, name, label, ALL, count, None, Withheld.SMALL_NUMBERS)
        elif before is not None and after is not None:
            enough = min(context.count(feature, place, group) for place in (low, high)) >= ENOUGH_FOR_AN_INTERVAL
            step = after.minus(before)
            bare = Estimate(rounded(step.value, "pounds"), None, None, "pounds")
            estimate = estimate_of(step.uncertain(), "pounds", context.settings.ci_quantiles) if enough else bare
            yield Figure(
                MEASURE, "step", said, name, label, ALL, count, estimate, None if enough else Withheld.TOO_FEW_FOR_AN_INTERVAL
            )
    shown = [
        (piece.value, context.count(feature, place, group))
        for (place, _), piece in zip(order, pieces, strict=True)
        if piece is not None and not context.hidden(feature, place, group)
    ]
    if len(shown) > 1:
        estimate = Estimate(rounded(isotonic_distance(*zip(*shown, strict=True)), "pounds"), None, None, "pounds")
        yield Figure(MEASURE, "isotonic_distance", said, name, ALL, ALL, context.shown(feature, context.everybody, group), estimate)


def isotonic_distance(means: tuple[float, ...], people: tuple[int, ...]) -> float:
    """How far, on the mean over people, the band means are from the nearest sequence that never falls."""
    from scipy import optimize

    fitted = optimize.isotonic_regression(means, weights=people).x
    return float(np.average(np.abs(np.array(means) - fitted), weights=people))


def _progression(context: Context, feature: int, said: str, group: int, name: str) -> Figure:
    place = context.everybody
    codes = context.people.features[feature].codes
    last = group == len(context.groups(feature)) - 1
    rows = context.people.counted & (True if last else codes == group)
    count = context.shown(feature, place, group)
    if context.hidden(feature, place, group):
        return Figure(MEASURE, "progression", said, name, ALL, ALL, count, None, Withheld.SMALL_NUMBERS)
    if context.people.cost is None or np.count_nonzero(rows) < ENOUGH_FOR_AN_INTERVAL:
        return Figure(MEASURE, "progression", said, name, ALL, ALL, count, None, Withheld.TOO_FEW_FOR_AN_INTERVAL)
    found = progression(context, rows)
    estimate = None if found is None else estimate_of(found, "index", context.settings.ci_quantiles)
    return Figure(MEASURE, "progression", said, name, ALL, ALL, count, estimate)
