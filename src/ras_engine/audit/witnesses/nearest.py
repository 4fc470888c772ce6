"""Who comes nearest to a rule that concerns nobody: to a row of a table, to a condition, to a limit.

Receives where such a rule stands; gives the people on either side of it as one witness of the kind "nearest", with the figures that
it goes by. Nearest of all where every state can be listed, else of all who were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.objective import NEVER
from ras_engine.audit.report import Witness
from ras_engine.audit.space.people import Values
from ras_engine.audit.witnesses.facts import condition_at, step_at
from ras_engine.audit.witnesses.sought import Looker, Seen, Sought, crowd_of
from ras_engine.audit.witnesses.witness import Made, witness_of
from ras_engine.plan.operations import AllOf, AnyOf, BandOf, Compare, Not, Relation, Slot
from ras_engine.plan.plan import Path
from ras_engine.score.many.walk import Column

NEAREST = "nearest"
FAR = 1 << 40
MOST_ROUNDS, MOST_VALUES = 60, 40
MOST_PARTS = 6
"""Of a condition: whether each of so many of its own parts holds is shown beside it."""


def nearest_to_limit(bench: Bench, name: str) -> tuple[Witness, ...]:
    """Whoever has the most before a maximum, or the least above nothing before a minimum."""
    step = f"limit.{name}.amount"
    way = 1 if name == "maximum" else -1
    slots = {"before": bench.plan.money.before_limits}
    sought = Sought(slots, lambda one, _: one["before"] > 0, lambda one, _: one["before"] * way)

    def says(one: Witness) -> str:
        return f"nobody comes nearer to the {name} of {one.facts[0].left} than this person does"

    return _alone(bench, sought, Made("facts", says, (step, "before_limits"), about=f"the {name}"))


def nearest_to_row(bench: Bench, path: Path, about: str) -> tuple[Witness, ...]:
    """Whoever comes nearest to a row of a table from below, and from above; in a table by client group, to that group's row."""
    *table, row = path
    found = [side for each in _tables(bench, tuple(table)) for side in _sides(bench, each, int(row))]
    below = max((one for one in found if one.below), key=lambda one: one.gap, default=None)
    above = max((one for one in found if not one.below), key=lambda one: one.gap, default=None)
    ends = [one for one in (below, above) if one is not None]
    if not ends:
        return ()
    first, last = ends[0], ends[-1]
    right = last.person if first is last else _likest(bench, first.person, last)
    names = tuple(dict.fromkeys(step_at(bench.plan, one.of) for one in ends))

    def says(one: Witness) -> str:
        return "; ".join(_words(each, bench, one, place) for place, each in enumerate(ends))

    return (witness_of(bench, NEAREST, (first.person, right), Made("facts", says, names, about=about)),)


@dataclass(frozen=True)
class _Best:
    """Whoever comes nearest, how near, and whether that is so among everybody, not only among those looked at."""

    person: Values
    size: int
    exact: bool


@dataclass(frozen=True)
class _Side:
    """Somebody beside a row: on which side, how near (0 is next to it, below nought further), and by which slot."""

    person: Values
    below: bool
    gap: int
    of: Slot
    sought: Sought
    edge: int


def _tables(bench: Bench, path: Path) -> Iterator[tuple[Slot, BandOf]]:
    """Every pass of a table: before carers and after them."""
    plan = bench.plan
    for place, operation in enumerate(plan.operations):
        if isinstance(operation, BandOf) and plan.paths[plan.inputs + place] == path:
            yield plan.inputs + place, operation


def _sides(bench: Bench, table: tuple[Slot, BandOf], row: int) -> Iterator[_Side]:
    """The nearest below the row and the nearest above it, in one pass; every client group has the starts of its own."""
    slot, operation = table
    scale = bench.plan.scales[operation.of]
    slots = {"of": operation.of, "row": slot} | ({} if operation.key is None else {"key": operation.key})
    starts = np.array([one[row] if row < len(one) else FAR for one in operation.starts], dtype=np.int64)
    ends = np.array([one[row + 1] if row + 1 < len(one) else FAR for one in operation.starts], dtype=np.int64)
    for below, edges in ((True, starts), (False, ends)):

        def near(one: Seen, edges: NDArray[np.int64] = edges, below: bool = below) -> Column:
            gap = one["of"] - edges[one.get("key", 0)]
            found: Column = (gap if below else -gap) * 1_000_000 // scale
            return found

        def rule(one: Seen, _: Seen, below: bool = below) -> NDArray[np.bool_]:
            found: NDArray[np.bool_] = np.less(one["row"], row) if below else np.greater(one["row"], row)
            return found

        def size(one: Seen, _: Seen, near: object = near) -> Column:
            found: Column = near(one)  # type: ignore[operator]
            return found

        sought = Sought(slots, rule, size)
        best = _best(bench, sought)
        if best is not None:
            yield _Side(best.person, below, best.size, operation.of, sought, int(edges[0]))


def _best(bench: Bench, sought: Sought) -> _Best | None:
    """Whoever is worst, made as plain as can be without being less so; and how far."""
    looker = Looker(bench, sought)
    worst = looker.worst()
    found = worst[0] if worst else _climbed(bench, looker)
    if found is None:
        return None
    size = int(_size(looker, found))
    least = Sought(sought.slots, lambda a, b: sought.rule(a, b) & (sought.size(a, b) >= size), sought.size)
    return _Best(Looker(bench, least).simplest((found, found))[0], size, worst is not None)


