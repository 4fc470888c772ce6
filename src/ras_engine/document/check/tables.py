"""Look-ups: as deep as they have keys, every combination given, no cell for something that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from ras_engine.document.check.context import Context, Found, listed
from ras_engine.document.lines import PriceBy
from ras_engine.document.measures import PointsMeasure
from ras_engine.document.scalars import Section
from ras_engine.errors import did_you_mean
from ras_engine.located import Path

_CELLS = ("values", "amounts", "shares", "weeks_by")


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table, the path of its cells, and the names it is looked up by."""

    path: Path
    by: tuple[str, ...]
    cells: Mapping[str, object]


def lookups(context: Context) -> Iterator[Lookup]:
    """Every table of the document that is looked up by keys."""
    for path, one in context.places:
        if isinstance(one, PriceBy):
            yield Lookup((*path, "prices"), (one.by,), one.prices)
            continue
        if isinstance(one, PointsMeasure):
            yield from (Lookup((*path, "of", name), (name,), points) for name, points in one.of.items())
            continue
        if not isinstance(one, Section) or not isinstance(by := getattr(one, "by", None), tuple):
            continue
        for key in _CELLS:
            if isinstance(cells := getattr(one, key, None), Mapping):
                yield Lookup((*path, key), by, cells)


def leaves(cells: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every cell of a table with its keys."""
    for key, value in cells.items():
        if isinstance(value, Mapping):
            yield from (((key, *keys), cell) for keys, cell in leaves(value))
        else:
            yield (key,), value


def tables_as_deep_as_their_keys(context: Context) -> Iterator[Found]:
    """A table by two keys has cells within cells."""
    for table in lookups(context):
        deep = _deep(table.cells)
        if deep != len(table.by):
            yield Found("RAS226", table.path, {"by": len(table.by), "deep": deep, "keys": " and ".join(table.by)}, key=True)


def _deep(cells: object) -> int:
    return 1 + _deep(next(iter(cells.values()))) if isinstance(cells, Mapping) and cells else 0


def cells_for_every_combination(context: Context) -> Iterator[Found]:
    """Every combination of levels has its cell."""
    for table in lookups(context):
        levels = [context.index.levels_of(name) for name in table.by]
        unsure = any(context.unsure(name) for name in table.by)
        if unsure or not all(levels) or _deep(table.cells) != len(levels):
            continue
        given = {keys for keys, _ in leaves(table.cells)}
        missing = [keys for keys in product(*levels) if keys not in given and not any(map(context.unsure, keys))]
        if missing:
            names = listed(" / ".join(keys) for keys in missing)
            words = {"missing": names, "keys": " / ".join(table.by), "count": _how_many(len(missing))}
            yield Found("RAS227", table.path, words, key=True)


def _how_many(count: int) -> str:
    return "One combination has" if count == 1 else f"{count:,} combinations have"


def cells_for_what_does_not_exist(context: Context) -> Iterator[Found]:
    """No cell stands for a level that the key does not have."""
    for table in lookups(context):
        yield from _unknown_cells(context, table.path, table.by, table.cells)


def _unknown_cells(context: Context, path: Path, by: tuple[str, ...], cells: object) -> Iterator[Found]:
    if not by or not isinstance(cells, Mapping):
        return
    levels = () if context.unsure(by[0]) else context.index.levels_of(by[0])
    for key, inner in cells.items():
        if levels and key not in levels and not context.unsure(key):
            yield Found("RAS228", (*path, key), {"level": key, "name": by[0], "hint": did_you_mean(key, levels)}, key=True)
        else:
            yield from _unknown_cells(context, (*path, key), by[1:], inner)


def something_for_every_group(context: Context) -> Iterator[Found]:
    """What is given by client group is given for every one of them."""
    groups = tuple(context.document.client_groups or ())
    for path, one in context.places:
        if path[-1:] == ("by_client_group",) and isinstance(one, Mapping):
            missing = [group for group in groups if group not in one and not context.unsure(group)]
            if missing:
                yield Found("RAS229", path, {"missing": listed(missing)}, key=True)


CHECKS = (tables_as_deep_as_their_keys, cells_for_every_combination, cells_for_what_does_not_exist, something_for_every_group)
