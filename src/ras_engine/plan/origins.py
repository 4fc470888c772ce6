"""Where each step of a plan comes from: the nearest steps, or answers, that it is worked out from."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.plan.operations import Operation, Slot, reads

Origins = dict[Slot, tuple[Slot, ...]]


def origins(inputs: int, operations: Sequence[Operation], named: frozenset[Slot]) -> Origins:
    """For each slot, the nearest named slots (or inputs) behind it."""
    nearest: list[tuple[Slot, ...]] = [(slot,) for slot in range(inputs)]
    found: Origins = dict.fromkeys(range(inputs), ())
    for place, operation in enumerate(operations):
        slot = inputs + place
        found[slot] = tuple(dict.fromkeys(source for one in reads(operation) for source in nearest[one]))
        nearest.append((slot,) if slot in named else found[slot])
    return found
