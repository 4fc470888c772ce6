"""A crowd of real people for what is looked at one person at a time: the plainest, the highest, each answer alone, and many at
random.

Also which values a slot really takes: seen in the crowd first, then exactly, over the reachable sums behind that slot alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.objective import Kind, Objective, Outputs
from ras_engine.audit.prove.search import People, Search, Side
from ras_engine.audit.some import only_some
from ras_engine.audit.space.people import Values, assessment_of, codes_of, columns_of
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.plan.bounds import intervals
from ras_engine.plan.operations import Slot
from ras_engine.score.many.walk import Column


class Crowd:
    """Real people of one ruleset, all of whom can be given (with an amount or a referral)."""

    def __init__(self, bench: Bench, rows: int = 4_000) -> None:
        self.bench = bench
        self._side = Side(bench.plan, Outputs(bench.outputs.amounts, (), bench.outputs.high), 0, {})
        self.search = Search(bench.variables, self._side, self._side, bench.stop, bench.limits.seed)
        if ("crowd", rows) not in bench.kept:  # several laws look at a crowd of the same size, which is the same crowd
            bench.kept["crowd", rows] = self._drawn(rows), dict[Slot, Column]()
        self.people: People
        self._columns: dict[Slot, Column]
        self.people, self._columns = bench.kept["crowd", rows]

    def _drawn(self, rows: int) -> People:
        """Everybody drawn who can be given."""
        drawn = np.concatenate([self._plain(), self.search.people(rows)])
        people = self.search.settled(self._side, drawn)
        _, good = self.search.results(self._side, people, Objective("", "indicative_budget", Kind.FALL))
        found: People = people[good]
        return found

    def _plain(self) -> People:
        """Everybody at the least, at the most, and with one answer at a time elsewhere."""
        known = self.bench.variables
        least = [one.least for one in known]
        most = [_most(one.steps, len(one)) for one in known]
        found = [least, most]
        for base in (least, most):
            for place, variable in enumerate(known):
                found += [_with(base, place, value) for value in _some(len(variable))]
        return np.array(found, dtype=np.int64)

    def columns(self, slots: Iterable[Slot]) -> dict[Slot, Column]:
        """Slots of everybody in the crowd, through the shipped batch code."""
        bench, wanted = self.bench, list(slots)
        new = [slot for slot in wanted if slot not in self._columns]
        if new:
            self._columns |= columns_of(bench.plan, self._codes, len(self.people), new)
        return {slot: self._columns[slot] for slot in wanted}

    @cached_property
    def _codes(self) -> list[Column]:
        return codes_of(self.bench.plan, self.bench.variables, 0, self.people)

    def values(self, row: int) -> Values:
        """One of the crowd."""
        return tuple(int(one) for one in self.people[row])

    def assessment(self, row: int) -> dict[str, Any]:
        """One of the crowd as an assessment."""
        return assessment_of(self.bench.plan, self.bench.variables, 0, self.values(row))

    def few(self, number: int = 40) -> Iterator[int]:
        """So many rows spread over the crowd (40 at most), the first and the last among them, with a look at the clock at each."""
        for place in np.linspace(0, max(len(self.some) - 1, 0), min(number, len(self.some)), dtype=np.int64):
            self.bench.stop()
            yield self.some[int(place)]

    @cached_property
    def some(self) -> list[int]:
        """A few rows spread over the crowd."""
        return sorted({int(one) for one in np.linspace(0, len(self.people) - 1, 40, dtype=np.int64)}) if len(self.people) else []


def _some(size: int) -> Sequence[int]:
    return range(size) if size <= 60 else range(0, size, size // 60)


def _most(steps: Sequence[tuple[int, int]], size: int) -> int:
    below = {before for before, _ in steps}
    return next((after for _, after in steps if after not in below), size - 1)


def taken(bench: Bench, crowd: Crowd, slot: Slot, wanted: Sequence[int], hidden: tuple[Slot, ...] = ()) -> tuple[set[int], bool]:
    """Which of the wanted values a slot takes for some real person, and whether that is known for certain of those it does not.

    `hidden` are referrals that withhold the amount: where the value is one of an amount, nobody counts whom they concern.
    """
    columns = crowd.columns([slot, *hidden])
    seen = {int(one) for one in np.unique(columns[slot][Outputs({}, hidden, None).shown(columns)])}
    missing = set(wanted) - seen
    if not missing:
        return set(wanted), True
    low, high = _intervals(bench)[slot]
    if not any(low <= one <= high for one in missing):
        return set(wanted) & seen, True
    sure = not only_some(bench.variables, bench.plan, (slot, *hidden))
    for fixed in ({}, bench.nobody_cares) if bench.areas else ({},):
        try:
            for context in bench.contexts:
                seen |= exact_values(bench, slot, context | fixed, hidden)
                if not set(wanted) - seen:
                    return set(wanted), True
            return set(wanted) & seen, sure
        except OutOfReach:
            sure = False  # among people without carers it may still be found, but not ruled out
    return set(wanted) & seen, False


def _intervals(bench: Bench) -> list[tuple[int, int]]:
    """The least and greatest that any slot can be."""
    if "intervals" not in bench.kept:
        bench.kept["intervals"] = intervals(bench.plan)
    found: list[tuple[int, int]] = bench.kept["intervals"]
    return found


def exact_values(bench: Bench, slot: Slot, context: dict[str, int], hidden: tuple[Slot, ...] = ()) -> set[int]:
    """Every value that a slot can have, in one context, for somebody whom no `hidden` referral concerns. Raises OutOfReach."""
    constant = bench.frames.views([context])[0][0].constant(slot)
    if constant is not None and not hidden:
        return {constant}
    exact = bench.frames.exact_of([context], Outputs({"one": slot}, hidden, None), (slot,))
    found: NDArray[np.int64] = exact.results[0][slot][exact.shown[0]]
    return {int(one) for one in np.unique(found)}


def _with(base: Sequence[int], place: int, value: int) -> list[int]:
    """A person like another but for one answer."""
    return [value if at == place else one for at, one in enumerate(base)]
