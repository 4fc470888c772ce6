"""An explanation as Markdown: a heading for each section, a list of entries, workings and places below them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ras_engine.explain.structure import Entry, Explanation, Section

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def explanation_markdown(explanation: Explanation) -> str:
    """The whole explanation."""
    lines = [f"# {plain_markdown(explanation.title)}", "", plain_markdown(" ".join(explanation.summary))]
    if explanation.overview:
        lines += ["", *(line for entry in explanation.overview for line in _entry(entry, ""))]
    for section in explanation.sections:
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def plain_markdown(words: str) -> str:
    """Words with every sign escaped that Markdown would take for its own."""
    return SPECIAL.sub(r"\\\1", " ".join(words.split()))


def _section(section: Section) -> Iterator[str]:
    yield f"## {plain_markdown(section.heading)}"
    yield ""
    if section.text:
        yield plain_markdown(" ".join(section.text))
        yield ""
    for working in section.working:
        yield f"- {plain_markdown(working.text)}"
    for entry in section.entries:
        yield from _entry(entry, "")
    if section.shows_total:
        yield ""
        yield f"**{plain_markdown(section.total_words)}: {plain_markdown(section.total_shown)}**"


def _entry(entry: Entry, indent: str) -> Iterator[str]:
    shown = f": {plain_markdown(entry.shown)}" if entry.shown else ""
    place = f" *({plain_markdown(entry.place)})*" if entry.place else ""
    yield f"{indent}- **{plain_markdown(entry.heading)}**{shown}{place}"
    if entry.text:
        yield f"{indent}  {plain_markdown(' '.join(entry.text))}"
    for working in entry.working:
        yield f"{indent}  - {plain_markdown(working.text)}"
    for part in entry.entries:
        yield from _entry(part, indent + "  ")
