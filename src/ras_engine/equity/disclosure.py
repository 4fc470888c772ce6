"""Disclosure control: which counts may be shown, so that no small count can be worked out from those that are.

Counts of 1 to `suppress_under - 1` are withheld (nought is shown: nobody is described by it), and cells that one or two people
dominate. Then further counts are withheld until an adversary who knows every shown count *exactly*, not rounded to 5, cannot bound
any withheld count tightly: for each withheld count the least and the greatest value that all shown counts allow are found by
linear programming, and must lie apart. Everything else about a withheld cell (adequacy, gaps, shares) is withheld with it.
Sources: L. Willenborg and T. de Waal, Elements of Statistical Disclosure Control (2001), on secondary suppression, the (n, k)
dominance rule and linked tables; the rounding to 5 is that of the adult social care statistics of NHS England.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ras_engine.equity.interval_audit import Parent, tight_one

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

ROUND_TO = 5
DOMINANCE = ((1, 0.5), (2, 0.85))
"""A cell is withheld where its largest person has more than half of its money, or its two largest more than 85 %."""


@dataclass(frozen=True)
class Tables:
    """The counts that would be shown, for one or more features over the same rows.

    `counts[f]` is `(strata, groups of f) int64`; `rows` are the published sums of strata, `(rows, strata) bool`. Each row is
    published for every group of every feature and for all groups together, so that the tables are linked by their last column.
    """

    counts: tuple[Counts, ...]
    rows: NDArray[np.bool_]
    parents: tuple[Parent, ...] = ()

    @cached_property
    def every(self) -> tuple[Counts, ...]:
        """The published counts of each feature."""
        inner = [self.rows.astype(np.int64) @ counts for counts in self.counts]
        return tuple(np.column_stack([counts, counts.sum(axis=1)]) for counts in inner)

    def published(self, place: int) -> Counts:
        """The published counts of one feature, `(rows, groups + 1)`, with all groups together last."""
        return self.every[place]


def protect(tables: Tables, suppress_under: int, also: Sequence[Mask] = ()) -> tuple[Mask, ...]:
    """Which published counts are withheld, one `(rows, groups + 1) bool` for each feature.

    `also` names cells that must be withheld for another reason, such as dominance. Adds the smallest helpful count until every
    withheld one is loose; ends at the latest when nothing is shown.
    """
    published = [tables.published(place) for place in range(len(tables.counts))]
    withheld = [(counts > 0) & (counts < suppress_under) for counts in published]
    for mask, extra in zip(withheld, also, strict=False):
        mask |= extra
    _share_last_column(withheld)
    if suppress_under <= 1:
        return tuple(withheld)
    slack = max(2, suppress_under // 2)
    while True:
        changed = _pair_up(published, withheld)
        if not changed:
            tight = tight_one(tables.counts, tables.rows, withheld, slack, tables.parents)
            if tight is None:
                return tuple(withheld)
            changed = _withhold_beside(published, withheld, tight)
            if not changed:
                changed = _withhold_a_row(published, withheld)
        _share_last_column(withheld)
        if not changed:
            return tuple(withheld)


def _share_last_column(withheld: Sequence[Mask]) -> None:
    """All groups together are the same people whatever the feature: withheld in one table, withheld in all."""
    together = np.any([mask[:, -1] for mask in withheld], axis=0)
    for mask in withheld:
        mask[:, -1] = together


def _pair_up(published: Sequence[Counts], withheld: Sequence[Mask]) -> bool:
    """In each row where one count alone is withheld, withhold the smallest other one too: the row's total would give it away."""
    changed = False
    for counts, mask in zip(published, withheld, strict=True):
        for row in np.flatnonzero(mask.sum(axis=1) == 1).tolist():
            changed |= _smallest(counts, mask, [(row, column) for column in range(counts.shape[1] - 1)])
    return changed


def _withhold_beside(published: Sequence[Counts], withheld: Sequence[Mask], cell: tuple[int, int, int]) -> bool:
    """Withhold the smallest shown count in the column, else in the row, of a count that is still tight."""
    place, row, column = cell
    counts, mask = published[place], withheld[place]
    if column < counts.shape[1] - 1:
        down = [(other, column) for other in range(len(counts))]
        if _smallest(counts, mask, down):
            return True
    return _smallest(counts, mask, [(row, other) for other in range(counts.shape[1])])


def _smallest(counts: Counts, mask: Mask, candidates: Sequence[tuple[int, int]]) -> bool:
    """Rows that have a withheld count already come first: what stands in one row protects itself."""
    shown = [(not mask[cell[0]].any(), int(counts[cell]), cell) for cell in candidates if counts[cell] > 0 and not mask[cell]]
    if not shown:
        return False
    mask[min(shown)[2]] = True
    return True


def _withhold_a_row(published: Sequence[Counts], withheld: Sequence[Mask]) -> bool:
    """The last resort: all of one more row."""
    for counts, mask in zip(published, withheld, strict=True):
        for row in np.flatnonzero(((counts > 0) & ~mask).any(axis=1))[:1]:
            mask[row] = counts[row] > 0
            return True
    return False


Head = tuple[NDArray[np.float64], NDArray[np.float64]]
"""The totals of a cell's columns, `(v,)`, and its two largest entries in each, `(2, v)`, the largest first."""


def head(table: NDArray[np.float64]) -> Head:
    """What the dominance rule needs to know of some people: `table` is `(n, v)`."""
    largest = np.zeros((2, table.shape[1]))
    top = np.sort(np.partition(table, max(0, len(table) - 2), axis=0)[-2:], axis=0)[::-1]
    largest[: len(top)] = top
    return table.sum(axis=0), largest


def dominated(heads: Sequence[Head]) -> bool:
    """Whether one or two people have nearly all of some money of these cells together."""
    if not heads:
        return False
    totals = np.sum([total for total, _ in heads], axis=0)
    largest = np.sort(np.concatenate([top for _, top in heads]), axis=0)[::-1]
    over = (largest[:count].sum(axis=0) > share * totals for count, share in DOMINANCE)
    return any(bool(np.any(each & (totals > 0))) for each in over)


def to_five(count: int) -> int:
    """A count as it is shown: rounded to the nearest 5."""
    return ROUND_TO * ((count + ROUND_TO // 2) // ROUND_TO)


def shares_shown(yes: Sequence[int], everyone: Sequence[int], withheld: Sequence[bool], suppress_under: int) -> tuple[bool, ...]:
    """Whether the share of people of each group who have something may be shown, and last whether that of all groups may.

    A share is shown where neither those who have it nor those who have not are few (nought excepted), and the group itself is
    shown. The share of all groups is shown where no group's is withheld, so that nothing is left over by subtraction.
    """

    def few(count: int) -> bool:
        return 0 < count < suppress_under

    groups = [not (hidden or few(some) or few(all_ - some)) for some, all_, hidden in zip(yes, everyone, withheld, strict=True)]
    return (*groups, all(groups))
