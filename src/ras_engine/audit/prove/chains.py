"""Slots that depend on one other slot alone (but for a few modes), as tables over every value that it can have.

Rounding, limits and bands after one another make an operation-by-operation bound loose; a table over all values of the one slot
that they all read is exact. A mode is a slot with a handful of values (a band, a condition, a share by band): one table for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.prove.gaps import Gaps
from ras_engine.audit.prove.ranges import Ranges
from ras_engine.audit.space.clusters import unique_rows
from ras_engine.audit.space.frame import Frame
from ras_engine.plan.operations import Slot, reads
from ras_engine.score.many.walk import Column

FEW = 12
MOST_CELLS = 1 << 22
MOST_MODES = 16
MOST_WORK = 1 << 27
OVERHEAD = 1 << 13
"""What looking at one window costs beside its places."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A slot as a function of `base` (None: of the modes alone) and of `modes`."""

    base: Slot | None
    modes: tuple[Slot, ...]


Mode = tuple[int, ...]


@dataclass(frozen=True)
class Tables:
    """The values of a slot: one array over the base's values from `least` on, for each combination of the modes' values."""

    least: int
    values: dict[Mode, Column]
    rising: dict[Mode, bool] = field(default_factory=dict)
    moved: dict[tuple[object, ...], int] = field(default_factory=dict)
    gaps: dict[tuple[object, ...], Gaps] = field(default_factory=dict)
    small: dict[Mode, NDArray[np.signedinteger[Any]]] = field(default_factory=dict)

    def rises(self, mode: Mode) -> bool:
        """Whether the slot never falls as the base rises."""
        if mode not in self.rising:
            column = self.values[mode]
            self.rising[mode] = bool((column[1:] >= column[:-1]).all())
        return self.rising[mode]

    def all_ends(self, mode: Mode, low: Column, high: Column) -> tuple[Column, Column]:
        """The same for many boxes at once."""
        column = self.values[mode]
        start = np.clip(low - self.least, 0, len(column) - 1)
        end = np.maximum(np.clip(high - self.least, 0, len(column) - 1), start)
        if self.rises(mode):
            return column[start], column[end]
        pairs, place = np.unique(np.stack([start, end], axis=1), axis=0, return_inverse=True)
        found = np.array([[column[one : other + 1].min(), column[one : other + 1].max()] for one, other in pairs], dtype=np.int64)
        return found[place.reshape(-1), 0], found[place.reshape(-1), 1]

    def changes(self, mode: Mode, change: Column, low: Column, high: Column, *, most: bool) -> Column:
        """The greatest (else the least) change of the slot when the base changes by so much from somewhere in `low..high` (and
        stays in its range), for many boxes at once. Where that is too much work, from anywhere: sound, and looser."""
        last = len(self.values[mode]) - 1
        size = np.minimum(np.abs(change), last)
        back = change < 0
        start = np.clip(np.where(back, low - size, low) - self.least, 0, last - size)
        end = np.maximum(np.clip(np.where(back, high - size, high) - self.least, 0, last - size), start)
        pairs, place = unique_rows(np.stack([size, start, end], axis=1))[::2]
        width = pairs[:, 2] - pairs[:, 1] + 1
        if int(width.sum()) + len(pairs) * OVERHEAD > MOST_WORK:
            pairs, place = unique_rows(np.stack([size, np.zeros_like(size), last - size], axis=1))[::2]
        found = np.zeros(len(change), dtype=np.int64)
        for top in (False, True):
            rows = back != most if top else back == most  # a step back changes by the opposite of the step forth
            if rows.any():
                wanted, which = np.unique(place[rows], return_inverse=True)
                found[rows] = self._moved(mode, pairs[wanted], top)[which]
        return np.where(back, -found, found)

    def _moved(self, mode: Mode, windows: NDArray[np.int64], top: bool) -> Column:
        """The greatest (else the least) of `value[x + size] - value[x]` for x from start to end, for each (size, start, end)."""
        keys = [(mode, top, *row) for row in windows.tolist()]
        new = windows[np.array([key not in self.moved for key in keys], dtype=np.bool_)]
        for size in np.unique(new[:, 0]).tolist():
            part = new[new[:, 0] == size]
            found = self._within(mode, size, part[:, 1], part[:, 2] + 1, top)
            self.moved.update(((mode, top, *row), value) for row, value in zip(part.tolist(), found.tolist(), strict=True))
        return np.array([self.moved[key] for key in keys], dtype=np.int64)

    def _within(self, mode: Mode, size: int, start: Column, stop: Column, top: bool) -> Column:
        """The same for windows of one size: the extremes between neighbouring ends of theirs once, and those joined."""
        column, extreme = self.narrow(mode), np.maximum if top else np.minimum
        if len(start) == 1:
            low, high = int(start[0]), int(stop[0])
            return np.array([extreme.reduce(column[low + size : high + size] - column[low:high])], dtype=np.int64)
        edges = np.unique(np.concatenate([start, stop]))
        low, high = int(edges[0]), int(edges[-1])
        parts = extreme.reduceat(column[low + size : high + size] - column[low:high], edges[:-1] - low)
        ends = np.searchsorted(edges, np.stack([start, stop], axis=1)).reshape(-1)
        found: Column = extreme.reduceat(np.append(parts, parts[-1]), ends)[::2].astype(np.int64)
        return found

    def narrow(self, mode: Mode) -> NDArray[np.signedinteger[Any]]:
        """The values in half the memory, where differences of them fit."""
        if mode not in self.small:
            column = self.values[mode]
            fits = int(np.abs(column).max()) < 1 << 30
            self.small[mode] = column.astype(np.int32) if fits else column
        return self.small[mode]

    def gap(self, mode: Mode, other: Tables, other_mode: Mode, low: Column, high: Column) -> tuple[Column, Column]:
        """How far this table stands above another at the same base, for bases in `low..high` (and in both ranges)."""
        key = (mode, id(other), other_mode)
        if key not in self.gaps:
            self.gaps[key] = self._gaps(mode, other, other_mode)
        return self.gaps[key].within(low, high)

    def _gaps(self, mode: Mode, other: Tables, other_mode: Mode) -> Gaps:
        column, against = self.values[mode], other.values[other_mode]
        least = min(self.least, other.least)
        places = np.arange(least, max(self.least + len(column), other.least + len(against)))
        mine = column[np.clip(places - self.least, 0, len(column) - 1)]
        return Gaps(least, mine - against[np.clip(places - other.least, 0, len(against) - 1)])


