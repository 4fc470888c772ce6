"""Shares: what budgets are made of by need band, and how often limits, contingency and carer adjustments are met, by group.

Share of money = sum of a part / sum of the whole over a cell (domains of the carer-neutral amount; contingency of the indicative
budget). Interval: delta method for a ratio of sums, normal. Least cell: 10 for a figure, 30 for an interval. Share of people = how
many of a group have something / all of the group. Interval: Wilson (statsmodels). It is withheld where those who have it, or those
who have not, are 1 to 9. Units: share. Sources: W. Cochran, Sampling Techniques (1977), section 2.11; E. Wilson, JASA 22 (1927).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ras_engine.equity.context import ENOUGH_FOR_AN_INTERVAL, Context
from ras_engine.equity.disclosure import shares_shown, to_five
from ras_engine.equity.judge import estimate_of, rounded
from ras_engine.equity.people import Mask
from ras_engine.equity.results import ALL, Estimate, Figure, Withheld
from ras_engine.equity.uncertainty import Floats, Normal

MEASURE = "shares"


def money_shares(context: Context, name: str, parts: Mapping[str, Floats], whole: Floats) -> Iterator[Figure]:
    """The share of each part in the whole by band and group; `name:part` is the name of the figure. All are `(n,)` pence."""
    for feature, one in context.features():
        for place, row in context.measured_rows:
            for group, label in enumerate(context.groups(feature)):
                rows = context.people.counted & np.isin(context.people.strata, row.strata)
                rows &= True if group == len(one.labels) else one.codes == group
                count = context.shown(feature, place, group)
                for part, pence in parts.items():
                    estimate, withheld = _money(context, feature, place, group, pence[rows], whole[rows])
                    yield Figure(
                        MEASURE,
                        f"{name}:{part}" if part else name,
                        one.name,
                        label,
                        row.band,
                        row.control,
                        count,
                        estimate,
                        withheld,
                    )


def _money(
    context: Context, feature: int, place: int, group: int, part: Floats, whole: Floats
) -> tuple[Estimate | None, Withheld | None]:
    if context.hidden(feature, place, group):
        return None, Withheld.SMALL_NUMBERS
    if not whole.sum() > 0:
        return None, None
    share = ratio_of_sums(part, whole)
    if len(part) < ENOUGH_FOR_AN_INTERVAL:
        return Estimate(rounded(share.value, "share"), None, None, "share"), Withheld.TOO_FEW_FOR_AN_INTERVAL
    return estimate_of(share, "share", context.settings.ci_quantiles), None


def ratio_of_sums(part: Floats, whole: Floats) -> Normal:
    """Sum of parts over sum of wholes, with the standard error of Cochran (1977), equation 2.39."""
    people, total = len(part), float(whole.sum())
    value = float(part.sum()) / total
    pulls = part - value * whole
    return Normal(value, float(np.sqrt(people / max(1, people - 1) * np.sum(pulls**2))) / total)


def share_of_people(context: Context, feature: int, measure: str, name: str, some: Mask, everyone: Mask) -> Iterator[Figure]:
    """The share of people of each group, and of all, who have something."""
    from statsmodels.stats.proportion import proportion_confint

    one = context.people.features[feature]
    shown, _ = partial_groups(context, feature, everyone)
    yes, whole = counts_by_group(context, feature, some & everyone), counts_by_group(context, feature, everyone)
    under = 0 if context.settings.override else context.settings.suppress_under
    visible = shares_shown(yes, whole, [not each for each in shown[:-1]], under)
    visible = (*visible[:-1], visible[-1] and shown[-1])
    alpha = 1 - (context.settings.ci_quantiles[1] - context.settings.ci_quantiles[0])
    for label, is_shown, count, total in zip(context.groups(feature), visible, (*yes, sum(yes)), (*whole, sum(whole)), strict=True):
        if not is_shown:
            yield Figure(measure, name, one.name, label, ALL, ALL, None, None, Withheld.SMALL_NUMBERS)
            continue
        estimate = None
        if total:
            low, high = proportion_confint(count, total, alpha=alpha, method="wilson")
            estimate = Estimate(rounded(count / total, "share"), rounded(low, "share"), rounded(high, "share"), "share")
        yield Figure(measure, name, one.name, label, ALL, ALL, total if context.settings.override else to_five(total), estimate)


def counts_by_group(context: Context, feature: int, rows: Mask) -> list[int]:
    """How many of some rows each group has."""
    one = context.people.features[feature]
    return [int(count) for count in np.bincount(one.codes[rows], minlength=len(one.labels))]


def partial_groups(context: Context, feature: int, rows: Mask) -> tuple[tuple[bool, ...], tuple[int, ...]]:
    """For a part of the people of each group, and of all: whether anything of it may be shown, and its count as shown."""
    place = context.everybody
    some = counts_by_group(context, feature, rows & context.people.counted)
    everyone = counts_by_group(context, feature, context.people.counted)
    hidden = [context.hidden(feature, place, group) for group in range(len(some))]
    under = 0 if context.settings.override else context.settings.suppress_under
    shown = shares_shown(some, everyone, hidden, under)
    counts = [*some, sum(some)]
    return shown, tuple(count if context.settings.override else to_five(count) for count in counts)
