"""What is wrong with the rows of a caseload that could not be scored, told once for all rows that would be told the same.

A row is told what it would be told alone, by admitting it alone. Rows differ mostly in answers that nobody objects to, so only one
row is admitted of those that cannot be told apart by what may be objected to: values that cannot be read, what is missing, and
whatever decides which questions are asked and which answers clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.assessment import FACTS
from ras_engine.assessment.values import day_of, fact_of, not_stated
from ras_engine.errors import Problem
from ras_engine.plan.asks import Ask, Codes, Fault
from ras_engine.plan.plan import Plan
from ras_engine.score.admit import CARER
from ras_engine.score.many.batch import BudgetBatch
from ras_engine.score.many.columns import is_given, raw_of
from ras_engine.score.many.gather import Mask
from ras_engine.score.many.walk import Column, evaluate_columns

ALIKE, MISSING, AS_NOT_ASKED = -1, -2, -3
"""What stands for values that are told alike; a value that is told in its own words is its own place."""

Groups = NDArray[np.intp]


def told(batch: BudgetBatch) -> tuple[Groups, list[tuple[Problem, ...]]]:
    """What each row is told: `(n,)` places into a list of problems, whose first entry is for rows that have none."""
    places = np.zeros(len(batch), dtype=np.intp)
    if not len(batch.bad_rows):
        return places, [()]
    firsts, groups = _groups(batch)
    places[batch.bad_rows] = groups + 1
    return places, [(), *(batch.problems(row) for row in batch.bad_rows[firsts].tolist())]


def _groups(batch: BudgetBatch) -> tuple[Groups, Groups]:
    """The bad rows that are told the same: the first of each group, and the group of each."""
    groups = np.zeros(len(batch.bad_rows), dtype=np.int64)
    firsts = np.zeros(1, dtype=np.intp)
    for key in _keys(batch):
        if (key != key[0]).any():
            key = key - key.min()
            both = groups * (int(key.max()) + 1) + key
            _, firsts, groups = np.unique(both, return_index=True, return_inverse=True)
    return firsts, groups.reshape(-1)


def _keys(batch: BudgetBatch) -> Iterator[NDArray[np.int64]]:
    """For each column, and each condition of admission, what tells the bad rows apart."""
    plan, rows = batch.ruleset.plan, batch.bad_rows
    unanswered = {}
    for name, column in batch.columns.items():
        ask = plan.ask_named.get(name)
        kinds = np.array([_kind(name, ask, value, place) for place, value in enumerate(column.values)], dtype=np.int64)
        unanswered[name] = ((kinds == MISSING) | (kinds >= 0))[column.places[rows]]
        if ask is not None and ask.if_missing is not None and ask.is_question:
            kinds[kinds == MISSING] = ALIKE if ask.asked is None else AS_NOT_ASKED  # nobody objects to a missing answer here
        yield kinds[column.places[rows]]
    yield from _conditions(plan, [column[rows].astype(np.int64) for column in batch.coded.codes], unanswered)


def _conditions(plan: Plan, codes: list[Column], unanswered: Mapping[str, Mask]) -> list[Column]:
    """Which questions are asked and which answers clash, where what cannot be read is filled in as `admit` fills it in."""
    filled = [(ask, unanswered[ask.column]) for ask in plan.asks if ask.is_question and ask.column in unanswered]
    for ask, rows in filled:
        _put(codes, ask, rows, ask.not_asked or ask.if_missing)
    while True:
        values = evaluate_columns(plan, codes, plan.admission)
        before = list(codes)
        for ask, rows in filled:
            if ask.asked is not None:
                asked = values[ask.asked] == 1
                _put(codes, ask, rows & asked, ask.if_missing)
                _put(codes, ask, rows & ~asked, ask.not_asked)
        if all(map(np.array_equal, codes, before)):
            return [values[slot] for slot in (*(ask.asked for ask, _ in filled if ask.asked), *(one.slot for one in plan.clashes))]


def _put(codes: list[Column], ask: Ask, rows: Mask, counts_as: Codes | None) -> None:
    for offset, code in enumerate(counts_as or (0,) * ask.width):
        codes[ask.slot + offset] = np.where(rows, code, codes[ask.slot + offset])


def _kind(name: str, ask: Ask | None, value: Any, place: int) -> int:
    """What a value is told as."""
    if ask is None:
        return _kind_of_statement(name, value, place)
    if ask.column.startswith(CARER) and not is_given(value):
        return MISSING
    raw = raw_of(value)
    if raw is None:
        return MISSING if not_stated(value) else place
    coded = ask.code(raw)
    if isinstance(coded, Fault):
        return place
    return AS_NOT_ASKED if ask.asked is not None and coded == ask.not_asked else ALIKE


def _kind_of_statement(name: str, value: Any, place: int) -> int:
    """Days that can be read are alike, and so are facts; anything else that is stated is not."""
    if not_stated(value):
        return MISSING
    if name == "assessed_on":
        return place if day_of(value) is None else ALIKE
    if name.rpartition(".")[2] in FACTS:
        return place if fact_of(value) is None else ALIKE
    return place
