"""P12. Everyone gets an amount or a named referral; no total falls off a table."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.plan.bounds import intervals
from ras_engine.plan.operations import BandOf, Lookup, Piecewise


def prove(bench: Bench) -> Draft:
    """Every operation is total, every table begins at or under the least value that reaches it, every key has its cell."""
    plan, found = bench.plan, intervals(bench.plan)
    off = []
    for place, operation in enumerate(plan.operations):
        path = plan.paths[plan.inputs + place]
        match operation:
            case BandOf(of=of, starts=starts) if any(each[0] > found[of][0] for each in starts):
                off.append(path)
            case Piecewise(of=of, tables=tables) if any(rows[0].start > found[of][0] for rows in tables):
                off.append(path)
            case Lookup(keys=keys, sizes=sizes) if any(
                found[key][0] < 0 or found[key][1] >= size for key, size in zip(keys, sizes, strict=True)
            ):
                off.append(path)
    if off:
        return Draft(Verdict.BROKEN, "Some totals fall off a table.", engine="lemma", paths=tuple(off))
    return proved(f"Each of the {len(plan.operations)} operations gives a value for everything that can reach it.")


LAW = Law("P12", "Everyone gets an answer", "Everyone gets an amount or a named referral; no total falls off a table.", prove)
