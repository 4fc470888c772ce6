"""P22. Own contingency and the pool meet without a gap or a fall."""

from __future__ import annotations

from dataclasses import replace

from ras_engine.audit.bench import PLANNING, Bench
from ras_engine.audit.law import Draft, Law, decide, not_applicable
from ras_engine.audit.laws.p08_contingency import prove as promised
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Part, Verdict
from ras_engine.audit.structure import by_days, not_compared
from ras_engine.document.limits import NoContingency

SAYS = {
    Verdict.PROVED: "More need never loses the contingency without gaining the pool, and never lowers the planning amount.",
    Verdict.BROKEN: "Where own contingency and the pool meet, somebody falls.",
    Verdict.BOUNDED: "Nobody was found who falls where own contingency and the pool meet; a fall up to the bound is not ruled out.",
}


def prove(bench: Bench) -> Draft:
    """No gap is P8; no fall is a step of need on the planning amount."""
    document = bench.ruleset.document
    if isinstance(document.contingency, NoContingency) or document.pool is None:
        return not_applicable("The ruleset has not both a contingency of one's own and a pool.")
    if not bench.need:
        return not_applicable("No question about need or safety has an order.")
    draft = decide(
        bench.steps(Objective(f"P1 {PLANNING}", PLANNING, Kind.FALL, 0, bench.need)), SAYS, ("no fall: planning amount",)
    )
    draft = replace(draft, assumes=(*by_days(bench.plan), *not_compared(bench.plan)))
    gap = promised(bench)
    parts = (*draft.parts, *(replace(part, says=f"no gap: {part.says}") for part in gap.parts))
    if gap.verdict is Verdict.BROKEN:
        return _both(draft, gap, parts)
    if draft.verdict is Verdict.PROVED and gap.verdict is not Verdict.PROVED:
        return replace(draft, verdict=Verdict.SAMPLED, says=gap.says, parts=parts, paths=gap.paths)
    return replace(draft, parts=parts, paths=gap.paths)


def _both(draft: Draft, gap: Draft, parts: tuple[Part, ...]) -> Draft:
    """A gap; and a fall as well, where there is one: then its pairs are shown too."""
    if draft.verdict is not Verdict.BROKEN:
        return replace(gap, parts=parts)
    says = f"{gap.says} And where own contingency and the pool meet, somebody with more need plans with less."
    return replace(draft, says=says, parts=parts, paths=gap.paths, show=gap.show)


LAW = Law(
    "P22",
    "Contingency and pool meet",
    "Own contingency and the pool meet without a gap or a fall.",
    prove,
    repairs=True,
    rests_on=("P1", "P8"),
)
