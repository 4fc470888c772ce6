"""A group and its reference as two sets of people, for the measures that fit a model to both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ras_engine.equity.adequacy import SMALL, TOO_FEW
from ras_engine.equity.context import ENOUGH_FOR_AN_INTERVAL, Context
from ras_engine.equity.disclosure import to_five
from ras_engine.equity.judge import Gap
from ras_engine.equity.people import Mask
from ras_engine.equity.regression import curve, dummies
from ras_engine.equity.results import ALL, Withheld
from ras_engine.equity.uncertainty import Floats, Uncertain

NO_FIT = "The data do not tell the groups apart from need or from the control features."


@dataclass(frozen=True)
class Comparison:
    """The rows of a group and its reference; `member` is 1 for the group's people and 0 for the reference's, over those rows.

    `within` keeps only some rows, such as the upper end of need.
    """

    context: Context
    feature: int
    group: int
    name: str
    against: str
    reference: int | None
    within: Mask | None = None

    @cached_property
    def rows(self) -> Mask:
        """The rows of both sides, `(n,) bool`."""
        codes = self.context.people.features[self.feature].codes
        either = np.ones_like(codes, dtype=bool) if self.reference is None else (codes == self.group) | (codes == self.reference)
        rows: Mask = self.context.people.counted & either & (True if self.within is None else self.within)
        return rows

    @cached_property
    def member(self) -> Floats:
        """1 for the group's people, 0 for the reference's."""
        member: Floats = (self.context.people.features[self.feature].codes[self.rows] == self.group).astype(np.float64)
        return member

    @property
    def budget(self) -> Floats:
        """Budgets in pounds."""
        return self.context.people.budget[self.rows] / 100

    @property
    def need(self) -> Floats:
        """The measure of need."""
        return self.context.people.need[self.rows]

    @cached_property
    def base(self) -> list[Floats]:
        """The curve of need and the control features."""
        return [curve(self.need), dummies(self.context.people.control, self.rows)]

    def gap(
        self,
        measure: str,
        name: str,
        unit: str,
        fit: Callable[[], Uncertain | None],
        *,
        band: str = ALL,
        enough: int = ENOUGH_FOR_AN_INTERVAL,
        family: str = "",
        needs_independence: bool = True,
    ) -> Gap:
        """The gap that `fit` finds, unless a side is withheld or too small."""
        own, other = int(self.member.sum()), int((1 - self.member).sum())
        place = self.context.everybody
        beside = len(self.context.groups(self.feature)) - 1 if self.reference is None else self.reference
        left_out = [self.context.count(self.feature, place, side) for side in (self.group, beside)]
        left_out = [left_out[0] - own, left_out[1] - other - (left_out[0] if self.reference is None else 0)]
        small = any(0 < people < self.context.settings.suppress_under for people in (own, other, *left_out))
        # Those left out of an upper end are counted too: they would follow by subtraction.
        hidden = (small and not self.context.settings.override) or any(
            self.context.hidden(self.feature, place, side) for side in (self.group, beside)
        )
        found = fit() if not hidden and min(own, other) >= enough else None
        missing = "" if found else SMALL if hidden else TOO_FEW.replace("30", str(enough)) if min(own, other) < enough else NO_FIT
        counts: tuple[int | None, int | None] = (None, None) if hidden else (self.shown(own), self.shown(other))
        return Gap(
            measure, name, self.context.people.features[self.feature].name, self.name, self.against, band, ALL, unit, found,
            *counts, family or f"{measure} {name}", missing,
            Withheld.SMALL_NUMBERS if hidden else None if found else Withheld.TOO_FEW_FOR_AN_INTERVAL, needs_independence,
        )  # fmt: skip

    def shown(self, count: int) -> int:
        """A count as it is shown."""
        return count if self.context.settings.override else to_five(count)


def comparisons(context: Context, within: Mask | None = None) -> Iterator[Comparison]:
    """Each group of each feature beside its reference."""
    for feature, _ in context.features():
        for group, name, against, reference in context.pairs(feature):
            yield Comparison(context, feature, group, name, against, reference, within)
