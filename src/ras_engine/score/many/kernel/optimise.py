"""Turns a plan into a program for the slots that are wanted: joint tables, then finishing tables, then what is left."""

from __future__ import annotations

from collections.abc import Iterable

from ras_engine.plan.bounds import intervals
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel.choose import Choice, choose
from ras_engine.score.many.kernel.finish import Finisher, Node
from ras_engine.score.many.kernel.pack import Field
from ras_engine.score.many.kernel.program import Program
from ras_engine.score.many.kernel.tables import joints


def optimise(plan: Plan, wanted: Iterable[Slot]) -> Program:
    """The program that gives the wanted slots."""
    wanted = tuple(dict.fromkeys(wanted))
    choice = choose(plan, wanted)
    tables, fields, narrow = joints(plan, choice)
    whole = [field for field in fields if not choice.sums[field.slot].others]
    finisher = Finisher(plan, choice, _nodes(plan, choice, whole), wanted)
    return Program(
        wanted=wanted,
        inputs=tuple(sorted(choice.inputs)),
        ranges=plan.ranges,
        joints=tuple(table for table in tables if table.words),
        narrow=tuple(narrow),
        fields=tuple(fields),
        order=tuple(finisher.order()),
        reasons={slot: finisher.reason(slot) for slot in sorted(choice.plain)},
        spans=tuple(intervals(plan, {field.slot: (field.least, field.least + field.most * field.step) for field in whole})),
    )


def _nodes(plan: Plan, choice: Choice, whole: Iterable[Field]) -> dict[Slot, Node]:
    """Inputs and whole sums, as the keys of finishing tables."""
    found = {slot: Node(plan.ranges[slot][0], 1, plan.ranges[slot][1] - plan.ranges[slot][0] + 1) for slot in choice.inputs}
    return found | {field.slot: Node(field.least, field.step, field.most + 1) for field in whole}