@dataclass
class Chains:
    """The chains of one view of a frame; `whole` holds the intervals over everybody (one row), `stop` raises when time is over."""

    frame: Frame
    place: int
    whole: Ranges
    stop: Callable[[], None]
    found: dict[Slot, Chain] = field(default_factory=dict)
    tables: dict[Slot, Tables | None] = field(default_factory=dict)
    few: dict[Slot, tuple[int, ...] | None] = field(default_factory=dict)

    def of(self, slot: Slot) -> Chain:
        """The chain of a slot; the slot itself where it is the start of one."""
        if slot not in self.found:
            self.found[slot] = self._chain(slot)
        return self.found[slot]

    def _operands(self, slot: Slot) -> list[Slot] | None:
        """What a slot is made of; None where a coordinate is part of it."""
        view, whole = self.frame.views[self.place], self.frame.wholes[self.place].get(slot)
        if whole is not None:
            return None if whole.coordinate is not None else [other for other, _ in whole.others]
        return view.live(slot) if slot >= view.plan.inputs else None

    def _chain(self, slot: Slot) -> Chain:
        itself = Chain(slot, ())
        if self.frame.views[self.place].constant(slot) is not None:
            return Chain(None, ())
        operands = self._operands(slot)
        if operands is None:
            return itself
        chains = {one: self.of(one) for one in operands}
        bases = {chain.base for chain in chains.values() if chain.base is not None}
        if len(bases) <= 1:
            modes = tuple(dict.fromkeys(mode for chain in chains.values() for mode in chain.modes))
            base = bases.pop() if bases else None
        else:
            wide = {chain.base for one, chain in chains.items() if self.values(one) is None}
            if len(wide) > 1:
                return itself
            base = wide.pop() if wide else max(bases, key=self._span)
            kept = [mode for chain in chains.values() if chain.base in (base, None) for mode in chain.modes]
            modes = tuple(dict.fromkeys([*kept, *(one for one, chain in chains.items() if chain.base not in (base, None))]))
        if base in modes or any(self.values(mode) is None for mode in modes):
            return itself
        chain = Chain(base, modes)
        return chain if self._bearable(slot, chain) else itself

    def _span(self, slot: Slot | None) -> int:
        if slot is None:
            return 1
        low, high = self.whole.of(slot)
        return int(high[0] - low[0]) + 1

    def _bearable(self, slot: Slot, chain: Chain) -> bool:
        combos = prod(len(self.values(mode) or ()) for mode in chain.modes)
        return combos <= MOST_MODES and combos * self._span(chain.base) <= MOST_CELLS and self._order(slot, chain) is not None

    def _order(self, slot: Slot, chain: Chain) -> list[Slot] | None:
        """The operations from base and modes to the slot; None where something else is read on the way."""
        view = self.frame.views[self.place]
        known = {one for one in (chain.base, *chain.modes) if one is not None}
        order = view.between(known, [slot])
        inside = known | set(order)
        return order if all(one in inside for each in order for one in view.live(each)) else None

    def values(self, slot: Slot) -> tuple[int, ...] | None:
        """The values of a slot where they are a handful."""
        if slot not in self.few:
            self.few[slot] = self._values(slot)
        return self.few[slot]

    def _values(self, slot: Slot) -> tuple[int, ...] | None:
        if self._span(slot) <= FEW:
            low, high = self.whole.of(slot)
            return tuple(range(int(low[0]), int(high[0]) + 1))
        chain = self.of(slot)
        if chain.base == slot:
            return None
        sample = self._table(slot, self._span(chain.base) // 256 + 1)
        if sample is None or any(len(np.unique(column)) > FEW for column in sample.values.values()):
            return None
        tables = self.table(slot)
        if tables is None:
            return None
        distinct = np.unique(np.concatenate(list(tables.values.values())))
        return tuple(int(one) for one in distinct) if len(distinct) <= FEW else None

    def table(self, slot: Slot) -> Tables | None:
        """The table of a slot that is not the start of its chain."""
        if slot not in self.tables:
            self.tables[slot] = self._table(slot)
        return self.tables[slot]

    def _table(self, slot: Slot, each: int = 1) -> Tables | None:
        """The table, or every so-manieth place of it (where one place has no value, the whole table may still have none)."""
        chain = self.of(slot)
        order = self._order(slot, chain)
        if chain.base == slot or order is None:
            return None
        least = int(self.whole.of(chain.base)[0][0]) if chain.base is not None else 0
        places = np.arange(least, least + self._span(chain.base), each, dtype=np.int64)
        shared = self._key(slot, order, places, each)
        if shared not in self.frame.tables:
            self.frame.tables[shared] = self._worked_out(slot, order, places)
        made: Tables | None = self.frame.tables[shared]
        return made

    def _key(self, slot: Slot, order: Sequence[Slot], places: Column, each: int) -> tuple[object, ...]:
        """All that a table depends on: frames of the same plan that differ elsewhere share it."""
        chain, view = self.of(slot), self.frame.views[self.place]
        constants = tuple(
            (one, view.constant(one)) for place in order for one in reads(view.plan.operations[place - view.plan.inputs])
        )
        modes = tuple(self.values(mode) for mode in chain.modes)
        return id(view.plan), slot, chain, modes, tuple(order), constants, int(places[0]), len(places), each

    def _worked_out(self, slot: Slot, order: Sequence[Slot], places: Column) -> Tables | None:
        chain, view = self.of(slot), self.frame.views[self.place]
        size, values = len(places), {}
        for combination in self.combinations(chain.modes):
            self.stop()
            known = {mode: np.full(size, value, dtype=np.int64) for mode, value in zip(chain.modes, combination, strict=True)}
            if chain.base is not None:
                known[chain.base] = places
            try:
                values[combination] = view.run(known, order, size)[slot]
            except IndexError:  # an interval may hold values that nobody has and no table knows
                return None
        return Tables(int(places[0]), values)

    def combinations(self, modes: Sequence[Slot]) -> list[tuple[int, ...]]:
        """Every combination of the modes' values."""
        return list(product(*(self.values(mode) or () for mode in modes)))
