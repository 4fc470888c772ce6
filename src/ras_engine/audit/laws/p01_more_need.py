"""P1. More need never means less money, whatever carers do."""

from __future__ import annotations

from ras_engine.audit.bench import BEFORE, INDICATIVE, PLANNING, Bench
from ras_engine.audit.by_days import Asked, with_one_day_more
from ras_engine.audit.law import Draft, Law, decide, not_applicable
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import not_compared

SAYS = {
    Verdict.PROVED: "One step up in any answer about need or safety never lowers the indicative budget or the planning amount.",
    Verdict.BROKEN: "Somebody with more need gets less money.",
    Verdict.BOUNDED: "Nobody was found who gets less money for more need, but a fall up to the stated amount was not ruled out.",
    Verdict.SAMPLED: "Outside what can be proved; a search found nobody who gets less money for more need.",
}
NAMES = {INDICATIVE: "indicative budget", PLANNING: "planning amount", BEFORE: "amount before limits"}
ONE_DAY = (
    "With one day more on a higher level an answer by days can come to a lower level (level_on_most_days), and somebody gets less."
)


def objectives(bench: Bench) -> list[Objective]:
    """A fall of each amount at one step up."""
    return [Objective(f"P1 {amount}", amount, Kind.FALL, 0, bench.need) for amount in (INDICATIVE, PLANNING, BEFORE)]


def prove(bench: Bench) -> Draft:
    """Every step of every ordered answer about need or safety."""
    if not bench.need:
        return not_applicable("No question about need or safety has an order.")
    found = bench.steps(*objectives(bench))
    draft = decide(found, SAYS, tuple(NAMES.values()), assumes=not_compared(bench.plan))
    return with_one_day_more(bench, draft, Asked(Kind.FALL, 0, NAMES, bench.need, ONE_DAY, SAYS[Verdict.BOUNDED]))


LAW = Law(
    "P1", "More need, never less money", "More need never means less money: with no carer, and with any carer.", prove, repairs=True
)
