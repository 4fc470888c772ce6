"""What the language does not allow of the things that YAML does allow: one small check for each, on one event."""

from __future__ import annotations

import re
from typing import cast

from yaml import events
from yaml.error import Mark

from ras_engine.errors import Location, Related
from ras_engine.errors.excerpt import character_name, lines_of, visible
from ras_engine.located.decode import MOST_CHARACTERS, REFUSED, code_of
from ras_engine.located.found import Found, in_quotes
from ras_engine.located.located import Path, path_text

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LONE_QUESTION = re.compile(r"\s*(-\s+)*\?\s*(#.*)?")
_LOOK_BACK = 500
"""Characters in which a question mark before a key is looked for. Without a limit a large file would take its square in time."""


def start_of(event: events.Event) -> Mark:
    """The mark that every event of the parser has."""
    return cast(Mark, event.start_mark)


def end_of(event: events.Event) -> Mark:
    """The mark after the event."""
    return cast(Mark, event.end_mark)


_CUT_OFF = re.compile(r"[ \t]+(#[^\s#!]\S*)")
"""A comment that begins without a space. `#` alone, `##` and `#!` are how comments are drawn."""


def place_of(event: events.Event, found: Found, path: Path = ()) -> Location:
    """Where the event begins."""
    return found.at(start_of(event).line + 1, start_of(event).column + 1, path_text(path))


def check_node(event: events.NodeEvent, text: str, found: Found) -> None:
    """No anchor, no alias, no tag."""
    if isinstance(event, events.AliasEvent):
        found.add("RAS018", place_of(event, found), name=visible(f"*{event.anchor}"))
        return
    if event.anchor is not None:
        found.add("RAS017", place_of(event, found), name=visible(f"&{event.anchor}"))
    if isinstance(event, (events.ScalarEvent, events.CollectionStartEvent)) and event.tag is not None:
        written = text[start_of(event).index :].split(None, 2)[:2]
        name = next((word for word in written if word.startswith("!")), str(event.tag))
        found.add("RAS019", place_of(event, found), name=visible(name))


def check_key(event: events.NodeEvent, text: str, first_uses: dict[str, events.Event], path: Path, found: Found) -> str:
    """The key as text: a plain word or a text in quotes, on one line, used once in its section."""
    if _marked_by_question(text, start_of(event).index):
        found.add("RAS016", place_of(event, found, path))
    elif isinstance(event, events.CollectionStartEvent):
        what = "A list" if isinstance(event, events.SequenceStartEvent) else "A section in brackets"
        found.add("RAS015", place_of(event, found, path), found=what)
    if not isinstance(event, events.ScalarEvent):
        return ""
    name: str = event.value
    here = (*path, name)
    _check_characters(event, here, found)
    if event.style in ("|", ">"):
        found.add("RAS015", place_of(event, found, here), found="A text of several lines")
    elif name == "" and not event.style:
        found.add("RAS014", place_of(event, found, here))
    elif name == "<<" and not event.style:
        found.add("RAS020", place_of(event, found, here))
    elif name in first_uses:
        first = Related(place_of(first_uses[name], found, here), "It is first written here")
        found.add("RAS012", place_of(event, found, here), related=[first], key=in_quotes(name))
    first_uses.setdefault(name, event)
    return name


def check_value(event: events.NodeEvent, key: events.Event | None, path: Path, found: Found) -> str:
    """The value as text: present, not endless, and without characters that cannot be seen."""
    if not isinstance(event, events.ScalarEvent):
        return ""
    value: str = event.value
    reported = event.anchor is not None or event.tag is not None or isinstance(key, events.CollectionStartEvent)
    if path and not event.style and value in _NULLS and not reported:
        _report_missing(event, key, path, found)
    if len(value) > MOST_CHARACTERS and end_of(event).line > start_of(event).line:
        found.add("RAS009", place_of(event, found, path), length=f"{len(value):,}", most=f"{MOST_CHARACTERS:,}")
    _check_characters(event, path, found)
    return value


def _report_missing(event: events.ScalarEvent, key: events.Event | None, path: Path, found: Found) -> None:
    written = f" (`{event.value}` is not one)" if event.value else ""
    if key is not None:
        subject, where = f"The key {in_quotes(str(path[-1]))}", place_of(key, found, path)
        found.add("RAS013", where, subject=subject, it="the key", written=written)
        return
    dash = 0 if event.value else 1
    where = found.at(start_of(event).line + 1, max(start_of(event).column + 1 - dash, 1), path_text(path))
    found.add("RAS013", where, subject="This item of the list", it="the item", written=written)


def _check_characters(event: events.ScalarEvent, path: Path, found: Found) -> None:
    """A backslash in double quotes can write the characters that may not stand in the text itself."""
    match = REFUSED.search(event.value) if event.style == '"' else None
    if match:
        found.add(code_of(match[0]), place_of(event, found, path), name=character_name(match[0]), others="")


def _marked_by_question(text: str, start: int) -> bool:
    """Whether a question mark stands before the key, on its line or on the lines before it."""
    window = text[max(start - _LOOK_BACK, 0) : start]
    if "?" not in window:
        return False
    *above, before = lines_of(window)
    if before.strip():
        return before.rstrip().endswith("?")
    said = next((line for line in reversed(above) if line.strip() and not line.lstrip().startswith("#")), "")
    return _LONE_QUESTION.fullmatch(said) is not None


def check_not_cut_off(event: events.NodeEvent, text: str, end: int, found: Found) -> None:
    """A text without quotes is not followed by a hash that nobody would write to begin a comment, such as `Ward #3 only`."""
    cut = _CUT_OFF.match(text, end)
    if cut:
        line = text.count("\n", 0, cut.start(1)) + 1
        column = cut.start(1) - (text.rfind("\n", 0, cut.start(1)) + 1) + 1
        found.add("RAS035", found.at(line, column), hash=in_quotes(cut[1]))
