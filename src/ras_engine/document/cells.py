"""Tables by one, two or three keys, as they are written: the names they go by, and mappings within mappings down to the cells."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import Discriminator, Field, Tag

from ras_engine.document.scalars import Id, Several, Table

Leaf = TypeVar("Leaf")


def _depth(value: object) -> str:
    """How many keys deep a table is; a mapping with `refer` is a cell, not a deeper table."""
    deep = 0
    while isinstance(value, dict) and value and "refer" not in value:
        value = next(iter(value.values()))
        deep += 1
    return ("one", "one", "two", "three")[min(deep, 3)]


Cells = Annotated[
    Annotated[Table[Leaf], Tag("one")]
    | Annotated[Table[Table[Leaf]], Tag("two")]
    | Annotated[Table[Table[Table[Leaf]]], Tag("three")],
    Discriminator(_depth),
]
"""A table by one, two or three keys: mappings within mappings, down to the cells."""

Keys = Annotated[Several[Id], Field(max_length=3)]
"""One to three keys: questions with levels, bands, classes, or `client_group`."""
