"""What is the same for the rows of every form of file: names that stand once, and rows that fit them."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.errors import Location, Related
from ras_engine.errors.excerpt import visible
from ras_engine.located.found import Found


def head(names: Sequence[str], places: Sequence[Location], found: Found) -> None:
    """Reports columns without a name, with spaces around it, and names that stand twice."""
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        if not name.strip():
            found.add("RAS716", places[place], number=place + 1)
        elif name != name.strip():
            spaces = "before it" if name.lstrip() != name else "after it"
            found.add("RAS722", places[place], column=visible(name.strip()), place=spaces)
        elif name in first:
            related = Related(places[first[name]], "It first stands here")
            found.add("RAS713", places[place], [related], column=visible(name))
        first.setdefault(name, place)


MORE = "Put a cell that holds a comma in quotes."
FEWER = "Give every row all its commas; a cell that is not answered stays empty."


def ragged(found: Found, where: Location, cells: int, columns: int, remedy: str = "") -> None:
    """Reports a row with too many or too few cells."""
    said = "1 cell" if cells == 1 else f"{cells:,} cells"
    found.add("RAS714", where, found=said, columns=f"{columns:,}", remedy=remedy or (MORE if cells > columns else FEWER))
