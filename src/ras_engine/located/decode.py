"""Bytes to text: not too large, UTF-8, and nothing in it that people cannot see. Line ends stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ras_engine.errors import RasError
from ras_engine.errors.excerpt import character_name, lines_of
from ras_engine.located.found import Found

MOST_BYTES = 1_000_000
MOST_CHARACTERS = 10_000
"""Of one line, and of one value."""

_MARK = "\ufeff"
_OTHER_ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
REFUSED = re.compile(f"[{_UNSEEN}{_TURNING}]")
_TURNS = re.compile(f"[{_TURNING}]")


def text_of(source: bytes | str, *, found: Found, most_bytes: int, raises: type[RasError]) -> str:
    """The text, without a byte order mark. Raises at once where there is nothing that could be read any further."""
    if (len(source) if isinstance(source, bytes) else _size(source)) > most_bytes:
        found.add("RAS001", found.at(1, 1), most=f"{most_bytes:,}")
        raise raises(found.problems)
    if isinstance(source, str):
        return source.removeprefix(_MARK)
    encoding = _other_encoding(source)
    if encoding:
        found.add("RAS003", found.at(1, 1), encoding=encoding)
        raise raises(found.problems)
    try:
        return source.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        before = lines_of(source[: error.start].decode("utf-8").removeprefix(_MARK))
        where = found.at(len(before), len(before[-1]) + 1)
        found.add("RAS002", where, offset=error.start, byte=f"{source[error.start]:02X}")
        raise raises(found.problems) from None


def readable_text(source: bytes | str) -> str:
    """The text as well as it can be shown, for excerpts of a file that was refused. Never raises; never used for reading."""
    if isinstance(source, str):
        return source.removeprefix(_MARK)
    return source.decode(_other_encoding(source) or "utf-8", "replace").removeprefix(_MARK)


def _other_encoding(source: bytes) -> str:
    """The encoding that a text is written in, where it is plain that it is not UTF-8; nothing where it may be."""
    marked = next((name for mark, name in _OTHER_ENCODINGS.items() if source.startswith(mark)), "")
    if marked or not source:
        return marked
    for first, name in ((1, "UTF-16-LE"), (0, "UTF-16-BE")):
        every_other = source[first::2]
        if every_other.count(0) > len(every_other) * 3 // 4 and not source[1 - first :: 2].count(0):
            return name
    return ""


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def without_refused_characters(text: str, found: Found) -> str:
    """The text with a visible stand-in for each character that is refused, so that reading can go on after the problem."""
    if not REFUSED.search(text):
        return text
    places: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines_of(text), start=1):
        for match in REFUSED.finditer(line):
            places.setdefault(_kind(match[0]), []).append((number, match.start() + 1))
    for character, stands in places.items():
        found.add(code_of(character), found.at(*stands[0]), name=character_name(character), others=others(stands))
    return REFUSED.sub("\ufffd", text)


def code_of(character: str) -> str:
    """The problem code of a refused character."""
    return "RAS007" if _TURNS.match(character) else "RAS006"


def _kind(character: str) -> str:
    return "\ud800" if "\ud800" <= character <= "\udfff" else character


def others(places: list[tuple[int, int]]) -> str:
    """ " (and in 3 more places, on lines 4, 5 and 9)" as the end of a sentence; nothing for a single place."""
    if len(places) < 2:
        return ""
    lines = sorted({line for line, _ in places[1:]})
    shown = ", ".join(str(line) for line in lines[:5]) + (", ..." if len(lines) > 5 else "")
    more = "1 more place" if len(places) == 2 else f"{len(places) - 1:,} more places"
    return f" (and in {more}: line {shown})" if len(lines) == 1 else f" (and in {more}: lines {shown})"


def long_lines(text: str, found: Found) -> None:
    """Reports each line that nobody could check by eye."""
    for number, length in _lengths(text):
        if length > MOST_CHARACTERS:
            found.add("RAS008", found.at(number, 1), length=f"{length:,}", most=f"{MOST_CHARACTERS:,}")


def _lengths(text: str) -> Iterator[tuple[int, int]]:
    return ((number, len(line)) for number, line in enumerate(lines_of(text), start=1))
