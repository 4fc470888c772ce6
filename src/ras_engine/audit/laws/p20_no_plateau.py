"""P20. No plateau at the top: above the high-need band more need still brings more money."""

from __future__ import annotations

from dataclasses import replace

from ras_engine.audit.bench import BEFORE, Bench
from ras_engine.audit.law import Draft, Law, decide, not_applicable
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import not_compared

SAYS = {
    Verdict.PROVED: "At high need, every step that adds to the measure of need adds at least a penny before limits.",
    Verdict.BROKEN: "Somebody at high need gets not a penny more for more need, before any limit.",
    Verdict.BOUNDED: "Nobody at high need was found who gets nothing for more need; but it was not ruled out.",
}

LESS = "Somebody at high need gets even less for more need, before any limit; or not a penny more."


def prove(bench: Bench) -> Draft:
    """Steps from high need on that raise its measure, on the amount before limits: a cap is shown apart, with its referral."""
    if bench.outputs.high is None:
        return not_applicable("The council has not said where high need begins (audit: high_need).")
    if not bench.need:
        return not_applicable("No question about need or safety has an order.")
    objective = Objective("P20", BEFORE, Kind.FLAT, 0, bench.need, high_need=True, gaining=True)
    draft = decide(
        bench.steps(objective), SAYS, ("amount before limits",), paths=(("audit", "high_need"),), assumes=not_compared(bench.plan)
    )
    if draft.verdict is Verdict.BROKEN and draft.found is not None and draft.found.value > 1:
        return replace(draft, says=LESS)
    return draft


LAW = Law("P20", "No plateau at the top", "Above the high-need band, more need still brings more money.", prove, repairs=True)
