"""P31. Conditions do not contradict, subsume or repeat each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.laws.p15_nothing_dead import MOST_SHOWN, nearest
from ras_engine.audit.report import Verdict, Witness
from ras_engine.audit.rules.alive import Named, dead
from ras_engine.audit.rules.beside import beside, shown
from ras_engine.audit.rules.overlap import hidden_entry
from ras_engine.audit.rules.together import never_together
from ras_engine.audit.witnesses.crowd import Crowd, taken
from ras_engine.plan.operations import Constant, FirstMatch, Slot
from ras_engine.plan.plan import Path

Show = Callable[[], Iterable[Witness]]
Pass = tuple[Slot, tuple[Slot, ...]]
"""A first match and its conditions: before carers, and after them."""
MOST_BEFORE = 8
"""Entries before one, all of which are looked at together."""


@dataclass
class Astray:
    """What was found: entries that are wrong, each with where it stands and who is shown of it, and what could not be decided."""

    broken: Named = field(default_factory=list)
    places: list[Path] = field(default_factory=list)
    shows: list[Show] = field(default_factory=list)
    unknown: Named = field(default_factory=list)

    def add(self, path: Path, what: str, show: Show, place: Path = ()) -> None:
        """One that is wrong; `place` is the entry itself, where `path` is that of its list."""
        self.broken.append((path, what))
        self.places.append(place or path)
        self.shows.append(show)


def prove(bench: Bench) -> Draft:
    """Each condition can hold and can fail; in each list every entry is the first that holds for somebody; none stands twice; in a
    count, in `all` and in `any` each says something that the others do not."""
    lifeless, found = dead(bench), Astray()
    never = [one for one in lifeless.never if "condition" in one[1]]
    found.unknown += [one for one in lifeless.unknown if "condition" in one[1]]
    for one in never:
        found.add(*one, partial(nearest, bench, [one]))
    _first_matches(bench, found, {path for path, _ in never})
    side = beside(bench, [path for path, _ in (*lifeless.never, *lifeless.unknown)])
    for idle in side.idle:
        found.add(idle.path, idle.what(bench), partial(shown, bench, idle))
    found.unknown += side.unknown
    if found.broken:
        many = len(found.broken) > 1
        return Draft(
            Verdict.BROKEN,
            f"{len(found.broken)} conditions contradict, subsume or repeat others."
            if many
            else "A condition contradicts, subsumes or repeats others.",
            engine="exact",
            show=lambda: tuple(one for show in found.shows[:MOST_SHOWN] for one in show()),
            paths=tuple(found.places),
            listed=_listed(bench, found.broken),
        )
    if found.unknown:
        says = "For some conditions nobody was found, and not all people could be gone through."
        return Draft(Verdict.SAMPLED, says, engine="search", listed=_listed(bench, found.unknown))
    says = "Every condition holds for somebody and fails for somebody, and every entry of a list is somebody's."
    return proved(says, engine="exact", listed=tuple(side.ladders))


def _listed(bench: Bench, named: Named) -> tuple[str, ...]:
    return tuple(f"{bench.ruleset.where(path).path}: {what}" for path, what in named)


def _first_matches(bench: Bench, found: Astray, told: Collection[Path]) -> None:
    """Every list of which the first entry that holds counts, in every pass: where one pass takes an entry, it is somebody's. An
    entry is not named again whose own condition is `told` of already."""
    crowd, written = Crowd(bench, 8_000), {path for _, path in bench.plan.conditions}
    for list_path, passes in _lists(bench).items():
        path = next((one for one in ((*list_path, "cases"), list_path) if (*one, 0, "when") in written), list_path)
        conditions, slot = passes[-1][1], passes[-1][0]
        for place in range(len(conditions)):
            if (*path, place, "when") in told:
                continue
            again = next((one for one in range(place) if all(each[one] == each[place] for _, each in passes)), None)
            show = partial(hidden_entry, bench, path, slot, conditions, place)
            if again is not None:
                found.add(path, f"entry {place + 1} has the condition of entry {again + 1} again", show, (*path, place))
                continue
            seen = [_first(bench, crowd, one, place) for one in passes]
            if True not in seen and None not in seen:
                found.add(path, f"entry {place + 1} is never the first that holds", show, (*path, place))
            elif True not in seen:
                found.unknown.append((path, f"entry {place + 1} is never the first that holds"))


def _lists(bench: Bench) -> dict[Path, list[Pass]]:
    """Lists of two or more conditions of which the first that holds counts."""
    plan, found = bench.plan, dict[Path, list[Pass]]()
    for place, operation in enumerate(plan.operations):
        slot, path = plan.inputs + place, plan.paths[plan.inputs + place]
        if isinstance(operation, FirstMatch) and len(operation.conditions) > 1:
            found.setdefault(path, []).append((slot, operation.conditions))
    return found


def _first(bench: Bench, crowd: Crowd, one: Pass, place: int) -> bool | None:
    """Whether an entry is the first that holds for somebody; None where that is not known."""
    slot, conditions = one
    columns = crowd.columns(conditions[: place + 1])
    here = columns[conditions[place]] == 1
    for earlier in conditions[:place]:
        here = here & (columns[earlier] == 0)
    if here.any():
        return True
    operation = bench.plan.operations[slot - bench.plan.inputs]
    assert isinstance(operation, FirstMatch)
    own = _own_value(bench, operation, place)
    if own is None:
        return _looked_at_together(bench, conditions[: place + 1])
    values, sure = taken(bench, crowd, slot, [own])
    return True if own in values else False if sure else None


def _looked_at_together(bench: Bench, conditions: tuple[Slot, ...]) -> bool | None:
    """The same by the conditions themselves, where another entry gives the same value."""
    if len(conditions) > MOST_BEFORE:
        return None

    def rule(seen: Mapping[str, Any]) -> NDArray[np.bool_]:
        earlier = [seen[str(place)] == 0 for place in range(len(conditions) - 1)]
        here: NDArray[np.bool_] = np.logical_and.reduce([seen[str(len(conditions) - 1)] == 1, *earlier])
        return here

    verdict, _ = never_together(bench, {str(place): slot for place, slot in enumerate(conditions)}, rule, ())
    return {Verdict.BROKEN: True, Verdict.PROVED: False}.get(verdict)


def _own_value(bench: Bench, operation: FirstMatch, place: int) -> int | None:
    """The value that only this entry gives, where it is a constant of its own."""
    constants = []
    for slot in operation.values:
        one = bench.plan.operations[slot - bench.plan.inputs] if slot >= bench.plan.inputs else None
        constants.append(one.value if isinstance(one, Constant) else None)
    own = constants[place]
    return own if own is not None and None not in constants and constants.count(own) == 1 else None


LAW = Law(
    "P31", "Conditions make sense together", "Conditions do not contradict, subsume or repeat each other.", prove, repairs=True
)
