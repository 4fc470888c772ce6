"""The narrow waist of one or two views: which sums of answers money depends on, and which answers stand together in a cluster.

Receives views over shared variables and the slots wanted of each; gives coordinates (sums to which every cluster adds its part),
clusters of variables that share nothing, and for each view the operations that make the wanted slots of the coordinates. Money
depends on a person through the coordinates alone: that is what the proofs go by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.variables import OutOfReach, Variable
from ras_engine.audit.space.view import Support, View
from ras_engine.plan.operations import Linear, Product, Slot
from ras_engine.score.many.walk import Column


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large things may become: combinations behind one term, rows of one cluster; cells of all tables, where that can be."""

    term: int = 1 << 20
    cluster: int = 1 << 20
    cells: int = 1 << 23


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One sum: `constant + sum(coefficient * slot)` in view `view`; `slot` is what it stands for, in part where `others` remain."""

    view: int
    slot: Slot
    terms: tuple[tuple[Slot, int], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A slot made of a coordinate, slots that are worked out, and a constant."""

    slot: Slot
    coordinate: int | None
    others: tuple[tuple[Slot, int], ...]
    constant: int


@dataclass(frozen=True, slots=True)
class Constraint:
    """What makes an assessment one that can be given: a slot that must be 0, or an answer that must stand at its value if not
    asked."""

    view: int
    slot: Slot
    variables: Support
    not_asked: tuple[tuple[Slot, int], ...] = ()


