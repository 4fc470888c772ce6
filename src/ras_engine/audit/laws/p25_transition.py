"""P25. From ruleset to ruleset nobody loses more than the council's amount unprotected."""

from __future__ import annotations

from ras_engine.audit.bench import CLIENT_GROUP, INDICATIVE, NO_LIMIT, PLANNING, Bench
from ras_engine.audit.law import Draft, Law, decide, not_applicable
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.thresholds import path_of, pence_of

SAYS = {
    Verdict.PROVED: "Nobody loses more than the council allows when the new ruleset takes the place of the old one.",
    Verdict.BROKEN: "Somebody loses more than the council allows when the new ruleset takes the place of the old one.",
    Verdict.BOUNDED: "Nobody was found who loses more than allowed; but a loss up to the stated bound was not ruled out.",
}


def prove(bench: Bench) -> Draft:
    """Everybody who can be assessed by both, in the old ruleset and in the new one."""
    old = bench.against
    if old is None:
        return not_applicable("No earlier ruleset was given to compare with.")
    if (old.plan.currency, old.plan.per) != (bench.plan.currency, bench.plan.per):
        return not_applicable("The two rulesets count money in another currency or for another period.")
    most = pence_of(bench, "largest_loss_at_a_change")
    asked = [Objective(f"P25 {amount}", amount, Kind.FALL, NO_LIMIT if most is None else most) for amount in (INDICATIVE, PLANNING)]
    views = [[context, context] for context in (bench.contexts if CLIENT_GROUP in old.plan.ask_named else [{}])]
    found = bench.two_views(views, asked, (old, bench.ruleset))
    draft = decide(
        found, SAYS, ("indicative budget", "planning amount"), paths=(path_of("largest_loss_at_a_change"),), two_rulesets=True
    )
    if most is None:
        said = "The council has set no amount (audit: largest_loss_at_a_change); the largest loss is shown."
        return not_applicable(said, draft.worst, parts=draft.parts, engine=draft.engine)
    return draft


LAW = Law(
    "P25", "Transition", "From ruleset to ruleset nobody loses more than the council's amount unprotected.", prove, repairs=True
)
