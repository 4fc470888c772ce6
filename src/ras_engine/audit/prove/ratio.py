"""The least share of the left amount that the right one keeps, for everybody: a sound bound, worked down to the narrow waist.

Each cluster is enumerated, so the share that it keeps is exact; sums of what is never negative keep at least the least share of
their parts; a table keeps at least the least share over every value that it can start from; a line with a guard keeps the guard's
share, whatever carers do. Where a domain has too many answers to be enumerated together with its carer, its part is taken factor by
factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.bounds import Bounds
from ras_engine.audit.prove.chains import Tables
from ras_engine.exact import divide_rounded
from ras_engine.plan.bounds import intervals
from ras_engine.plan.operations import FirstMatch, Largest, Linear, Product, Round, Slot, Smallest
from ras_engine.score.many.walk import Column

MOST_VALUES = 1 << 22
"""Values of one amount that are gone through."""
NOTHING = Fraction(0)
ALL = Fraction(1)


class Kept:
    """The shares kept in a frame of two views of one plan."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds, self.frame = bounds, bounds.frame
        self.intervals = intervals(bounds.frame.views[0].plan)
        self.found: dict[Slot, Fraction] = {}

    def of(self, slot: Slot) -> Fraction:
        """`right >= share * left` for everybody; 0 where nothing better is known."""
        if slot not in self.found:
            low = min(int(chains.whole.of(slot)[0][0]) for chains in self.bounds.chains)
            self.found[slot] = max(NOTHING, min(ALL, self._share(slot))) if low >= 0 else NOTHING
        return self.found[slot]

    def _share(self, slot: Slot) -> Fraction:
        views = self.frame.views
        if views[0].constant(slot) is not None and views[1].constant(slot) is not None:
            return ALL
        one, other = (chains.of(slot) for chains in self.bounds.chains)
        if one.base != slot and other.base != slot and one.base == other.base and one.modes == other.modes:
            tables = [chains.table(slot) for chains in self.bounds.chains]
            if tables[0] is not None and tables[1] is not None:
                return self._table(one.base, one.modes, tables[0], tables[1])
        wholes = [each.get(slot) for each in self.frame.wholes]
        if wholes[0] is not None and wholes[1] is not None:
            return self._sum(slot) or self._factors(slot)
        if wholes[0] is not None or wholes[1] is not None:
            return ALL if self._same([slot]) else NOTHING
        operation = views[0].operation(slot)
        match operation:
            case Largest(of=of):
                return self._all(of)
            case Smallest(of=of):
                return max([self._all(of), *(self._guarded(slot, one) for one in of if self._same([one]))])
            case FirstMatch(conditions=conditions, values=values) if all(
                views[1].behind[one] == views[0].behind[one] for one in conditions
            ):
                return self._all(values) if self._same(conditions) else NOTHING
            case _:
                return ALL if self._same([slot]) else NOTHING

    def _guarded(self, slot: Slot, whole: Slot) -> Fraction:
        """The guarded form: what is never more than a whole that is the same for both keeps the least share of it that it can be,
        over every value that the whole can have."""
        values = self._reached(whole)
        if values is None:
            return NOTHING
        positive = values[values > 0]
        return _least_share(np.maximum(self._least(slot, whole, positive), 0), positive)

    def _reached(self, slot: Slot) -> Column | None:
        """Every value that a slot can have, and maybe more; None where they are too many to go through."""
        chains = self.bounds.chains[0]
        chain, table = chains.of(slot), chains.table(slot)
        if table is not None:
            some = {mode: self._values(chain.base, table.least, len(row)) - table.least for mode, row in table.values.items()}
            return np.unique(np.concatenate([row[some[mode]] for mode, row in table.values.items()]))
        low, high = self.intervals[slot]
        return np.arange(low, high + 1, dtype=np.int64) if high - low < MOST_VALUES else None

    def _least(self, slot: Slot, whole: Slot, values: Column) -> Column:
        """The least that a slot of the right one can be at each value of the whole; of what hangs on more, the least of all."""
        match self.frame.views[1].operation(slot):
            case _ if slot == whole:
                return values
            case Largest(of=of):
                return np.asarray(np.maximum.reduce([self._least(one, whole, values) for one in of]))
            case Smallest(of=of):
                return np.asarray(np.minimum.reduce([self._least(one, whole, values) for one in of]))
            case Linear(terms=((one, weight),), constant=constant) if weight > 0:
                return self._least(one, whole, values) * weight + constant
            case Round(of=of, multiply=multiply, divisor=divisor, step=step, direction=direction) if multiply > 0:
                rounded: Column = divide_rounded(self._least(of, whole, values) * multiply, divisor, direction)
                return rounded * step
            case _:
                return np.full(len(values), self.intervals[slot][0], dtype=np.int64)

    def _all(self, slots: Sequence[Slot]) -> Fraction:
        return min(self.of(slot) for slot in slots)

    def _same(self, slots: Sequence[Slot]) -> bool:
        """Whether slots do not depend on anything that only one view has fixed."""
        differing = {
            place
            for place, variable in enumerate(self.frame.variables)
            if self.frame.views[0].fixed.get(variable.column) != self.frame.views[1].fixed.get(variable.column)
        }
        return all(not (view.support[slot] | view.behind[slot]) & differing for view in self.frame.views for slot in slots)

    def _sum(self, slot: Slot) -> Fraction:
        one, other = self.frame.wholes[0][slot], self.frame.wholes[1][slot]
        if min(one.constant, 0) or other.constant < one.constant or any(weight < 0 for _, weight in (*one.others, *other.others)):
            return NOTHING
        if {term for term, _ in one.others} - {term for term, _ in other.others}:
            return NOTHING
        share = min((self.of(term) for term, _ in one.others), default=ALL)
        return min(share, self._clusters(one.coordinate, other.coordinate))

    def _factors(self, slot: Slot) -> Fraction:
        """By what a slot under the waist is made of: a sum, a product, else the least it can be of the most it was."""
        least, most = self.intervals[slot]
        if least < 0:
            return NOTHING
        if self._same([slot]):
            return ALL
        whole = self.frame.views[0].constant(slot)
        match self.frame.views[0].operation(slot):
            case Linear(terms=terms, constant=constant) if constant >= 0 and all(weight >= 0 for _, weight in terms):
                return min(self._factors(term) for term, _ in terms)
            case Product(left=left, right=right):
                return self._factors(left) * self._factors(right)
            case _:
                return min(ALL, Fraction(least, max(most if whole is None else whole, 1)))

    def _clusters(self, left: int | None, right: int | None) -> Fraction:
        """The least share that any row of any cluster keeps of what it adds."""
        least = ALL
        if left is None:
            return least
        for cluster in self.bounds.hull.clusters:
            adds = cluster.distinct[0]
            before, after = adds[:, left], adds[:, right] if right is not None else np.zeros(len(adds), dtype=np.int64)
            if (before < 0).any() or (after < 0).any():
                return NOTHING
            some = before > 0
            least = min(least, _least_share(after[some], before[some]))
        return least

    def _table(self, base: Slot | None, modes: tuple[Slot, ...], mine: Tables, theirs: Tables) -> Fraction:
        """Over every value of the base; the modes must be the same for both, or every pair of them is looked at."""
        share = ALL if base is None else self.of(base)
        same = self._same(modes)
        least = ALL
        for before, left in mine.values.items():
            for after, right in theirs.values.items():
                if same and before != after:
                    continue
                if not theirs.rises(after):
                    return NOTHING
                values = self._values(base, mine.least, len(left))
                kept = -(-values * share.numerator // share.denominator)
                keeps = right[np.clip(kept - theirs.least, 0, len(right) - 1)]
                whole = left[values - mine.least]
                some = whole > 0
                least = min(least, _least_share(keeps[some], whole[some]))
        return least

    def _values(self, base: Slot | None, start: int, size: int) -> NDArray[np.int64]:
        """The values that the base can have without carers: those reached where they can be listed, else all of its interval."""
        every = np.arange(start, start + size, dtype=np.int64)
        whole = self.frame.wholes[0].get(base) if base is not None else None
        if whole is None or whole.others or whole.coordinate is None:
            return every
        totals = self.bounds.hull.totals(whole.coordinate)
        return every if totals is None else totals + whole.constant


def _least_share(kept: NDArray[np.int64], whole: NDArray[np.int64]) -> Fraction:
    """The least of `kept / whole`, exactly: the least by millionths first, then the exact one among those."""
    if not len(whole):
        return ALL
    coarse = kept * 1_000_000 // whole
    close = np.flatnonzero(coarse <= coarse.min())
    return (
        min(ALL, min(Fraction(int(kept[place]), int(whole[place])) for place in close[:2_000]))
        if len(close) <= 2_000
        else min(ALL, Fraction(int(coarse.min()), 1_000_000))
    )
