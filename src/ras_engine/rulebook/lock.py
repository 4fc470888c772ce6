"""The lock of a rulebook: the digest of each approved ruleset, so that a later edit of an approved file is noticed.

A small YAML file beside the rulesets, kept with them. A digest tells that content changed, not who changed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ras_engine.errors import Location, Problem, Related, RulesetInvalid, problem
from ras_engine.located import Located
from ras_engine.rulebook.files import located_file
from ras_engine.ruleset import Ruleset

LOCK = "rulebook.lock"
SCHEMA = "ras-lock/1"
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HEAD = f"""\
# The approved rulesets of this folder, each with the fingerprint (SHA-256) of what it says. An approved ruleset never changes: a
# correction is a new revision. Written by this library; do not edit it by hand.
schema: {SCHEMA}
approved:
"""


@dataclass(frozen=True, slots=True)
class Locked:
    """One approved ruleset as it was locked; `where` is its line in the lock."""

    effective_from: date
    revision: int
    digest: str
    where: Location = field(default_factory=Location)


def read_lock(folder: Path) -> dict[str, Locked]:
    """What is locked in a folder, by file name; nothing where there is no lock. Raises RulesetInvalid where it cannot be read."""
    place = folder / LOCK
    if not place.exists():
        return {}
    located = located_file(place)
    data = located.data
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("approved"), dict):
        raise RulesetInvalid([problem("RAS531", located.where(()), reason=f"it does not begin with `schema: {SCHEMA}`")])
    entries = data["approved"]
    assert isinstance(entries, dict)
    return {name: _entry(located, name, value) for name, value in entries.items()}


def _entry(located: Located, name: str, value: object) -> Locked:
    where = located.where(("approved", name))
    fields = value if isinstance(value, dict) else {}
    day, revision, digest = (str(fields.get(key)) for key in ("effective_from", "revision", "digest"))
    try:
        if not _DIGEST.fullmatch(digest) or not revision.isdecimal():
            raise ValueError
        return Locked(date.fromisoformat(day), int(revision), digest, where)
    except ValueError:
        reason = "an entry needs effective_from, revision and a digest of 64 digits"
        raise RulesetInvalid([problem("RAS531", where, reason=reason)]) from None


def lock_text(entries: Mapping[str, Locked]) -> str:
    """The lock as text, the same for the same rulesets."""
    lines = [
        f'  "{name}": {{effective_from: {one.effective_from.isoformat()}, revision: {one.revision}, digest: {one.digest}}}\n'
        for name, one in sorted(entries.items())
    ]
    return _HEAD + "".join(lines) if lines else _HEAD.replace("approved:\n", "approved: {}\n")


def lock_problems(locked: Mapping[str, Locked], rulesets: Mapping[str, Ruleset]) -> Iterator[Problem]:
    """Approved rulesets that were changed or taken away since they were locked. Renaming a file changes nothing."""
    digests = {one.digest for one in rulesets.values()}
    for name, entry in locked.items():
        ruleset = rulesets.get(name)
        if entry.digest in digests:
            continue
        if ruleset is None:
            yield problem("RAS532", entry.where, name=name)
        elif not (ruleset.effective_from == entry.effective_from and ruleset.revision > entry.revision):
            words = f"Revision {entry.revision} of {entry.effective_from.isoformat()} was locked here"
            yield problem("RAS530", ruleset.where(("revision",)), [Related(entry.where, words)])
