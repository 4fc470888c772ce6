"""A line of text made safe to show, with a caret under the place that is meant. Width is counted as a terminal shows it."""

from __future__ import annotations

import re
import unicodedata

TAB = 4
WIDEST = 100
"""A longer line is cut around the place that is meant."""

_BEFORE = 40
"""How much of a cut line stays before the place that is meant."""

_WORD = re.compile(r'![^\s,\]}]+|[&*]?[\w-]+(?:\.\w+)*|"[^"\\]*"(?=[\s,:}\]]|$)')
_ENDS = re.compile(r"\r\n|\r|\n")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text as editors count them: ended by line feed, carriage return, or both."""
    return tuple(_ENDS.split(text))


def character_name(character: str) -> str:
    """ "U+202E (right-to-left override)"; the name is left out where Unicode has none."""
    name = {"\0": "nul", "\t": "tab", "\x85": "next line"}.get(character) or unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def visible(text: str, most: int = 60) -> str:
    """The text with every character that cannot be seen written as \\uXXXX, cut to `most` characters."""
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return "".join(_shown(character) for character in cut)


def excerpt(line: str, column: int) -> tuple[str, str]:
    """The line as it is shown, and the line with the carets under the word at `column` (from 1)."""
    at = min(max(column - 1, 0), len(line))
    word = _WORD.match(line, at)
    end = word.end() if word else min(at + 1, len(line))
    start = _first_shown(line, at, end)
    before = "... " if start else ""
    shown, stop = _fill(line, start, WIDEST - len(before))
    middle = "".join(map(_shown, line[at : min(end, stop)]))
    indent = _width(before) + _width("".join(map(_shown, line[start:at])))
    return before + shown + (" ..." if stop < len(line) else ""), " " * indent + "^" * max(_width(middle), 1)


def _first_shown(line: str, at: int, end: int) -> int:
    """Where a cut line begins: at its start if the word fits on the page, else a little before the word."""
    if end < WIDEST and _width("".join(map(_shown, line[:end]))) <= WIDEST:
        return 0
    return max(at - _BEFORE, 0)


def _fill(line: str, start: int, room: int) -> tuple[str, int]:
    """As many shown characters from `start` on as the room holds, and the position after the last of them."""
    shown, stop = "", start
    while stop < len(line):
        piece = _shown(line[stop])
        room -= _width(piece)
        if room < 0:
            break
        shown, stop = shown + piece, stop + 1
    return shown, stop


def _shown(character: str) -> str:
    if character == "\t":
        return " " * TAB
    # A space that is not the common one looks right and is read as a letter: it is the cause of the problem as often as not.
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"} and character != " ":
        return f"\\u{ord(character):04x}"
    return character


def _width(text: str) -> int:
    """How many columns of a terminal the text takes: wide (East Asian) letters two, combining ones none."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
