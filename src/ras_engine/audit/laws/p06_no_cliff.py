"""P6. No cliff: one step of one answer moves at most the council's own amount."""

from __future__ import annotations

from ras_engine.audit.bench import INDICATIVE, NO_LIMIT, PLANNING, Bench
from ras_engine.audit.law import Draft, Law, decide, not_applicable
from ras_engine.audit.prove.objective import Found, Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.rules.by_days import Asked, said_of_days
from ras_engine.audit.structure import not_compared
from ras_engine.audit.thresholds import path_of, pence_of

SAYS = {
    Verdict.PROVED: "No step of one answer moves the indicative budget or the planning amount by more than the council allows.",
    Verdict.BROKEN: "One step of one answer moves somebody's money by more than the council allows.",
    Verdict.BOUNDED: "No step was found that moves more than allowed; but one up to the stated bound was not ruled out.",
}


def objectives(bench: Bench) -> list[Objective]:
    """A move of each amount at one step of any answer."""
    largest = pence_of(bench, "largest_step")
    threshold = NO_LIMIT if largest is None else largest
    return [Objective(f"P6 {amount}", amount, Kind.MOVE, threshold, bench.questions) for amount in (INDICATIVE, PLANNING)]


def steps(bench: Bench) -> list[Found]:
    """The largest step of each amount."""
    return bench.steps(*objectives(bench))


def prove(bench: Bench) -> Draft:
    """Every step of every question's answer."""
    if not bench.questions:
        return not_applicable("No question's answers have steps.")
    names, paths = ("indicative budget", "planning amount"), (path_of("largest_step"),)
    by_days = said_of_days(bench, Asked(Kind.MOVE, objectives(bench)[0].threshold, INDICATIVE, bench.questions))
    draft = decide(steps(bench), SAYS, names, paths=paths, assumes=(*by_days, *not_compared(bench.plan)))
    if pence_of(bench, "largest_step") is None:
        said = "The council has set no amount (audit: largest_step); the largest step is shown."
        return not_applicable(said, draft.worst, parts=draft.parts, found=draft.found, engine=draft.engine)
    return draft


LAW = Law("P6", "No cliff", "One step of one answer moves at most the council's amount.", prove, repairs=True)
