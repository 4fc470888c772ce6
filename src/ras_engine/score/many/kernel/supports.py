"""Which inputs each slot depends on, and over how many combinations of them."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from ras_engine.plan.operations import Operation, Slot, reads
from ras_engine.plan.plan import Plan

Support = frozenset[Slot]
"""The input slots that a value depends on."""


class Supports:
    """The support of every slot of a plan, and how many combinations a support has."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.of: list[Support] = [frozenset({slot}) for slot in range(plan.inputs)]
        for operation in plan.operations:
            self.of.append(frozenset[Slot]().union(*(self.of[slot] for slot in reads(operation))))

    def size(self, slot: Slot) -> int:
        """How many values an input can have."""
        least, most = self.plan.ranges[slot]
        return most - least + 1

    def combinations(self, support: Iterable[Slot]) -> int:
        """How many combinations the inputs have together."""
        return prod(self.size(slot) for slot in support)

    def operation(self, slot: Slot) -> Operation | None:
        """The operation behind a slot; None for an input."""
        return self.plan.operations[slot - self.plan.inputs] if slot >= self.plan.inputs else None
