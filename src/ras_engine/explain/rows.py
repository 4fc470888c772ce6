"""Rows of tables: which one a value falls in, and how that is said: "“All points” is 62 points, in the row from 40"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ras_engine.document.measures import Start
from ras_engine.explain.facts import Facts
from ras_engine.explain.working import Part


def row_at(rows: Sequence[Start], value: Fraction) -> int:
    """The place of the last row whose start the value has passed."""
    passed = [value >= row.start if row.above is None else value > row.start for row in rows]
    return max(place for place, one in enumerate(passed) if one)


def row_words(facts: Facts, value: Part, row: Start) -> str:
    """The value and the row that it falls in."""
    shown, start = facts.wording.shown(value.number, value.unit), facts.wording.number(row.start)
    if row.above is None:
        return facts.say(
            "{name} is {value}, in the row from {start}", value=shown, name=facts.wording.quoted(value.label), start=start
        )
    return facts.say(
        "{name} is {value}, in the row above {start}", value=shown, name=facts.wording.quoted(value.label), start=start
    )
