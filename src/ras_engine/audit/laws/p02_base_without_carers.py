"""P2. The amount before carers does not see the carer."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.plan.reach import CARER, reach


def prove(bench: Bench) -> Draft:
    """No input about carers leads to the carer-neutral amount, nor to a line before carers."""
    plan, seen = bench.plan, reach(bench.plan)
    slots = {plan.money.carer_neutral_amount: "carer_neutral_amount", **{line.neutral: f"line {line.id}" for line in plan.lines}}
    broken = [name for slot, name in slots.items() if CARER in seen[slot]]
    if broken:
        paths = tuple(("budget_lines", place) for place, line in enumerate(plan.lines) if CARER in seen[line.neutral])
        says = "What is known about a carer leads to " + ", ".join(broken) + "."
        return Draft(Verdict.BROKEN, says, engine="lemma", paths=paths)
    return proved("Nothing that is known about a carer leads to the carer-neutral amount or to any line of it.")


LAW = Law("P2", "The base does not see the carer", "The carer-neutral amount is the same whatever is known about carers.", prove)
