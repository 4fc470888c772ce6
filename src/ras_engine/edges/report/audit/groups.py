"""The widest gap between client groups, band by band of need, among made-up people who are the same in all but their group.

Receives a ruleset whose council has said where high need begins; gives a map with the high-need end first. It is what was seen
among so many people, and no proof: the law P5 is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import CLIENT_GROUP, INDICATIVE, Bench, Limits
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.prove.search import People, Search, Side
from ras_engine.audit.space.variables import OutOfReach, Variable
from ras_engine.audit.thresholds import pence_of
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.edges.audit.shown import opened
from ras_engine.ruleset import Ruleset

PEOPLE, SECONDS, MOST_PAIRS = 2_000, 20, 28
Column = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cell:
    """The widest gap of two groups in a band, in pence; None where nobody was seen. `shade` is 0 (none), 1 and 2 (to half and all
    that the council allows), 3 and 4 (more than that and than twice that)."""

    pence: int | None
    shade: int


@dataclass(frozen=True, slots=True)
class GroupMap:
    """Rows are pairs of groups, columns bands of need, most need first. `high` of the bands are at the high-need end.

    Where there are many groups, the pairs with the widest gaps are shown, the widest first; `left_out` says how many are not.
    """

    measure: str
    bands: tuple[str, ...]
    high: int
    pairs: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    people: int
    left_out: int = 0


def group_map(ruleset: Ruleset) -> GroupMap | None:
    """The map; None where there are fewer than two groups, or the council has not said where high need begins."""
    bench = Bench(ruleset, None, Limits(seconds=SECONDS, people=PEOPLE))
    groups = list(ruleset.document.client_groups or ())
    audit = ruleset.document.audit
    if bench.outputs.high is None or audit is None or audit.high_need is None or len(groups) < 2:
        return None
    try:
        people = _people(bench)
        seen = [_as_group(bench, people, place) for place in range(len(groups))]
    except (OutOfReach, TimeoutError):
        return None
    start, scale = bench.outputs.high[1], ruleset.plan.step_named[f"measure.{audit.high_need.measure}"].scale
    edges = _edges(np.concatenate([need for need, _, _ in seen]), start, scale)
    pairs = list(combinations(range(len(groups)), 2))
    gaps = [_gaps(seen[one], seen[other], edges) for one, other in pairs]
    left_out = max(len(pairs) - MOST_PAIRS, 0)
    if left_out:
        widest = sorted(range(len(pairs)), key=lambda place: -max(gap or 0 for gap in gaps[place]))[:MOST_PAIRS]
        pairs, gaps = [pairs[place] for place in widest], [gaps[place] for place in widest]
    allowed = [_allowed(bench, low >= start) for low in edges[:-1]]
    cells = tuple(tuple(reversed([Cell(*one) for one in _shaded(row, allowed)])) for row in gaps)
    names = tuple(f"{opened(groups[one])} and {opened(groups[other])}" for one, other in pairs)
    bands = tuple(reversed([f"{low // scale} to under {high // scale}" for low, high in pairwise(edges)]))
    high = sum(edge >= start for edge in edges[:-1])
    return GroupMap(opened(audit.high_need.measure), bands, high, names, cells, len(people), left_out)


def _allowed(bench: Bench, high: bool) -> int | None:
    """What the council allows, at the high-need end its own amount where there is one."""
    overall = pence_of(bench, "largest_group_gap")
    own = pence_of(bench, "largest_group_gap_at_high_need") if high else None
    return overall if own is None else own


def _people(bench: Bench) -> People:
    """A crowd, and people with ever more of their answers at the top, so that every band has some."""
    crowd = Crowd(bench, PEOPLE)
    random = np.random.default_rng(bench.limits.seed)
    least = np.array([one.least for one in bench.variables], dtype=np.int64)
    top = np.array([_top(one) for one in bench.variables], dtype=np.int64)
    share = np.linspace(0, 1, PEOPLE)[:, None]
    mixed = np.where(random.random((PEOPLE, len(least))) < share, top, least)
    kept: People = np.concatenate([crowd.people, mixed])
    return kept


def _top(variable: Variable) -> int:
    below = {before for before, _ in variable.steps}
    return next((after for _, after in variable.steps if after not in below), variable.least)


def _as_group(bench: Bench, people: People, group: int) -> tuple[Column, Column, NDArray[np.bool_]]:
    """Everybody as one group sees them: need, the indicative budget, and who has one."""
    assert bench.outputs.high is not None
    side = Side(bench.plan, bench.outputs, 0, {CLIENT_GROUP: group})
    search = Search(bench.variables, side, side, bench.stop, bench.limits.seed)
    objective = Objective("", INDICATIVE, Kind.MOVE, high_need=True)
    found, good = search.results(side, search.settled(side, people), objective)
    return found[bench.outputs.high[0]], found[bench.outputs.amounts[INDICATIVE]], good


def _edges(need: Column, start: int, scale: int) -> list[int]:
    """Where bands begin, in whole units but for the first: three below high need, two from it on; the last is beyond everybody."""
    low, high = min(int(need.min()), start), max(int(need.max()) // scale * scale + scale, start + scale)
    below = [low + (start - low) * place // 3 // scale * scale for place in range(3)]
    return sorted({*below, start, (start + high) // 2 // scale * scale, high})


def _gaps(one: tuple[Any, Any, Any], other: tuple[Any, Any, Any], edges: Sequence[int]) -> list[int | None]:
    need, amount, good = one
    _, beside, fine = other
    gap, speaks = np.abs(amount - beside), good & fine
    inside = [speaks & (need >= low) & (need < high) for low, high in pairwise(edges)]
    return [int(gap[some].max()) if some.any() else None for some in inside]


def _shaded(gaps: Sequence[int | None], allowed: Sequence[int | None]) -> list[tuple[int | None, int]]:
    """Each gap with its shade; where the council has set no amount, every gap has the same one."""
    return [(gap, _shade(gap, most)) for gap, most in zip(gaps, allowed, strict=True)]


def _shade(gap: int | None, most: int | None) -> int:
    if not gap:
        return 0
    if most is None:
        return 1
    return 1 + sum(gap * 2 > most * times for times in (1, 2, 4))
