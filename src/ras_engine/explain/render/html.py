"""An explanation as an HTML fragment: headings and lists without style, every word escaped; no script, link or image."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ras_engine.explain.structure import Entry, Explanation, Section


def explanation_html(explanation: Explanation) -> str:
    """The whole explanation as one `article` in its own language."""
    lines = [
        f'<article lang="{escape(explanation.language)}" class="ras-explanation">',
        f"<h2>{escape(explanation.title)}</h2>",
        *_paragraph(explanation.summary),
        *_entries(explanation.overview),
    ]
    for section in explanation.sections:
        lines += _section(section)
    return "\n".join([*lines, "</article>"]) + "\n"


def _paragraph(text: tuple[str, ...]) -> Iterator[str]:
    if text:
        yield f"<p>{escape(' '.join(text))}</p>"


def _section(section: Section) -> Iterator[str]:
    yield f'<section aria-label="{escape(section.heading)}">'
    yield f"<h3>{escape(section.heading)}</h3>"
    yield from _paragraph(section.text)
    for working in section.working:
        yield f"<p>{escape(working.text)}</p>"
    yield from _entries(section.entries)
    if section.shows_total:
        yield f"<p><strong>{escape(section.total_words)}: {escape(section.total_shown)}</strong></p>"
    yield "</section>"


def _entries(entries: tuple[Entry, ...]) -> Iterator[str]:
    if entries:
        yield "<ul>"
        for entry in entries:
            yield from _entry(entry)
        yield "</ul>"


def _entry(entry: Entry) -> Iterator[str]:
    shown = f": {escape(entry.shown)}" if entry.shown else ""
    place = f" <small>({escape(entry.place)})</small>" if entry.place else ""
    yield f"<li><strong>{escape(entry.heading)}</strong>{shown}{place}"
    yield from _paragraph(entry.text)
    if entry.working:
        yield "<ol>"
        yield from (f"<li>{escape(working.text)}</li>" for working in entry.working)
        yield "</ol>"
    yield from _entries(entry.entries)
    yield "</li>"
