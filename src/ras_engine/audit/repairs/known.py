"""The pairs that a repair has to mend: the worst that were found and many beside them, worked out together for each change tried.

Receives a broken law as it was found; says of a changed ruleset how far these pairs still break the law. A change that fails here
needs no proof; one that does not is still to be proved, and whoever the proof finds is known from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ras_engine.audit.bench import Bench, outputs_of
from ras_engine.audit.law import Draft
from ras_engine.audit.prove.objective import NEVER, Found, Objective
from ras_engine.audit.prove.search import People, Search, Side
from ras_engine.audit.repairs.tried import Tried, broken_parts, pain
from ras_engine.audit.report import Witness
from ras_engine.audit.witnesses.example import sides_of
from ras_engine.ruleset import Ruleset
from ras_engine.score.many.walk import Column

DRAWN, AGAIN = 1_500, 100
ROUNDS, BEST, EACH = 6, 16, 24
WORST, OTHERS = 120, 120
"""Of the pairs drawn, so many of the worst are kept, and so many of the others: a change may make those worse."""


@dataclass
class _Pairs:
    """Pairs of one objective."""

    objective: Objective
    left: People
    right: People

    def add(self, left: People, right: People) -> None:
        """More pairs."""
        self.left, self.right = np.concatenate([self.left, left]), np.concatenate([self.right, right])


class Known:
    """The known pairs of one broken law. Where its parts are not about amounts, or people are seen by two rulesets, only the pairs
    that were shown are known, and none where nobody was."""

    def __init__(self, bench: Bench, draft: Draft, pairs: Sequence[Witness]) -> None:
        self.bench, self.draft, self.shown = bench, draft, list(pairs)
        self.many: dict[Objective, _Pairs] = {}
        self.in_columns = not draft.two_rulesets and not draft.unanswered
        self.learn(bench.ruleset, draft)

    def __len__(self) -> int:
        """How many pairs are known."""
        return sum(len(one.left) for one in self.many.values())

    @property
    def blind(self) -> bool:
        """Whether nothing but a proof can tell: the law is not about amounts."""
        return not broken_parts(self.draft)

    def learn(self, ruleset: Ruleset, draft: Draft) -> bool:
        """The worst pairs of a ruleset that breaks the law, and many near them, are known from now on; whether there were any."""
        found = [one for one in broken_parts(draft) if one.left] if self.in_columns and self._alike(ruleset) else []
        for one in found:
            left, right = self._drawn(ruleset, one, DRAWN if one.objective not in self.many else AGAIN)
            kept = self.many.setdefault(one.objective, _Pairs(one.objective, left[:0], right[:0]))
            kept.add(left, right)
        return bool(found)

    def add(self, tried: Tried, pairs: Sequence[Witness]) -> None:
        """What a change left broken is known as well."""
        self.shown += pairs
        self.learn(tried.ruleset, tried.draft)

    def pain(self, ruleset: Ruleset) -> int:
        """How far they still break the law; nought where they do not, or nothing is known of anybody."""
        if not self.in_columns or not self._alike(ruleset):
            return pain(self.bench, self.draft, ruleset, self.shown)
        return sum(self._pain(ruleset, one) for one in self.many.values())

    def _alike(self, ruleset: Ruleset) -> bool:
        """Whether the same people can be asked about."""
        mine, theirs = self.bench.plan, ruleset.plan
        return mine.ranges == theirs.ranges and [one.column for one in mine.asks] == [one.column for one in theirs.asks]

    def _pain(self, ruleset: Ruleset, pairs: _Pairs) -> int:
        sides = [Side(ruleset.plan, outputs_of(ruleset), 0, {}) for _ in range(2)]
        search = Search(self.bench.variables, sides[0], sides[0 if pairs.objective.columns else 1], _never)
        value = search.values(pairs.objective, pairs.left, pairs.right)
        return int(np.maximum(value - pairs.objective.threshold, 0)[value > NEVER].sum())

    def _drawn(self, ruleset: Ruleset, found: Found, rows: int) -> tuple[People, People]:
        """Pairs of an objective, drawn and led uphill from the worst one: the worst of them and some others."""
        fixed = sides_of(self.bench, found)
        sides = [Side(ruleset.plan, outputs_of(ruleset), 0, one) for one in fixed]
        search = Search(self.bench.variables, sides[0], sides[1 if any(fixed) else 0], _never, self.bench.limits.seed)
        met = list(_met(search, found, rows))
        left, right, value = (np.concatenate(parts) for parts in zip(*met, strict=True))
        order = np.argsort(-value, kind="stable")
        order = order[value[order] > NEVER]
        chosen = np.concatenate([order[:WORST], order[WORST :: max(len(order) // OTHERS, 1)]])
        return left[chosen], right[chosen]


def _met(search: Search, found: Found, rows: int) -> Iterator[tuple[People, People, Column]]:
    """The worst pair, pairs drawn, and on from the worst of each round those like them but for an answer or two."""
    left, right = search.pairs(found.objective, search.people(rows))
    left, right = np.concatenate([np.array([found.left]), left]), np.concatenate([np.array([found.right]), right])
    for _ in range(ROUNDS):
        value = search.values(found.objective, left, right)
        yield left, right, value
        best = np.repeat(np.argsort(value, kind="stable")[-BEST:], EACH)
        left, right = left[best], right[best]
        for _ in range(2):
            every, number = np.arange(len(left)), search.random.integers(0, len(search.sizes), len(left))
            drawn = search.random.integers(0, search.sizes[number])
            both = left[every, number] == right[every, number]
            left[every[both], number[both]] = right[every[both], number[both]] = drawn[both]
        left, right = search.with_fixed(search.left, left), search.with_fixed(search.right, right)


def _never() -> None:
    """The search for pairs is short: it does not look at the clock."""
