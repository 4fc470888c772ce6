"""Chooses, among what is not joined, which slots are read from finishing tables, and makes those tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

from ras_engine.plan.operations import BandOf, FirstMatch, Linear, Lookup, Operation, Piecewise, Round, Slot, reads
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel.choose import Choice
from ras_engine.score.many.kernel.program import Finishing, Reason, Step
from ras_engine.score.many.kernel.tables import Keys, in_order, work_out

MOST_FINISHING = 1 << 18
"""The largest finishing table."""


@dataclass(frozen=True, slots=True)
class Node:
    """A slot from which finishing goes on: its least value, the step between values, and how many there are."""

    least: int
    step: int
    size: int


class Finisher:
    """Chooses which slots are read from finishing tables."""

    def __init__(self, plan: Plan, choice: Choice, nodes: Mapping[Slot, Node], wanted: Iterable[Slot]) -> None:
        self.plan = plan
        self.choice = choice
        self.nodes = nodes
        self.wanted = set(wanted)
        self.keys: dict[Slot, frozenset[Slot]] = {slot: frozenset({slot}) for slot in nodes}
        for slot in sorted({*choice.plain, *choice.sums} - set(nodes)):
            self.keys[slot] = self._keys_of(slot)

    def _keys_of(self, slot: Slot) -> frozenset[Slot]:
        """The nodes that a slot depends on; itself, as something of any value, where it is a sum with parts worked out."""
        if slot in self.choice.sums:
            return frozenset({slot})
        return frozenset[Slot]().union(*(self.keys[one] for one in reads(self._operation(slot))))

    def _operation(self, slot: Slot) -> Operation:
        return self.plan.operations[slot - self.plan.inputs]

    def _small(self, slot: Slot) -> bool:
        """Whether a table over everything the slot depends on is small enough."""
        keys = self.keys[slot]
        return keys <= set(self.nodes) and prod(self.nodes[key].size for key in keys) <= MOST_FINISHING

    def order(self) -> list[Step]:
        """What remains to be done after the sums, in order of evaluation."""
        plain = self.choice.plain
        tabled = self._tabled
        needed, waiting = set[Slot](), [slot for slot in (*self.wanted, *self._others()) if slot in plain]
        while waiting:
            slot = waiting.pop()
            if slot not in needed:
                needed.add(slot)
                waiting += [] if slot in tabled else [one for one in reads(self._operation(slot)) if one in plain]
        sums = {one.slot: one for one in self.choice.sums.values() if one.others}
        steps: list[Step] = []
        for slot in sorted(needed | set(sums)):
            if slot in sums:
                steps.append(sums[slot])
            else:
                steps.append(self._table(slot) if slot in tabled else (slot, self._operation(slot)))
        return steps

    def reason(self, slot: Slot) -> Reason:
        """Why a slot that is not joined is had as it is."""
        if not self.keys[slot] <= set(self.nodes):
            return Reason.OPEN
        if not self._small(slot):
            return Reason.LARGE
        return Reason.TABLE if slot in self._tabled else Reason.CHEAP

    def _others(self) -> list[Slot]:
        return [slot for one in self.choice.sums.values() for slot, _ in one.others]

    @cached_property
    def _tabled(self) -> set[Slot]:
        """The slots worth a table: small, used by something that is not, and dearer to work out than to look up."""
        plain = self.choice.plain
        small = {slot for slot in plain if self._small(slot)}
        users: dict[Slot, set[Slot]] = {}
        for slot in plain:
            for one in reads(self._operation(slot)):
                users.setdefault(one, set()).add(slot)
        ends = {slot for slot in small if slot in self.wanted or slot in self._others() or users.get(slot, set()) - small}
        return {slot for slot in ends if self._cost(slot) > TABLE + KEY * len(self.keys[slot])}

    def _cost(self, slot: Slot) -> int:
        """About how dear a slot is to work out from its nodes, in passes over a column."""
        return sum(_passes(self._operation(one)) for one in in_order(self.plan, self.nodes, [slot]))

    def _table(self, slot: Slot) -> Finishing:
        keys = tuple(sorted(self.keys[slot]))
        nodes = [self.nodes[key] for key in keys]
        table = Keys(keys, tuple(node.least for node in nodes), tuple(node.size for node in nodes))
        values = work_out(self.plan, table.grid([node.step for node in nodes]), [slot], table.combinations)[slot]
        varied = [(key, node.size) for key, node in zip(keys, nodes, strict=True) if node.size > 1]
        return Finishing(slot, tuple(key for key, _ in varied), tuple(size for _, size in varied), values)


TABLE, KEY = 7, 3
"""About how dear a table is to read, and each of its keys, in narrow passes over a column."""


def _passes(operation: Operation) -> int:
    """About how dear an operation is, in narrow passes over a column."""
    match operation:
        case Piecewise(key=key) | BandOf(key=key):
            return 16 if key is None else 20
        case Round():
            return 5
        case Lookup(keys=keys):
            return TABLE + KEY * len(keys)
        case FirstMatch(conditions=conditions):
            return 1 + 4 * len(conditions)
        case Linear(terms=terms):
            return len(terms)
        case _:
            return 1
