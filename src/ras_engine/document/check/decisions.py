"""First-match lists of what people decide: one entry for everybody else, and it is the last."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.check.context import Context, Found


def an_entry_for_everybody_else(context: Context) -> Iterator[Found]:
    """`otherwise: yes` stands once, at the end."""
    for section in ("sign_off", "monitoring", "review"):
        entries = getattr(context.document, section)
        if not entries:
            continue
        for at, entry in enumerate(entries[:-1]):
            if entry.otherwise:
                after = entries[at + 1].id
                yield Found("RAS281", (section, at, "otherwise"), {"section": section, "id": entry.id, "after": after}, key=True)
        if not any(entry.otherwise for entry in entries):
            yield Found("RAS280", (section,), {"section": section}, key=True)


CHECKS = (an_entry_for_everybody_else,)
