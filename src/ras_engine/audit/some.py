"""What is left open where an answer has too many values to go through all of them: whatever that answer can touch is searched, and
proved of nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ras_engine.audit.prove.objective import Found, Outputs
from ras_engine.audit.space.variables import Variable
from ras_engine.audit.structure import readers
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Plan


def only_some(known: Sequence[Variable], plan: Plan, slots: Iterable[Slot]) -> str:
    """The answers behind some slots (or behind who can be given) of which only some values are gone through, in words; else
    nothing."""
    thinned = [one for one in known if one.thinned]
    if not thinned:
        return ""
    seen = readers(plan)
    conditions = [ask.asked for ask in plan.asks if ask.asked is not None]
    near = frozenset[str]().union(*(seen[slot] for slot in (*slots, *conditions, *(one.slot for one in plan.clashes))))
    near |= {ask.column for ask in plan.asks if ask.asked is not None}
    told = [f"{one.column} ({len(one):,} of {one.many[0]:,})" for one in thinned if one.column in near]
    return f"of too many answers only some were gone through: {', '.join(told)}" if told else ""


def only_searched(known: Sequence[Variable], plans: Sequence[Plan], outputs: Sequence[Outputs], found: Found) -> None:
    """Take back what was said of everybody, where only some were gone through, and any count, which goes by every answer."""
    if not any(one.thinned for one in known):
        return
    found.pairs, found.concerned = None, 0
    amounts, high = frozenset({found.objective.amount}), found.objective.high_need or found.objective.gaining
    for plan, seen in zip(plans, outputs, strict=True):
        why = only_some(known, plan, seen.slots(amounts, high))
        if why:
            found.bound, found.engine, found.why = None, "search", why
