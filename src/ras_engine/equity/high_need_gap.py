"""E3: does the gap open at the top?

Hinge: budget = constant + curve(need) + controls + a [group] + b [group] x max(need - q80, 0) + error; b > 0 where the group's
budgets rise faster above the 80th percentile of need than its reference's. It is given in pounds a period at the 95th percentile:
b x (q95 - q80). Interval: HC3. Least cell: 30 people on each side above q80. Quantiles: the gap of the median and of the 0.9
quantile of budgets at equal need, among the 40 % with most need (QuantReg). Least cell: 30 for the median, 100 for the 0.9
quantile. Above 10,000 people a random 10,000 of them are taken, from the seed of the settings. Units: pounds a period. Sources:
MacKinnon and White (1985); R. Koenker and G. Bassett, Econometrica 46 (1978).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ras_engine.equity.comparison import Comparison, comparisons
from ras_engine.equity.context import Context
from ras_engine.equity.judge import Gap
from ras_engine.equity.regression import at_quantile, ordinary
from ras_engine.equity.uncertainty import Normal

MEASURE = "E3"
HIGH_NEED = "high-need end"
BREAK, FAR, UPPER = 0.8, 0.95, 0.6
QUANTILES = ((0.5, "median", 30), (0.9, "0.9_quantile", 100))
MOST = 10_000


def gaps(context: Context) -> Iterator[Gap]:
    """The gap that opens above the break, and the gaps of two quantiles at the upper end."""
    people = context.people
    need = people.need[people.counted]
    if not len(need):
        return
    start, far, upper = (float(np.quantile(need, at)) for at in (BREAK, FAR, UPPER))
    above = np.nan_to_num(people.need, nan=-np.inf) > start
    for one, top in zip(comparisons(context), comparisons(context, above), strict=True):
        few = min(top.member.sum(), (1 - top.member).sum()) < 30

        def hinge(one: Comparison = one, few: bool = bool(few)) -> Normal | None:
            return None if few else _hinge(one, start, far)

        yield one.gap(MEASURE, "gap_opening_at_the_top", "pounds", hinge, band=HIGH_NEED)
    for one in comparisons(context, np.nan_to_num(people.need, nan=-np.inf) >= upper):
        for quantile, said, enough in QUANTILES:

            def fit(one: Comparison = one, quantile: float = quantile) -> Normal | None:
                return _quantile(one, quantile, context.settings.random_state)

            yield one.gap(
                MEASURE, f"gap_at_the_{said}", "pounds", fit, band=HIGH_NEED, enough=enough, family="E3 gaps of quantiles"
            )


def _hinge(one: Comparison, start: float, far: float) -> Normal | None:
    """The slope's gap times the distance from q80 to q95, so that it reads in pounds."""
    distance = far - start
    if distance <= 0:
        return None
    bent = one.member * np.maximum(one.need - start, 0) / distance
    return ordinary(one.budget, [bent, one.member, *one.base], 1)


def _quantile(one: Comparison, quantile: float, seed: int) -> Normal | None:
    columns = [one.member, *one.base]
    budget = one.budget
    if len(budget) > MOST:
        chosen = np.sort(np.random.default_rng(seed).choice(len(budget), MOST, replace=False))
        columns, budget = [column[chosen] for column in columns], budget[chosen]
    return at_quantile(budget, columns, 1, quantile)
