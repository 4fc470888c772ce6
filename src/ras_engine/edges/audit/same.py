"""Which pair of a law a reader is shown first, and which laws are broken by the very same pairs: they are looked at once."""

from __future__ import annotations

import json

from ras_engine.audit import Finding, Witness
from ras_engine.edges.audit.judged import Judgement
from ras_engine.ruleset import Ruleset

SIMPLEST = "simplest"


def simplest(finding: Finding, ruleset: Ruleset) -> Witness | None:
    """The simplest pair of a law: the one that is called so, or, where that is also the typical or the worst one, the plainest of
    those; None where the law has no pair."""
    groups = by_part(finding, ruleset)
    return groups[0][0] if groups else None


def by_part(finding: Finding, ruleset: Ruleset) -> tuple[tuple[Witness, ...], ...]:
    """The pairs of a law by the part of it that they show, what is worst first; in each the simplest first."""
    names = sorted(dict.fromkeys(one.about for one in finding.witnesses), key=bool)
    return tuple(_simplest_first([one for one in finding.witnesses if one.about == name], ruleset) for name in names)


def _simplest_first(pairs: list[Witness], ruleset: Ruleset) -> tuple[Witness, ...]:
    first = min(pairs, key=lambda one: (one.kind != SIMPLEST, _plainness(one, ruleset)))
    return first, *(one for one in pairs if one is not first)


def in_order(finding: Finding, ruleset: Ruleset) -> tuple[Witness, ...]:
    """The pairs of a law, part by part, the simplest first."""
    return tuple(one for part in by_part(finding, ruleset) for one in part)


def pair_seen_at(judgement: Judgement) -> dict[str, tuple[str, ...]]:
    """For each law whose simplest pairs all stand under laws before it: those laws."""
    first, found = dict[str, str](), dict[str, tuple[str, ...]]()
    for one in judgement.laws:
        parts = by_part(one.finding, judgement.ruleset)
        seen = [first.setdefault(_key(part[0]), one.finding.law) for part in parts]
        if seen and one.finding.law not in seen:
            found[one.finding.law] = tuple(dict.fromkeys(seen))
    return found


def _key(witness: Witness) -> str:
    return json.dumps([witness.left.assessment, witness.right.assessment, witness.of, witness.about], sort_keys=True)


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
