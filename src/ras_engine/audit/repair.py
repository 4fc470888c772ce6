"""The smallest repair that can be found: one value of the ruleset's text changed so that the law is proved of the changed ruleset.

Receives a broken law, its pairs and the rules that are responsible; tries what may stand there instead, the smallest change first.
A change after which the pairs are no better is passed over; any other is audited. Nothing unverified is suggested.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law
from ras_engine.audit.options import NOTHING, Option, between, options
from ras_engine.audit.report import Repair, Verdict, Witness
from ras_engine.audit.witness import NotConfirmed, check, person
from ras_engine.errors import RulesetInvalid
from ras_engine.plan.plan import Path
from ras_engine.ruleset import Ruleset, ruleset_of

MOST_TRIES = 400
SECONDS = 4
IN_ALL = 8
HALVINGS = 6


def repaired(bench: Bench, law: Law, draft: Draft, paths: Sequence[Path], pairs: Sequence[Witness]) -> Repair | None:
    """The smallest change found that proves the law; None where none of those tried does."""
    ends = min(time.monotonic_ns() + IN_ALL * 1_000_000_000, bench.ends)
    tries = [one for path in paths if path[0] != "audit" for one in options(bench.ruleset.located.data, path)]
    for option in sorted(tries, key=lambda one: one.size)[:MOST_TRIES]:
        if time.monotonic_ns() > ends:
            return None
        if _proved(bench, law, draft, option, pairs):
            return _told(bench, _nearer(bench, law, draft, option, pairs, ends))
    return None


def _nearer(bench: Bench, law: Law, draft: Draft, option: Option, pairs: Sequence[Witness], ends: int) -> Option:
    """The nearest value to what stands there that still proves the law, by halving."""
    broken = option.before
    for _ in range(HALVINGS):
        middle = between(broken, option.after) if NOTHING not in (broken, option.after) else None
        if middle is None or time.monotonic_ns() > ends:
            break
        tried = replace(option, after=middle)
        if _proved(bench, law, draft, tried, pairs):
            option = tried
        else:
            broken = middle
    return option


def _told(bench: Bench, option: Option) -> Repair:
    where = bench.ruleset.where(option.place)
    match option:
        case Option(after=after) if after == NOTHING:
            says = f"Leave out {option.before}"
        case Option(before=before) if before == NOTHING:
            says = f"Add {option.place[-1]}: {option.after}"
        case _:
            says = f"Write {option.place[-1]}: {option.after} in the place of {option.before}"
    return Repair(
        where.path, where.line, option.before, option.after, f"{says}: the law is then proved for everybody.", Verdict.PROVED
    )


def _proved(bench: Bench, law: Law, draft: Draft, option: Option, pairs: Sequence[Witness]) -> bool:
    """Whether the law is proved of the ruleset with one value changed."""
    changed = with_value(bench.ruleset, option.place, option.after)
    if changed is None or not _mended(bench, draft, changed, pairs):
        return False
    limits = replace(bench.limits, seconds=SECONDS, people=400, example_is_enough=True)
    again = Bench(changed, bench.against, limits)
    again.examples = bench.examples
    again.ends = min(again.ends, bench.ends)
    try:
        return law.prove(again).verdict is Verdict.PROVED
    except TimeoutError:
        return False


def _mended(bench: Bench, draft: Draft, changed: Ruleset, pairs: Sequence[Witness]) -> bool:
    """Whether the pairs that broke the law no longer do, scored one by one."""
    objective = draft.found.objective if draft.found else None
    if objective is None:
        return True
    try:
        for pair in pairs:
            left = person(bench.against if pair.two_rulesets and bench.against else changed, dict(pair.left.assessment))
            if check(objective, left, person(changed, dict(pair.right.assessment))) > objective.threshold:
                return False
    except NotConfirmed:
        return False
    return True


def with_value(ruleset: Ruleset, place: Path, after: str) -> Ruleset | None:
    """The ruleset with one value changed; None where it does not load."""
    data = copy.deepcopy(ruleset.located.data)
    parent: Any = data
    for step in place[:-1]:
        parent = parent[step]
    if after == NOTHING:
        del parent[place[-1]]
    else:
        parent[place[-1]] = after
    try:
        return ruleset_of(replace(ruleset.located, data=data))
    except RulesetInvalid:
        return None
