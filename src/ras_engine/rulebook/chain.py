"""Whether the rulesets of a book form one chain: one scheme, each named once, each following one that is there.

A chain cannot run in a circle: a ruleset that follows one that is not earlier is refused when it is read (RAS290).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ras_engine.errors import Location, Problem, Related, problem
from ras_engine.located import Path
from ras_engine.ruleset import Ruleset

Key = tuple[date, int]


def chain_problems(rulesets: Sequence[Ruleset]) -> Iterator[Problem]:
    """Every problem of rulesets in order of day and revision."""
    yield from _schemes(rulesets)
    yield from _twice(rulesets)
    named = {key_of(one): one for one in reversed(rulesets)}
    first = next((one for one in rulesets if one.status == "approved"), None)
    for one in rulesets:
        yield from _link(one, named, first)
    yield from _forks(rulesets)


def key_of(ruleset: Ruleset) -> Key:
    """What a ruleset is called within its scheme."""
    return ruleset.effective_from, ruleset.revision


def followed(ruleset: Ruleset) -> Key | None:
    """What the ruleset says it follows; revision -1 stands for one that is no number."""
    before = ruleset.document.supersedes
    if before is None:
        return None
    return before.effective_from, int(before.revision) if before.revision.isdecimal() else -1


def _at(ruleset: Ruleset, *path: str | int) -> Location:
    return ruleset.where(path)


def _related(ruleset: Ruleset, path: Path, words: str) -> list[Related]:
    return [Related(ruleset.where(path), words)]


def _schemes(rulesets: Sequence[Ruleset]) -> Iterator[Problem]:
    first = rulesets[0]
    for one in rulesets[1:]:
        if one.scheme != first.scheme:
            related = _related(first, ("scheme",), "The other scheme is named here")
            yield problem("RAS510", _at(one, "scheme"), related, scheme=one.scheme, other=first.scheme)


def _twice(rulesets: Sequence[Ruleset]) -> Iterator[Problem]:
    for first, second in pairwise(rulesets):
        if key_of(first) == key_of(second):
            words = {"day": second.effective_from.isoformat(), "revision": second.revision}
            yield problem("RAS511", _at(second, "revision"), _related(first, ("revision",), "The other one"), **words)


def _link(one: Ruleset, named: dict[Key, Ruleset], first: Ruleset | None) -> Iterator[Problem]:
    """The ruleset follows one that is there; only the first follows none, and drafts may leave it open."""
    approved, key = one.status == "approved", followed(one)
    if key is None:
        if approved and first is not None and key_of(first) != key_of(one):
            before = [known for known in sorted(named) if known < key_of(one) and named[known].status == "approved"][-1]
            words = {"before": before[0].isoformat(), "number": before[1], "revision": one.revision}
            yield problem("RAS514", _at(one, "effective_from"), (), day=one.effective_from.isoformat(), **words)
        return
    written = one.document.supersedes
    words = {"day": key[0].isoformat(), "revision": written.revision if written else ""}
    if key not in named:
        yield problem("RAS513", _at(one, "supersedes"), (), hint=_hint(key, named), **words)
    elif approved and named[key].status != "approved":
        yield problem("RAS515", _at(one, "supersedes"), _related(named[key], ("status",), "The draft"), **words)


def _hint(key: Key, named: dict[Key, Ruleset]) -> str:
    revisions = [str(known[1]) for known in sorted(named) if known[0] == key[0]]
    if revisions:
        return f"Of that day there is revision {' and '.join(revisions)}."
    days = ", ".join(sorted({known[0].isoformat() for known in named}))
    return f"Put that ruleset here too, or correct `supersedes:`. Here are those of {days}."


def _forks(rulesets: Sequence[Ruleset]) -> Iterator[Problem]:
    """Two days that follow the same day. Of each day its latest word counts: a correction may mend the chain."""
    follows: dict[date, tuple[date, Ruleset]] = {}
    for one in rulesets:
        key = followed(one)
        if one.status == "approved" and key is not None and key[0] < one.effective_from:
            follows[one.effective_from] = (key[0], one)
    successors: dict[date, Ruleset] = {}
    for day, (before, one) in sorted(follows.items()):
        other = successors.setdefault(before, one)
        if other is not one:
            words = {"before": before.isoformat(), "day": day.isoformat(), "other": other.effective_from.isoformat()}
            yield problem("RAS512", _at(one, "supersedes"), _related(other, ("supersedes",), "The other one"), **words)
