"""P8. Contingency where promised: one's own, or the pool; never neither, and never both without a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import INDICATIVE, Bench
from ras_engine.audit.law import Draft, Law, not_applicable, pounds
from ras_engine.audit.report import Part, Verdict, Witness
from ras_engine.audit.rules.together import Rule, never_together
from ras_engine.audit.witnesses.sought import Seen, Sought, counted_by, shown_by
from ras_engine.audit.witnesses.witness import Made
from ras_engine.document.limits import NoContingency

NEITHER = "a budget, but neither a contingency of their own nor the pool"
BOTH = "both a contingency of their own and the pool, and no reason is given under `pool: why`"


def prove(bench: Bench) -> Draft:
    """Everybody with a budget, with what they have of their own and whether they may draw on the pool."""
    document, plan = bench.ruleset.document, bench.plan
    own = not isinstance(document.contingency, NoContingency)
    if not own and document.pool is None:
        return not_applicable(f"No contingency is promised; the ruleset says why: {getattr(document.contingency, 'why', '')}")
    slots = {"budget": getattr(plan.money, INDICATIVE), "own": plan.money.contingency}
    slots |= {"pool": plan.pool} if plan.pool is not None else {}
    asked: dict[str, Rule] = {NEITHER: lambda seen: (seen["budget"] > 0) & (seen["own"] == 0) & (seen.get("pool", 0) == 0)}
    if own and document.pool is not None and not document.pool.why:
        asked[BOTH] = lambda seen: (seen["own"] > 0) & (seen["pool"] == 1)
    parts = []
    for about, rule in asked.items():
        verdict, engine = never_together(bench, slots, rule)
        parts.append(Part(f"nobody has {about}", verdict, engine=engine))
    rank = (Verdict.BROKEN, Verdict.SAMPLED, Verdict.PROVED)
    verdict = min((part.verdict for part in parts), key=rank.index)
    says = {
        Verdict.PROVED: "Everybody with a budget has a contingency of their own or may draw on the pool.",
        Verdict.BROKEN: " ".join(f"Somebody has {about}." for about, part in zip(asked, parts, strict=True) if _broken(part)),
        Verdict.SAMPLED: "Nobody was found without; not all people could be gone through.",
    }[verdict]
    sought = {about: _sought(slots, rule) for (about, rule), part in zip(asked.items(), parts, strict=True) if _broken(part)}
    return Draft(
        verdict,
        says,
        parts=tuple(parts),
        engine=parts[0].engine,
        paths=(("contingency",), *([("pool",)] if document.pool is not None else [])),
        show=lambda: tuple(one for about, each in sought.items() for one in _shown(bench, about, each)),
        count=lambda: counted_by(bench, _sought(slots, partial(_any, [asked[about] for about in sought]))),
    )


def _any(rules: Sequence[Rule], seen: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Who breaks one of the rules."""
    found: NDArray[np.bool_] = np.logical_or.reduce([rule(seen) for rule in rules])
    return found


def _broken(part: Part) -> bool:
    return part.verdict is Verdict.BROKEN


def _sought(slots: dict[str, int], rule: Rule) -> Sought:
    """Whoever it is so for; worst of all with the largest budget."""

    def holds(one: Seen, _: Seen) -> NDArray[np.bool_]:
        return rule(one)

    return Sought(slots, holds, lambda one, _: one["budget"])


def _shown(bench: Bench, about: str, sought: Sought) -> tuple[Witness, ...]:
    """The plainest, a usual and the worst of those for whom it is so."""
    by = getattr(bench.ruleset.document.contingency, "by", None) or ()
    names = tuple(name for key in by if (name := f"measure.{key}") in bench.plan.step_named)

    def says(one: Witness) -> str:
        amounts = one.left.amounts
        pool = next((f", pool: {each.left}" for each in one.facts if each.what == "pool"), "")
        return f"indicative budget {pounds(amounts[INDICATIVE])}, contingency {pounds(amounts['contingency'])}{pool}"

    facts = (*(("pool",) if bench.plan.pool is not None else ()), *names)
    return shown_by(bench, sought, Made("facts", says, facts, "contingency", about=about))


LAW = Law(
    "P8", "Contingency where promised", "Own contingency or the pool, never neither, and never silently both.", prove, repairs=True
)
