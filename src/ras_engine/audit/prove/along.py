"""The bound of one objective, along whichever sum tells most about it.

A hull keeps what belongs together along one sum, its key, and loses it along the others; which of them an amount hangs on most is
seldom the one with the fewest totals. So each is tried in the first context, and the one that bounds best goes first in the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ras_engine.audit.prove.bounds import Bounds, Step
from ras_engine.audit.prove.objective import Found, Kind

NO_LIMIT = 1 << 60
"""A threshold from here on is none."""
FEW = 2
"""Rounds of splitting where nothing is to be proved, only told more exactly."""


@dataclass
class Along:
    """Bounds objectives of several contexts; remembers the key that served each best. `rounds`: how often a bound is split."""

    rounds: int
    best: dict[tuple[str, Kind], int] = field(default_factory=dict)

    def bound(self, bounds: Bounds, one: Found) -> int | None:
        """The most that an objective can be; None where the time was over before anything was known."""
        held = one.objective.threshold < NO_LIMIT
        known = max(one.value, one.objective.floor)
        enough = max(known, one.objective.threshold) if held else known
        about = one.objective.amount, one.objective.kind
        tried = self.best.get(about)
        found: dict[int, int] = {}
        for place in self._keys(bounds, tried):
            try:
                part = self._settled(bounds.along(place), one, held, known, enough)
            except TimeoutError:  # what is known along the other keys stands, and the other parts of the law have time of their own
                break
            if part is not None:
                found[place] = part
                if part <= (known if tried is None else enough):
                    break
        if not found:
            return None
        if tried is None:
            self.best[about] = min(found, key=found.__getitem__)
        return min(found.values())

    def _keys(self, bounds: Bounds, tried: int | None) -> Iterator[int]:
        keys = bounds.hull.keys or [0]  # where no two answers share a sum the hull is one box, whatever it goes along
        yield from sorted(keys, key=lambda place: (place != tried, keys.index(place)))

    def _settled(self, bounds: Bounds, one: Found, held: bool, known: int, enough: int) -> int | None:
        """The bound along one key: split until the threshold is kept, then a little more to tell how far it is."""
        part = Found(one.objective, enough)
        if len(bounds.frame.views) == 2:
            rows, steps = bounds.one_row(), list[Step]()
        else:
            rows, steps = bounds.step_rows(one.objective.columns)
        bounds.run(part, rows, steps, most_rounds=self.rounds if held and one.value <= one.objective.threshold else FEW)
        if held and part.bound is not None and part.bound <= enough and known < one.objective.threshold:
            part = Found(one.objective, known)
            bounds.run(part, rows, steps, most_rounds=FEW)
        return part.bound
