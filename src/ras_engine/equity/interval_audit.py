"""The adversary of disclosure control: from the shown counts, the least and the greatest value that each withheld count can have.

The unknowns are the counts of every stratum and group, at least nought. A shown count is an equation; a withheld one is known to
be at least 1, because noughts are shown. Features over the same people are linked by their totals. Linear programming finds the
bounds; the true bounds over whole numbers lie inside them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Vector = NDArray[np.float64]
Cell = tuple[int, int, int]
"""The feature, the published row, and the group (the last is all groups together)."""


def loose_ends(counts: Sequence[Counts], rows: Mask, withheld: Sequence[Mask], slack: int) -> list[Cell]:
    """The withheld counts whose bounds lie less than `slack` apart."""
    return [cell for cell, (low, high) in bounds(counts, rows, withheld).items() if high - low < slack]


def bounds(counts: Sequence[Counts], rows: Mask, withheld: Sequence[Mask]) -> dict[Cell, tuple[float, float]]:
    """For each withheld count, the least and greatest value (inf where there is none) that the shown counts allow."""
    found: dict[Cell, tuple[float, float]] = {}
    linked = any(mask[:, -1].any() for mask in withheld)
    groups = [tuple(range(len(counts)))] if linked else [(place,) for place in range(len(counts))]
    for places in groups:
        if any(withheld[place].any() for place in places):
            found |= _bounds_of(places, counts, rows, withheld)
    return found


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

    def least(self, vector: Vector) -> float:
        """The least value of a sum, given what is shown and that each withheld count is at least 1."""
        from scipy import optimize

        hidden = -np.array(list(self.hidden.values()))
        known = (np.array(self.equations), np.array(self.values)) if self.equations else (None, None)
        solved = optimize.linprog(vector, A_ub=hidden, b_ub=-np.ones(len(hidden)), A_eq=known[0], b_eq=known[1], method="highs")
        return float(solved.fun) if solved.status == 0 else -np.inf


def _bounds_of(
    places: Sequence[int], counts: Sequence[Counts], rows: Mask, withheld: Sequence[Mask]
) -> dict[Cell, tuple[float, float]]:
    adversary = Adversary(places, counts, rows)
    adversary.read(withheld)
    adversary.link()
    return {cell: (adversary.least(vector), -adversary.least(-vector)) for cell, vector in adversary.hidden.items()}
