"""Every section of a document with its path, as the file writes it: for checks to which the kind of place does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from ras_engine.document.conditions import Condition
from ras_engine.document.scalars import Section
from ras_engine.located import Path

Kind = TypeVar("Kind")


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every section, list, mapping and single value in `value`, the outer ones first. Texts to be read are left out."""
    if value is None:
        return
    yield path, value
    if isinstance(value, Section):
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from walk(item, (*path, position))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, str(key)))


def of_type(value: object, kind: type[Kind], path: Path = ()) -> Iterator[tuple[Path, Kind]]:
    """Every section of one type in `value`, with its path."""
    for where, one in walk(value, path):
        if isinstance(one, kind):
            yield where, one


def simple_conditions(value: object, path: Path = ()) -> Iterator[tuple[Path, Condition]]:
    """Every condition that compares something, in `value`; combinations are taken apart."""
    for where, one in of_type(value, Condition, path):
        if one.all_ is None and one.any_ is None and one.not_ is None:
            yield where, one
