"""YAML text to located data: strings first, every refusal with its line, all problems of a text at once."""

from __future__ import annotations

import yaml

from ras_engine.errors import RulesetInvalid
from ras_engine.errors.excerpt import lines_of
from ras_engine.located.build import Builder
from ras_engine.located.decode import MOST_BYTES, long_lines, text_of, without_refused_characters
from ras_engine.located.found import Found, TooManyProblems
from ras_engine.located.located import Located
from ras_engine.located.syntax import report_syntax

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its parser is used: events come out, and nothing is resolved or constructed. The C one is about ten times faster."""


def read_located(text: bytes | str, *, file: str, most_bytes: int = MOST_BYTES) -> Located:
    """The text of `file` as plain data with marks. Opens nothing; `file` is only the name in messages.

    Every scalar of the data is a `str`, exactly as written: `no`, `010`, `12:30`, `1e3` and `2026.1` stay what they look like.
    Raises `RulesetInvalid` with every problem found in the text (codes RAS001 to RAS034).
    """
    found = Found(file)
    decoded = text_of(text, found=found, most_bytes=most_bytes, raises=RulesetInvalid)
    builder = Builder(decoded, found)
    try:
        long_lines(decoded, found)
        _build(without_refused_characters(decoded, found), builder, found)
    except TooManyProblems:
        pass
    if found.problems:
        raise RulesetInvalid(found.problems)
    return Located(builder.data, builder.marks, decoded, lines_of(decoded), file)


def _build(text: str, builder: Builder, found: Found) -> None:
    try:
        builder.take_all(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        report_syntax(error, text, found)
        return
    except (yaml.YAMLError, ValueError, OverflowError):
        # The reader in Python stumbles over a few escapes, such as "\U00110000", without saying where.
        found.add("RAS032", found.at(1, 1))
        return
    _check_top(builder, found)


def _check_top(builder: Builder, found: Found) -> None:
    """A ruleset is a section of sections; other kinds of text are most often another file."""
    if found.problems or isinstance(builder.data, dict):
        return
    mark = builder.marks.get(())
    if builder.data is None or mark is None or (builder.data == "" and mark.style == "plain"):
        found.add("RAS004", found.at(1, 1))
        return
    what = "a list" if isinstance(builder.data, list) else "one text"
    found.add("RAS005", found.at(mark.line, mark.column), found=what)
