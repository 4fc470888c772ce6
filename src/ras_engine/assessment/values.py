"""Single values of an assessment: what stands for nothing, what is a day, a fact or a number, and what a message may show of it.

Receives whatever a caller hands over, of any type; never raises. One person and a caseload read by these same rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

MOST_DIGITS = 100
"""A longer number is no answer. It would also take long to write out."""

YES_NO = {"yes": True, "no": False}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def not_stated(value: Any) -> bool:
    """Whether a value stands for nothing: None, or an empty text."""
    return value is None or (isinstance(value, str) and not value)


def fact_of(value: Any) -> bool | None:
    """A recorded fact: true or "yes", false or "no"; None where it is neither."""
    if isinstance(value, bool):
        return value
    return YES_NO.get(value) if isinstance(value, str) else None


def number_text(value: Any) -> str | None:
    """A whole number or a Decimal as it is written out; None for anything else, and for one of more than 100 digits."""
    if isinstance(value, Decimal):
        return f"{value:f}" if not value.is_finite() or abs(value.adjusted()) < MOST_DIGITS else None
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return str(value) if abs(value) < 10**MOST_DIGITS else None


def said(value: Any, most: int) -> str:
    """A value as a message may show it: the beginning of a text or a number, else its type."""
    return str(value)[:most] if isinstance(value, str) or number_text(value) else kind_of(value)


def day_of(value: Any) -> date | None:
    """A day, as a date or written 2026-04-06; None where it is neither."""
    try:
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        return date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else None
    except ValueError:
        return None


def kind_of(value: Any) -> str:
    """The type of a value in plain words, for messages."""
    names = {bool: "a boolean", int: "a whole number", float: "a float", str: "a text", list: "a list", dict: "a mapping"}
    return names.get(type(value), "nothing" if value is None else f"a value of type {type(value).__name__}")


def thawed(value: Any) -> Any:
    """A value as it can be copied and pickled: what cannot be changed becomes a plain mapping on the way."""
    return {key: thawed(part) for key, part in value.items()} if isinstance(value, Mapping) else value


def frozen(value: Any) -> Any:
    """The same, so that it cannot be changed."""
    return MappingProxyType({key: frozen(part) for key, part in value.items()}) if isinstance(value, dict) else value


def remade(kind: type[Any], values: tuple[Any, ...]) -> Any:
    """The copy: what could not be changed cannot be changed there either."""
    return kind(*map(frozen, values))
