"""Which laws are broken by the very same pair: a reader looks at it once, under the first of them."""

from __future__ import annotations

import json

from ras_engine.audit import Finding, Witness
from ras_engine.edges.audit.judged import Judgement


def pair_seen_at(judgement: Judgement) -> dict[str, str]:
    """For each law whose simplest pair stands under a law before it: that law."""
    first, found = dict[str, str](), dict[str, str]()
    for one in judgement.laws:
        if one.finding.witnesses:
            key = _key(one.finding.witnesses[0])
            if first.setdefault(key, one.finding.law) != one.finding.law:
                found[one.finding.law] = first[key]
    return found


def simplest(finding: Finding) -> Witness | None:
    """The pair that a reader is shown first."""
    return finding.witnesses[0] if finding.witnesses else None


def _key(witness: Witness) -> str:
    return json.dumps([witness.left.assessment, witness.right.assessment, witness.of], sort_keys=True)
