"""Problems as text for people: where, what, the line with a caret, the other place that matters, and what to do.

Receives problems and the texts they are about; gives plain text without colours. The first line of each problem is in the form
`file:line:column: code: sentence`, which editors and terminals turn into a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import TextWrapper

from ras_engine.errors.excerpt import excerpt, lines_of, visible
from ras_engine.errors.problem import Location, Problem, in_line_order

_MARGIN = "  "
_NO_CUT = 100_000
_WRAP = TextWrapper(118, break_long_words=False, break_on_hyphens=False)


def render(problems: Iterable[Problem], texts: Mapping[str, str] | None = None) -> str:
    """The problems in line order, then how many there are. `texts` gives the text of each file by the name in `Location.file`.

    Without its text a problem is shown without its line. Leave out the text of an assessment, which may hold free text about a
    person: the problems themselves name fields and levels only.
    """
    ordered = in_line_order(tuple(problems))
    lines = {file: lines_of(text) for file, text in (texts or {}).items()}
    return "\n".join([*(_one(problem, lines) for problem in ordered), _count(ordered)]) + "\n"


def _one(problem: Problem, lines: Mapping[str, tuple[str, ...]]) -> str:
    width = max(len(str(place.line)) for place in (problem.where, *(other.where for other in problem.related)))
    parts = [f"{_clean(str(problem.where))}: {problem.code}: {_clean(problem.message)}", *_shown(problem.where, lines, width)]
    for other in problem.related:
        said = _clean(other.message).rstrip(".")
        parts.append(f"{_MARGIN}{said[:1].upper()}{said[1:]}: {_clean(str(other.where))}")
        parts.extend(_shown(other.where, lines, width))
    if problem.remedy:
        parts.extend(_MARGIN + line for line in _WRAP.wrap(_clean(problem.remedy)))
    return "\n".join(parts) + "\n"


def _shown(where: Location, lines: Mapping[str, tuple[str, ...]], width: int) -> list[str]:
    """The line and its carets; nothing for a place in data, an empty line, or where the text is not at hand."""
    known = lines.get(where.file, ())
    if not 0 < where.line <= len(known):
        return []
    if not known[where.line - 1].strip():
        return []
    text, carets = excerpt(known[where.line - 1], where.column)
    number = f"{where.line:>{width}}"
    return [f"{_MARGIN}{number} | {text}".rstrip(), f"{_MARGIN}{' ' * width} | {carets}"]


def _count(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "No problems."
    number = "1 problem" if len(problems) == 1 else f"{len(problems):,} problems"
    files = {problem.where.file for problem in problems} - {""}
    if not files:
        return f"{number}."
    if len(files) > 1:
        return f"{number} in {len(files)} files."
    name = files.pop().replace("\\", "/").rsplit("/", 1)[-1]
    return f"{number} in {_clean(name)}."


def _clean(text: str) -> str:
    return visible(text, _NO_CUT)
