"""An example for a law that is known to be broken already: the worst pair exactly where every state can be listed, else by search.

Receives an objective; gives what was found and how many pairs break it. Where not all can be counted, those found are counted, each
as often as the answers that lead nowhere near can be given: "at least so many".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import prod
from typing import Any

import numpy as np

from ras_engine.audit.bench import Bench, outputs_of
from ras_engine.audit.law import STEPS, TWICE
from ras_engine.audit.prove.climb import climb
from ras_engine.audit.prove.objective import NEVER, Found, Kind, Objective
from ras_engine.audit.prove.search import People, Search, Side
from ras_engine.audit.report import Counted
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.structure import readers

Fixed = Sequence[Sequence[Mapping[str, int]]]
PEOPLE = 4_000


def example_of_steps(bench: Bench, objective: Objective) -> Found:
    """The worst pair one step of one of the objective's answers apart."""
    found = Found(objective)
    try:
        exact = [bench.frames.exact([context], [found]) for context in bench.contexts]
        for one in exact:
            one.steps([found])
        for one in exact:
            one.count_steps([found])
    except (OutOfReach, TimeoutError):
        found.pairs, found.concerned = None, 0
        _search(bench, found, [({}, {})])
    return _ended(bench, found)


def example(bench: Bench, fixed: Fixed, objective: Objective) -> Found:
    """The worst of everybody beside themselves, as each pair of `fixed` has it."""
    found = Found(objective)
    try:
        exact = [bench.frames.exact(pair, [found]) for pair in fixed]
        for one in exact:
            one.two_views([found])
        for one in exact:
            one.count_two_views([found])
    except (OutOfReach, TimeoutError):
        found.pairs, found.concerned = None, 0
        _search(bench, found, fixed)
    return _ended(bench, found)


def _ended(bench: Bench, found: Found) -> Found:
    if found.pairs is not None:
        found.bound, found.engine = found.value, "exact"
    return bench.told(found)


def _search(bench: Bench, found: Found, fixed: Sequence[Any]) -> None:
    try:
        for pair in fixed:
            climb([(searcher(bench, pair), [found])], bench.limits.people)
    except TimeoutError:
        return


def searcher(bench: Bench, pair: Sequence[Mapping[str, int]]) -> Search:
    """The search for pairs of which the two sides fix so much."""
    left, right = (Side(bench.plan, outputs_of(bench.ruleset), 0, one) for one in pair)
    return Search(bench.variables, left, right if pair[0] or pair[1] else left, bench.stop, bench.limits.seed)


def at_least(bench: Bench, found: Found, what: str = "") -> Counted | None:
    """How many pairs are sure to break an objective that could not be counted: those that can be found, of one ruleset; None where
    there are none."""
    objective = found.objective
    if found.pairs or found.value <= objective.threshold or not found.left:
        return None
    differ = [place for place, (one, other) in enumerate(zip(found.left, found.right, strict=True)) if one != other]
    inside = sorted({*_inside(bench, objective), *differ})
    free = prod(one.many[0] for place, one in enumerate(bench.variables) if place not in inside)
    seen: set[bytes] = {_key(np.array([found.left]), np.array([found.right]), inside)[0]}
    with suppress(TimeoutError):
        seen.update(_broken(bench, objective, sides_of(bench, found), inside))
    return Counted(len(seen) * free, None, _all(bench, objective, differ), what or (STEPS if objective.columns else TWICE))


def sides_of(bench: Bench, found: Found) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """What the two sides of its pairs fix: nobody who cares; else what differs in the worst pair. Nothing where it is a step."""
    if found.objective.columns:
        return {}, {}
    if found.objective.kind is Kind.CUT:
        return bench.nobody_cares, {}
    known, both = bench.variables, (found.left, found.right)
    differ = [place for place, (one, other) in enumerate(zip(*both, strict=True)) if one != other]
    left, right = ({known[place].column: side[place] for place in differ} for side in both)
    return left, right


def _broken(bench: Bench, objective: Objective, pair: Any, inside: Sequence[int]) -> list[bytes]:
    """The pairs that break it among people drawn at random, as far as it can tell them apart."""
    search = searcher(bench, pair)
    left, right = search.pairs(objective, search.people(PEOPLE))
    value = search.values(objective, left, right)
    bad = (value > objective.threshold) & (value > NEVER)
    return _key(left[bad], right[bad], inside)


def _key(left: People, right: People, inside: Sequence[int]) -> list[bytes]:
    both = np.concatenate([left[:, inside], right[:, inside]], axis=1)
    return [row.tobytes() for row in both]


def _inside(bench: Bench, objective: Objective) -> list[int]:
    """The places of the variables that can touch what the objective looks at, or who can be given."""
    plan, seen = bench.plan, readers(bench.plan)
    high = bench.outputs.high if objective.high_need or objective.gaining else None
    asked = [ask.asked for ask in plan.asks if ask.asked is not None]
    slots = [bench.outputs.amounts[objective.amount], *bench.outputs.hidden, *asked, *(one.slot for one in plan.clashes)]
    slots += [high[0]] if high else []
    columns = frozenset[str]().union(*(seen[slot] for slot in slots)) | {ask.column for ask in plan.asks if ask.asked is not None}
    return [place for place, one in enumerate(bench.variables) if one.column in columns or one.column in objective.columns]


def _all(bench: Bench, objective: Objective, differ: Sequence[int]) -> int:
    """How many pairs there are, those that cannot be given among them."""
    if objective.columns:
        return sum(bench.possible // one.many[0] * one.many[1] for one in bench.variables if one.column in objective.columns)
    if objective.kind is Kind.CUT:
        return bench.possible
    ways = prod(bench.variables[place].many[0] for place in differ)
    return bench.possible // ways * (ways * (ways - 1) // 2)
