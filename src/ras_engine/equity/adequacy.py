"""E1: is each group's money enough, at each level of need?

Adequacy = sum of budgets / sum of agreed costs, over the people of a cell (a ratio: 1 is enough on average). Net compensation =
mean of (budget - cost), pounds a period. Both by group and need band, the top band on its own, and as signed gaps from the
reference. Interval: BCa, from a bootstrap that is paired (a person's budget and cost stay together) and stratified (by control,
band and group). Least cell: 10 for a figure, 30 for an interval and a finding. Without agreed costs there is only the mean budget.
Sources: the predictive ratio and net compensation of health-plan risk adjustment: G. Pope et al., Health Care Financing Review
25(4) (2004); T. Layton, R. Ellis, T. McGuire and R. van Kleef, J. Health Economics 56 (2017).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ras_engine.equity.cells import Piece, Ratio
from ras_engine.equity.context import ENOUGH_FOR_AN_INTERVAL, Context, Row
from ras_engine.equity.judge import Gap, estimate_of, rounded
from ras_engine.equity.results import ALL, Estimate, Figure, Withheld

MEASURE = "E1"
PENCE_TO_POUNDS = 0.01
WITH_COST = (
    Ratio("adequacy", "ratio", (1, 0, 0), (0, 1, 0)),
    Ratio("net_compensation", "pounds", (PENCE_TO_POUNDS, -PENCE_TO_POUNDS, 0), (0, 0, 1)),
    Ratio("mean_budget", "pounds", (PENCE_TO_POUNDS, 0, 0), (0, 0, 1)),
    Ratio("mean_cost", "pounds", (0, PENCE_TO_POUNDS, 0), (0, 0, 1)),
)
WITHOUT_COST = (Ratio("mean_budget", "pounds", (PENCE_TO_POUNDS, 0), (0, 1)),)
TESTED = ("adequacy", "net_compensation")
TOO_FEW = "Fewer than 30 people on one side: too few for an interval."
SMALL = "Withheld, because one of the two cells is."


def ratios_of(context: Context) -> tuple[Ratio, ...]:
    """The ratios that the data allow."""
    return WITHOUT_COST if context.people.cost is None else WITH_COST


def figures(context: Context) -> Iterator[Figure]:
    """Each ratio for each published row and group, the top band first."""
    for feature, one in context.features():
        for place, row in context.measured_rows:
            for group, name in enumerate(context.groups(feature)):
                for ratio in ratios_of(context):
                    estimate, withheld = _estimate(context, feature, place, row, group, ratio)
                    count = context.shown(feature, place, group)
                    yield Figure(MEASURE, ratio.name, one.name, name, row.band, row.control, count, estimate, withheld)


def mean_needs(context: Context) -> Iterator[Figure]:
    """The mean of the need measure in each published row and group, on its own scale: where a cell stands in a picture."""
    kept = context.people.counted
    for feature, one in context.features():
        groups = len(one.labels)
        size = len(context.people.bands.labels) * len(context.people.control.labels) * groups
        place_of = context.people.strata[kept] * groups + one.codes[kept]
        sums = np.bincount(place_of, context.people.need[kept], minlength=size).reshape(-1, groups)
        for place, row in context.measured_rows:
            totals = sums[list(row.strata)].sum(axis=0)
            for group, name in enumerate(context.groups(feature)):
                count, hidden = context.count(feature, place, group), context.hidden(feature, place, group)
                total = float(totals.sum() if name == ALL and group == groups else totals[group])
                estimate = None if hidden or not count else Estimate(rounded(total / count, "need"), None, None, "need")
                withheld = Withheld.SMALL_NUMBERS if hidden else None
                shown = context.shown(feature, place, group)
                yield Figure(MEASURE, "mean_need", one.name, name, row.band, row.control, shown, estimate, withheld)


def _estimate(
    context: Context, feature: int, place: int, row: Row, group: int, ratio: Ratio
) -> tuple[Estimate | None, Withheld | None]:
    if context.hidden(feature, place, group):
        return None, Withheld.SMALL_NUMBERS
    piece = context.cells[feature].ratio(context.keys(feature, row, group), ratio)
    if piece is None:
        return None, None
    if context.count(feature, place, group) < ENOUGH_FOR_AN_INTERVAL:
        return Estimate(rounded(piece.value, ratio.unit), None, None, ratio.unit), Withheld.TOO_FEW_FOR_AN_INTERVAL
    return estimate_of(piece.uncertain(), ratio.unit, context.settings.ci_quantiles), None


def gaps(context: Context) -> Iterator[Gap]:
    """The signed gap of each group from its reference, for each published row."""
    tested = [ratio for ratio in ratios_of(context) if context.people.cost is None or ratio.name in TESTED]
    for ratio in tested:
        for feature, _ in context.features():
            for place, row in context.measured_rows:
                for group, name, against, reference in context.pairs(feature):
                    yield _gap(context, feature, place, row, (group, name), (against, reference), ratio)


def _gap(
    context: Context, feature: int, place: int, row: Row, group: tuple[int, str], against: tuple[str, int | None], ratio: Ratio
) -> Gap:
    column, name = group
    label, reference = against
    margin = len(context.people.features[feature].labels)
    beside = margin if reference is None else reference
    hidden = any(context.hidden(feature, place, one) for one in (column, beside))
    counts = [context.cells[feature].count(keys) for keys in _sides(context, feature, row, column, reference)]
    piece = None
    if not hidden and min(counts) >= ENOUGH_FOR_AN_INTERVAL:
        piece = _difference(context, feature, row, column, reference, ratio)
    top = row.band == context.people.bands.top and row.control == ALL
    missing = "" if piece else SMALL if hidden else TOO_FEW
    return Gap(
        MEASURE, ratio.name, context.people.features[feature].name, name, label, row.band, row.control, ratio.unit,
        None if piece is None else piece.uncertain(),
        context.shown(feature, place, column),
        None if hidden else _side(context, counts[1]),
        f"{MEASURE} {ratio.name}, {'the high-need end' if top else 'elsewhere'}",
        missing,
        Withheld.SMALL_NUMBERS if hidden else None if piece else Withheld.TOO_FEW_FOR_AN_INTERVAL,
        needs_independence=context.people.cost is None,
    )  # fmt: skip


def _side(context: Context, count: int) -> int:
    from ras_engine.equity.disclosure import to_five

    return count if context.settings.override else to_five(count)


def _sides(context: Context, feature: int, row: Row, group: int, reference: int | None) -> tuple[list[tuple[int, int]], ...]:
    own = context.keys(feature, row, group)
    return own, context.others(feature, row, group) if reference is None else context.keys(feature, row, reference)


def _difference(context: Context, feature: int, row: Row, group: int, reference: int | None, ratio: Ratio) -> Piece | None:
    own, other = (context.cells[feature].ratio(keys, ratio) for keys in _sides(context, feature, row, group, reference))
    return None if own is None or other is None else own.minus(other)
