"""E2: same need, same budget?

budget = constant + curve(need) + control features + gap x [is in the group] + error, in pounds a period, over the group and its
reference: the gap is the signed difference at equal need. Interval: HC3. Least cell: 30 people on each side. Units: pounds a
period. A need that is measured with error pulls the gap towards that of the raw means where the groups' needs differ. Sources: J.
MacKinnon and H. White, J. Econometrics 29 (1985) for HC3; F. Harrell, Regression Modeling Strategies (2001) for the curve.
"""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.equity.comparison import Comparison, comparisons
from ras_engine.equity.context import Context
from ras_engine.equity.judge import Gap
from ras_engine.equity.regression import ordinary
from ras_engine.equity.uncertainty import Normal

MEASURE = "E2"


def gaps(context: Context) -> Iterator[Gap]:
    """The gap at equal need of each group from its reference."""
    for one in comparisons(context):

        def fit(one: Comparison = one) -> Normal | None:
            return ordinary(one.budget, [one.member, *one.base], 1)

        yield one.gap(MEASURE, "gap_at_equal_need", "pounds", fit)
