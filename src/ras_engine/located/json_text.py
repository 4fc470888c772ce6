"""JSON text to located data: strict JSON only, numbers kept as they are written, so that no float arises on the way.

The standard library decides whether the text is JSON; a walk over its tokens then builds the data with the place of each value.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from ras_engine.errors import AssessmentInvalid, Location, RasError, Related
from ras_engine.errors.excerpt import character_name, lines_of
from ras_engine.located.build import MOST_DEEP
from ras_engine.located.decode import MOST_BYTES, MOST_CHARACTERS, text_of
from ras_engine.located.found import Found, TooManyProblems, in_quotes
from ras_engine.located.located import Data, Located, Mark, Path, Style, path_text

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_WORDS: dict[str, Data] = {"true": True, "false": False, "null": None}
_NOT_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
_HALF = re.compile("[\ud800-\udfff]")
_TRAILING_COMMA = ("a comma stands after the last value", "Take the comma away.")
_COMPLAINTS = (
    (
        "Expecting property name",
        "a name in double quotes is missing",
        "Names stand in double quotes. No comma stands after the last.",
    ),
    ("Expecting ':'", "the colon after a name is missing", "Put a colon between the name and its value."),
    (
        "Expecting ','",
        "a comma or a closing bracket is missing",
        "Put a comma between two values, and the closing bracket at the end.",
    ),
    ("trailing comma", *_TRAILING_COMMA),
    ("Unterminated", "a text is never closed", "Put a double quote at the end of the text."),
    (
        "control character",
        "a line break, a tab or an invisible character stands inside a text",
        r"Write \n for a line break, \t for a tab.",
    ),
    ("escape", "a backslash is followed by something that has no meaning", "Write the backslash twice."),
    ("Extra data", "there is more after its end", "Keep one value in the file, and delete what follows it."),
)
_NO_VALUE = ("a value is missing", "Write a value: a text in double quotes, a number, true, false, null, or a bracket.")


def read_json(text: bytes | str, *, file: str, most_bytes: int = MOST_BYTES, raises: type[RasError] = AssessmentInvalid) -> Located:
    """The JSON of `file` as data with marks. Texts are `str`, numbers are the `str` that was written; `True`, `False` and
    `None` stay what they are; `Mark.style` tells a text ("double") from a number ("plain").

    Raises `raises` with every problem found. Messages name keys, never values.
    """
    found = Found(file)
    decoded = text_of(text, found=found, most_bytes=most_bytes, raises=raises)
    walk = _Walk(decoded, found)
    try:
        if _is_json(decoded, found):
            walk.run()
    except TooManyProblems:
        pass
    if found.problems:
        raise raises(found.problems)
    return Located(walk.data, walk.marks, decoded, lines_of(decoded), file)


def _is_json(text: str, found: Found) -> bool:
    """Reports why not. The depth comes first, because the standard library would run out of stack."""
    if not text.strip(" \t\r\n"):
        found.add("RAS004", found.at(1, 1))
        return False
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in ("{", "[")) - (token[0] in ("}", "]"))
        if depth > MOST_DEEP:
            found.add("RAS011", found.at(*_Places(text).of(token.start())), most=MOST_DEEP)
            return False
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        position, what, advice = _complaint(error, text)
        found.add("RAS040", found.at(*_Places(text).of(position)), found=what, advice=advice)
        return False
    return True


def _complaint(error: json.JSONDecodeError, text: str) -> tuple[int, str, str]:
    """Where the standard library stopped, in our words. Only its newer versions know a comma too many, so it is looked for here."""
    before = text[: error.pos].rstrip(" \t\r\n")
    if before.endswith(",") and text[error.pos : error.pos + 1] in ("}", "]"):
        return len(before) - 1, *_TRAILING_COMMA
    for words, what, advice in _COMPLAINTS:
        if words in error.msg:
            return error.pos, what, advice
    return error.pos, *_NO_VALUE


def _text(token: str) -> str:
    """What a text in double quotes says; one without a backslash says what it is."""
    return token[1:-1] if "\\" not in token else str(json.loads(token))


class _Places:
    """Positions to lines and columns. Ask in rising order: the text is walked once."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self._line = 0

    def of(self, position: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= position:
            self._line += 1
        return self._line + 1, position - self._starts[self._line] + 1


@dataclass(slots=True)
class _Open:
    """A bracket that is not closed yet, and in an object the name whose value comes next."""

    data: dict[str, Data] | list[Data]
    path: Path
    start: int
    place: tuple[int, int]
    own_key: tuple[int, int]
    key: str | None = None
    key_place: tuple[int, int] = (0, 0)
    first_uses: dict[str, tuple[int, int]] = field(default_factory=dict)


class _Walk:
    """Builds data and marks from the tokens of a text that is known to be JSON."""

    def __init__(self, text: str, found: Found) -> None:
        self.data: Data = None
        self.marks: dict[Path, Mark] = {}
        self._text = text
        self._found = found
        self._open: list[_Open] = []

    def run(self) -> None:
        places = _Places(self._text)
        for token in _TOKEN.finditer(self._text):
            self._take(token[0], token.start(), places.of(token.start()))

    def _take(self, token: str, start: int, place: tuple[int, int]) -> None:
        around = self._open[-1] if self._open else None
        if token in (":", ","):
            return
        if token in ("}", "]"):
            self._close(start + 1)
            return
        if around is not None and isinstance(around.data, dict) and around.key is None:
            self._key(around, token, place)
            return
        path = self._path()
        own_key = around.key_place if around else (0, 0)
        if token in ("{", "["):
            data: dict[str, Data] | list[Data] = {} if token == "{" else []
            self._put(data)
            self._open.append(_Open(data, path, start, place, own_key))
            return
        self._put(self._scalar(token, place, path))
        self._mark(path, place, own_key, start, start + len(token), "double" if token.startswith('"') else "plain")

    def _key(self, around: _Open, token: str, place: tuple[int, int]) -> None:
        name = self._checked(_text(token), place, around.path)
        if name in around.first_uses:
            path = (*around.path, name)
            first = Related(self._at(around.first_uses[name], path), "It is first written here")
            self._found.add("RAS012", self._at(place, path), related=[first], key=in_quotes(name))
        around.first_uses.setdefault(name, place)
        around.key, around.key_place = name, place

    def _scalar(self, token: str, place: tuple[int, int], path: Path) -> Data:
        if token.startswith('"'):
            return self._checked(_text(token), place, path)
        if token in _NOT_NUMBERS:
            self._found.add("RAS041", self._at(place, path), word=token)
        return _WORDS.get(token, token)

    def _checked(self, value: str, place: tuple[int, int], path: Path) -> str:
        """A text without halves of characters, without NUL and of a length that people read."""
        if half := _HALF.search(value):
            self._found.add("RAS042", self._at(place, path), name=character_name(half[0]))
        if "\0" in value:
            self._found.add("RAS006", self._at(place, path), name=character_name("\0"), others="")
        if len(value) > MOST_CHARACTERS:
            self._found.add("RAS009", self._at(place, path), length=f"{len(value):,}", most=f"{MOST_CHARACTERS:,}")
        return value

    def _at(self, place: tuple[int, int], path: Path) -> Location:
        return self._found.at(*place, path_text(path))

    def _path(self) -> Path:
        if not self._open:
            return ()
        around = self._open[-1]
        return (*around.path, len(around.data) if isinstance(around.data, list) else around.key or "")

    def _put(self, value: Data) -> None:
        """Gives the value to what is around it. Of a name that stands twice the first stays."""
        if not self._open:
            self.data = value
            return
        around = self._open[-1]
        if isinstance(around.data, list):
            around.data.append(value)
            return
        around.data.setdefault(around.key or "", value)
        around.key = None

    def _close(self, end: int) -> None:
        closed = self._open.pop()
        style: Style = "mapping" if isinstance(closed.data, dict) else "list"
        self._mark(closed.path, closed.place, closed.own_key, closed.start, end, style)

    def _mark(self, path: Path, place: tuple[int, int], key: tuple[int, int], start: int, end: int, style: Style) -> None:
        self.marks.setdefault(path, Mark(*place, *key, start, end, style))
