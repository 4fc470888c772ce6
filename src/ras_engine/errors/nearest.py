"""The nearest known name to one that is not known, as the sentence that a remedy ends with."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """'Did you mean "washing"?', or the known names where none is near (at most twelve of them), or that there is none."""
    names = sorted(set(known))
    near = nearest(name, names)
    if near:
        return f'Did you mean "{near}"?'
    if not names:
        return "Nothing of that kind is declared."
    shown = ", ".join(names[:12])
    return f"Known here: {shown}{', ...' if len(names) > 12 else ''}."


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest; empty where none is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""
