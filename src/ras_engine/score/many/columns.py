"""Columns of raw answers to columns of codes: every distinct value is coded once, by the same asks as for one person.

Only *whether* a row can be scored is found here. What is wrong with a row that cannot is said by admitting that row on its own,
so a caseload and one person can never be told different things.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.assessment import FACTS, Raw, Reader
from ras_engine.assessment.values import day_of, fact_of, not_stated
from ras_engine.plan.asks import Ask, Fault
from ras_engine.plan.plan import Plan
from ras_engine.score.admit import BASELINE, CARER, DEPLOYMENT
from ras_engine.score.many.walk import Column
from ras_engine.score.many.work import worked_out

Mask = NDArray[np.bool_]
NOTHING = (None, "", "none", "0")
"""What the cell of an area of carer support holds where no support is given there."""
SUPPORT_STATES = ("no_carer", "not_offered", "offered")


@dataclass(frozen=True, slots=True)
class Distinct:
    """A column as its distinct values and, for each row, which of them it has: `places` is `(n,)` of any integers into `values`.

    A value may stand twice among the values, or in no row.
    """

    values: tuple[Any, ...]
    places: NDArray[np.integer]

    def mask(self, wanted: Sequence[bool]) -> Mask:
        """The rows whose value is wanted; `wanted` has one entry a distinct value."""
        rows: Mask = np.array(wanted, dtype=np.bool_)[self.places]
        return rows


def distinct(column: Any, rows: int) -> Distinct:
    """A raw column. A single value stands for the same in every row."""
    if isinstance(column, Distinct):
        return column
    if is_single(column):
        return Distinct((column,), np.zeros(rows, dtype=np.int64))
    values = column.tolist() if isinstance(column, np.ndarray) else list(column)
    if set(map(type, values)) <= {str}:
        keys: Sequence[Hashable] = values
        firsts: dict[Hashable, Any] = dict.fromkeys(values)
    else:
        values = [value.item() if isinstance(value, np.generic) else value for value in values]
        keys = [value if type(value) is str else _key(value) for value in values]
        firsts = dict(zip(reversed(keys), reversed(values), strict=True))
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    places = np.fromiter(map(numbers.__getitem__, keys), dtype=np.int64, count=rows)
    return Distinct(tuple(key if key is None or type(key) is str else firsts[key] for key in numbers), places)


def is_single(column: Any) -> bool:
    """Whether this is one value, such as a text, and no sequence of them."""
    return isinstance(column, str) or not hasattr(column, "__len__")


def _key(value: Any) -> Hashable:
    """A key that keeps apart what Python calls equal: 1, True and 1.0 are different answers. None where nothing is stated."""
    if value is None or _is_not_itself(value):
        return None
    try:
        parts = frozenset((name, type(one), one) for name, one in value.items()) if isinstance(value, Mapping) else value
        hash(parts)
    except TypeError:
        return (type(value), id(value))
    return (type(value), parts)


def _is_not_itself(value: Any) -> bool:
    """Whether this is one of the values by which tables of other libraries say that there is none (NaN, NaT, NA)."""
    try:
        other = value != value
        return other is value or bool(other)
    except (ValueError, ArithmeticError):
        return False


def raw_of(value: Any) -> Raw | None:
    """One distinct value as a raw answer; None where it is missing or of a type that an answer cannot have."""
    if type(value) is str:
        return value or None
    reader = Reader()
    raw = reader.answer("", value)
    return None if reader.faults else raw


def is_given(value: Any) -> bool:
    """Whether the cell of an area of carer support gives any."""
    return not not_stated(value) and raw_of(value) not in NOTHING[2:]


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of a caseload: a column for each input slot, and the rows that can be scored."""

    codes: list[NDArray[np.integer]]
    good: Mask