def _climbed(bench: Bench, looker: Looker) -> Values | None:
    """The worst of a crowd, by other answers one at a time as long as that makes more of it; begun in each client group."""
    three = looker.three()
    person = three[-1][1][0] if three else None
    for start in ({**context} for context in bench.contexts if person is not None):
        assert person is not None
        at = [start.get(one.column, value) for one, value in zip(bench.variables, person, strict=True)]
        best, size = np.array(at, dtype=np.int64), NEVER
        for _ in range(MOST_ROUNDS):
            people = looker.search.settled(looker.sides[0], np.concatenate([best[None, :], _one_other(bench, best)]))
            sizes = looker.sizes(people, people)
            if int(sizes.max()) <= size:
                break
            best, size = people[int(sizes.argmax())], int(sizes.max())
        if size > _size(looker, person):
            person = tuple(int(one) for one in best)
    return person


def _one_other(bench: Bench, person: NDArray[np.int64]) -> NDArray[np.int64]:
    """Everybody who differs in one answer."""
    found = []
    for number, variable in enumerate(bench.variables):
        for value in range(len(variable)) if len(variable) <= MOST_VALUES else (variable.least, len(variable) - 1):
            other = person.copy()
            other[number] = value
            found.append(other)
    return np.array(found, dtype=np.int64)


def _size(looker: Looker, person: Values) -> int:
    people = np.array([person], dtype=np.int64)
    return int(looker.sizes(people, people)[0])


def _likest(bench: Bench, person: Values, side: _Side) -> Values:
    """Somebody as near as that one, as like as can be to another person: in the crowd or by taking over the other's answers."""
    looker = Looker(bench, side.sought)
    people = np.concatenate([crowd_of(bench).people, np.array([side.person])])
    sizes = looker.sizes(people, people)
    near = people[sizes >= side.gap]
    best = near[int(np.argmin((near != np.array(person)).sum(axis=1)))]
    for number in range(len(person)):
        tried = best.copy()
        tried[number] = person[number]
        if (tried != best).any() and looker.sizes(tried[None, :], tried[None, :])[0] >= side.gap:
            best = looker.search.settled(looker.sides[0], tried[None, :])[0]
    return tuple(int(one) for one in best)


def _words(side: _Side, bench: Bench, one: Witness, place: int) -> str:
    name = step_at(bench.plan, side.of)
    value = next((each.right if place else each.left for each in one.facts if each.what == name), "")
    return f"{name.removeprefix('measure.')} {value} is the nearest {'below' if side.below else 'above'} it"


def _alone(bench: Bench, sought: Sought, made: Made) -> tuple[Witness, ...]:
    best = _best(bench, sought)
    if best is None:
        return ()
    found = witness_of(bench, NEAREST, (best.person, best.person), made)
    return (found if best.exact else replace(found, says=found.says.replace("nobody comes", "nobody looked at comes", 1)),)


# -- conditions


def nearest_to_condition(bench: Bench, path: Path, slot: Slot, *, holds: bool, about: str) -> tuple[Witness, ...]:
    """Whoever comes nearest to a condition that never `holds` (or never fails), with what its parts say of them."""
    leaves = _leaves(bench, slot)
    slots = {f"at{one}": one for one in (slot, *leaves)}
    sought = Sought(
        slots, lambda one, _: np.ones(len(one[f"at{slot}"]), dtype=np.bool_), lambda one, _: -_short(bench, slot, one, holds)
    )
    parts = [one for one in leaves if isinstance(_operation(bench, one), Compare)]
    measured = [step_at(bench.plan, operation.of) for one in parts if isinstance(operation := _operation(bench, one), Compare)]
    named = [condition_at(bench.plan, one, path) for one in (slot, *parts)]
    facts = tuple(dict.fromkeys(one for one in (*named, *measured) if one))[: MOST_PARTS * 2]
    return _alone(bench, sought, Made("facts", lambda _: f"nobody comes nearer to {about} than this person", facts, about=about))


def _operation(bench: Bench, slot: Slot) -> object:
    return bench.plan.operations[slot - bench.plan.inputs] if slot >= bench.plan.inputs else None


def _leaves(bench: Bench, slot: Slot) -> list[Slot]:
    """The comparisons that a condition is made of, with what they compare."""
    match _operation(bench, slot):
        case AllOf(of=of) | AnyOf(of=of):
            return [leaf for one in of for leaf in _leaves(bench, one)]
        case Not(of=one):
            return _leaves(bench, one)
        case Compare(of=one):
            return [slot, one]
        case _:
            return [slot]


def _short(bench: Bench, slot: Slot, seen: Seen, holds: bool) -> Column:
    """How much is wanting until a condition holds (or fails), in millionths of the units compared; nought where it does."""
    match _operation(bench, slot):
        case AllOf(of=of):
            return _joined([_short(bench, one, seen, holds) for one in of], every=holds)
        case AnyOf(of=of):
            return _joined([_short(bench, one, seen, holds) for one in of], every=not holds)
        case Not(of=one):
            return _short(bench, one, seen, not holds)
        case Compare(of=of, relation=relation, number=number):
            return _apart(seen[f"at{of}"] - number, relation, holds) * (1_000_000 // max(bench.plan.scales[of], 1))
        case _:
            missing: Column = np.where(seen[f"at{slot}"] == int(holds), 0, 1_000_000)
            return missing


def _joined(parts: Sequence[Column], every: bool) -> Column:
    found: Column = np.sum(parts, axis=0) if every else np.min(parts, axis=0)
    return found


def _apart(over: Column, relation: Relation, holds: bool) -> Column:
    """How far a difference is from where it should be."""
    match relation:
        case Relation.AT_LEAST:
            wanting = -over if holds else over + 1
        case Relation.AT_MOST:
            wanting = over if holds else 1 - over
        case Relation.EQUALS:
            wanting = np.abs(over) if holds else np.where(over == 0, 1, 0)
    least: Column = np.maximum(wanting, 0)
    return least


__all__ = ["NEVER", "nearest_to_condition", "nearest_to_limit", "nearest_to_row"]
