"""Builds the tables of a program by running the plain walker over every combination of a table's keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from ras_engine.plan.operations import Slot, reads
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel.choose import Choice
from ras_engine.score.many.kernel.supports import Supports
from ras_engine.score.many.walk import Column, column_of

WORD_BITS = 62


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
class Field:
    """Where a slot's sum stands in its word: `value = ((word >> shift) & mask) * step + least`, at most `most` steps."""

    slot: Slot
    word: int
    shift: int
    most: int
    step: int
    least: int

    @property
    def mask(self) -> int:
        """The bits of the field, before it is shifted."""
        return (1 << max(self.most.bit_length(), 1)) - 1


@dataclass(frozen=True, slots=True)
class Joint:
    """The joint table of one cluster: for each word that it adds to, an int64 array over its combinations."""

    keys: Keys
    words: tuple[tuple[int, NDArray[np.int64]], ...]


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


@dataclass(frozen=True, slots=True)
class _Parts:
    """A slot's sum before it is packed: what each cluster adds, from nought up, in steps."""

    slot: Slot
    least: int
    step: int
    most: int
    by_cluster: dict[int, Column]


def joints(plan: Plan, choice: Choice) -> tuple[list[Joint], list[Field], int]:
    """The joint tables of a choice, the fields that their words hold, and how many words there are."""
    keys = [_keys(plan, cluster) for cluster in choice.clusters]
    grids = [one.grid([1] * len(one.slots)) for one in keys]
    wanted: list[set[Slot]] = [set() for _ in keys]
    support = choice.clusters_of_terms(Supports(plan))
    for one in choice.sums.values():
        for slot, _ in one.terms:
            wanted[support[slot]].add(slot)
    values = [work_out(plan, grid, want, key.combinations) for grid, want, key in zip(grids, wanted, keys, strict=True)]
    parts = [_parts(one.slot, one.terms, one.constant, support, values) for one in choice.sums.values()]
    fields, contents = _packed(parts)
    tables = []
    for place, key in enumerate(keys):
        words = [(word, content[place]) for word, content in enumerate(contents) if place in content]
        tables.append(Joint(key, tuple(words)))
    return tables, fields, len(contents)


def _keys(plan: Plan, cluster: Iterable[Slot]) -> Keys:
    slots = tuple(sorted(cluster))
    ranges = [plan.ranges[slot] for slot in slots]
    return Keys(slots, tuple(least for least, _ in ranges), tuple(most - least + 1 for least, most in ranges))


def _parts(
    slot: Slot,
    terms: Sequence[tuple[Slot, int]],
    constant: int,
    cluster_of: Mapping[Slot, int],
    values: Sequence[Mapping[Slot, Column]],
) -> _Parts:
    """What each cluster adds to a sum, moved so that the least of each is nought, and divided by what all have in common."""
    by_cluster: dict[int, Column] = {}
    for term, coefficient in terms:
        place = cluster_of[term]
        added = values[place][term] * coefficient
        by_cluster[place] = by_cluster[place] + added if place in by_cluster else added
    least = constant + sum(int(part.min()) for part in by_cluster.values())
    moved = {place: part - part.min() for place, part in by_cluster.items()}
    step = gcd(*(int(np.gcd.reduce(part)) for part in moved.values())) or 1
    scaled = {place: part // step for place, part in moved.items()}
    return _Parts(slot, least, step, sum(int(part.max()) for part in scaled.values()), scaled)


def _packed(parts: Sequence[_Parts]) -> tuple[list[Field], list[dict[int, Column]]]:
    """The parts packed into as few words as hold them; parts of the same clusters share a word, so that one gather serves them
    all."""
    fields: list[Field] = []
    contents: list[dict[int, Column]] = []
    used: list[int] = []
    for one in sorted(parts, key=lambda part: (-len(part.by_cluster), sorted(part.by_cluster), part.slot)):
        bits = max(one.most.bit_length(), 1)
        word = _word_for(one, bits, contents, used)
        if word is None:
            contents.append({})
            used.append(0)
            word = len(contents) - 1
        for place, part in one.by_cluster.items():
            here = contents[word].get(place)
            shifted = part << used[word]
            contents[word][place] = shifted if here is None else here + shifted
        fields.append(Field(one.slot, word, used[word], one.most, one.step, one.least))
        used[word] += bits
    return fields, contents


def _word_for(one: _Parts, bits: int, contents: Sequence[Mapping[int, Column]], used: Sequence[int]) -> int | None:
    """A word with room whose clusters hold all of the part's, so that it costs no gather more."""
    for word, content in enumerate(contents):
        if used[word] + bits <= WORD_BITS and set(one.by_cluster) <= set(content):
            return word
    return None
