"""Whom a law is shown by that is not about two amounts: one person, or the same person twice with one thing changed.

Receives what must hold of them and which is worst; gives the plainest, a usual and the worst of them as witnesses, scored by the
scalar engine, and how many there are: exactly where all reachable states can be listed, else at least how many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.exact import Exact
from ras_engine.audit.prove.objective import NEVER, Kind, Objective, Outputs
from ras_engine.audit.prove.search import People, Search, Side
from ras_engine.audit.report import Counted, Witness
from ras_engine.audit.some import only_some
from ras_engine.audit.space.counting import Counting, number_of
from ras_engine.audit.space.people import Values, codes_of
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.structure import readers
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.audit.witnesses.rates import RATES, WeightedSearch
from ras_engine.audit.witnesses.witness import Made, witness_of
from ras_engine.plan.operations import Slot
from ras_engine.score.many.walk import Column
from ras_engine.score.many.work import worked_out

Seen = Mapping[str, Any]
Pair = tuple[Values, Values]
KINDS = ("simplest", "typical", "worst")


@dataclass(frozen=True)
class Sought:
    """Whom to look for: `rule` says of two columns of people (left and right; the same where nothing is `changed`) who shows it,
    and `size` how badly. Both read integers of `slots` by name. `changed` are what is fixed of the left and of the right one."""

    slots: Mapping[str, Slot]
    rule: Callable[[Seen, Seen], NDArray[np.bool_]]
    size: Callable[[Seen, Seen], Column]
    changed: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
    what: str = "assessments"

    @property
    def alone(self) -> bool:
        """Whether it is about one person."""
        return not self.changed[0] and not self.changed[1]


@dataclass
class Looker:
    """Looks for people of one ruleset."""

    bench: Bench
    sought: Sought
    sides: tuple[Side, Side] = field(init=False)
    search: Search = field(init=False)

    def __post_init__(self) -> None:
        outputs = self.bench.outputs
        left, right = (Side(self.bench.plan, outputs, 0, one) for one in self.sought.changed)
        self.sides = (left, left if self.sought.alone else right)
        self.search = Search(self.bench.variables, *self.sides, self.bench.stop, self.bench.limits.seed)

    # -- the three

    def three(self) -> tuple[tuple[str, Pair], ...]:
        """The plainest, a usual and the worst one; none where nobody was found."""
        people = crowd_of(self.bench).people
        size = self.sizes(people, people)
        found = np.flatnonzero(size > NEVER)
        worst = self.worst() or (self.pair(people[int(size.argmax())]) if len(found) else None)
        if worst is None:
            return ()
        if self.bench.kept.get(RATES):
            people = WeightedSearch(self.bench, self.bench.variables, *self.sides).people(len(people))
            size = self.sizes(people, people)
            found = np.flatnonzero(size > NEVER)
        usual = self.pair(people[found[np.argsort(size[found], kind="stable")[len(found) // 2]]]) if len(found) else worst
        return tuple(zip(KINDS, (self.simplest(worst), usual, worst), strict=True))

    def pair(self, person: NDArray[np.int64]) -> Pair:
        """A person as both sides see them."""
        sides = (self.search.settled(side, person[None, :])[0] for side in self.sides)
        left, right = (tuple(int(one) for one in side) for side in sides)
        return left, right

    def sizes(self, left: People, right: People) -> Column:
        """How badly each pair shows it; NEVER where it does not, where somebody cannot be given or has no amount, or where more
        than what is changed would differ."""
        mine, theirs = (self.search.settled(side, people) for side, people in zip(self.sides, (left, right), strict=True))
        (one, good), (other, fine) = self._seen(mine, 0), self._seen(theirs, 1)
        changed = [place for place, each in enumerate(self.bench.variables) if each.column in self.sought.changed[0]]
        alike = np.delete(mine == theirs, changed, axis=1).all(axis=1)
        holds = good & fine & alike & self.sought.rule(one, other)
        sizes: Column = np.where(holds, self.sought.size(one, other), NEVER)
        return sizes

    def _seen(self, people: People, side: int) -> tuple[dict[str, Column], NDArray[np.bool_]]:
        """The slots by name, and who can be given and has an amount."""
        plan, slots = self.bench.plan, self.sought.slots
        _, good = self.search.results(self.sides[side], people, Objective("", "indicative_budget", Kind.FALL))
        found = worked_out(plan, codes_of(plan, self.bench.variables, 0, people), len(people), dict.fromkeys(slots.values()))
        return {name: found[slot] for name, slot in slots.items()}, good

    def simplest(self, pair: Pair) -> Pair:
        """Every answer that both share taken back to the least, as far as it is still shown."""
        for number, variable in enumerate(self.bench.variables):
            if variable.column not in self.sought.changed[0] and pair[0][number] != variable.least:
                tried = self.pair(np.array([*pair[0][:number], variable.least, *pair[0][number + 1 :]], dtype=np.int64))
                if self.sizes(np.array(tried[:1]), np.array(tried[1:]))[0] > NEVER:
                    pair = tried
        return pair

    # -- all of them

    def worst(self) -> Pair | None:
        """The worst of all, where every state can be listed; None where it cannot, or where nobody shows it."""
        best, found = NEVER, None
        try:
            for exact in self._exact():
                size = self._exact_sizes(exact)
                place = int(size.argmax())
                if int(size[place]) > best:
                    best, found = int(size[place]), self.pair(np.array(exact.person(place), dtype=np.int64))
        except (OutOfReach, TimeoutError):
            return None
        return found

    def counted(self) -> Counted | None:
        """How many show it, of all that can be given and have an amount; else how many at least; None where nobody was found."""
        shown, of = 0, 0
        if only_some(self.bench.variables, self.bench.plan, (*self.sought.slots.values(), *self.bench.outputs.hidden)):
            return self._at_least()
        try:
            for exact in self._exact():
                people = Counting(exact.reach).everybody(exact.states)
                fine = exact.shown[0] if self.sought.alone else exact.shown[0] & exact.shown[1]
                shown += number_of(people[self._exact_sizes(exact) > NEVER].sum(axis=0)) * exact.free
                of += number_of(people[fine].sum(axis=0)) * exact.free
            return Counted(shown, shown, of, self.sought.what) if shown else None
        except (OutOfReach, TimeoutError):
            return self._at_least()

    def _exact(self) -> Iterator[Exact]:
        bench, slots = self.bench, tuple(self.sought.slots.values())
        outputs = Outputs({}, bench.outputs.hidden, None)
        for context in bench.contexts:
            fixed = [context] if self.sought.alone else [{**context, **one} for one in self.sought.changed]
            yield bench.frames.exact_of(fixed, outputs, slots)

    def _exact_sizes(self, exact: Exact) -> Column:
        named = [{name: results[slot] for name, slot in self.sought.slots.items()} for results in exact.results]
        one, other = named[0], named[-1]
        holds = exact.shown[0] & exact.shown[-1] & self.sought.rule(one, other)
        sizes: Column = np.where(holds, self.sought.size(one, other), NEVER)
        return sizes

    def _at_least(self) -> Counted | None:
        """Those found, each as often as answers that lead nowhere near can be given."""
        people = self.search.settled(self.sides[0], crowd_of(self.bench).people)
        bad = people[self.sizes(people, people) > NEVER]
        read = near(self.bench, self.sought.slots.values())
        inside = [place for place, one in enumerate(self.bench.variables) if one.column in read]
        free = prod(one.many[0] for one in self.bench.variables if one.column not in read)
        changed = prod(one.many[0] for one in self.bench.variables if one.column in self.sought.changed[0])
        distinct = len(np.unique(bad[:, inside], axis=0)) if len(bad) else 0
        return Counted(distinct * free, None, self.bench.possible // changed, self.sought.what) if distinct else None


def near(bench: Bench, slots: Iterable[Slot]) -> frozenset[str]:
    """The columns that can touch some slots, who can be given, and who has an amount."""
    plan, seen = bench.plan, readers(bench.plan)
    asked = [ask.asked for ask in plan.asks if ask.asked is not None]
    wanted = [*slots, *bench.outputs.hidden, *asked, *(one.slot for one in plan.clashes)]
    conditional = {ask.column for ask in plan.asks if ask.asked is not None}
    return frozenset[str]().union(conditional, *(seen[slot] for slot in wanted))


def crowd_of(bench: Bench) -> Crowd:
    """A crowd that laws share."""
    if "crowd" not in bench.kept:
        bench.kept["crowd"] = Crowd(bench)
    found: Crowd = bench.kept["crowd"]
    return found


def shown_by(bench: Bench, sought: Sought, made: Made) -> tuple[Witness, ...]:
    """The witnesses of a law: the plainest, a usual and the worst, each once, the worst last."""
    found: list[Witness] = []
    for kind, pair in reversed(Looker(bench, sought).three()):
        one = witness_of(bench, kind, pair, made)
        if all((one.left.assessment, one.right.assessment) != (other.left.assessment, other.right.assessment) for other in found):
            found.insert(0, one)
    return tuple(found)


def counted_by(bench: Bench, sought: Sought) -> Counted | None:
    """How many show what is sought."""
    return Looker(bench, sought).counted()
