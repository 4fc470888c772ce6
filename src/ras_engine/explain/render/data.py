"""An explanation as plain data for JSON (`ras-explanation/1`): amounts in whole pence, other numbers exact, as text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ras_engine.exact import Money, format_decimal
from ras_engine.explain.structure import Entry, Explanation, Section
from ras_engine.explain.working import Working

SCHEMA = "ras-explanation/1"


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """The whole explanation."""
    return {
        "schema": SCHEMA,
        "title": explanation.title,
        "language": explanation.language,
        "summary": list(explanation.summary),
        "overview": [_entry(one) for one in explanation.overview],
        "sections": [_section(section) for section in explanation.sections],
    }


def money_data(amount: Money | None) -> dict[str, Any] | None:
    """An amount: pence and currency."""
    return None if amount is None else {"pence": amount.pence, "currency": amount.currency}


def _number(number: Fraction | None) -> str | None:
    return None if number is None else format_decimal(number)


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "text": list(section.text),
        "working": [_working(one) for one in section.working],
        "entries": [_entry(one) for one in section.entries],
        "total": money_data(section.total),
        "total_words": section.total_words,
        "total_shown": section.total_shown,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "heading": entry.heading,
        "text": list(entry.text),
        "shown": entry.shown,
        "amount": money_data(entry.amount),
        "value": _number(entry.value),
        "working": [_working(one) for one in entry.working],
        "step": entry.step,
        "rule": entry.rule,
        "line_in_ruleset": entry.line_in_ruleset,
        "entries": [_entry(one) for one in entry.entries],
    }


def _working(working: Working) -> dict[str, Any]:
    parts = [
        {"label": part.label, "number": _number(part.number), "unit": part.unit, "times": _number(part.times)}
        for part in working.parts
    ]
    return {
        "operation": working.operation,
        "parts": parts,
        "result": _number(working.result),
        "unit": working.unit,
        "text": working.text,
    }