@dataclass
class Frame:
    """Views, coordinates, clusters. `wanted[v]` are the slots to be had of view v; `relaxed` says which constraints are left out.

    `kept` holds tables of clusters for other frames of the same plans, which differ only in what is fixed; `tables` what any frame
    can use: long tables of slots that go by one other slot, and classes.
    """

    views: tuple[View, ...]
    wanted: tuple[tuple[Slot, ...], ...]
    sizes: Sizes = Sizes()
    strict: bool = True
    kept: dict[Any, Any] = field(default_factory=dict)
    tables: dict[Any, Any] = field(default_factory=dict)
    coordinates: list[Coordinate] = field(default_factory=list)
    wholes: list[dict[Slot, Whole]] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    clusters: list[tuple[int, ...]] = field(default_factory=list)
    relaxed: list[Constraint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.variables: Sequence[Variable] = self.views[0].variables
        split: set[tuple[int, Slot]] = set()
        while True:
            self._coordinates(split)
            over = self._clusters()
            large = over or self._large()
            more = self._to_split(large, split) if large else set()
            if over and not more:
                raise OutOfReach(f"{len(over)} answers hang together in more than {self.sizes.cluster:,} ways")
            if not more:
                return
            split |= more

    # -- classes: values of an answer that nothing tells apart

    @cached_property
    def classes(self) -> list[Classes]:
        """For every variable, its values gathered by what the plans see of them."""
        found = []
        for place, variable in enumerate(self.variables):
            seen = [view.classes[place] for view in self.views if place in view.classes]
            fixed = any(variable.column in view.fixed for view in self.views)
            key = ("classes", place, len(variable), fixed, *(one.tobytes() for one in seen))
            if key not in self.tables:
                self.tables[key] = _gathered(seen, len(variable), fixed)
            found.append(self.tables[key])
        return found

    def combinations(self, support: Iterable[int]) -> int:
        """How many combinations of classes some variables have."""
        sizes = self._sizes
        return prod(sizes[place] for place in support)

    @cached_property
    def _sizes(self) -> list[int]:
        return [len(one.first) for one in self.classes]

    # -- coordinates

    def _coordinates(self, split: set[tuple[int, Slot]]) -> None:
        self.coordinates, self.wholes = [], [{} for _ in self.views]
        for place, view in enumerate(self.views):
            waiting, seen = list(self.wanted[place]), set[Slot]()
            while waiting:
                slot = waiting.pop()
                if slot not in seen and view.support[slot]:
                    seen.add(slot)
                    waiting += self._how(place, slot, split)

    def _how(self, place: int, slot: Slot, split: set[tuple[int, Slot]]) -> list[Slot]:
        """Decide how one slot is had; the slots that must be had for it in turn."""
        view = self.views[place]
        alone = one_term(view, slot)
        if alone is not None:
            self.wholes[place][slot] = alone
            return [alone.others[0][0]]
        terms, constant = flattened(view, slot)
        small = tuple(term for term in terms if self._small(place, term[0], split))
        others = tuple(term for term in terms if term not in small)
        if small:
            self.wholes[place][slot] = Whole(slot, self._coordinate(place, slot, small), others, constant)
            return [other for other, _ in others]
        if others != ((slot, 1),):
            self.wholes[place][slot] = Whole(slot, None, others, constant)
            return [other for other, _ in others]
        return view.live(slot)

    def _coordinate(self, place: int, slot: Slot, terms: tuple[tuple[Slot, int], ...]) -> int:
        """The coordinate of some terms; one that adds up the same terms is shared."""
        for number, one in enumerate(self.coordinates):
            if (one.view, one.terms) == (place, terms):
                return number
        self.coordinates.append(Coordinate(place, slot, terms))
        return len(self.coordinates) - 1

    def _small(self, place: int, slot: Slot, split: set[tuple[int, Slot]]) -> bool:
        view = self.views[place]
        if slot < view.inputs:
            return True
        return (place, slot) not in split and self.combinations(view.support[slot]) <= self.sizes.term

    # -- clusters

    def _clusters(self) -> tuple[int, ...] | None:
        """Gather the variables that a term or a constraint ties together; the first cluster that is too large, if one is."""
        ties = Ties(range(len(self.variables)))
        for coordinate in self.coordinates:
            for slot, _ in coordinate.terms:
                ties.tie(self.views[coordinate.view].support[slot])
        used = {place for one in self.coordinates for slot, _ in one.terms for place in self.views[one.view].support[slot]}
        over = next((one for one in ties.groups() if self.combinations(one) > self.sizes.cluster), None)
        if over is not None:
            return over
        self.constraints, self.relaxed = [], []
        for constraint in self._constraints():
            together = ties.with_(constraint.variables)
            if self.strict and self.combinations(together) <= self.sizes.cluster:
                ties.tie(constraint.variables)
                used |= constraint.variables
                self.constraints.append(constraint)
            elif constraint not in self.relaxed:
                self.relaxed.append(constraint)
        self.clusters = [one for one in ties.groups() if used & set(one)]
        return None

    def _large(self) -> tuple[int, ...] | None:
        """The largest cluster, where the tables of all of them are larger than is quick."""
        rows = {one: self.combinations(one) for one in self.clusters}
        return max(rows, key=rows.__getitem__) if sum(rows.values()) * len(self.coordinates) > self.sizes.cells else None

    def _to_split(self, over: Sequence[int], split: set[tuple[int, Slot]]) -> set[tuple[int, Slot]]:
        """The terms of a cluster that is too large to be worked out after the waist instead: of those that leave little enough
        together, the ones that read the fewest answers (a condition across domains, before a domain's own points)."""
        tied = {
            (one.view, slot)
            for one in self.coordinates
            for slot, _ in one.terms
            if self.views[one.view].support[slot] & set(over) and slot >= self.views[one.view].plan.inputs
        }
        supports: dict[Support, set[tuple[int, Slot]]] = {}
        for view, slot in tied - split:
            if len(self.views[view].support[slot]) > 1:
                supports.setdefault(self.views[view].support[slot], set()).add((view, slot))
        if not supports:
            return set()
        rest = {one: [other for other in supports if other != one] for one in supports}
        left = {one: self._most_together(rest[one]) for one in supports}
        return supports[min(supports, key=lambda one: (max(left[one], self.sizes.cluster), len(one), left[one], sorted(one)))]

    def _most_together(self, supports: Sequence[Support]) -> int:
        """How many combinations the largest cluster of these has."""
        ties = Ties({place for support in supports for place in support})
        for support in supports:
            ties.tie(support)
        return max((self.combinations(one) for one in ties.groups()), default=1)

    def _constraints(self) -> list[Constraint]:
        found = []
        for place, view in enumerate(self.views):
            for ask in view.plan.asks:
                if ask.asked is not None:
                    fixed = tuple(zip(range(ask.slot, ask.slot + ask.width), ask.not_asked or (0,) * ask.width, strict=True))
                    found.append(Constraint(place, ask.asked, view.support[ask.asked] | view.support[ask.slot], fixed))
            found += [Constraint(place, clash.slot, view.support[clash.slot]) for clash in view.plan.clashes]
        return [one for one in found if one.variables]

    # -- from coordinates to results

    @cached_property
    def orders(self) -> list[list[Slot]]:
        """For each view, the slots to work out from the coordinates, in order of evaluation."""
        return [self._order(place) for place in range(len(self.views))]

    def _order(self, place: int) -> list[Slot]:
        view, wholes = self.views[place], self.wholes[place]
        found, waiting = set[Slot](), list(self.wanted[place])
        while waiting:
            slot = waiting.pop()
            if slot not in found and view.support[slot]:
                found.add(slot)
                waiting += [other for other, _ in wholes[slot].others] if slot in wholes else view.live(slot)
        return sorted(found)

    def finish(self, columns: Sequence[Column], rows: int) -> list[dict[Slot, Column]]:
        """The wanted slots of each view (and what leads to them), from the columns of the coordinates."""
        found = []
        for place, view in enumerate(self.views):
            known = view.run({}, (), rows)
            for slot in self.orders[place]:
                whole = self.wholes[place].get(slot)
                if whole is None:
                    view_columns = view.run(known, (slot,), rows)
                    known[slot] = view_columns[slot]
                else:
                    known[slot] = self._whole(whole, columns, known, rows)
            for slot in self.wanted[place]:
                known[slot]  # a constant is filled in
            found.append(known)
        return found

    def _whole(self, whole: Whole, columns: Sequence[Column], known: Mapping[Slot, Column], rows: int) -> Column:
        total = np.full(rows, whole.constant, dtype=np.int64)
        if whole.coordinate is not None:
            total += columns[whole.coordinate]
        for slot, coefficient in whole.others:
            total += known[slot] * coefficient
        return total


@dataclass(frozen=True, slots=True)
class Classes:
    """The values of one variable gathered into classes: `of[value]` its class, `first` one value of each, `size` how many
    values."""

    of: NDArray[np.int64]
    first: NDArray[np.int64]
    size: tuple[int, ...]


def _gathered(seen: Sequence[NDArray[np.int64]], values: int, fixed: bool) -> Classes:
    if not seen:
        whole = 1 if fixed else values
        return Classes(np.zeros(values, dtype=np.int64), np.zeros(1, dtype=np.int64), (whole,))
    together = np.concatenate(seen, axis=1)
    if together.shape[1] == 0:
        return Classes(np.zeros(values, dtype=np.int64), np.zeros(1, dtype=np.int64), (values,))
    _, first, of, size = np.unique(together, axis=0, return_index=True, return_inverse=True, return_counts=True)
    return Classes(of.reshape(-1).astype(np.int64), first.astype(np.int64), tuple(int(one) for one in size))


class Ties:
    """Gathers places that are tied together, directly or through others."""

    def __init__(self, places: Iterable[int]) -> None:
        self._group: dict[int, tuple[int, ...]] = {place: (place,) for place in places}

    def with_(self, places: Iterable[int]) -> tuple[int, ...]:
        """Everything that would be together if these were tied."""
        return tuple(sorted({one for place in places for one in self._group[place]}))

    def tie(self, places: Iterable[int]) -> None:
        """Tie these together."""
        together = self.with_(places)
        for place in together:
            self._group[place] = together

    def groups(self) -> list[tuple[int, ...]]:
        """The groups, by their first place."""
        return sorted(set(self._group.values()))


def one_term(view: View, slot: Slot) -> Whole | None:
    """A sum with one part that varies: what is made of it stays a matter of that one part."""
    operation, live = view.operation(slot), view.live(slot)
    if not isinstance(operation, Linear) or len(live) != 1:
        return None
    constant = operation.constant + sum(weight * (view.constant(one) or 0) for one, weight in operation.terms)
    return Whole(slot, None, tuple(term for term in operation.terms if term[0] == live[0]), constant)


def flattened(view: View, slot: Slot) -> tuple[tuple[tuple[Slot, int], ...], int]:
    """A slot as a sum of slots that are no sums themselves, and a constant; constants and fixed factors are multiplied in."""
    terms: dict[Slot, int] = {}
    constant, waiting = 0, [(slot, 1)]
    while waiting:
        one, weight = waiting.pop()
        value = view.constant(one)
        operation = view.operation(one)
        if value is not None:
            constant += weight * value
        elif isinstance(operation, Linear):
            constant += weight * operation.constant
            waiting += [(part, weight * each) for part, each in operation.terms]
        elif isinstance(operation, Product) and (factor := _fixed_factor(view, operation)):
            waiting.append((factor[0], weight * factor[1]))
        else:
            terms[one] = terms.get(one, 0) + weight
    return tuple((one, weight) for one, weight in sorted(terms.items()) if weight), constant


def _fixed_factor(view: View, product: Product) -> tuple[Slot, int] | None:
    for one, other in ((product.left, product.right), (product.right, product.left)):
        value = view.constant(one)
        if value is not None:
            return other, value
    return None
