"""A folder of rulesets as one rulebook: every file read, the chain checked, the lock compared. All problems come together."""

from __future__ import annotations

from collections.abc import Mapping
from os import fspath
from pathlib import Path

from ras_engine.errors import Location, Problem, RulesetInvalid, problem
from ras_engine.located import Located
from ras_engine.rulebook.book import Rulebook
from ras_engine.rulebook.files import AnyPath, load_located, located_file, reason_of
from ras_engine.rulebook.lock import LOCK, Locked, lock_problems, lock_text, read_lock
from ras_engine.ruleset import Ruleset

_OTHERS = ("ras-examples/", "ras-uprating/")
"""Schemas of the files that may stand beside rulesets."""


def load_rulebook(folder: AnyPath) -> Rulebook:
    """The rulebook of a folder: every `*.yaml` in it but worked examples and upratings, compared with its lock if it has one.

    Raises RulesetInvalid with every problem: of the files; where these are good, of the chain and the lock.
    """
    place = Path(fspath(folder))
    return Rulebook.of(_checked(place, read_lock(place)).values())


def lock_rulebook(folder: AnyPath) -> tuple[str, ...]:
    """Write the digests of the approved rulesets of a folder to its `rulebook.lock`; gives the names that are newly locked.

    Raises RulesetInvalid, and writes nothing, where the folder is no good rulebook or an approved ruleset is not what was locked. A
    file that now holds a later revision than the one locked takes its place.
    """
    place = Path(fspath(folder))
    locked = read_lock(place)
    approved = {name: one for name, one in _checked(place, locked).items() if one.status == "approved"}
    entries = {name: Locked(one.effective_from, one.revision, one.digest) for name, one in approved.items()}
    before = {entry.digest for entry in locked.values()}
    try:
        (place / LOCK).write_text(lock_text(entries), encoding="utf-8", newline="\n")
    except OSError as error:
        raise RulesetInvalid([problem("RAS503", Location(str(place / LOCK)), reason=reason_of(error))]) from None
    return tuple(name for name, entry in sorted(entries.items()) if entry.digest not in before)


def _checked(place: Path, locked: Mapping[str, Locked]) -> dict[str, Ruleset]:
    """The rulesets of a folder by file name, without any problem."""
    rulesets, problems = _read(place)
    if not problems:
        problems += lock_problems(locked, rulesets)
        try:
            Rulebook.of(rulesets.values())
        except RulesetInvalid as error:
            problems += error.problems
    if problems:
        raise RulesetInvalid(problems)
    return rulesets


def _read(place: Path) -> tuple[dict[str, Ruleset], list[Problem]]:
    """The rulesets that can be read, by file name, and the problems of single files."""
    problems: list[Problem] = []
    rulesets: dict[str, Ruleset] = {}
    for path in _files(place):
        try:
            located = located_file(path)
            if not _is_other(located):
                rulesets[path.name] = load_located(path, located)
        except RulesetInvalid as error:
            problems += error.problems
    if not rulesets and not problems:
        problems.append(problem("RAS506", Location(str(place))))
    return rulesets, problems


def _files(place: Path) -> list[Path]:
    where = Location(file=str(place))
    try:
        if not place.exists():
            raise RulesetInvalid([problem("RAS501", where)])
        if not place.is_dir():
            raise RulesetInvalid([problem("RAS505", where)])
        return sorted(path for path in place.iterdir() if path.suffix in (".yaml", ".yml") and not path.name.startswith("."))
    except (OSError, ValueError) as error:
        raise RulesetInvalid([problem("RAS503", where, reason=reason_of(error))]) from None


def _is_other(located: Located) -> bool:
    schema = located.data.get("schema") if isinstance(located.data, dict) else None
    return isinstance(schema, str) and schema.startswith(_OTHERS)
