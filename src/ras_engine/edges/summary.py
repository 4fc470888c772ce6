"""What a caseload comes to, for a person to read: counts, totals, groups, the high-need end, what was wrong. All in whole pence.

Receives a scored caseload; gives plain values. How they are laid out on a page or a screen is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.errors import CATALOGUE, Problem
from ras_engine.exact import format_decimal
from ras_engine.score.many.batch import BudgetBatch

TOTALS = (
    "carer_neutral_amount",
    "carer_adjustment",
    "carer_sustainability",
    "limit_adjustment",
    "rounding",
    "indicative_budget",
    "contingency",
    "planning_amount",
)
THE_HIGHEST = "the tenth with the highest amounts before carers"
Amounts = np.ma.MaskedArray[Any, Any]
Rows = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spread:
    """Some budgets, in pence: how many, their sum, and the amounts that a tenth, half and nine tenths of them do not exceed."""

    people: int
    total: int
    tenth: int
    half: int
    nine_tenths: int

    @property
    def mean(self) -> int:
        """The mean in whole pence, rounded half up; 0 for nobody."""
        return (2 * self.total + self.people) // (2 * self.people) if self.people else 0


@dataclass(frozen=True, slots=True)
class Group:
    """One client group: everybody in it, and the part of it with high needs."""

    name: str
    title: str
    all: Spread
    high_need: Spread


@dataclass(frozen=True, slots=True)
class Found:
    """One kind of problem: its code and title, how many rows have it, and the first of them (from 0)."""

    code: str
    title: str
    rows: int
    first_row: int
    example: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A scored caseload at a glance. `totals` are sums over the rows that have an amount, in pence of the ruleset's period."""

    people: int
    counts: Mapping[str, int]
    totals: Mapping[str, int]
    referrals: Mapping[str, int]
    limits: Mapping[str, int]
    groups: tuple[Group, ...]
    high_need: str
    problems: tuple[Found, ...]


def summary_of(batch: BudgetBatch, problems: Mapping[int, Sequence[Problem]]) -> Summary:
    """The summary of a scored caseload; `problems` says what is wrong with which row."""
    high, words = high_need_of(batch)
    return Summary(
        people=len(batch),
        counts=batch.counts,
        totals={name: int(getattr(batch, name).filled(0).sum()) for name in TOTALS},
        referrals={name: int(np.count_nonzero(flag)) for name, flag in batch.referrals.items()},
        limits={name: int(np.count_nonzero(flag)) for name, flag in batch.limits_reached.items()},
        groups=_groups(batch, high),
        high_need=words,
        problems=_kinds(problems),
    )


def spread_of(amounts: Amounts) -> Spread:
    """The spread of the amounts that are there; each cut is an amount that somebody has, so no penny is made up."""
    there = amounts.compressed()
    return spread_of_counts(there, np.ones(len(there), dtype=np.int64))


def spread_of_counts(amounts: Whole, people: Whole) -> Spread:
    """The same of amounts, `(n,)` in pence, that so many people each have, `(n,)`."""
    everybody = int(people.sum())
    if not everybody:
        return Spread(0, 0, 0, 0, 0)
    order = np.argsort(amounts, kind="stable")
    amounts, people = amounts[order], people[order]
    places = np.searchsorted(np.cumsum(people), [-(-everybody * part // 10) for part in (1, 5, 9)])
    return Spread(everybody, int((amounts * people).sum()), *amounts[places].tolist())


def high_need_of(batch: BudgetBatch) -> tuple[Rows, str]:
    """Who has high needs: as the ruleset says, else the tenth with the highest amounts before carers; and that in words."""
    document = batch.ruleset.document
    mark = document.audit.high_need if document.audit else None
    if mark is not None:
        values, scale = batch.step(f"measure.{mark.measure}")
        wanted = mark.at_least * scale
        return values * wanted.denominator >= wanted.numerator, f"{mark.measure} at least {format_decimal(mark.at_least)}"
    neutral = batch.carer_neutral_amount
    cut = spread_of(neutral).nine_tenths
    return neutral.filled(0) > cut, THE_HIGHEST


def _groups(batch: BudgetBatch, high: Rows) -> tuple[Group, ...]:
    titles = batch.ruleset.document.client_groups
    if not titles:
        return ()
    column = batch.columns["client_group"]
    budget = batch.indicative_budget
    made = []
    for name, group in titles.items():
        rows = column.mask([value == name for value in column.values])
        title = group.title.in_language() if group.title else name
        made.append(Group(name, title, spread_of(budget[rows]), spread_of(budget[rows & high])))
    return tuple(made)


def _kinds(problems: Mapping[int, Sequence[Problem]]) -> tuple[Found, ...]:
    """The kinds of problems, the most frequent first."""
    rows: dict[str, list[int]] = {}
    examples: dict[str, str] = {}
    for row, found in sorted(problems.items()):
        for one in found:
            rows.setdefault(one.code, []).append(row)
            examples.setdefault(one.code, one.message)
    kinds = [Found(code, CATALOGUE[code].title, len(set(where)), where[0], examples[code]) for code, where in rows.items()]
    return tuple(sorted(kinds, key=lambda one: (-one.rows, one.code)))
