"""Chooses how each slot that is wanted will be had: read from a joint table, added up from joint tables, or worked out.

From the results backwards: a slot whose inputs have few combinations together becomes a table over them. A sum whose terms have
few combinations each is added up from tables, one for each cluster of inputs; in a resource allocation system the clusters come
out as the domains of life. Whatever fits neither is worked out operation by operation, so nothing is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ras_engine.plan.operations import Linear, Slot, reads
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel.supports import Support, Supports

MOST_COMBINATIONS = 1 << 16
"""The largest joint table: what a cache holds, not what memory holds."""
MOST_MERGED = 1 << 14
"""The largest joint table made by putting inputs together that no step needs together."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A slot had by adding up: `terms` from joint tables, `others` worked out, and a constant."""

    slot: Slot
    terms: tuple[tuple[Slot, int], ...]
    others: tuple[tuple[Slot, int], ...]
    constant: int


@dataclass
class Choice:
    """How each wanted slot is had. `plain` is in order of evaluation; `clusters` are the key sets of the joint tables."""

    sums: dict[Slot, Sum] = field(default_factory=dict)
    plain: set[Slot] = field(default_factory=set)
    inputs: set[Slot] = field(default_factory=set)
    clusters: list[Support] = field(default_factory=list)
    cluster_of: dict[Support, int] = field(default_factory=dict)

    def clusters_of_terms(self, supports: Supports) -> dict[Slot, int]:
        """The cluster of every term of every sum."""
        return {slot: self.cluster_of[supports.of[slot]] for one in self.sums.values() for slot, _ in one.terms}


def choose(plan: Plan, wanted: Iterable[Slot]) -> Choice:
    """The choice for a set of wanted slots."""
    supports, choice = Supports(plan), Choice()
    waiting, seen = list(wanted), set[Slot]()
    while waiting:
        slot = waiting.pop()
        if slot not in seen:
            seen.add(slot)
            waiting += _how(supports, choice, slot)
    _cluster(supports, choice)
    return choice


def _how(supports: Supports, choice: Choice, slot: Slot) -> list[Slot]:
    """Decide for one slot; the slots that must be had for it in turn."""
    operation = supports.operation(slot)
    if operation is None:
        choice.inputs.add(slot)
        return []
    if supports.combinations(supports.of[slot]) <= MOST_COMBINATIONS:
        choice.sums[slot] = Sum(slot, ((slot, 1),), (), 0)
        return []
    if isinstance(operation, Linear):
        few = [term for term in operation.terms if supports.combinations(supports.of[term[0]]) <= MOST_COMBINATIONS]
        if len(few) > 1:
            others = tuple(term for term in operation.terms if term not in few)
            choice.sums[slot] = Sum(slot, tuple(few), others, operation.constant)
            return [other for other, _ in others]
    choice.plain.add(slot)
    return list(reads(operation))


def _cluster(supports: Supports, choice: Choice) -> None:
    """Gather the supports of all terms into as few key sets as the size of a table allows, the largest first."""
    atoms = {supports.of[slot] for one in choice.sums.values() for slot, _ in one.terms}
    clusters: list[set[Slot]] = []
    placed: dict[Support, int] = {}
    for atom in sorted(atoms, key=lambda one: (-supports.combinations(one), sorted(one))):
        place = _best(supports, clusters, atom)
        if place is None:
            clusters.append(set(atom))
            place = len(clusters) - 1
        else:
            clusters[place] |= atom
        placed[atom] = place
    choice.clusters = [frozenset(one) for one in clusters]
    choice.cluster_of = placed


def _best(supports: Supports, clusters: list[set[Slot]], atom: Support) -> int | None:
    """The cluster that holds the atom or shares most with it and has room; None where a new one is better."""
    options = []
    for place, cluster in enumerate(clusters):
        shared = len(atom & cluster)
        if atom <= cluster:
            return place
        if supports.combinations(atom | cluster) <= min(MOST_MERGED, MOST_COMBINATIONS):
            options.append((shared, -supports.combinations(atom | cluster), place))
    return max(options)[2] if options else None
