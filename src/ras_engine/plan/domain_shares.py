"""How a carer-neutral amount is made up by domain of life, in whole pence that add up to it.

A line with a domain belongs to it; a line that prices a sum of points is shared out in proportion to the points that each domain
put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ras_engine.plan.plan import Plan

OTHER = "other"
"""Where a line belongs to no domain."""


def domain_shares(plan: Plan, domains: Iterable[str], values: Sequence[int] | Mapping[int, int]) -> dict[str, int]:
    """How the carer-neutral amount is made up by domain, in whole pence that add up to it; `values` has one integer a slot."""
    found: dict[str, int] = dict.fromkeys(domains, 0)
    for line in plan.lines:
        pence = values[line.neutral]
        parts = [(domain, Fraction(values[slot], plan.scales[slot])) for domain, slot in line.domain_parts]
        if line.domain is not None or not any(part for _, part in parts) or any(part < 0 for _, part in parts):
            parts = [(line.domain or OTHER, Fraction(1))]
        for domain, share in _shared_out(pence, parts):
            found[domain] = found.get(domain, 0) + share
    return {domain: pence for domain, pence in found.items() if pence or domain != OTHER}


def _shared_out(pence: int, parts: Sequence[tuple[str, Fraction]]) -> list[tuple[str, int]]:
    """Pence shared out in proportion, by largest remainder, so that the shares add up to the whole."""
    total = sum((part for _, part in parts), Fraction(0))
    exact = [pence * part / total for _, part in parts]
    whole = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: pence - sum(whole)]:
        whole[place] += 1
    return [(domain, share) for (domain, _), share in zip(parts, whole, strict=True)]
