"""P8. Contingency where promised: one's own, or the pool; never neither, and never both without a word."""

from __future__ import annotations

from ras_engine.audit.bench import INDICATIVE, Bench
from ras_engine.audit.law import Draft, Law, not_applicable
from ras_engine.audit.report import Part, Verdict
from ras_engine.audit.together import never_together
from ras_engine.document.limits import NoContingency


def prove(bench: Bench) -> Draft:
    """Everybody with a budget, with what they have of their own and whether they may draw on the pool."""
    document, plan = bench.ruleset.document, bench.plan
    own = not isinstance(document.contingency, NoContingency)
    if not own and document.pool is None:
        return not_applicable(f"No contingency is promised; the ruleset says why: {getattr(document.contingency, 'why', '')}")
    slots = {"budget": getattr(plan.money, INDICATIVE), "own": plan.money.contingency}
    slots |= {"pool": plan.pool} if plan.pool is not None else {}
    neither = never_together(bench, slots, lambda seen: (seen["budget"] > 0) & (seen["own"] == 0) & (seen.get("pool", 0) == 0))
    parts = [Part("nobody with a budget has neither a contingency of their own nor the pool", neither[0], engine=neither[1])]
    if own and document.pool is not None and not document.pool.why:
        both = never_together(bench, slots, lambda seen: (seen["own"] > 0) & (seen["pool"] == 1))
        parts.append(Part("nobody has both without a reason given under `pool: why`", both[0], engine=both[1]))
    rank = (Verdict.BROKEN, Verdict.SAMPLED, Verdict.PROVED)
    verdict = min((part.verdict for part in parts), key=rank.index)
    says = {
        Verdict.PROVED: "Everybody with a budget has a contingency of their own or may draw on the pool.",
        Verdict.BROKEN: "Not so for somebody: " + "; ".join(part.says for part in parts if part.verdict is Verdict.BROKEN) + ".",
        Verdict.SAMPLED: "Nobody was found without; not all people could be gone through.",
    }[verdict]
    return Draft(verdict, says, parts=tuple(parts), engine=parts[0].engine, paths=(("contingency",), ("pool",)))


LAW = Law(
    "P8", "Contingency where promised", "Own contingency or the pool, never neither, and never silently both.", prove, repairs=True
)
