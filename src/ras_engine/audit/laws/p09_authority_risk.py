"""P9. Risk to the authority never moves money."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.plan.reach import AUTHORITY_RISK, reach


def prove(bench: Bench) -> Draft:
    """No input about risk to the authority leads to any amount, or to a referral that withholds one."""
    plan, seen = bench.plan, reach(bench.plan)
    slots = {getattr(plan.money, name): name for name in plan.money.__dataclass_fields__}
    slots |= {one.slot: f"separate amount {one.id}" for one in plan.separate}
    slots |= {one.slot: f"referral {one.id}" for one in plan.referrals if one.withheld}
    broken = [name for slot, name in slots.items() if AUTHORITY_RISK in seen[slot]]
    if broken:
        lines = [("budget_lines", place) for place, one in enumerate(plan.lines) if AUTHORITY_RISK in seen[one.after_carers]]
        asked = [("questions", place) for place, one in enumerate(bench.ruleset.document.questions) if one.about == AUTHORITY_RISK]
        says = "Risk to the authority leads to " + ", ".join(broken) + "."
        return Draft(Verdict.BROKEN, says, engine="lemma", paths=(*lines, *asked))
    return proved("No answer about risk to the authority leads to an amount or to the withholding of one.")


LAW = Law("P9", "Risk to the authority is inert", "Risk to the authority never moves money.", prove)
