"""Rows of tables: which one a value falls in, and how that is said: "“All points” is 62 points, in the row from 40"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ras_engine.document.measures import Start
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.facts import Facts
from ras_engine.explain.working import Part, Working


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


def joined(facts: Facts, value: Part, points: Sequence[tuple[Fraction, Fraction]], unit: str) -> Working:
    """The value between the two published points around it, or at one of them, or beyond the last. `unit`: that of the result."""
    arithmetic = Arithmetic(facts.wording)
    below = max(point for point in points if point[0] <= value.number)
    above = [point for point in points if point[0] > value.number]
    if not above or below[0] == value.number:
        return arithmetic.is_(Part("", below[1], unit), published_words(facts, value, below[0]))
    named = replace(value, label=facts.wording.quoted(value.label))
    return arithmetic.between(named, (below, min(above)), unit)


def published_words(facts: Facts, value: Part, at: Fraction) -> str:
    """The value, and the published row that it stands at or is beyond."""
    words = {"name": facts.wording.quoted(value.label), "value": facts.wording.shown(value.number, value.unit)}
    if value.number > at:
        return facts.say("{name} is {value}, beyond the last row of the table, at {at}", at=facts.wording.number(at), **words)
    return facts.say("{name} is {value}, and the table has a row for it", **words)
