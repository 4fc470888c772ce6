"""P21. Dominance across groups: every need at least as high, budget at least as high less the council's amount."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import GROUPS, Draft, Law, counted, engine_of, least_sure, not_applicable, verdict_of, worst_of
from ras_engine.audit.laws import p01_more_need, p05_groups
from ras_engine.audit.report import Part, Verdict
from ras_engine.audit.structure import by_days, not_compared
from ras_engine.audit.thresholds import pence_of


def prove(bench: Bench) -> Draft:
    """Through the same answers in the other group: not lower than one's own less the gap (P5), and more need never lowers it
    (P1)."""
    if len(bench.groups) < 2:
        return not_applicable("The ruleset has fewer than two client groups.")
    if pence_of(bench, "largest_group_gap") is None:
        return not_applicable("The council has set no amount (audit: largest_group_gap).")
    gaps = p05_groups.gaps(bench)[:2]
    falls = bench.steps(*p01_more_need.objectives(bench)[:2]) if bench.need else []
    parts = tuple(
        [Part(f"the gap between groups: {one.objective.amount}", verdict_of(one), worst_of(one)) for one in gaps]
        + [Part(f"more need, never less: {one.objective.amount}", verdict_of(one), worst_of(one)) for one in falls]
    )
    apart = [one for one in gaps if verdict_of(one) is Verdict.BROKEN]
    if apart:
        broken = max(apart, key=lambda one: one.value)
        says = "Already with the same answers somebody is further behind than the council allows."
        return Draft(
            Verdict.BROKEN,
            says,
            worst_of(broken),
            threshold=broken.objective.threshold,
            parts=parts,
            found=broken,
            engine=engine_of(broken),
            counted=counted(broken, GROUPS),
            what=GROUPS,
        )
    if all(part.verdict is Verdict.PROVED for part in parts):
        assumes = (*by_days(bench.plan), *not_compared(bench.plan))
        return Draft(
            Verdict.PROVED, "Follows from P1 and P5.", engine="lemma", parts=parts, worst=worst_of(gaps[0]), assumes=assumes
        )
    says = "P1 or P5 is not proved, so this does not follow; no pair of people was found that breaks it directly."
    return Draft(least_sure(parts), says, engine="lemma", parts=parts)


LAW = Law(
    "P21",
    "Dominance across groups",
    "Every need at least as high in another group: a budget at least as high, less the council's amount.",
    prove,
    repairs=True,
    rests_on=("P1", "P5"),
)
