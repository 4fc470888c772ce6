"""Admits each row as `score.admit` does: coded answers, what missing ones count as, and the code of every problem.

A row with a problem is marked and never dropped. Its codes are still whole numbers, so that nothing further on can fail; what is
worked out from them is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from sqlglot import exp

from ras_engine.edges.sql.carers import Carers
from ras_engine.edges.sql.days_of_year import no_day
from ras_engine.edges.sql.expressions import (
    Expression,
    case,
    chained,
    compared,
    either,
    every,
    is_null,
    literal,
    no,
    whole,
    word,
)
from ras_engine.edges.sql.readings import Reading, read
from ras_engine.edges.sql.sheet import Sheet
from ras_engine.edges.sql.texts import Texts
from ras_engine.edges.sql.walk import Walk
from ras_engine.plan.asks import Ask, Codes, DaysAsk, FrequencyAsk, LevelAsk, QuantityAsk
from ras_engine.score.admit import BASELINE, CARER, DEPLOYMENT

WHOLE_BUDGET = DEPLOYMENT.removesuffix(".")


class Admission:
    """The columns that admit a row; `problems` are the columns that each hold one problem's code, or nothing."""

    def __init__(self, sheet: Sheet, walk: Walk, columns: Sequence[str]) -> None:
        self.sheet = sheet
        self.walk = walk
        self.plan = walk.plan
        self.texts = Texts(sheet, walk.plan, columns)
        self.problems: list[tuple[str, tuple[str, ...]]] = []

    def run(self) -> None:
        """Put every column of the admission."""
        self._statements()
        carers = Carers(self.sheet, self.texts, [ask for ask in self.plan.asks if ask.column.startswith(CARER)])
        for name, value, codes in carers.problems():
            self._problem(name, value, *codes)
        readings = {ask.column: self._read(ask) for ask in self.plan.asks}
        for ask in self._in_turn():
            self._code(ask, readings[ask.column], carers)
        for ask in self.plan.asks:
            if not ask.column.startswith(CARER):
                self._answered(ask, readings[ask.column])
            else:
                self._problem(ask.column, carers.where_given(ask, self.sheet.read(readings[ask.column].fault)), *faults(ask))
        for clash in self.plan.clashes:
            self._problem(clash.id, case([(self.walk.holds(clash.slot), word("RAS611"))]), "RAS611")

    def _problem(self, name: str, value: Expression, *codes: str) -> None:
        """A column of problems, and which they may be."""
        self.problems.append((self.sheet.put(f"problem.{name}", value), codes))

    def _statements(self) -> None:
        baseline = self.texts.put("baseline")
        missing = (is_null(self.sheet.read(baseline)), word("RAS618"))
        other = (compared(exp.NEQ, self.sheet.read(baseline), BASELINE), word("RAS619"))
        self._problem("baseline", case([missing, other]), "RAS618", "RAS619")
        if "assessed_on" in self.texts.columns:
            day = self.texts.put("assessed_on")
            self._problem("assessed_on", case([(no_day(self.sheet, day), word("RAS620"))]), "RAS620")

    def _read(self, ask: Ask) -> Reading:
        text = self.texts.put(ask.column, ask)
        if ask.column.startswith(DEPLOYMENT):  # a line whose own deployment is not given is held as the whole budget is
            own, whole_budget = self.sheet.read(text), self.sheet.read(self.texts.name(WHOLE_BUDGET))
            text = self.sheet.put(f"way.{ask.column}", either(own, whole_budget))
        return read(self.sheet, ask, text)

    def _in_turn(self) -> Iterator[Ask]:
        """The asks, each after those that decide whether it is asked."""
        waiting = list(self.plan.asks)
        done: set[int] = set()
        while waiting:
            ready = [ask for ask in waiting if ask.asked is None or self.walk.inputs_of(ask.asked) <= done]
            assert ready  # the checks have shown that no question depends on itself
            yield from ready
            done |= {ask.slot + offset for ask in ready for offset in range(ask.width)}
            waiting = [ask for ask in waiting if ask not in ready]

    def _code(self, ask: Ask, reading: Reading, carers: Carers) -> None:
        """The input slots of an ask: what was answered, else what a missing answer counts as."""
        asked = None if ask.asked is None else self.walk.holds(ask.asked)
        for offset, code in enumerate(reading.codes):
            counts_as: Expression = literal(_at(ask.if_missing, offset))
            if asked is not None and _at(ask.if_missing, offset) != _at(ask.not_asked, offset):
                counts_as = case([(asked.copy(), counts_as)], literal(_at(ask.not_asked, offset)))
            given = self.sheet.read(code)
            if ask.column.startswith(CARER):
                given = case([(carers.counts(ask), given)])
            self.walk.put_input(ask, offset, whole(either(given, counts_as)))

    def _answered(self, ask: Ask, reading: Reading) -> None:
        """The column of an ask's problem: its fault, no answer where one is due, an answer to what is not asked."""
        branches = [(no(is_null(self.sheet.read(reading.fault))), self.sheet.read(reading.fault))]
        missing, codes = is_null(self.sheet.read(reading.codes[0])), list(faults(ask))
        if ask.if_missing is None and not ask.column.startswith(DEPLOYMENT):
            code = "RAS612" if ask.source in ("client_group", "deployment") else "RAS609"
            due = missing if ask.asked is None else every([missing, self.walk.holds(ask.asked)])
            branches.append((due, word(code)))
            codes.append(code)
        if ask.asked is not None:
            as_not_asked = zip(reading.codes, ask.not_asked or (), strict=False)
            other = [compared(exp.NEQ, self.sheet.read(code), number) for code, number in as_not_asked]
            told = [no(is_null(self.sheet.read(reading.codes[0]))), *([chained(exp.Or, other)] if other else [])]
            branches.append((every([no(self.walk.holds(ask.asked)), *told]), word("RAS610")))
            codes.append("RAS610")
        self._problem(ask.column, case(branches), *codes)


def faults(ask: Ask) -> tuple[str, ...]:
    """What may be wrong with an answer itself."""
    match ask:
        case LevelAsk(days=0):
            return ("RAS602",)
        case LevelAsk() | DaysAsk():
            return "RAS602", "RAS608"
        case QuantityAsk():
            return "RAS603", "RAS604", "RAS605"
        case FrequencyAsk():
            return "RAS606", "RAS607"
        case _:
            assert_never(ask)


def _at(codes: Codes | None, offset: int) -> int:
    return codes[offset] if codes else 0
