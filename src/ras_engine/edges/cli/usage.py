"""What is wrong with the value of an option, in our words: the command line's own library passes on those of its validator.

Receives a usage error; gives it another message where a validator stands behind it. The option is named by the error itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ras_engine.errors.excerpt import visible
from ras_engine.errors.nearest import nearest

WHOLE = ("int_parsing", "int_parsing_size", "int_from_float", "int_type")


def in_our_words(error: Any) -> None:
    """The error says what it says in our words; untouched where no validator stands behind it."""
    found = getattr(error.__cause__, "errors", None)
    if callable(found) and hasattr(error, "message"):
        error.message = _words(found()[0])


def _words(slip: Mapping[str, Any]) -> str:
    value, kind, context = visible(str(slip.get("input", "")), 60), str(slip["type"]), slip.get("ctx") or {}
    if kind in WHOLE:
        return f'"{value}" is not a whole number.'
    if kind == "greater_than_equal":
        return f'"{value}" is too small: {context["ge"]} is the least.'
    if kind == "less_than_equal":
        return f'"{value}" is too large: {context["le"]} is the most.'
    choices = re.findall(r"'([^']*)'", str(context.get("error", "")).partition(" is not one of ")[2])
    if not choices:
        return f'"{value}" cannot be meant here.'
    near = nearest(value, choices)
    hint = f'Did you mean "{near}"? ' if near else ""
    return f'"{value}" is not one of the words that can stand here. {hint}They are {", ".join(choices)}.'
