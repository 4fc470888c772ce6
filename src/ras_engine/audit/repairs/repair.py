"""The smallest repair that can be found: few values of the ruleset's text changed so that the law is proved of the changed ruleset.

Receives the findings of an audit; gives each broken law the change that mends several broken laws at once, where there is one, else
the smallest that was found for it alone. Nothing unverified is suggested.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ras_engine.audit.bench import Bench, milliseconds
from ras_engine.audit.change import Change, Repair, key_of
from ras_engine.audit.repairs.at_once import at_once
from ras_engine.audit.repairs.options import NOTHING, Option
from ras_engine.audit.repairs.seek import Broken, Made, Seek
from ras_engine.audit.report import Finding, Verdict

MOST_SECONDS = 10
"""For one law; less where the time that is left has to do for more laws."""
FOR_REPAIRS, FOR_EFFECTS = 4, 4
"""One part in so many of all the time is left to repairs; one part in so many of what is then left, to what they do to people and
to other laws."""


def kept_for_repairs(bench: Bench) -> int:
    """The nanoseconds that laws leave to repairs, once there is something to repair: no law that is hard to decide takes all."""
    return bench.limits.seconds * 1_000_000_000 // FOR_REPAIRS if "to repair" in bench.kept else 0


def with_repairs(bench: Bench, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of an audit, each broken one with its repair, as far as there is time left once every law was looked at."""
    broken: dict[str, Broken] = bench.kept.get("to repair", {})
    waiting = [one.law for one in findings if one.law in broken]
    if not waiting:
        return tuple(findings)
    left = max(bench.ends - bench.limits.clock(), 0) / 1_000_000_000
    ends = time.process_time() + left * (1 - 1 / FOR_EFFECTS)
    together = at_once([Seek(bench, broken[law], min(left / FOR_EFFECTS, MOST_SECONDS)) for law in waiting])
    found = []
    for one in findings:
        if one.law in waiting:
            begun = time.monotonic_ns()
            share = min(max(ends - time.process_time(), 0) / len(waiting), MOST_SECONDS)
            repair = repaired(bench, broken[one.law], share, together)
            waiting.remove(one.law)
            one = replace(one, repair=repair, milliseconds=one.milliseconds + milliseconds(begun))
        found.append(one)
    return tuple(found)


def repaired(bench: Bench, broken: Broken, seconds: float, together: Mapping[str, tuple[Made, ...]]) -> Repair | None:
    """The smallest repair found that proves the law; None where none was."""
    search = Seek(bench, broken, seconds)
    made = together.get(broken.law.id) or search.needed(_known(bench, search))
    if not made and not _hopeless(bench, broken):
        made = search.one() or search.needed(search.nearer(search.needed(search.several())))
    if not made:
        return None
    bench.kept.setdefault("repairs", {})[broken.law.id] = made
    repair = told(bench, made)
    bench.kept.setdefault("repaired", {})[key_of(repair)] = search.with_all(made)
    return repair


def _known(bench: Bench, search: Seek) -> tuple[Made, ...]:
    """The repairs of the laws that this one rests on, where they mend this one as well."""
    before: dict[str, tuple[Made, ...]] = bench.kept.get("repairs", {})
    changes = [one for law in search.law.rests_on for one in before.get(law, ())]
    made = tuple({one.option.place: one for one in changes}.values())
    return made if made and search.holds(made) else ()


def _hopeless(bench: Bench, broken: Broken) -> bool:
    """Whether a law that this one rests on is broken as well, and no repair was found of it."""
    others, found = bench.kept.get("to repair", {}), bench.kept.get("repairs", {})
    return any(law in others and law not in found for law in broken.law.rests_on)


def told(bench: Bench, made: Sequence[Made]) -> Repair:
    """The repair in words."""
    changes = tuple(_change(bench, one) for one in made)
    says = f"{changes[0].says}: the law is then proved for everybody."
    if len(changes) > 1:
        says = (
            f"With these {len(changes)} changes together the law is proved for everybody; with any one of them left out it is not."
        )
    return Repair(changes, says, Verdict.PROVED)


def _change(bench: Bench, made: Made) -> Change:
    option = made.option
    where = bench.ruleset.where(option.place)
    match option:
        case Option(after=after) if after == NOTHING:
            says = f"Leave out {option.before}"
        case Option(before=before) if before == NOTHING:
            says = f"Add {option.place[-1]}: {option.after}"
        case Option(value=value) if value is not None:
            says = f"Write {option.place[-1]}: {option.after}"
        case _:
            says = f"Write {option.place[-1]}: {option.after} in the place of {option.before}"
    says += f" ({option.note})" if option.note else ""
    return Change(where.path, where.line, option.before, option.after, says, made.because)
