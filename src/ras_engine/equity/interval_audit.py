"""The adversary of disclosure control: from the shown counts, the least and the greatest value that each withheld count can have.

The unknowns are the counts of every stratum and group, at least nought. A shown count is an equation; a withheld one is known to
be at least 1, because noughts are shown. Features over the same people are linked by their totals. Linear programming finds the
bounds; the true bounds over whole numbers lie inside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Vector = NDArray[np.float64]
Cell = tuple[int, int, int]
"""The feature, the published row, and the group (the last is all groups together)."""

Parent = tuple[int, int, Sequence[int]]
"""A pair of features, one of the two, and the group of that one that each group of the pair belongs to."""


def tight_one(
    counts: Sequence[Counts], rows: Mask, withheld: Sequence[Mask], slack: int, parents: Sequence[Parent] = ()
) -> Cell | None:
    """A withheld count whose bounds lie less than `slack` apart; None where there is none."""
    found = bounds(counts, rows, withheld, parents)
    return next((cell for cell, (low, high) in found if high - low < slack), None)


def bounds(
    counts: Sequence[Counts], rows: Mask, withheld: Sequence[Mask], parents: Sequence[Parent] = ()
) -> Iterator[tuple[Cell, tuple[float, float]]]:
    """For each withheld count, the least and greatest value (inf where there is none) that the shown counts allow."""
    linked = bool(parents) or any(mask[:, -1].any() for mask in withheld)
    groups = [tuple(range(len(counts)))] if linked else [(place,) for place in range(len(counts))]
    for places in groups:
        if any(withheld[place].any() for place in places):
            adversary = Adversary(places, counts, rows)
            adversary.read(withheld)
            adversary.link()
            for parent in parents:
                adversary.descend(*parent)
            for cell, vector in adversary.hidden.items():
                yield cell, (adversary.least(vector), -adversary.least(-vector))


class Adversary:
    """The system of equations of some features that are solved together. Each unknown is one stratum of one group."""

    def __init__(self, places: Sequence[int], counts: Sequence[Counts], rows: Mask) -> None:
        self.places = places
        self.counts = counts
        self.rows = rows
        self.width = sum(counts[place].size for place in places)
        self.equations: list[Vector] = []
        self.values: list[int] = []
        self.hidden: dict[Cell, Vector] = {}

    def vector(self, place: int, strata: Mask, column: int) -> Vector:
        """The sum of some strata of a group, or of all groups where `column` is the last, as a row of the system."""
        before = sum(self.counts[other].size for other in self.places if other < place)
        strata_of, groups = self.counts[place].shape
        chosen = np.zeros((strata_of, groups))
        chosen[strata] = 1 if column == groups else np.eye(groups)[column]
        row = np.zeros(self.width)
        row[before : before + chosen.size] = chosen.ravel()
        return row

    def read(self, withheld: Sequence[Mask]) -> None:
        """Take in what is shown; what is withheld becomes a question."""
        for place in self.places:
            inner = self.rows.astype(np.int64) @ self.counts[place]
            published = np.column_stack([inner, inner.sum(axis=1)])
            for (row, column), is_withheld in np.ndenumerate(withheld[place]):
                vector = self.vector(place, self.rows[row], column)
                if is_withheld:
                    self.hidden[place, row, column] = vector
                else:
                    self.equations.append(vector)
                    self.values.append(int(published[row, column]))

    def link(self) -> None:
        """Every feature has the same people in each stratum."""
        first = self.places[0]
        height = self.counts[first].shape[0]
        for place in self.places[1:]:
            for stratum in np.eye(height, dtype=bool):
                both = (self.vector(one, stratum, self.counts[one].shape[1]) for one in (place, first))
                self.equations.append(np.subtract(*both))
                self.values.append(0)

    def descend(self, child: int, parent: int, groups: Sequence[int]) -> None:
        """Each group of a parent is the sum of the pairs that it is in, stratum by stratum."""
        for stratum in np.eye(self.counts[parent].shape[0], dtype=bool):
            for group in range(self.counts[parent].shape[1]):
                pairs = [self.vector(child, stratum, place) for place, one in enumerate(groups) if one == group]
                self.equations.append(self.vector(parent, stratum, group) - np.sum(pairs, axis=0, initial=0.0))
                self.values.append(0)

    def least(self, vector: Vector) -> float:
        """The least value of a sum, given what is shown and that each withheld count is at least 1."""
        from scipy import optimize

        hidden = -np.array(list(self.hidden.values()))
        known = (np.array(self.equations), np.array(self.values)) if self.equations else (None, None)
        solved = optimize.linprog(vector, A_ub=hidden, b_ub=-np.ones(len(hidden)), A_eq=known[0], b_eq=known[1], method="highs")
        return float(solved.fun) if solved.status == 0 else -np.inf
