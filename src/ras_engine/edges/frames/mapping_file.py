"""The file of a mapping: read with its lines, written so that a person can fill it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ras_engine.edges.files.whole import written_whole
from ras_engine.edges.frames.mapping import OPEN, DataMapping, Key
from ras_engine.errors import BatchInvalid, Location, Problem, RulesetInvalid, problem
from ras_engine.located import Located, read_located

TEXT = "a text"
KEYS = ("columns", "values", "about")
MOST_WRITTEN = 300
"""Characters of a value that a file can hold; a longer value is told and cannot be given a meaning."""


def read_mapping(path: str | Path) -> DataMapping:
    """The mapping in a YAML file, such as a data report that was saved and filled in.

    Values whose meaning is still "?" have none. Raises BatchInvalid with every problem at its line; OSError where the file cannot
    be opened.
    """
    try:
        located = read_located(Path(path).read_bytes(), file=str(path))
    except RulesetInvalid as error:
        raise BatchInvalid(error.problems) from None
    problems: list[Problem] = []
    data: Mapping[str, Any] = located.data if isinstance(located.data, dict) else {}
    problems += [_bad(located, (key,), f'Nothing here is called "{key}".') for key in data if key not in KEYS]
    columns = _section(located, data, "columns", problems)
    named = {name: str(ours) for name, ours in columns.items() if isinstance(ours, str)}
    problems += [_bad(located, ("columns", name), "One name belongs here.") for name in columns if name not in named]
    values: dict[str, dict[Key, str]] = {}
    places: dict[tuple[str, Key], Location] = {}
    for name, entries in _section(located, data, "values", problems).items():
        for key, means, where in _entries(located, name, entries, problems):
            if values.setdefault(name, {}).setdefault(key, means) != means:
                problems.append(problem("RAS746", where, found=f'"{key[1][:60]}" is given two meanings here.'))
            places[name, key] = where
    if problems:
        raise BatchInvalid(problems)
    return DataMapping(named, values, places)


def _section(located: Located, data: Mapping[str, Any], key: str, problems: list[Problem]) -> Mapping[str, Any]:
    found = data.get(key, {})
    if isinstance(found, dict):
        return found
    problems.append(_bad(located, (key,), "A section with one line for each column belongs here."))
    return {}


def _entries(located: Located, name: str, entries: Any, problems: list[Problem]) -> Iterator[tuple[Key, str, Location]]:
    """The values of one column that have been given a meaning."""
    for place, entry in enumerate(entries if isinstance(entries, list) else [None]):
        here = ("values", name, place) if isinstance(entries, list) else ("values", name)
        texts = entry if isinstance(entry, dict) else {}
        if not all(isinstance(texts.get(key), str) for key in ("value", "means")):
            problems.append(_bad(located, here, 'Each entry of this list has a "value" and what it "means".'))
        elif texts["means"] != OPEN:
            yield (texts.get("type", TEXT), texts["value"]), texts["means"], located.where((*here, "means"))


def _bad(located: Located, path: tuple[str | int, ...], found: str) -> Problem:
    return problem("RAS746", located.where_key(path), found=found)


def written(
    about: Iterable[str], mapping: DataMapping, asked: Mapping[str, Mapping[Key, Mapping[str, str]]], more: Mapping[str, str]
) -> str:
    """The text of the file: what it is about, the mapping as it stands, the values asked for, and how many more there are."""
    lines = [f"# {line}" for line in about]
    if mapping.columns:
        lines += ["columns:", *(f"  {_quoted(str(own))}: {_quoted(ours)}" for own, ours in mapping.columns.items())]
    sections = []
    for name in dict.fromkeys((*mapping.values, *asked)):
        entries = [*mapping.values.get(name, {}).items()]
        section = [line for key, means in entries for line in _entry(key, {"means": means})]
        section += [line for key, words in asked.get(name, {}).items() for line in _entry(key, {**words, "means": OPEN})]
        section += [f"    # {more[name]}"] if name in more else []
        sections += [f"  {_quoted(name)}:" if any("- " in line for line in section) else f"  # {name}:", *section]
    if any(not line.lstrip().startswith("#") for line in sections):
        lines += ["values:", *sections]
    elif not mapping.columns:
        lines += [*sections, 'about: "Nothing needs a meaning."']
    return "\n".join(lines) + "\n"


def _entry(key: Key, words: Mapping[str, str]) -> Iterator[str]:
    """One value. What cannot be written so that it reads as it looks is only told."""
    kind, value = key
    if len(value) > MOST_WRITTEN or not value.isprintable():
        yield f"    # {kind} of {len(value):,} characters cannot be written here: change it where it comes from"
        return
    yield f"    - value: {_quoted(value)}"
    if kind != TEXT:
        yield f"      type: {_quoted(kind)}"
    yield from (f"      {name}: {_quoted(word)}" for name, word in words.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def save(path: str | Path, text: str) -> None:
    """Write the file whole or not at all."""
    with written_whole(Path(path)) as file:
        file.write(text)
