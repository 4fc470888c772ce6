"""Every section of a document with its path, as the file writes it: for checks to which the kind of place does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from ras_engine.document.conditions import Condition
from ras_engine.document.scalars import Section
from ras_engine.located import Path

Kind = TypeVar("Kind")


def walk(value: object, path: Path = ()) -> list[tuple[Path, object]]:
    """Every section, list, mapping and single value in `value`, the outer ones first. Texts to be read are left whole."""
    found: list[tuple[Path, object]] = []
    _collect(value, path, found)
    return found


def _collect(value: object, path: Path, found: list[tuple[Path, object]]) -> None:
    if value is None:
        return
    found.append((path, value))
    if isinstance(value, Section):
        for name, info in type(value).model_fields.items():
            _collect(getattr(value, name), (*path, info.alias or name), found)
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            _collect(item, (*path, position), found)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _collect(item, (*path, str(key)), found)


def of_type(value: object, kind: type[Kind], path: Path = ()) -> Iterator[tuple[Path, Kind]]:
    """Every section of one type in `value`, with its path."""
    for where, one in walk(value, path):
        if isinstance(one, kind):
            yield where, one


def simple_conditions(value: object, path: Path = ()) -> Iterator[tuple[Path, Condition]]:
    """Every condition that compares something, in `value`; combinations are taken apart."""
    for where, one in of_type(value, Condition, path):
        if one.is_simple:
            yield where, one
