"""The nearest known name to one that is not known, as the sentence that a remedy ends with."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """'Did you mean "washing"?', or the known names where none is near (the first twelve of them), or that there is none."""
    names = sorted(set(known))
    near = nearest(name, names)
    if near:
        return f'Did you mean "{near}"?'
    if not names:
        return "Nothing of that kind is declared."
    rest = f" and {len(names) - 12:,} more" if len(names) > 12 else ""
    return f"Known here: {', '.join(names[:12])}{rest}."


def keys_here(name: str, keys: Iterable[str]) -> dict[str, str]:
    """For a key that is not known: the `hint` which key is meant, empty where none is near, and all the `keys` of that place."""
    names = sorted(set(keys))
    near = nearest(name, names)
    listed = f"The keys here are {', '.join(names[:-1])} and {names[-1]}." if names[1:] else f"The only key here is {names[0]}."
    return {"hint": f'Did you mean "{near}"? ' if near else "", "keys": listed}


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest; empty where none is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""
