"""An explanation as Markdown: a heading for each section, a list of entries, workings and places below them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ras_engine.explain.structure import Entry, Explanation, Section

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def explanation_markdown(explanation: Explanation) -> str:
    """The whole explanation."""
    lines = [f"# {_plain(explanation.title)}", "", _plain(" ".join(explanation.summary))]
    if explanation.overview:
        lines += ["", *(line for entry in explanation.overview for line in _entry(entry, ""))]
    for section in explanation.sections:
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def _plain(words: str) -> str:
    """Words with every sign escaped that Markdown would take for its own."""
    return SPECIAL.sub(r"\\\1", " ".join(words.split()))


def _section(section: Section) -> Iterator[str]:
    yield f"## {_plain(section.heading)}"
    yield ""
    if section.text:
        yield _plain(" ".join(section.text))
        yield ""
    for working in section.working:
        yield f"- {_plain(working.text)}"
    for entry in section.entries:
        yield from _entry(entry, "")
    if section.shows_total:
        yield ""
        yield f"**{_plain(section.total_words)}: {_plain(section.total_shown)}**"


def _entry(entry: Entry, indent: str) -> Iterator[str]:
    shown = f": {_plain(entry.shown)}" if entry.shown else ""
    place = f" *({_plain(entry.place)})*" if entry.place else ""
    yield f"{indent}- **{_plain(entry.heading)}**{shown}{place}"
    if entry.text:
        yield f"{indent}  {_plain(' '.join(entry.text))}"
    for working in entry.working:
        yield f"{indent}  - {_plain(working.text)}"
    for part in entry.entries:
        yield from _entry(part, indent + "  ")
