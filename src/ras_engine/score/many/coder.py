"""Columns of raw answers to columns of codes: every distinct value is coded once, by the same asks as for one person.

Only *whether* a row can be scored is found here. What is wrong with a row that cannot is said by admitting that row on its own,
so a caseload and one person can never be told different things. A set of rows is a mask, or None where there is no row in it: most
columns have no row that needs a second look, and cost one look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.assessment import FACTS
from ras_engine.assessment.values import day_of, fact_of, not_stated
from ras_engine.plan.asks import Ask, Codes, Fault
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Plan
from ras_engine.score.admit import BASELINE, CARER, DEPLOYMENT
from ras_engine.score.many.columns import SUPPORT_STATES, Distinct, distinct, is_given, raw_of
from ras_engine.score.many.gather import Mask, Places, gathered, kept_where, on_threads, rows_with
from ras_engine.score.many.walk import Column
from ras_engine.score.many.work import worked_out

Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of a caseload: a column for each input slot, and the rows that can be scored."""

    codes: list[NDArray[np.integer]]
    good: Mask


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows in which one fact about support is recorded as false, as anything but true, and in a way that nobody can read."""

    no: Mask | None
    other: Mask | None
    unread: Mask | None


class Coder:
    """Codes the columns of one caseload."""

    def __init__(self, plan: Plan, columns: Mapping[str, Any], rows: int) -> None:
        self.plan = plan
        self.rows = rows
        self.columns = columns
        self.good = np.ones(rows, dtype=np.bool_)
        self.codes: list[NDArray[np.integer]] = [np.zeros(0, dtype=np.uint8)] * plan.inputs
        self.tables: dict[Slot, tuple[NDArray[np.integer], Places]] = {}
        self.kept: dict[Slot, tuple[Mask, int]] = {}
        self.missing: dict[str, Mask | None] = {}
        self.facts: dict[str, Facts] = {}
        self.counts: dict[tuple[int, int, int], Mask | None] = {}

    def column(self, name: str) -> Distinct:
        """A column by name; a missing one has no value in any row."""
        return distinct(self.columns.get(name), self.rows)

    def run(self) -> Coded:
        """Code everything, fill in what missing answers count as, and find the rows that can be scored."""
        self._refuse(rows_where(self.column("baseline"), lambda value: raw_of(value) != BASELINE))
        self._refuse(rows_where(self.column("assessed_on"), lambda value: not not_stated(value) and day_of(value) is None))
        not_offered = self._not_offered(any(ask.column.startswith(CARER) for ask in self.plan.asks))
        for ask in self.plan.asks:
            if ask.column.startswith(CARER):
                self._code_support(ask, not_offered)
            else:
                self._code(ask, self._source(ask), lambda value: value)
        on_threads(self._gather, self.tables, self.rows)
        values = self._fill_in()
        self._unanswered(values)
        for clash in self.plan.clashes:
            self.good &= values[clash.slot] == 0
        return Coded(self.codes, self.good)

    def _refuse(self, rows: Mask | None) -> None:
        """Rows that cannot be scored."""
        if rows is not None:
            self.good &= ~rows

    def _source(self, ask: Ask) -> Distinct:
        """The raw column of an ask. A line whose own deployment is not given is held as the whole budget is."""
        own = self.column(ask.column)
        if not ask.column.startswith(DEPLOYMENT):
            return own
        whole = self.column(DEPLOYMENT.removesuffix("."))
        missing = rows_where(own, not_stated)
        if missing is None or missing.all():
            return own if missing is None else whole
        return Distinct(
            own.values + whole.values, np.where(missing, np.add(whole.places, len(own.values), dtype=np.int64), own.places)
        )

    def _code(self, ask: Ask, column: Distinct, stated: Callable[[Any], Any]) -> None:
        """The codes of one ask; rows whose answer is at fault are not good, rows without one wait for the policy."""
        unanswered, least = ask.not_asked or ask.if_missing or self._least(ask), self._least(ask)
        rows, missing, faulty = [], [], []
        for value in map(stated, column.values):
            raw = raw_of(value)
            coded = ask.code(raw) if raw is not None else None
            missing.append(coded is None)
            faulty.append(not not_stated(value) if raw is None else isinstance(coded, Fault))
            rows.append(unanswered if coded is None else least if isinstance(coded, Fault) else coded)
        self._refuse(rows_with(column.places, faulty))
        settled = ask.asked is None and ask.if_missing is not None
        self.missing[ask.column] = None if settled else rows_with(column.places, missing)
        self._look_up(ask, column, rows, [a or b for a, b in zip(missing, faulty, strict=True)])

    def _look_up(self, ask: Ask, column: Distinct, rows: Sequence[Codes], spare: Sequence[bool]) -> None:
        """The tables of codes, from the codes of each value. A `spare` value that no row has may be coded in any way."""
        kind = _small(self.plan, ask)
        table = np.array(rows, dtype=kind).reshape(len(rows), ask.width)
        places = np.arange(len(rows))
        if ask.width == 1 and kind == np.uint8 and len(rows) <= 256 and not np.array_equal(table[:, 0], places):
            itself = np.where(spare, places, table[:, 0])
            if np.array_equal(itself, places) and rows_with(column.places, spare) is None:
                table[:, 0] = itself
        for offset in range(ask.width):
            self.tables[ask.slot + offset] = np.ascontiguousarray(table[:, offset]), column.places

    def _gather(self, slot: Slot) -> None:
        """The column of codes of one slot."""
        codes = gathered(*self.tables[slot])
        self.codes[slot] = kept_where(codes, *self.kept[slot]) if slot in self.kept else codes

    def _least(self, ask: Ask) -> Codes:
        """The codes that stand where there is none, in rows that cannot be scored: possible ones, as those are worked out too."""
        return tuple(least for least, _ in self.plan.ranges[ask.slot : ask.slot + ask.width])

    def _not_offered(self, asked: bool) -> Mask | None:
        """Where no support is offered at all. It must be stated where the ruleset asks about carers, and be right where it is."""
        state = self.column("carer_support")
        self._refuse(rows_where(state, lambda value: raw_of(value) not in SUPPORT_STATES and (asked or not not_stated(value))))
        return rows_where(state, lambda value: raw_of(value) != "offered")

    def _code_support(self, ask: Ask, not_offered: Mask | None) -> None:
        """The codes of support with an area. It counts where it is offered, by an adult, able and willing; both must be recorded
        wherever support is given."""
        column = self.column(ask.column)
        self._code(ask, column, lambda value: value if is_given(value) else None)
        facts = [self.fact(ask.column, name) for name in FACTS]
        against = [one for one in (not_offered, *(fact.unread for fact in facts)) if one is not None]
        given = rows_where(column, is_given) if against else None
        if given is not None:
            for rows in against:
                self._refuse(given & rows)
        counts = self._counts(not_offered, facts)
        if counts is not None:
            for offset, code in enumerate(ask.if_missing or self._least(ask)):
                self.kept[ask.slot + offset] = counts, code

    def _counts(self, not_offered: Mask | None, facts: Sequence[Facts]) -> Mask | None:
        """Where support counts; None where it counts in every row. The same facts are often those of all areas."""
        able, willing, _, _, adult = facts
        key = (id(able), id(willing), id(adult))
        if key not in self.counts:
            against = [one for one in (not_offered, able.other, willing.other, adult.no) if one is not None]
            self.counts[key] = ~np.logical_or.reduce(against) if against else None
        return self.counts[key]

    def fact(self, column: str, name: str) -> Facts:
        """A fact about one area's support, or the one recorded for all areas. Whether a carer is able and willing must be told."""
        own = f"{column}.{name}"
        name, required = own if own in self.columns else f"{CARER}{name}", name in ("able", "willing")
        if name not in self.facts:
            fact = self.column(name)
            unread = rows_where(fact, lambda value: fact_of(value) is None and (required or not not_stated(value)))
            no, other = (lambda value: fact_of(value) is False), (lambda value: fact_of(value) is not True)
            self.facts[name] = Facts(rows_where(fact, no), rows_where(fact, other), unread)
        return self.facts[name]

    def _fill_in(self) -> Mapping[int, Column]:
        """What missing answers count as, until nothing changes; the values of the operations of admission."""
        waiting, conditions = [(ask, ask.asked, self.missing[ask.column]) for ask in self.plan.asks], self._conditions()
        while True:
            values = worked_out(self.plan, self.codes, self.rows, conditions, small=conditions)
            asked = {slot: values[slot] == 1 for _, slot, _ in waiting if slot is not None}
            changed = False
            for ask, slot, missing in waiting:
                if slot is not None and missing is not None:
                    changed |= self._put(ask, ~(missing & asked[slot]), ask.if_missing or self._least(ask))
                    changed |= self._put(ask, ~missing | asked[slot], ask.not_asked or self._least(ask))
            if not changed:
                return values

    def _conditions(self) -> tuple[int, ...]:
        """The slots that admission needs: which questions are asked, which answers clash."""
        asked = (ask.asked for ask in self.plan.asks if ask.asked is not None)
        return tuple(dict.fromkeys((*asked, *(clash.slot for clash in self.plan.clashes))))

    def _unanswered(self, values: Mapping[int, Column]) -> None:
        """Questions that are asked but not answered, and answers to questions that are not asked."""
        for ask in self.plan.asks:
            missing = self.missing[ask.column]
            if ask.asked is None:
                self._refuse(missing if ask.if_missing is None else None)
                continue
            asked = values[ask.asked] == 1
            as_not_asked = np.ones(self.rows, dtype=np.bool_)
            for offset, code in enumerate(ask.not_asked or ()):
                as_not_asked &= self.codes[ask.slot + offset] == code
            self.good &= asked | as_not_asked if missing is None else missing | asked | as_not_asked
            if ask.if_missing is None and missing is not None:
                self.good &= ~(missing & asked)

    def _put(self, ask: Ask, keep: Mask, codes: Sequence[int]) -> bool:
        """Put codes into the rows that are not kept; whether any row changed by it."""
        changed = False
        for offset, code in enumerate(codes):
            column = self.codes[ask.slot + offset]
            new = kept_where(column, keep, code)
            changed = changed or not np.array_equal(new, column)
            self.codes[ask.slot + offset] = new
        return changed


def rows_where(column: Distinct, test: Test) -> Mask | None:
    """The rows whose value passes a test; None where there is no such row."""
    return rows_with(column.places, [test(value) for value in column.values])


def _small(plan: Plan, ask: Ask) -> type[np.integer]:
    """The smallest integers that hold every code of an ask: narrow columns are what makes gathering fast."""
    spans = plan.ranges[ask.slot : ask.slot + ask.width]
    least, most = min(low for low, _ in spans), max(high for _, high in spans)
    kinds = (np.uint8, np.int16, np.int32, np.int64)
    return next(kind for kind in kinds if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max)