class Coder:
    """Codes the columns of one caseload."""

    def __init__(self, plan: Plan, columns: Mapping[str, Any], rows: int) -> None:
        self.plan = plan
        self.rows = rows
        self.columns = columns
        self.good = np.ones(rows, dtype=np.bool_)
        self.codes: list[NDArray[np.integer]] = [np.zeros(0, dtype=np.uint8)] * plan.inputs
        self.missing: dict[str, Mask] = {}

    def column(self, name: str) -> Distinct:
        """A column by name; a missing one has no value in any row."""
        return distinct(self.columns.get(name), self.rows)

    def run(self) -> Coded:
        """Code everything, fill in what missing answers count as, and find the rows that can be scored."""
        self._statement("baseline", lambda value: raw_of(value) == BASELINE)
        self._statement("assessed_on", lambda value: not_stated(value) or day_of(value) is not None)
        for ask in self.plan.asks:
            self._code(ask, self._support(ask) if ask.column.startswith(CARER) else None)
        values = self._fill_in()
        self._unanswered(values)
        for clash in self.plan.clashes:
            self.good &= values[clash.slot] == 0
        return Coded(self.codes, self.good)

    def _statement(self, name: str, fits: Callable[[Any], bool]) -> None:
        """Rows that state what does not fit cannot be scored."""
        column = self.column(name)
        self.good &= column.mask([fits(value) for value in column.values])

    def _source(self, ask: Ask) -> Distinct:
        """The raw column of an ask. A line whose own deployment is not given is held as the whole budget is."""
        own = self.column(ask.column)
        if not ask.column.startswith(DEPLOYMENT):
            return own
        whole = self.column(DEPLOYMENT.removesuffix("."))
        missing = own.mask([not_stated(value) for value in own.values])
        return Distinct(own.values + whole.values, np.where(missing, whole.places + len(own.values), own.places))

    def _code(self, ask: Ask, counts: Mask | None) -> None:
        """The codes of one ask; rows whose answer is at fault are not good, rows without one wait for the policy."""
        column = self._source(ask)
        table = np.zeros((len(column.values), ask.width), dtype=_small(self.plan, ask))
        given, sound = [], []
        for place, value in enumerate(column.values):
            value = value if counts is None or is_given(value) else None
            raw = raw_of(value)
            coded = ask.code(raw) if raw is not None else None
            if coded is not None and not isinstance(coded, Fault):
                table[place] = coded
            given.append(coded is not None and not isinstance(coded, Fault))
            sound.append(not_stated(value) if raw is None else not isinstance(coded, Fault))
        self.good &= column.mask(sound)
        present = column.mask(given) if counts is None else column.mask(given) & counts
        for offset, least in enumerate(self._least(ask)):
            self.codes[ask.slot + offset] = np.where(present, table[column.places, offset], table.dtype.type(least))
        self.missing[ask.column] = ~present

    def _least(self, ask: Ask) -> tuple[int, ...]:
        """The codes that stand where there is none, in rows that cannot be scored: possible ones, as those are worked out too."""
        return tuple(least for least, _ in self.plan.ranges[ask.slot : ask.slot + ask.width])

    def _support(self, ask: Ask) -> Mask:
        """Where the support with an area counts: offered, by an adult, able and willing; both recorded wherever support is
        given."""
        state, extent = self.column("carer_support"), self.column(ask.column)
        offered = state.mask([raw_of(value) == "offered" for value in state.values])
        self.good &= state.mask([raw_of(value) in SUPPORT_STATES for value in state.values])
        given = extent.mask([is_given(value) for value in extent.values])
        self.good &= offered | ~given
        facts = {name: self.fact(ask.column, name) for name in FACTS}
        yes, no = {}, {}
        for name, fact in facts.items():
            yes[name] = fact.mask([fact_of(value) is True for value in fact.values])
            no[name] = fact.mask([fact_of(value) is False for value in fact.values])
            blank = fact.mask([not_stated(value) for value in fact.values])
            required = name in ("able", "willing")
            self.good &= ~(given & offered) | yes[name] | no[name] | (np.zeros_like(blank) if required else blank)
        return offered & given & yes["able"] & yes["willing"] & ~no["adult"]

    def fact(self, column: str, name: str) -> Distinct:
        """A fact about one area's support, or the one recorded for all areas."""
        own = f"{column}.{name}"
        return self.column(own if own in self.columns else f"{CARER}{name}")

    def _fill_in(self) -> Mapping[int, Column]:
        """What missing answers count as, until nothing changes; the values of the operations of admission."""
        for ask in self.plan.asks:
            self._put(ask, self.missing[ask.column], ask.not_asked or ask.if_missing or self._least(ask))
        waiting = [ask for ask in self.plan.asks if ask.asked is not None and self.missing[ask.column].any()]
        while True:
            values = worked_out(self.plan, self.codes, self.rows, self._conditions())
            changed = False
            for ask in waiting:
                asked = values[ask.asked or 0] == 1
                changed |= self._put(ask, self.missing[ask.column] & asked, ask.if_missing or self._least(ask))
                changed |= self._put(ask, self.missing[ask.column] & ~asked, ask.not_asked or self._least(ask))
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
                self.good &= ~missing if ask.if_missing is None else True
                continue
            asked = values[ask.asked] == 1
            as_not_asked = np.ones(self.rows, dtype=np.bool_)
            for offset, code in enumerate(ask.not_asked or ()):
                as_not_asked &= self.codes[ask.slot + offset] == code
            self.good &= missing | asked | as_not_asked
            if ask.if_missing is None:
                self.good &= ~(missing & asked)

    def _put(self, ask: Ask, where: Mask, codes: Sequence[int]) -> bool:
        """Put codes into the rows; whether any row changed by it. A new column each time, as columns may be shared."""
        changed = False
        for offset, code in enumerate(codes):
            column = self.codes[ask.slot + offset]
            changed |= bool((column[where] != code).any())
            self.codes[ask.slot + offset] = np.where(where, column.dtype.type(code), column)
        return changed


def _small(plan: Plan, ask: Ask) -> type[np.integer]:
    """The smallest integers that hold every code of an ask: narrow columns are what makes gathering fast."""
    spans = plan.ranges[ask.slot : ask.slot + ask.width]
    least, most = min(low for low, _ in spans), max(high for _, high in spans)
    kinds = (np.uint8, np.int16, np.int32, np.int64)
    return next(kind for kind in kinds if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max)
