"""P3. More support never raises the budget, and cannot cut more than the council's own share of it."""

from __future__ import annotations

from dataclasses import replace

from ras_engine.audit.bench import INDICATIVE, PLANNING, Bench
from ras_engine.audit.law import Draft, Law, decide, not_applicable, worst_of
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import readers
from ras_engine.audit.thresholds import share_of

SAYS = {
    Verdict.PROVED: "More support never raises an amount, and support never cuts more of the budget than the council allows.",
    Verdict.BROKEN: "Support moves somebody's money in a way that the council ruled out.",
    Verdict.BOUNDED: "Nobody was found; but a case up to the stated bound was not ruled out.",
}

TAKES = "Support takes a larger share of somebody's budget than the council allows."
RAISES = "More support raises somebody's money."
SUPPORT = "pairs of assessments alike but that one has no support"


def amounts(bench: Bench) -> tuple[str, ...]:
    """What support may not raise; lines that are added for carers are left aside where they read how much carers do."""
    seen = readers(bench.plan)[bench.plan.money.carer_sustainability]
    return ("carer_adjustment",) if seen & bench.areas else (INDICATIVE, PLANNING)


def prove(bench: Bench) -> Draft:
    """One step more in each area, and everybody with all they may have against themselves with none."""
    if not bench.areas:
        return not_applicable("The ruleset has no carer support.")
    steps = bench.steps(*(Objective(f"P3 {amount}", amount, Kind.RISE, 0, bench.areas) for amount in amounts(bench)))
    names = [f"one step more support: {amount.replace('_', ' ')}" for amount in amounts(bench)]
    threshold = share_of(bench, "most_a_carer_may_reduce")
    most = 10_000 if threshold is None else threshold
    pairs = [[context | bench.nobody_cares, context] for context in bench.contexts]
    (cut,) = bench.two_views(pairs, [Objective("P3 cut", INDICATIVE, Kind.CUT, most)])
    document = bench.ruleset.document.carer_support
    rules = tuple(("carer_support", "rules", place) for place in range(len(document.rules))) if document else ()
    draft = decide([*steps, cut], SAYS, [*names, "the share of the budget that support cuts"], SUPPORT, paths=rules, at_fault=True)
    if draft.verdict is Verdict.BROKEN:
        broken = [TAKES] * (cut.value > most) + [RAISES] * any(one.value > 0 for one in steps)
        return replace(draft, says=" ".join(broken))
    if threshold is None and draft.verdict is Verdict.PROVED:
        said = "The council has set no share (audit: most_a_carer_may_reduce); the most that support cuts is shown."
        return Draft(
            Verdict.PROVED, f"More support never raises an amount. {said}", worst_of(cut), engine=draft.engine, parts=draft.parts
        )
    return draft


LAW = Law(
    "P3",
    "More support, within bounds",
    "More support never raises the budget, and never cuts more than the council's share of it.",
    prove,
    repairs=True,
)
