"""E5, E6 and E7: is the first amount worked out as if there were no carer, and is the adjustment worth no more than the care?

E5: carer-neutral amount = constant + curve(need) + controls + slope x hours of unpaid care + error; a carer-neutral ruleset has
slope 0. Given as 20 x slope, pounds a period that 20 hours of unpaid care a week change; interval HC3; least cell 30 people with
and 30 without care. The finding is for all people and for each group. E6: worth = sum of |carer adjustment| / sum of (hours of
care x price of an hour), over people with an adjustment, by group; above 1 the budget loses more than the care would cost. A
ratio; BCa; least cell 10, interval 30. E7: the laws P2 to P4 on this caseload, exactly: rescored with nobody offering care, no
carer-neutral amount moves; no adjustment is positive or larger than the amount it reduces; without support that counts there is
none. Counts of people who break a law. Also by group: share of people with an adjustment, its mean, and the share of adjustments
that lack evidence: it is not recorded for some contribution that counts whether the carer is likely to stay able and willing (Care
Act 2014, section 10(5)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ras_engine.equity.cells import Cells, Ratio, cells_of
from ras_engine.equity.context import ENOUGH_FOR_AN_INTERVAL, Context
from ras_engine.equity.judge import Gap, estimate_of, rounded
from ras_engine.equity.people import Mask
from ras_engine.equity.regression import curve, dummies, ordinary
from ras_engine.equity.results import ALL, Estimate, Figure, Withheld
from ras_engine.equity.shares import partial_groups, share_of_people
from ras_engine.equity.uncertainty import Floats, Normal

NO_CARERS = "Fewer than 30 people with unpaid care, or without: too few."
HOURS = 20
WORTH = Ratio("worth_of_adjustment", "ratio", (1, 0, 0), (0, 1, 0))
MEAN = Ratio("mean_adjustment", "pounds", (0.01, 0), (0, 1))


def gaps(context: Context) -> Iterator[Gap]:
    """E5: what 20 weekly hours of unpaid care do to the carer-neutral amount at equal need, for everybody and for each group."""
    extras = context.people.extras
    if not {"carer_neutral", "caring_hours"} <= set(extras):
        return
    place = context.everybody
    for feature, one in context.features():
        for group, name in enumerate(context.groups(feature)):
            if name == ALL and feature:
                continue
            rows = context.people.counted & (True if name == ALL else one.codes == group)
            rows &= np.isfinite(extras["carer_neutral"]) & np.isfinite(extras["caring_hours"])
            hidden = context.hidden(feature, place, group)
            found = None if hidden else _slope(context, rows)
            yield Gap(
                "E5", "carer_neutral_amount_at_20_hours_of_care", one.name, name, "no unpaid care", ALL, ALL, "pounds", found,
                context.shown(feature, place, group), None, "E5", "" if found else NO_CARERS,
                Withheld.SMALL_NUMBERS if hidden else None if found else Withheld.TOO_FEW_FOR_AN_INTERVAL,
            )  # fmt: skip


def _slope(context: Context, rows: Mask) -> Normal | None:
    hours = context.people.extras["caring_hours"][rows]
    if min(np.count_nonzero(hours > 0), np.count_nonzero(hours == 0)) < ENOUGH_FOR_AN_INTERVAL:
        return None
    base = [curve(context.people.need[rows]), dummies(context.people.control, rows)]
    return ordinary(context.people.extras["carer_neutral"][rows] / 100, [hours / HOURS, *base], 1)


def figures(context: Context, price_of_care: int | None) -> Iterator[Figure]:
    """E6, and the carer adjustment by group. `price_of_care` is pence an hour."""
    extras = context.people.extras
    if "carer_adjustment" not in extras:
        return
    adjustment = -extras["carer_adjustment"]
    adjusted = context.people.counted & (np.nan_to_num(adjustment) > 0)
    for feature, _ in context.features():
        yield from share_of_people(context, feature, "carers", "people_with_a_carer_adjustment", adjusted, context.people.counted)
        yield from _ratios(context, feature, adjusted, [adjustment], MEAN, "carers")
        if "lacks_evidence" in extras:
            lacking = adjusted & (np.nan_to_num(extras["lacks_evidence"]) > 0)
            yield from share_of_people(context, feature, "carers", "adjustments_that_lack_evidence", lacking, adjusted)
        if price_of_care is not None and "caring_hours" in extras:
            value = np.nan_to_num(extras["caring_hours"]) * price_of_care
            yield from _ratios(context, feature, adjusted & (value > 0), [adjustment, value], WORTH, "E6")


def _ratios(context: Context, feature: int, rows: Mask, columns: Sequence[Floats], ratio: Ratio, measure: str) -> Iterator[Figure]:
    """A ratio over some of the people of each group, shown where both they and the rest of the group are enough."""
    one = context.people.features[feature]
    settings = context.settings
    strata = np.zeros(int(np.count_nonzero(rows)), dtype=np.int64)
    seed = (settings.random_state, feature, len(ratio.name))
    cells: Cells = cells_of(one.codes[rows], strata, [column[rows] for column in columns], settings.n_boot, seed)
    shown, counts = partial_groups(context, feature, rows)
    for group, name in enumerate(context.groups(feature)):
        keys = [(0, label) for label in range(len(one.labels)) if group in (label, len(one.labels))]
        piece = cells.ratio(keys, ratio) if shown[group] else None
        count = counts[group] if shown[group] else None
        if piece is None:
            withheld = None if shown[group] else Withheld.SMALL_NUMBERS
            yield Figure(measure, ratio.name, one.name, name, ALL, ALL, count, None, withheld)
        elif cells.count(keys) < ENOUGH_FOR_AN_INTERVAL:
            bare = Estimate(rounded(piece.value, ratio.unit), None, None, ratio.unit)
            yield Figure(measure, ratio.name, one.name, name, ALL, ALL, count, bare, Withheld.TOO_FEW_FOR_AN_INTERVAL)
        else:
            estimate = estimate_of(piece.uncertain(), ratio.unit, settings.ci_quantiles)
            yield Figure(measure, ratio.name, one.name, name, ALL, ALL, count, estimate)
