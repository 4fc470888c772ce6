"""Builds the tables of a program by running the plain walker over every combination of a table's keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from ras_engine.plan.operations import Slot, reads
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel.choose import Choice
from ras_engine.score.many.kernel.index import packs_of
from ras_engine.score.many.kernel.pack import Field, Parts, packed
from ras_engine.score.many.kernel.scratch import Array
from ras_engine.score.many.kernel.supports import Supports
from ras_engine.score.many.walk import Column, column_of


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a table: slots with the least value and the number of values of each."""

    slots: tuple[Slot, ...]
    least: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def combinations(self) -> int:
        """How many rows the table has."""
        return int(np.prod(self.sizes, dtype=np.int64))

    def grid(self, steps: Sequence[int]) -> dict[Slot, Column]:
        """The value of each key in every row of the table; a key's values are `step` apart."""
        places = np.indices(self.sizes).reshape(len(self.sizes), self.combinations)  # -1 fails where there is no key
        keyed = zip(self.slots, self.least, steps, places, strict=True)
        return {slot: place.astype(np.int64) * step + least for slot, least, step, place in keyed}


@dataclass(frozen=True, slots=True)
class Joint:
    """The joint table of one cluster: its keys in packs that fit in a byte; for each word that it adds to an array over its
    combinations; and the slots whose sums it has a part in."""

    keys: Keys
    packs: tuple[tuple[Slot, ...], ...]
    words: tuple[tuple[int, Array], ...]
    adds_to: tuple[Slot, ...]


def work_out(plan: Plan, known: Mapping[Slot, Column], wanted: Iterable[Slot], rows: int) -> dict[Slot, Column]:
    """The wanted slots, worked out by the plain walker's operations from the columns that are known."""
    columns = dict(known)
    for slot in in_order(plan, columns, wanted):
        columns[slot] = column_of(plan.operations[slot - plan.inputs], columns, rows)
    return columns


def in_order(plan: Plan, known: Iterable[Slot], wanted: Iterable[Slot]) -> list[Slot]:
    """The operations that lead from the known slots to the wanted ones, in order of evaluation."""
    found, waiting, stop = set[Slot](), list(wanted), set(known)
    while waiting:
        slot = waiting.pop()
        if slot not in found and slot not in stop:
            found.add(slot)
            waiting += reads(plan.operations[slot - plan.inputs])
    return sorted(found)


def joints(plan: Plan, choice: Choice) -> tuple[list[Joint], list[Field], list[bool]]:
    """The joint tables of a choice, the fields that their words hold, and for each word whether it is one lane only."""
    packs = [_packs(plan, cluster) for cluster in choice.clusters]
    keys = [_keys(plan, [slot for pack in one for slot in pack]) for one in packs]
    wanted: list[set[Slot]] = [set() for _ in keys]
    support = choice.clusters_of_terms(Supports(plan))
    for one in choice.sums.values():
        for slot, _ in one.terms:
            wanted[support[slot]].add(slot)
    values = [
        work_out(plan, key.grid([1] * len(key.slots)), want, key.combinations) for want, key in zip(wanted, keys, strict=True)
    ]
    parts = [_parts(one.slot, one.terms, one.constant, support, values) for one in choice.sums.values()]
    fields, words = packed(parts)
    tables = []
    for place, (key, pack) in enumerate(zip(keys, packs, strict=True)):
        here = [(number, word.content[place]) for number, word in enumerate(words) if place in word.content]
        adds_to = tuple(one.slot for one in parts if place in one.by_cluster)
        tables.append(Joint(key, pack, tuple((number, table.astype(words[number].kind)) for number, table in here), adds_to))
    return tables, fields, [word.kind is np.int32 for word in words]


def _packs(plan: Plan, cluster: Iterable[Slot]) -> tuple[tuple[Slot, ...], ...]:
    sizes = {slot: plan.ranges[slot][1] - plan.ranges[slot][0] + 1 for slot in cluster}
    return tuple(packs_of(tuple(sizes), sizes))


def _keys(plan: Plan, slots: Sequence[Slot]) -> Keys:
    ranges = [plan.ranges[slot] for slot in slots]
    return Keys(tuple(slots), tuple(least for least, _ in ranges), tuple(most - least + 1 for least, most in ranges))


def _parts(
    slot: Slot,
    terms: Sequence[tuple[Slot, int]],
    constant: int,
    cluster_of: Mapping[Slot, int],
    values: Sequence[Mapping[Slot, Column]],
) -> Parts:
    """What each cluster adds to a sum, moved so that the least of each is nought, and divided by what all have in common."""
    by_cluster: dict[int, Column] = {}
    for term, coefficient in terms:
        place = cluster_of[term]
        added = values[place][term] * coefficient
        by_cluster[place] = by_cluster[place] + added if place in by_cluster else added
    least = constant + sum(int(part.min()) for part in by_cluster.values())
    moved = {place: part - part.min() for place, part in by_cluster.items()}
    step = gcd(*(int(np.gcd.reduce(part)) for part in moved.values())) or 1
    scaled = {place: part // step for place, part in moved.items() if part.any()}
    return Parts(slot, least, step, sum(int(part.max()) for part in scaled.values()), scaled)
