"""P1. More need never means less money, whatever carers do."""

from __future__ import annotations

from ras_engine.audit.bench import BEFORE, INDICATIVE, PLANNING, Bench
from ras_engine.audit.law import Draft, Law, decide, not_applicable
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.rules.by_days import Asked, said_of_days
from ras_engine.audit.structure import not_compared

SAYS = {
    Verdict.PROVED: "One step up in any answer about need or safety never lowers the indicative budget or the planning amount.",
    Verdict.BROKEN: "Somebody with more need gets less money.",
    Verdict.BOUNDED: "Nobody was found who gets less money for more need, but a fall up to the stated amount was not ruled out.",
    Verdict.SAMPLED: "Outside what can be proved; a search found nobody who gets less money for more need.",
}


def objectives(bench: Bench) -> list[Objective]:
    """A fall of each amount at one step up."""
    return [Objective(f"P1 {amount}", amount, Kind.FALL, 0, bench.need) for amount in (INDICATIVE, PLANNING, BEFORE)]


def prove(bench: Bench) -> Draft:
    """Every step of every ordered answer about need or safety."""
    if not bench.need:
        return not_applicable("No question about need or safety has an order.")
    found = bench.steps(*objectives(bench))
    names = ("indicative budget", "planning amount", "amount before limits")
    by_days = said_of_days(bench, Asked(Kind.FALL, 0, INDICATIVE, bench.need))
    return decide(found, SAYS, names, assumes=(*by_days, *not_compared(bench.plan)))


LAW = Law(
    "P1", "More need, never less money", "More need never means less money: with no carer, and with any carer.", prove, repairs=True
)
