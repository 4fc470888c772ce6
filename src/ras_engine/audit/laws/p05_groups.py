"""P5. Changing only the client group moves at most the council's own amount, and at high need on its own."""

from __future__ import annotations

from dataclasses import replace

from ras_engine.audit.bench import INDICATIVE, NO_LIMIT, PLANNING, Bench
from ras_engine.audit.law import GROUPS, Draft, Law, decide, not_applicable
from ras_engine.audit.prove.objective import Found, Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.thresholds import path_of, pence_of

SAYS = {
    Verdict.PROVED: "Nobody's amount would move by more than the council allows if only the client group were another.",
    Verdict.BROKEN: "Two people alike in all but their client group are further apart than the council allows.",
    Verdict.BOUNDED: "Nobody was found further apart than allowed; but a gap up to the stated bound was not ruled out.",
}

NOT_HELD = "Nobody was held to largest_group_gap_at_high_need: the council has not said where high need begins (audit: high_need)."


def gaps(bench: Bench) -> list[Found]:
    """The gap between any two groups: overall for both amounts, then at high need. Kept for the laws that rest on it."""
    if "gaps" not in bench.kept:
        overall, high = (pence_of(bench, name) for name in ("largest_group_gap", "largest_group_gap_at_high_need"))
        asked = [
            Objective(f"P5 {amount}", amount, Kind.MOVE, NO_LIMIT if overall is None else overall)
            for amount in (INDICATIVE, PLANNING)
        ]
        if bench.outputs.high and high is not None:
            asked += [Objective(f"P5 high {amount}", amount, Kind.MOVE, high, high_need=True) for amount in (INDICATIVE, PLANNING)]
        bench.kept["gaps"] = bench.two_views(bench.group_pairs(), asked)
    found: list[Found] = bench.kept["gaps"]
    return found


def prove(bench: Bench) -> Draft:
    """Each two groups side by side, over everybody."""
    if len(bench.groups) < 2:
        return not_applicable("The ruleset has fewer than two client groups.")
    found = gaps(bench)
    names = ["indicative budget", "planning amount", "indicative budget at high need", "planning amount at high need"][: len(found)]
    draft = decide(found, SAYS, names, GROUPS, paths=(path_of("largest_group_gap"),))
    if bench.outputs.high is None and pence_of(bench, "largest_group_gap_at_high_need") is not None:
        draft = replace(draft, assumes=(NOT_HELD,))
    if draft.found is not None and draft.found.objective.high_need:
        draft = replace(draft, paths=(path_of("largest_group_gap_at_high_need"),))
    if pence_of(bench, "largest_group_gap") is None and len(found) == 2:
        said = "The council has set no amount (audit: largest_group_gap); the widest gap is shown."
        return not_applicable(said, draft.worst, parts=draft.parts, found=draft.found, engine=draft.engine, assumes=draft.assumes)
    return draft


LAW = Law(
    "P5",
    "The client group alone",
    "Changing only the client group moves at most the council's amount; the same at high need on its own.",
    prove,
    repairs=True,
)
