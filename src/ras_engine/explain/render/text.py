"""An explanation as plain text: amounts at the right, workings further in, lines no longer than the width."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ras_engine.explain.structure import Entry, Explanation, Section

LEAST_WIDTH = 40


def explanation_text(explanation: Explanation, width: int) -> str:
    """The whole explanation."""
    width = max(width, LEAST_WIDTH)
    lines = [*_title(explanation.title, width), "", *_sentences(explanation.summary, width, 0)]
    if explanation.overview:
        lines += ["", *(line for entry in explanation.overview for line in _entry(entry, width, 0))]
    for place, section in enumerate(explanation.sections, start=1):
        lines += ["", *_section(section, place, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _title(title: str, width: int) -> Iterator[str]:
    lines = wrap(title, width)
    yield from lines
    yield "=" * max(len(line) for line in lines)


def _sentences(text: tuple[str, ...], width: int, indent: int) -> Iterator[str]:
    yield from wrap(" ".join(text), width, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _section(section: Section, place: int, width: int) -> Iterator[str]:
    heading = wrap(f"{place}. {section.heading}", width)
    yield from heading
    yield "-" * max(len(line) for line in heading)
    yield from _sentences(section.text, width, 0)
    for working in section.working:
        yield from wrap(working.text, width, initial_indent="    ", subsequent_indent="      ")
    for entry in section.entries:
        yield from _entry(entry, width, 0)
    if section.shows_total:
        yield from right(section.total_words, section.total_shown, width, 0, "=")


def right(heading: str, shown: str, width: int, indent: int, fill: str = ".") -> Iterator[str]:
    """A heading with its value at the right; on a line of its own where both do not fit."""
    pad = " " * indent
    lines = wrap(heading, width, initial_indent=pad, subsequent_indent=pad + "  ")
    if not shown:
        yield from lines
        return
    yield from lines[:-1]
    gap = width - len(lines[-1]) - len(shown) - 2
    if gap >= 2:
        yield f"{lines[-1]} {fill * gap} {shown}"
        return
    yield lines[-1]
    yield from wrap(shown, width, initial_indent=pad + "    ", subsequent_indent=pad + "    ")


def _entry(entry: Entry, width: int, indent: int) -> Iterator[str]:
    heading = f"{entry.heading} [{entry.place}]" if entry.place else entry.heading
    yield from right(heading, entry.shown, width, indent)
    yield from _sentences(entry.text, width, indent + 2)
    for working in entry.working:
        pad = " " * (indent + 4)
        yield from wrap(working.text, width, initial_indent=pad, subsequent_indent=pad + "  ")
    for part in entry.entries:
        yield from _entry(part, width, indent + 4)
