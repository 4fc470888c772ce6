"""Which rows, conditions and limits of a ruleset concern somebody. In a ruleset with carers either pass may be the one that
does."""

from __future__ import annotations

from dataclasses import dataclass, field

from ras_engine.audit.bench import Bench
from ras_engine.audit.witnesses.crowd import Crowd, taken
from ras_engine.plan.operations import BandOf, Slot
from ras_engine.plan.plan import Path

Named = list[tuple[Path, str]]
LIMIT = "this limit moves nobody's amount"


@dataclass
class Dead:
    """What concerns nobody, what could not be decided, and how many were looked at."""

    never: Named = field(default_factory=list)
    unknown: Named = field(default_factory=list)
    looked_at: int = 0


def dead(bench: Bench) -> Dead:
    """Every row, condition and limit. Kept: two laws ask."""
    if "dead" not in bench.kept:
        bench.kept["dead"] = _dead(bench)
    found: Dead = bench.kept["dead"]
    return found


def _dead(bench: Bench) -> Dead:
    crowd, found, asked = Crowd(bench, 8_000), Dead(), _asked(bench)
    crowd.columns({slot for slots in asked.values() for slot, _ in slots})
    for (path, what), slots in asked.items():
        found.looked_at += 1
        try:
            hidden = bench.outputs.hidden if path[0] == "limits" and what == LIMIT else ()
            answers = [taken(bench, crowd, slot, values, hidden) for slot, values in slots]
        except TimeoutError:
            found.unknown.append((path, what))
            continue
        if any(set(values) <= seen for (seen, _), (_, values) in zip(answers, slots, strict=True)):
            continue
        (found.never if all(sure for _, sure in answers) else found.unknown).append((path, what))
    return found


def _asked(bench: Bench) -> dict[tuple[Path, str], list[tuple[Slot, tuple[int, ...]]]]:
    """What must be met, each with the slots (one for each pass) and the values that show it."""
    plan = bench.plan
    asked: dict[tuple[Path, str], list[tuple[Slot, tuple[int, ...]]]] = {}
    for place, operation in enumerate(plan.operations):
        if isinstance(operation, BandOf):
            slot, path = plan.inputs + place, plan.paths[plan.inputs + place]
            for row in range(max(map(len, operation.starts))):
                asked.setdefault(((*path, row), "this row is reached by nobody"), []).append((slot, (row,)))
    for slot, path in plan.conditions:
        if path[0] == "cannot_stand_together":
            continue  # it holds for nobody who can be assessed: that is what it is for
        for value, what in ((1, "this condition never holds"), (0, "this condition always holds")):
            asked.setdefault((path, what), []).append((slot, (value,)))
    for name, slot in plan.limits:
        asked.setdefault((("limits", name), LIMIT), []).append((slot, (1,)))
    return asked
