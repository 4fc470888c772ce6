"""One plan as seen with some answers fixed: what still varies, what has become a constant, and which answers each slot depends on.

Receives a plan, the shared variables, and the fixed ones; gives for every slot its support (places of variables that vary) and the
constants. A branch that a constant condition shuts off no longer counts as read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.variables import Variable
from ras_engine.plan.operations import AllOf, AnyOf, BandOf, FirstMatch, Lookup, Operation, Piecewise, Product, Slot, reads
from ras_engine.plan.plan import Plan
from ras_engine.score.many.walk import Column, column_of
from ras_engine.score.one import evaluate

Support = frozenset[int]
"""Places of variables."""
NOBODY: Support = frozenset()


class View:
    """A plan with some variables fixed. `place` is the plan's number among those that the variables have codes for."""

    def __init__(self, plan: Plan, known: Sequence[Variable], place: int, fixed: Mapping[str, int]) -> None:
        self.plan, self.variables, self.place = plan, known, place
        self.inputs = plan.inputs
        self.fixed = {column: value for column, value in fixed.items() if column in plan.ask_named}
        self.values = self._some_person()
        self.support = self._supports()
        self.kept: dict[tuple[object, ...], dict[Slot, Column]] = {}
        """Columns of slots for some values of some answers."""

    def _some_person(self) -> list[int]:
        """Every slot for somebody with the fixed answers: right for each slot that depends on nothing else."""
        codes = [least for least, _ in self.plan.ranges]
        for variable in self.variables:
            ask, rows = self.plan.ask_named.get(variable.column), variable.codes[self.place]
            if ask is not None and rows is not None:
                row = rows[self.fixed.get(variable.column, variable.least)]
                codes[ask.slot : ask.slot + ask.width] = (int(one) for one in row)
        return evaluate(self.plan, codes)

    def _supports(self) -> list[Support]:
        plan = self.plan
        found: list[Support] = [NOBODY] * plan.inputs
        for place, variable in enumerate(self.variables):
            ask = plan.ask_named.get(variable.column)
            if ask is not None and variable.column not in self.fixed and len(variable) > 1:
                found[ask.slot : ask.slot + ask.width] = [frozenset({place})] * ask.width
        for operation in plan.operations:
            found.append(NOBODY.union(*(found[slot] for slot in self._live(operation, found))))
        return found

    def _live(self, operation: Operation, found: Sequence[Support]) -> Iterable[Slot]:
        """The slots that an operation really reads, now that some are constant."""

        def constant(slot: Slot, value: int) -> bool:
            return not found[slot] and self.values[slot] == value

        match operation:
            case FirstMatch(conditions=conditions, values=results):
                live: list[Slot] = []
                for condition, result in zip(conditions, results, strict=False):
                    if constant(condition, 1):
                        return [*live, result]
                    if not constant(condition, 0):
                        live += [condition, result]
                return [*live, results[-1]]
            case Product(left=left, right=right) if constant(left, 0) or constant(right, 0):
                return ()
            case AllOf(of=of) if any(constant(slot, 0) for slot in of):
                return ()
            case AnyOf(of=of) if any(constant(slot, 1) for slot in of):
                return ()
            case _:
                return reads(operation)

    def live(self, slot: Slot) -> list[Slot]:
        """The slots that vary and that this one reads."""
        operation = self.operation(slot)
        return [] if operation is None else [one for one in self._live(operation, self.support) if self.support[one]]

    def operation(self, slot: Slot) -> Operation | None:
        """The operation behind a slot; None for an input."""
        return self.plan.operations[slot - self.inputs] if slot >= self.inputs else None

    @cached_property
    def behind(self) -> list[frozenset[int]]:
        """For every slot, the places of the fixed variables that it depends on."""
        plan = self.plan
        found: list[frozenset[int]] = [frozenset()] * plan.inputs
        for place, variable in enumerate(self.variables):
            ask = plan.ask_named.get(variable.column)
            if ask is not None and variable.column in self.fixed:
                found[ask.slot : ask.slot + ask.width] = [frozenset({place})] * ask.width
        for operation in plan.operations:
            found.append(frozenset[int]().union(*(found[slot] for slot in reads(operation))))
        return found

    def constant(self, slot: Slot) -> int | None:
        """The slot's integer, where nobody differs in it."""
        return self.values[slot] if not self.support[slot] else None

    def run(self, known: Mapping[Slot, Column], order: Iterable[Slot], rows: int) -> dict[Slot, Column]:
        """The slots of `order`, worked out by the shipped batch operations; constants are filled in."""
        columns = _Filled(self, rows)
        columns.update(known)
        for slot in order:
            operation = self.operation(slot)
            assert operation is not None
            columns[slot] = column_of(operation, columns, rows)
        return columns

    def columns(self, known: Mapping[Slot, Column], wanted: Sequence[Slot], rows: int) -> dict[Slot, Column]:
        """Wanted slots from the columns of known ones."""
        return self.run(known, self.between(known, wanted), rows)

    def between(self, known: Iterable[Slot], wanted: Iterable[Slot]) -> list[Slot]:
        """The operations that lead from known slots to wanted ones, in order; what is constant is left out."""
        stop, found, waiting = set(known), set[Slot](), list(wanted)
        while waiting:
            slot = waiting.pop()
            if slot not in found and slot not in stop and self.support[slot] and slot >= self.inputs:
                found.add(slot)
                waiting += self.live(slot)
        return sorted(found)

    @cached_property
    def classes(self) -> dict[int, NDArray[np.int64]]:
        """For each variable that varies, what the rest of the plan sees of each of its values, one row a value."""
        users: dict[int, set[Slot]] = {}
        for slot in range(self.plan.inputs, len(self.support)):
            for one in self.live(slot):
                if len(self.support[one]) == 1 and len(self.support[slot]) > 1:
                    users.setdefault(min(self.support[one]), set()).add(one)
        ends = self._own_ends()
        return {place: self.own(place, sorted(users.get(place, set()) | ends.get(place, set()))) for place in self._varying()}

    def _varying(self) -> list[int]:
        return sorted({place for one in self.support[: self.plan.inputs] for place in one})

    def _own_ends(self) -> dict[int, set[Slot]]:
        """The slots of one variable alone that something outside the operations asks for: conditions, clashes, results."""
        plan = self.plan
        asked = [ask.asked for ask in plan.asks if ask.asked is not None]
        named = [
            *asked,
            *(clash.slot for clash in plan.clashes),
            *(step.slot for step in plan.steps if not step.name.startswith("value.")),
        ]
        numbers = [step.slot for step in plan.steps if step.name.startswith("value.")]
        found: dict[int, set[Slot]] = {}
        for slot in (*named, *numbers, *(ask.slot for ask in plan.asks if ask.asked is not None)):
            if len(self.support[slot]) == 1:
                found.setdefault(min(self.support[slot]), set()).add(slot)
        for ask in plan.asks:
            if ask.asked is not None and self.support[ask.slot]:
                found.setdefault(min(self.support[ask.slot]), set()).update(range(ask.slot, ask.slot + ask.width))
        return found

    def own(self, place: int, wanted: Sequence[Slot]) -> NDArray[np.int64]:
        """Slots that depend on one variable alone, for each of its values, `(values, slots)`."""
        variable = self.variables[place]
        ask, rows = self.plan.ask_named[variable.column], variable.codes[self.place]
        assert rows is not None
        known = {ask.slot + width: rows[:, width] for width in range(ask.width)}
        columns = self.run(known, self.between(known, wanted), len(rows))
        return np.stack([columns[slot] for slot in wanted], axis=1) if wanted else np.zeros((len(rows), 0), dtype=np.int64)

    def table_size(self, slot: Slot) -> int:
        """How many cells or rows the operation of a slot has."""
        match self.operation(slot):
            case Lookup(sizes=sizes):
                return prod(sizes)
            case BandOf(starts=tables) | Piecewise(tables=tables):
                return sum(len(rows) for rows in tables)
            case _:
                return 0


class _Filled(dict[Slot, Column]):
    """Columns by slot, where a constant slot is made when it is asked for."""

    def __init__(self, view: View, rows: int) -> None:
        super().__init__()
        self._view, self._rows = view, rows

    def __missing__(self, slot: Slot) -> Column:
        column: Column = np.full(self._rows, self._view.values[slot], dtype=np.int64)
        self[slot] = column
        return column
