"""A parser's complaint in plain words: which of our codes it is, and the place that the author has to change.

The parser in C and the one in Python word the same complaint differently; both are matched here, and neither is ever shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml import MarkedYAMLError
from yaml.error import Mark

from ras_engine.errors import Related
from ras_engine.errors.excerpt import lines_of, visible
from ras_engine.located.decode import others
from ras_engine.located.found import Found

_KINDS = (
    ("directive", "RAS022"),
    ("incompatible", "RAS022"),
    ("tag", "RAS019"),
    ("anchor", "RAS017"),
    ("alias", "RAS018"),
    ("could not find expected ':'", "RAS027"),
    ("unexpected end of stream", "RAS023"),
    ("unexpected document", "RAS023"),
    ("quoted scalar", "RAS030"),
    ("a tab character", "RAS010"),
    ("block scalar", "RAS031"),
    ("mapping values are not allowed", "RAS025"),
    ("entries are not allowed", "RAS034"),
    ("expected ',' or", "RAS028"),
    ("cannot start any token", "RAS029"),
    ("node content", "RAS029"),
    ("expected key", "RAS026"),
    ("<block end>", "RAS026"),
    ("'-' indicator", "RAS026"),
    ("<document start>", "RAS026"),
    ("keys are not allowed", "RAS026"),
)
"""Words of a complaint, and the code it becomes. The first that fits counts."""

_AT_THE_BEGINNING = frozenset({"RAS017", "RAS018", "RAS019", "RAS022", "RAS023", "RAS027", "RAS028", "RAS031"})
"""Codes that are shown where the thing began, not where the parser gave up."""

_TABBED = re.compile(r" *\t\s*\S")
_KEY_BEFORE = re.compile(r":(\s|$)")
_BRACKET = re.compile(r"[\[\]{}]")
_LONGEST_KEY = 1024


@dataclass(frozen=True, slots=True)
class _Slip:
    """A complaint and the text it is about. Lines count from 0, as the parser counts them."""

    text: str
    lines: tuple[str, ...]
    words: str
    at: Mark
    began: Mark

    @property
    def line(self) -> str:
        return self.lines[self.at.line] if self.at.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """What stands on the line before the place."""
        return self.line[: self.at.column]

    @property
    def character(self) -> str:
        """The character at the place; nothing at the end of the text."""
        return self.text[self.at.index : self.at.index + 1]

    def line_above(self, number: int) -> int:
        """The number of the nearest line above that says something; -1 if there is none."""
        above = range(min(number, len(self.lines)) - 1, -1, -1)
        return next((n for n in above if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")), -1)


def report_syntax(error: MarkedYAMLError, text: str, found: Found) -> None:
    """The one problem of a text that the parser cannot go on with."""
    at = error.problem_mark or error.context_mark or Mark(found.file, 0, 0, 0, text, 0)
    words = f"{error.context or ''} {error.problem or ''}"
    slip = _Slip(text, lines_of(text), words, at, error.context_mark or at)
    code = _refined(next((code for words, code in _KINDS if words in slip.words), "RAS032"), slip)
    match code:
        case "RAS010":
            _report_tabs(slip, found)
        case "RAS021" | "RAS022":
            line = next((n for n in range(at.line, -1, -1) if slip.lines[n : n + 1] and slip.lines[n][:1] in "%."), at.line)
            found.add(code, found.at(line + 1, 1))
        case "RAS027" if slip.began is at:
            above = slip.line_above(at.line)
            found.add(code, found.at(above + 1, _indent(slip.lines[above]) + 1))
        case "RAS026":
            _report_indent(slip, found)
        case "RAS028":
            _report_bracket(slip, found)
        case _:
            place = slip.began if code in _AT_THE_BEGINNING else at
            found.add(code, found.at(place.line + 1, place.column + 1), (), **_words(slip, place))


def _refined(code: str, slip: _Slip) -> str:
    """A nearer code where the text around the place says more than the complaint."""
    last = slip.before.rstrip()[-1:]
    match code:
        case "RAS026" if slip.character == ":" and "expected" in slip.words and not slip.before.strip():
            return "RAS014"
        case "RAS026" if "<document start>" in slip.words:
            above = slip.line_above(slip.at.line)
            if any(line.startswith("%") for line in slip.lines[: slip.at.line]):
                return "RAS022"
            return "RAS021" if above >= 0 and slip.lines[above].startswith("...") else "RAS026"
        case "RAS026" if last and last in "'\"]}":
            return "RAS024"
        case "RAS028" if last and last in "'\"" and (slip.character.isalnum()):
            return "RAS024"
        case "RAS025":
            return _colon(slip)
        case "RAS034" if not slip.before.strip():
            return "RAS026"
        case "RAS029" if not slip.character:
            return "RAS028"
        case "RAS029" if slip.character == "\t" and not slip.before.strip():
            return "RAS010"
        case _:
            return code


def _colon(slip: _Slip) -> str:
    """A colon where none may stand: a second one on its line, or the first one of a line that does not fit under the line above."""
    if _KEY_BEFORE.search(slip.before):
        return "RAS025"
    if slip.at.column > _LONGEST_KEY:
        return "RAS032"
    above = slip.line_above(slip.at.line)
    return "RAS026" if above < 0 or _KEY_BEFORE.search(slip.lines[above]) else "RAS027"


def _report_tabs(slip: _Slip, found: Found) -> None:
    places = [(number + 1, 1) for number, line in enumerate(slip.lines) if number >= slip.at.line and _TABBED.match(line)]
    places = places or [(slip.at.line + 1, 1)]
    found.add("RAS010", found.at(*places[0]), others=others(places))


def _report_bracket(slip: _Slip, found: Found) -> None:
    """Shown where the bracket opens; the place where that is noticed is the second place."""
    opening = slip.began.index
    if slip.text[opening : opening + 1] not in ("[", "{"):
        opening = _last_open(slip.text[: slip.at.index])
    before = lines_of(slip.text[:opening])
    noticed = []
    if slip.line.strip() and slip.character.strip():
        noticed = [Related(found.at(slip.at.line + 1, slip.at.column + 1), "It is missing before this")]
    closing = "}" if slip.text[opening : opening + 1] == "{" else "]"
    found.add("RAS028", found.at(len(before), len(before[-1]) + 1), related=noticed, bracket=f'"{closing}"')


def _report_indent(slip: _Slip, found: Found) -> None:
    """Shown at the first word of the line, beside the line above it."""
    above = slip.line_above(slip.at.line)
    related = [] if above < 0 else [Related(found.at(above + 1, _indent(slip.lines[above]) + 1), "The line above it")]
    indent = _indent(slip.line)
    spaces = "at the left margin" if not indent else "1 space in" if indent == 1 else f"{indent} spaces in"
    found.add("RAS026", found.at(slip.at.line + 1, indent + 1), related=related, spaces=spaces)


def _last_open(text: str) -> int:
    """Where the innermost bracket opens that is still open at the end of the text."""
    closed = 0
    for match in reversed(list(_BRACKET.finditer(text))):
        closed += 1 if match[0] in "]}" else -1
        if closed < 0:
            return match.start()
    return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _words(slip: _Slip, place: Mark) -> dict[str, str]:
    """Whatever the message of any code may want to name."""
    written = (slip.text[place.index : place.index + 60].split() or [""])[0]
    mark = slip.before.rstrip()[-1:]
    return {
        "name": visible(written),
        "quote": "'" if slip.text[place.index : place.index + 1] == "'" else '"',
        "character": "a tab" if slip.character == "\t" else f'"{visible(slip.character)}"',
        "mark": "quote" if mark in "'\"" else f'"{mark}"',
    }
