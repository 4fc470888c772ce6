"""Reads a stored result back: strict JSON in the published form, or every reason why it is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ras_engine.errors import Location, Problem, ResultInvalid, problem
from ras_engine.exact import MOST_DIGITS
from ras_engine.located import Located, Path, path_text, read_json
from ras_engine.results.form import RESULT, SCHEMA_NAME

MOST_BYTES = 10_000_000
"""Of one stored result: a complete trace is long."""


def read_result(stored: str | bytes | Mapping[str, Any], *, file: str = "") -> Mapping[str, Any]:
    """The plain data of a stored result, checked against the published form. Raises ResultInvalid with every problem."""
    located: Located | None = None
    data: Any = stored
    if not isinstance(stored, Mapping):
        located = read_json(stored, file=file, most_bytes=MOST_BYTES, raises=ResultInvalid)
        data = json.loads(located.text, parse_float=Decimal, parse_int=_whole)
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA_NAME:
        raise ResultInvalid([problem("RAS820", _at(located, file, ()), (), reason=f'it does not say "schema": "{SCHEMA_NAME}"')])
    problems = [_fault(located, file, path, reason) for path, reason in RESULT.faults(data)]
    problems = problems or [_fault(located, file, path, "there is no such day") for path in _wrong_days(data)]
    if problems:
        raise ResultInvalid(problems)
    return data


def _whole(text: str) -> int | Decimal:
    """A whole number; one of endless digits stays out of the way until the form refuses it."""
    return int(text) if len(text) <= MOST_DIGITS else Decimal(0)


def _fault(located: Located | None, file: str, path: Path, reason: str) -> Problem:
    return problem("RAS821", _at(located, file, path), (), field=path_text(path)[:80] or "The result", reason=reason)


def _at(located: Located | None, file: str, path: Path) -> Location:
    return located.where(path) if located else Location(file=file, path=path_text(path))


def _wrong_days(data: Mapping[str, Any]) -> list[Path]:
    """Days that have the form of one and are none, such as 2026-02-30."""
    record = data["record"]
    days: dict[Path, str | None] = {
        ("stamp", "effective_from"): data["stamp"]["effective_from"],
        ("decisions", "review_on"): data["decisions"]["review_on"],
        ("record", "decided_on"): record["decided_on"],
        ("record", "reviewed_on"): record["reviewed_on"],
        ("record", "override", "on"): record["override"] and record["override"]["on"],
    }
    return [path for path, day in days.items() if day and not _is_day(day)]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
