"""What a caseload comes to, added up part by part: the same summary that a caseload in memory has, whatever its size.

Counts and totals are small and kept as plain data. How many people have which amount, and which ids there are, goes to a file
beside the output, part after part; a run that is resumed goes on from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.summary import TOTALS, Found, Group, Rows, Spread, Summary, high_need_of, spread_of_counts
from ras_engine.errors import CATALOGUE, Problem
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import BudgetBatch

Whole = NDArray[np.int64]
KEYS = 3
"""Of a row of the table of amounts: the group, what tells high needs, the budget; a count follows."""
LONGEST_ID = 64
TURN = 1 << 21
"""About how many ids are compared at once."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many ids stand in more than one row, and the lines of the first two rows that share one."""

    ids: int = 0
    lines: tuple[int, ...] = ()


@dataclass
class Tally:
    """The sums over all parts so far; `state` is what a journal keeps of them."""

    ruleset: Ruleset
    people: int = 0
    high_need: str = ""
    sums: dict[str, dict[str, int]] = field(default_factory=lambda: {"counts": {}, "totals": {}, "referrals": {}, "limits": {}})
    kinds: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, batch: BudgetBatch, problems: Mapping[int, Sequence[Problem]], lines: Sequence[int], ids: Sequence[str]) -> bytes:
        """Adds a part; gives its table of amounts and its ids as bytes, to be kept beside the output."""
        self._sum("counts", batch.counts)
        self._sum("totals", {name: int(getattr(batch, name).filled(0).sum()) for name in TOTALS})
        self._sum("referrals", {name: int(np.count_nonzero(flag)) for name, flag in batch.referrals.items()})
        self._sum("limits", {name: int(np.count_nonzero(flag)) for name, flag in batch.limits_reached.items()})
        for row, found in sorted(problems.items()):
            for code in dict.fromkeys(one.code for one in found):
                example = next(one.message for one in found if one.code == code)
                self.kinds.setdefault(code, [0, self.people + row, lines[row], example])[0] += 1
        self.people += len(batch)
        amounts, names = self._amounts(batch), _ids(ids, lines)
        return b"".join(np.array(len(part), dtype="<i8").tobytes() + part.astype("<i8").tobytes() for part in (amounts, names))

    def _sum(self, name: str, more: Mapping[str, int]) -> None:
        for key, number in more.items():
            self.sums[name][key] = self.sums[name].get(key, 0) + number

    def _amounts(self, batch: BudgetBatch) -> Whole:
        """How many people of each group have which amount, `(n, KEYS + 1)`.

        High needs are told by the ruleset's own mark, else by the amount before carers.
        """
        high, self.high_need = high_need_of(batch)
        group = np.zeros(len(batch), dtype=np.int64)
        if self.ruleset.document.client_groups:
            column = batch.columns["client_group"]
            names = list(self.ruleset.document.client_groups)
            group = np.array([names.index(one) if one in names else -1 for one in column.values], dtype=np.int64)[column.places]
        mark = high.astype(np.int64) if self._marked else batch.carer_neutral_amount.filled(0)
        keys = np.stack([group, mark, batch.indicative_budget.filled(0)], axis=1)[batch.status == 0]
        return merged(np.column_stack([keys, np.ones(len(keys), dtype=np.int64)]))

    @property
    def _marked(self) -> bool:
        audit = self.ruleset.document.audit
        return audit is not None and audit.high_need is not None

    @property
    def state(self) -> dict[str, Any]:
        """The sums as plain data."""
        return {"people": self.people, "high_need": self.high_need, "sums": self.sums, "kinds": self.kinds}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Goes on from what `state` gave."""
        self.people, self.high_need = state["people"], state["high_need"]
        self.sums, self.kinds = state["sums"], state["kinds"]

    def first_lines(self) -> dict[int, int]:
        """The line of the first row with each kind of problem, by the row (from 0)."""
        return {row: line for _, row, line, _ in self.kinds.values()}

    def summary(self, kept: BinaryIO) -> tuple[Summary, Repeated]:
        """The summary of everything that was added, from a file of what `add` gave, one after another; it is never read whole."""
        amounts = _all_amounts(amounts for amounts, _ in _tables(kept))
        kinds = [Found(code, CATALOGUE[code].title, rows, first, example) for code, (rows, first, _, example) in self.kinds.items()]
        summary = Summary(
            self.people,
            self.sums["counts"],
            self.sums["totals"],
            self.sums["referrals"],
            self.sums["limits"],
            self._groups(amounts),
            self.high_need,
            tuple(sorted(kinds, key=lambda one: (-one.rows, one.code))),
        )
        return summary, _repeated(kept, 1 + self.people // TURN)

    def _groups(self, amounts: Whole) -> tuple[Group, ...]:
        group, mark, budget, people = amounts.T
        high: Rows = mark != 0
        if not self._marked:
            high = mark > spread_of_counts(mark, people).nine_tenths
        made = []
        for place, (name, one) in enumerate((self.ruleset.document.client_groups or {}).items()):
            here = group == place
            spreads: list[Spread] = [spread_of_counts(budget[rows], people[rows]) for rows in (here, here & high)]
            made.append(Group(name, one.title.in_language() if one.title else name, *spreads))
        return tuple(made)


def merged(rows: Whole) -> Whole:
    """Rows with the same keys as one, with the sum of their counts; in the order of the keys."""
    if not len(rows):
        return rows.reshape(0, KEYS + 1)
    rows = rows[np.lexsort(rows[:, KEYS - 1 :: -1].T)] if KEYS else rows
    starts = np.flatnonzero(np.r_[True, (np.diff(rows[:, :KEYS], axis=0) != 0).any(axis=1)])
    return np.column_stack([rows[starts, :KEYS], np.add.reduceat(rows[:, KEYS], starts)])


def _all_amounts(tables: Iterable[Whole]) -> Whole:
    """All tables as one; merged again and again, so that it never holds much more than the amounts that differ."""
    every, waiting = np.zeros((0, KEYS + 1), dtype=np.int64), list[Whole]()
    for table in tables:
        waiting.append(table)
        if sum(map(len, waiting)) > max(len(every), 1 << 16):
            every, waiting = merged(np.concatenate([every, *waiting])), []
    return merged(np.concatenate([every, *waiting]))


def _tables(kept: BinaryIO) -> Iterator[tuple[Whole, NDArray[np.uint64]]]:
    """The table of amounts and the ids of each part."""
    kept.seek(0)

    def table(rows: int, width: int) -> Whole:
        return np.frombuffer(kept.read(8 * rows * width), dtype="<i8").reshape(rows, width)

    while head := kept.read(8):
        amounts = table(int.from_bytes(head, "little"), KEYS + 1)
        yield amounts, table(int.from_bytes(kept.read(8), "little"), 2).view(np.uint64)


def _ids(ids: Sequence[str], lines: Sequence[int]) -> Whole:
    """For each id a number made of it, and its line, `(n, 2)`; an empty id is none."""
    there = [row for row, name in enumerate(ids) if name]
    numbers = digests([ids[row] for row in there])
    return (
        np.column_stack([numbers.view(np.int64), np.asarray(lines, dtype=np.int64)[there]]) if there else np.zeros((0, 2), np.int64)
    )


def digests(texts: Sequence[str]) -> NDArray[np.uint64]:
    """A number of 64 bits made of each text; two texts that share one are as good as impossible."""
    if max(map(len, texts), default=0) > LONGEST_ID:
        return np.array(
            [int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") for text in texts], dtype=np.uint64
        )
    letters = np.array(texts, dtype=np.str_).reshape(len(texts))
    wide = letters.dtype.itemsize // 4
    codes = letters.view(np.uint32).reshape(len(texts), wide) if texts else np.zeros((0, 0), dtype=np.uint32)
    number = np.full(len(texts), 0x9E3779B97F4A7C15, dtype=np.uint64)
    for place in range(codes.shape[1]):
        letter = codes[:, place].astype(np.uint64)
        mixed = (number ^ letter) * np.uint64(0xBF58476D1CE4E5B9)
        number = np.where(letter, mixed ^ (mixed >> np.uint64(29)), number)
    return number


def _repeated(kept: BinaryIO, turns: int) -> Repeated:
    """The ids that stand more than once. Looked for in turns, so that only a part of them is in memory at once."""
    count, first = 0, (0, 0)
    for turn in range(turns):
        some = [ids[ids[:, 0] % np.uint64(turns) == turn] for _, ids in _tables(kept)]
        names = np.concatenate(some) if some else np.zeros((0, 2), dtype=np.uint64)
        names = names[np.argsort(names[:, 0], kind="stable")]
        again = np.flatnonzero(names[1:, 0] == names[:-1, 0])
        starts = again[np.r_[True, np.diff(names[again, 0].view(np.int64)) != 0][: len(again)]]
        count += len(starts)
        if len(starts):
            earliest = starts[np.argmin(names[starts, 1])]
            found = (int(names[earliest, 1]), int(names[earliest + 1, 1]))
            first = found if first == (0, 0) else min(first, found)
    return Repeated(count, first if count else ())
