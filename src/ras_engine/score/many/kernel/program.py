"""A program: a plan as joint tables, finishing tables and what is left to work out.

It gives the same integers as the plain walker, from fewer and cheaper steps: one gather for each domain of life instead of one
for each question. Whatever could not be joined is worked out operation by operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ras_engine.plan.operations import Operation, Slot
from ras_engine.score.many.kernel.choose import Sum
from ras_engine.score.many.kernel.pack import Field
from ras_engine.score.many.kernel.tables import Joint
from ras_engine.score.many.walk import Column


@dataclass(frozen=True, slots=True)
class Finishing:
    """A slot read from a table over sums (and inputs): `values[index]`, the index made of the places of the keys."""

    slot: Slot
    keys: tuple[Slot, ...]
    sizes: tuple[int, ...]
    values: Column


Step = Finishing | Sum | tuple[Slot, Operation]
"""What is done after the sums: read from a table, add what was worked out to a sum, or work out one operation."""


class Reason(StrEnum):
    """Why a slot that is not joined is read from a table, or worked out."""

    TABLE = "all that it depends on has few values together"
    CHEAP = "it is as quick to work out as to look up"
    LARGE = "what it depends on has too many values together for a table"
    OPEN = "part of what it depends on is worked out itself"


@dataclass(frozen=True)
class Program:
    """What is run, see `kernel.run`. `order` lists, in order of evaluation, what is read from a finishing table and what is worked
    out; `narrow` says for each word whether 32 bits hold it; `spans` has the least and the most of every slot."""

    wanted: tuple[Slot, ...]
    inputs: tuple[Slot, ...]
    ranges: tuple[tuple[int, int], ...]
    joints: tuple[Joint, ...]
    narrow: tuple[bool, ...]
    fields: tuple[Field, ...]
    order: tuple[Step, ...]
    reasons: Mapping[Slot, Reason]
    spans: tuple[tuple[int, int], ...]
