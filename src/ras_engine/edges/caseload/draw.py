"""Chance in whole numbers: draws that are the same on every machine, and answers that hang together through a hidden need.

Each person has a need that nobody sees. For each question everybody of a group is put in order by that need, by something of their
own in the question's domain, and by luck; the answers are dealt out along that order in the shares of a table. So the shares of a
group come out as the table says, and a person with much need in one thing tends to have much need in others.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
NEED, DOMAIN, OWN = 5, 3, 4
"""How much the hidden need, the domain and luck weigh in the order of a question."""

Shares = Sequence[tuple[str, int]]
"""Answers from the least need to the most, each with its share in thousandths; together 1,000."""


class Draw:
    """Draws for n people, each named draw from a stream of its own: a new question does not change the others."""

    def __init__(self, people: int, seed: int) -> None:
        self.people = people
        self.seed = seed

    def stream(self, name: str) -> np.random.Generator:
        """The generator that belongs to a name."""
        return np.random.Generator(np.random.PCG64([self.seed, zlib.crc32(name.encode())]))

    def thousandth(self, name: str) -> Whole:
        """A whole number from 0 to 999 for each person."""
        return self.stream(name).integers(0, 1000, self.people, dtype=np.int64)

    def hill(self, name: str) -> Whole:
        """A whole number from 0 to 3,996 for each person, most often in the middle."""
        four: Whole = self.stream(name).integers(0, 1000, (4, self.people), dtype=np.int64)
        total: Whole = four.sum(axis=0)
        return total


def in_order(score: Whole, groups: Whole) -> Whole:
    """Each person's place in their group by `score`, in thousandths: 0 for the least, 999 for the most."""
    places = np.zeros(len(score), dtype=np.int64)
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        order = rows[np.argsort(score[rows], kind="stable")]
        places[order] = np.arange(len(rows), dtype=np.int64) * 1000 // len(rows)
    return places


def dealt(places: Whole, groups: Whole, shares: Mapping[int, Shares]) -> tuple[tuple[str, ...], Whole]:
    """The answers dealt out along `places` in the shares of each group: the distinct answers, and which of them each person has."""
    values = tuple(dict.fromkeys(answer for one in shares.values() for answer, _ in one))
    found = np.zeros(len(places), dtype=np.int64)
    for group, one in shares.items():
        rows = groups == group
        ends = np.cumsum([share for _, share in one])
        answers = np.array([values.index(answer) for answer, _ in one], dtype=np.int64)
        found[rows] = answers[np.minimum(np.searchsorted(ends, places[rows], side="right"), len(answers) - 1)]
    return values, found
