"""E10: what if? The same people in another group, without a carer, or under another ruleset: paired differences, exactly.

Change = indicative budget after less before, person by person, in whole pence; the mean by group and band in pounds a period, and
the shares of people who gain and who lose. There is no interval: it is the caseload itself, not a sample. People without an amount
on either side are left out and counted as a share. Least cell: 10. No least or greatest change is given: that would be one
person's.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ras_engine.equity.context import Context
from ras_engine.equity.results import Estimate, Figure, Withheld
from ras_engine.equity.shares import share_of_people
from ras_engine.equity.uncertainty import Floats
from ras_engine.score.many import BudgetBatch, score_batch
from ras_engine.score.many.columns import distinct

MEASURE = "E10"


def in_group(batch: BudgetBatch, client_group: str) -> BudgetBatch:
    """The same people, scored again as if all were of one client group."""
    return score_batch({**batch.columns, "client_group": distinct(client_group, len(batch))}, batch.ruleset)


def figures(context: Context, name: str, after: Floats) -> Iterator[Figure]:
    """Mean changes by group and band; shares who gain, lose, or have no amount after. `after` is `(n,)` pence, NaN for none."""
    people = context.people
    both = people.counted & np.isfinite(after)
    change = np.where(both, np.nan_to_num(after) - np.nan_to_num(people.budget), 0.0)
    for feature, one in context.features():
        for place, row in context.measured_rows:
            for group, label in enumerate(context.groups(feature)):
                rows = (
                    people.counted & np.isin(people.strata, row.strata) & (True if group == len(one.labels) else one.codes == group)
                )
                yield _mean(context, name, (feature, place, group), label, change[rows & both], bool((rows & ~both).any()))
        for said, some in (("who_gain", change > 0), ("who_lose", change < 0), ("without_an_amount_after", people.counted & ~both)):
            yield from share_of_people(context, feature, MEASURE, f"{name}:people_{said}", some, people.counted)


def _mean(context: Context, name: str, cell: tuple[int, int, int], label: str, change: Floats, some_missing: bool) -> Figure:
    feature, place, group = cell
    row = context.rows[place]
    count = context.shown(feature, place, group)
    few = 0 < len(change) < context.settings.suppress_under and some_missing and not context.settings.override
    hidden = context.hidden(feature, place, group) or few
    mean = round(float(change.mean()) / 100, 2) if len(change) and not hidden else None
    estimate = None if mean is None else Estimate(mean, None, None, "pounds")
    withheld = Withheld.SMALL_NUMBERS if hidden else None
    feature_name = context.people.features[feature].name
    return Figure(MEASURE, f"{name}:mean_change", feature_name, label, row.band, row.control, count, estimate, withheld)
