"""Look-ups: the cell that the person's levels point to, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ras_engine.explain.facts import Facts


def cell_of(facts: Facts, by: Sequence[str], table: object, *, after: bool = False) -> Any:
    """The cell of a nested table for the levels that counted."""
    cell: Any = table
    for key in by:
        cell = cell[facts.level(key, after=after)]
    return cell


def keys_words(facts: Facts, by: Sequence[str], *, after: bool = False) -> str:
    """Which cell was looked up: "“Carer strain” is “High” and “Band of need” is “Middle”"."""
    quoted = facts.wording.quoted
    levels = [(quoted(facts.title(key)), quoted(facts.level_words(key, facts.level(key, after=after)))) for key in by]
    return facts.wording.both([facts.say("{subject} is {value}", subject=subject, value=value) for subject, value in levels])
