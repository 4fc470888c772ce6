"""What a caseload comes to, added up part by part: the same summary that a caseload in memory has, whatever its size.

Counts and totals are small and kept as plain data. How many people have which amount, and which ids there are, goes to a file
beside the output, part after part; a run that is resumed goes on from both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.files.ids import Repeated, digests, repeated
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.frames.made import Told
from ras_engine.edges.summary import THE_HIGHEST, TOTALS, Found, Group, Spread, Summary, high_need_of, spread_of_counts
from ras_engine.errors import CATALOGUE
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import BudgetBatch

Whole = NDArray[np.int64]
TURN = 1 << 22
"""About how many ids are compared at once."""
MERGED = 1 << 16
"""So many amounts wait at most before they are counted together."""


@dataclass
class Tally:
    """The sums over all parts so far; `state` is what a journal keeps of them."""

    ruleset: Ruleset
    people: int = 0
    high_need: str = ""
    sums: dict[str, dict[str, int]] = field(default_factory=lambda: {"counts": {}, "totals": {}, "referrals": {}, "limits": {}})
    kinds: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, batch: BudgetBatch, told: Told, lines: Sequence[int], ids: Strings | None) -> bytes:
        """Adds a part; gives its amounts and its ids as bytes, to be kept beside the output."""
        self._sum("counts", batch.counts)
        self._sum("totals", {name: int(getattr(batch, name).filled(0).sum()) for name in TOTALS})
        self._sum("referrals", {name: int(np.count_nonzero(flag)) for name, flag in batch.referrals.items()})
        self._sum("limits", {name: int(np.count_nonzero(flag)) for name, flag in batch.limits_reached.items()})
        self._add_problems(told, lines)
        self.people += len(batch)
        return as_bytes(self._amounts(batch), _numbered(ids, lines))

    def _add_problems(self, told: Told, lines: Sequence[int]) -> None:
        """Adds each kind of problem once for a row; the first row of a kind gives the example."""
        places, groups = told
        bad = np.flatnonzero(places)
        kinds, firsts, rows = np.unique(places[bad], return_index=True, return_counts=True)
        for one in np.argsort(firsts).tolist():
            row, found = int(bad[firsts[one]]), groups[int(kinds[one])]
            for code in dict.fromkeys(problem.code for problem in found):
                example = next(problem.message for problem in found if problem.code == code)
                self.kinds.setdefault(code, [0, self.people + row, lines[row], example])[0] += int(rows[one])

    def _sum(self, name: str, more: Mapping[str, int]) -> None:
        for key, number in more.items():
            self.sums[name][key] = self.sums[name].get(key, 0) + number

    def _amounts(self, batch: BudgetBatch) -> list[Whole]:
        """Of everybody with an amount the group, what tells high needs, and the budget, `(n,)` each.

        High needs are told by the ruleset's own mark, else by the amount before carers.
        """
        here = batch.status == 0
        group = np.zeros(len(batch), dtype=np.int64)
        if self.ruleset.document.client_groups:
            column = batch.columns["client_group"]
            names = list(self.ruleset.document.client_groups)
            group = np.array([names.index(one) if one in names else -1 for one in column.values], dtype=np.int64)[column.places]
        if self._marked:
            high, self.high_need = high_need_of(batch)
            mark = high.astype(np.int64)
        else:
            self.high_need, mark = THE_HIGHEST, batch.carer_neutral_amount.data
        return [column[here] for column in (group, mark, batch.indicative_budget.data)]

    @property
    def _marked(self) -> bool:
        audit = self.ruleset.document.audit
        return audit is not None and audit.high_need is not None

    @property
    def state(self) -> dict[str, Any]:
        """The sums as plain data."""
        return deepcopy({"people": self.people, "high_need": self.high_need, "sums": self.sums, "kinds": self.kinds})

    def restore(self, state: Mapping[str, Any]) -> None:
        """Goes on from what `state` gave."""
        self.people, self.high_need = state["people"], state["high_need"]
        self.sums, self.kinds = state["sums"], state["kinds"]

    def first_lines(self) -> dict[int, int]:
        """The line of the first row with each kind of problem, by the row (from 0)."""
        return {row: line for _, row, line, _ in self.kinds.values()}

    def summary(self, kept: BinaryIO) -> tuple[Summary, Repeated]:
        """The summary of everything that was added, from a file of what `add` gave, one after another; it is never read whole."""
        kinds = [Found(code, CATALOGUE[code].title, rows, first, example) for code, (rows, first, _, example) in self.kinds.items()]
        summary = Summary(
            self.people,
            self.sums["counts"],
            self.sums["totals"],
            self.sums["referrals"],
            self.sums["limits"],
            self._groups(kept),
            self.high_need,
            tuple(sorted(kinds, key=lambda one: (-one.rows, one.code))),
        )
        return summary, repeated(lambda: _ids(kept), 1 + self.people // TURN)

    def _groups(self, kept: BinaryIO) -> tuple[Group, ...]:
        titles = dict(self.ruleset.document.client_groups or {})
        cut = 0
        if titles and not self._marked:
            marks = Counted()
            for _, mark, _ in _amounts(kept):
                marks.add(mark)
            cut = marks.spread.nine_tenths
        everybody, high = [Counted() for _ in titles], [Counted() for _ in titles]
        for group, mark, budget in _amounts(kept) if titles else ():
            for place in range(len(titles)):
                here = group == place
                everybody[place].add(budget[here])
                high[place].add(budget[here & (mark > cut)])
        return tuple(
            Group(name, one.title.in_language() if one.title else name, everybody[place].spread, high[place].spread)
            for place, (name, one) in enumerate(titles.items())
        )


class Counted:
    """How many people have which amount. Never holds much more than the amounts that differ."""

    def __init__(self) -> None:
        self._found = np.zeros((2, 0), dtype=np.int64)
        self._waiting: list[Whole] = []

    def add(self, amounts: Whole) -> None:
        """One more person with each of these amounts."""
        self._waiting.append(np.stack(np.unique(amounts, return_counts=True)))
        if sum(one.shape[1] for one in self._waiting) > max(self._found.shape[1], MERGED):
            self._merge()

    def _merge(self) -> None:
        amounts, people = np.concatenate([self._found, *self._waiting], axis=1)
        order = np.argsort(amounts, kind="stable")
        amounts, people = amounts[order], people[order]
        starts = np.flatnonzero(np.r_[True, np.diff(amounts) != 0][: len(amounts)])
        self._found = np.stack([amounts[starts], np.add.reduceat(people, starts) if len(starts) else people])
        self._waiting.clear()

    @property
    def spread(self) -> Spread:
        """What they come to."""
        self._merge()
        return spread_of_counts(*self._found)


def as_bytes(amounts: Sequence[Whole], ids: Sequence[Whole]) -> bytes:
    """A part as it is kept: how many amounts and ids it has, and then their columns."""
    head = np.array([len(amounts[0]), len(ids[0])], dtype="<i8")
    return b"".join(column.astype("<i8", copy=False).tobytes() for column in (head, *amounts, *ids))


def _amounts(kept: BinaryIO) -> Iterator[list[Whole]]:
    """The group, the mark and the budget of everybody with an amount, part by part."""
    for amounts, ids in _parts(kept):
        yield [_column(kept, amounts) for _ in range(3)]
        kept.seek(8 * 2 * ids, 1)


def _ids(kept: BinaryIO) -> Iterator[tuple[NDArray[np.uint64], Whole]]:
    """The number of each id, and its line, part by part."""
    for amounts, ids in _parts(kept):
        kept.seek(8 * 3 * amounts, 1)
        yield _column(kept, ids).view(np.uint64), _column(kept, ids)


def _parts(kept: BinaryIO) -> Iterator[tuple[int, int]]:
    """How many amounts and ids each part has; whoever asks reads or skips them."""
    kept.seek(0)
    while len(head := kept.read(16)) == 16:
        amounts, ids = np.frombuffer(head, dtype="<i8").tolist()
        yield amounts, ids


def _column(kept: BinaryIO, size: int) -> Whole:
    return np.frombuffer(kept.read(8 * size), dtype="<i8")


def _numbered(ids: Strings | None, lines: Sequence[int]) -> list[Whole]:
    """For each id a number made of it, and its line, `(n,)` each; an empty id is none."""
    if ids is None:
        return [np.zeros(0, dtype=np.int64)] * 2
    there = ids.lengths > 0
    where = np.arange(lines.start, lines.stop) if isinstance(lines, range) else np.asarray(lines, dtype=np.int64)
    return [digests(ids).view(np.int64)[there], where[there]]
