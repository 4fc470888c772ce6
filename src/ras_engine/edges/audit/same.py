"""Which pair of a law a reader is shown first, and which laws are broken by the very same pair: it is looked at once."""

from __future__ import annotations

import json

from ras_engine.audit import Finding, Witness
from ras_engine.edges.audit.judged import Judgement
from ras_engine.ruleset import Ruleset

SIMPLEST = "simplest"


def simplest(finding: Finding, ruleset: Ruleset) -> Witness | None:
    """The simplest pair of a law: the one that is called so, or, where that is also the typical or the worst one, the plainest of
    those; None where the law has no pair."""
    return min(finding.witnesses, key=lambda one: (one.kind != SIMPLEST, _plainness(one, ruleset)), default=None)


def in_order(finding: Finding, ruleset: Ruleset) -> tuple[Witness, ...]:
    """The pairs of a law, the simplest first."""
    first = simplest(finding, ruleset)
    return () if first is None else (first, *(one for one in finding.witnesses if one is not first))


def pair_seen_at(judgement: Judgement) -> dict[str, str]:
    """For each law whose simplest pair stands under a law before it: that law."""
    first, found = dict[str, str](), dict[str, str]()
    for one in judgement.laws:
        witness = simplest(one.finding, judgement.ruleset)
        if witness is not None:
            key = json.dumps([witness.left.assessment, witness.right.assessment, witness.of], sort_keys=True)
            if first.setdefault(key, one.finding.law) != one.finding.law:
                found[one.finding.law] = first[key]
    return found


def _plainness(witness: Witness, ruleset: Ruleset) -> int:
    """How far the two are from having no need and no carer: steps of answers, and areas of support."""
    ranks = {
        question.id: {str(level.id): place for place, level in enumerate(getattr(question, "levels", None) or ())}
        for question in ruleset.document.questions
    }
    steps = 0
    for side in (witness.left, witness.right):
        steps += sum(ranks.get(name, {}).get(str(value), 0) for name, value in side.assessment["answers"].items())
        support = side.assessment.get("carer_support")
        steps += len(support) if isinstance(support, dict) else 0
    return steps
