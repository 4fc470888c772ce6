"""The authority-wide contingency pool: drawn case by case in a crisis, for a limited time, for people whom the ruleset names.

Receives results, for who is eligible, and the draws that people decide; gives what is left and a problem for each broken rule. It
never changes an indicative budget, and is not a person's own contingency (`contingency`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import Location, Problem, problem
from ras_engine.exact import Money
from ras_engine.ruleset import Ruleset


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolDraw:
    """A draw on the pool for one person: for which days, how much, and who decided. `person` is the caller's own key."""

    person: str
    first_day: date
    last_day: date
    amount: Money
    decided_by: str


@dataclass(frozen=True, slots=True)
class PoolEntry:
    """A draw, and whether the person's result says that the pool is open to them."""

    draw: PoolDraw
    eligible: bool


@dataclass(frozen=True)
class PoolLedger:
    """The pool of one authority under one ruleset, and every draw on it. Grown with `with_draw`; it never changes itself."""

    ruleset: Ruleset = field(repr=False)
    set_aside: Money
    entries: tuple[PoolEntry, ...] = ()

    def with_draw(self, draw: PoolDraw, result: IndicativeBudget | OutOfModel) -> PoolLedger:
        """The pool with one more draw; `result` is the person's, which says whether they are eligible."""
        entry = PoolEntry(draw, result.decisions.pool_eligible is True)
        return replace(self, entries=tuple(sorted((*self.entries, entry), key=lambda one: one.draw.first_day)))

    @property
    def drawn(self) -> Money:
        """Everything that was drawn."""
        return sum((entry.draw.amount for entry in self.entries), Money(0, self.set_aside.currency))

    @property
    def left(self) -> Money:
        """What is left for the next crisis; never under nought."""
        return max(self.set_aside - self.drawn, Money(0, self.set_aside.currency))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every draw that breaks a rule, in order of days, and a pool that was overdrawn."""
        found: list[Problem] = []
        for place, entry in enumerate(self.entries):
            found += self._problems_of(entry, Location(path=f"entries[{place}]"))
        found += self._too_long()
        if self.drawn > self.set_aside:
            found.append(problem("RAS559", Location(path="entries"), (), drawn=self.drawn, most=self.set_aside))
        return tuple(found)

    def _problems_of(self, entry: PoolEntry, where: Location) -> Iterator[Problem]:
        pool, draw, start = self.ruleset.document.pool, entry.draw, entry.draw.first_day.isoformat()
        if pool is None:
            yield problem("RAS555", where)
        elif not entry.eligible:
            yield problem("RAS556", where)
        if draw.last_day < draw.first_day:
            yield problem("RAS541", where, (), start=start, end=draw.last_day.isoformat())
        if draw.amount <= Money(0, draw.amount.currency):
            yield problem("RAS553", where, (), day=start, amount=draw.amount)
        if not draw.decided_by.strip():
            who = (pool and pool.decided_by) or "nobody in particular"
            yield problem("RAS558", where, (), start=start, who=who)

    def _too_long(self) -> Iterator[Problem]:
        """Draws for one person that follow each other without a gap are one crisis, however they are cut up."""
        pool = self.ruleset.document.pool
        if pool is None or pool.longest_weeks is None:
            return
        for place, first_day, last_day in self._stretches():
            days = (last_day - first_day).days + 1
            if days > 7 * pool.longest_weeks:
                words = {"start": first_day.isoformat(), "days": days, "weeks": pool.longest_weeks}
                yield problem("RAS557", Location(path=f"entries[{place}]"), (), **words)

    def _stretches(self) -> Iterator[tuple[int, date, date]]:
        """The days on end of each person: the place of their first draw, the first and the last day."""
        people: dict[str, list[tuple[int, PoolDraw]]] = {}
        for place, entry in enumerate(self.entries):
            people.setdefault(entry.draw.person, []).append((place, entry.draw))
        for draws in people.values():
            yield from _joined(draws)


def _joined(draws: Sequence[tuple[int, PoolDraw]]) -> Iterator[tuple[int, date, date]]:
    place, first = draws[0][0], draws[0][1].first_day
    last = draws[0][1].last_day
    for next_place, draw in draws[1:]:
        if draw.first_day > last + timedelta(days=1):
            yield place, first, last
            place, first, last = next_place, draw.first_day, draw.last_day
        last = max(last, draw.last_day)
    yield place, first, last
