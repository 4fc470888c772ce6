"""P31. Conditions do not contradict, subsume or repeat each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from ras_engine.audit.alive import dead
from ras_engine.audit.bench import Bench
from ras_engine.audit.crowd import Crowd, taken
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.laws.p15_nothing_dead import MOST_SHOWN, nearest
from ras_engine.audit.overlap import hidden_entry
from ras_engine.audit.report import Verdict, Witness
from ras_engine.plan.operations import Constant, FirstMatch, Slot
from ras_engine.plan.plan import Path

Show = Callable[[], Iterable[Witness]]


def prove(bench: Bench) -> Draft:
    """Each condition can hold and can fail; in each list every entry is the first that holds for somebody; none stands twice."""
    found = dead(bench)
    broken: list[tuple[Path, str]] = [one for one in found.never if "condition" in one[1]]
    places: list[Path] = [path for path, _ in broken]
    shows: list[Show] = [partial(nearest, bench, broken)] if broken else []
    unknown = [one for one in found.unknown if "condition" in one[1]]
    crowd = Crowd(bench, 8_000)
    for path, slot, conditions in _lists(bench):
        if len(set(conditions)) < len(conditions):
            again = next(place for place, one in enumerate(conditions) if one in conditions[:place])
            broken.append((path, f"entry {again + 1} has the condition of entry {conditions.index(conditions[again]) + 1} again"))
            places.append((*path, again))
            shows.append(partial(hidden_entry, bench, path, slot, conditions, again))
            continue
        for place in range(len(conditions)):
            seen, sure = _first(bench, crowd, slot, conditions, place)
            if not seen:
                (broken if sure else unknown).append((path, f"entry {place + 1} is never the first that holds"))
                places += [(*path, place)] if sure else []
                shows += [partial(hidden_entry, bench, path, slot, conditions, place)] if sure else []
    if broken:
        listed = tuple(f"{bench.ruleset.where(path).path}: {what}" for path, what in broken)
        return Draft(
            Verdict.BROKEN,
            "A condition contradicts, subsumes or repeats others."
            if len(broken) == 1
            else f"{len(broken)} conditions contradict, subsume or repeat others.",
            engine="exact",
            show=lambda: tuple(one for show in shows[:MOST_SHOWN] for one in show()),
            paths=tuple(places),
            listed=listed,
        )
    if unknown:
        listed = tuple(f"{bench.ruleset.where(path).path}: {what}" for path, what in unknown)
        return Draft(
            Verdict.SAMPLED,
            "For some conditions nobody was found, and not all people could be gone through.",
            engine="search",
            listed=listed,
        )
    return proved(
        "Every condition holds for somebody and fails for somebody, and every entry of a list is somebody's.", engine="exact"
    )


def _lists(bench: Bench) -> list[tuple[Path, Slot, tuple[Slot, ...]]]:
    """Lists of two or more conditions as the author wrote them: first matches, and what `all` and `any` join."""
    plan = bench.plan
    found = []
    for place, operation in enumerate(plan.operations):
        slot, path = plan.inputs + place, plan.paths[plan.inputs + place]
        if isinstance(operation, FirstMatch) and len(operation.conditions) > 1:
            found.append((path, slot, operation.conditions))
    return found


def _first(bench: Bench, crowd: Crowd, slot: Slot, conditions: tuple[Slot, ...], place: int) -> tuple[bool, bool]:
    """Whether an entry is the first that holds for somebody, and whether that is certain."""
    columns = crowd.columns(conditions[: place + 1])
    here = columns[conditions[place]] == 1
    for earlier in conditions[:place]:
        here = here & (columns[earlier] == 0)
    if here.any():
        return True, True
    operation = bench.plan.operations[slot - bench.plan.inputs]
    assert isinstance(operation, FirstMatch)
    own = _own_value(bench, operation, place)
    if own is None:
        return False, False
    values, sure = taken(bench, crowd, slot, [own])
    return own in values, sure


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
