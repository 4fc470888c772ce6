"""Reasons: whatever lets the client group move money says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ras_engine.document.check.context import Context, Found
from ras_engine.document.measures import PointsMeasure
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.document.scalars import Section
from ras_engine.located import Path

_MOVES_MONEY = (
    "questions",
    "measures",
    "budget_lines",
    "carer_support",
    "carer_sustainability",
    "separate_amounts",
    "limits",
    "contingency",
)


def groups_that_move_money_without_a_reason(context: Context) -> Iterator[Found]:
    """A section in which the client group can change an amount carries `why`."""
    for section in _MOVES_MONEY:
        for path, key in _groups(getattr(context.document, section), (section,)):
            yield Found("RAS250", path, {"key": key}, key=True)


def _groups(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every place in `value` that lets the client group decide, with no reason on a section around it."""
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _groups(item, (*path, at))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _groups(item, (*path, key))
    elif isinstance(value, Section) and not getattr(value, "why", None):
        yield from _here(value, path)
        for name, info in type(value).model_fields.items():
            yield from _groups(getattr(value, name), (*path, info.alias or name))


def _here(section: Section, path: Path) -> Iterator[tuple[Path, str]]:
    keys = ("client_group", "by_client_group", "client_groups")
    yield from (((*path, key), key) for key in keys if getattr(section, key, None))
    by = getattr(section, "by", None)
    if by == CLIENT_GROUP:
        yield (*path, "by"), "by"
    elif isinstance(by, tuple) and CLIENT_GROUP in by:
        yield (*path, "by", by.index(CLIENT_GROUP)), "by"
    if isinstance(section, PointsMeasure) and CLIENT_GROUP in section.of:
        yield (*path, "of", CLIENT_GROUP), CLIENT_GROUP


CHECKS = (groups_that_move_money_without_a_reason,)
