"""What every measure needs beside the people: the cells of each feature, the published rows, and what is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ras_engine.equity.cells import CellKey, Cells, cells_of
from ras_engine.equity.disclosure import Mask, Tables, dominated, head, protect, to_five
from ras_engine.equity.people import COUNTED, STATUSES, Feature, People
from ras_engine.equity.results import ALL, EVERYONE_ELSE, Settings, Status

ENOUGH_FOR_AN_INTERVAL = 30
"""Fewer people in a cell than this have a figure, but no interval and no finding."""


@dataclass(frozen=True, slots=True)
class Row:
    """A published sum of strata: a level of the control features or all, and a band or all. A status has `band` as its own name."""

    control: str
    band: str
    strata: tuple[int, ...]
    status: bool = False


@dataclass(frozen=True)
class Context:
    """One caseload, ready to be measured. `cells[f]` and `withheld[f]` belong to `people.features[f]`."""

    people: People
    settings: Settings
    rows: tuple[Row, ...]
    cells: tuple[Cells, ...]
    tables: Tables
    withheld: tuple[Mask, ...]

    @property
    def measured_rows(self) -> tuple[tuple[int, Row], ...]:
        """The published rows of people who are counted, with their places."""
        return tuple((place, row) for place, row in enumerate(self.rows) if not row.status)

    @property
    def everybody(self) -> int:
        """The place of the row of all people who are counted."""
        return next(place for place, row in self.measured_rows if (row.control, row.band) == (ALL, ALL))

    def features(self) -> Iterator[tuple[int, Feature]]:
        """The features with their places."""
        return iter(tuple(enumerate(self.people.features)))

    def groups(self, feature: int) -> tuple[str, ...]:
        """The groups of a feature, and all of them together last."""
        return (*self.people.features[feature].labels, ALL)

    def keys(self, feature: int, row: Row, group: int) -> list[CellKey]:
        """The cells of a group in a published row; of everybody where the group is the last, `ALL`."""
        labels = range(len(self.people.features[feature].labels))
        return [(stratum, one) for stratum in row.strata for one in labels if group in (one, len(labels))]

    def others(self, feature: int, row: Row, group: int) -> list[CellKey]:
        """The cells of everyone else in a published row."""
        labels = range(len(self.people.features[feature].labels))
        return [(stratum, one) for stratum in row.strata for one in labels if one != group]

    def hidden(self, feature: int, row: int, group: int) -> bool:
        """Whether the count of a group in a published row, and all that is known of it, is withheld."""
        return bool(self.withheld[feature][row, group])

    def count(self, feature: int, row: int, group: int) -> int:
        """The true count. It is for decisions about data, never for a result."""
        return int(self.tables.published(feature)[row, group])

    def shown(self, feature: int, row: int, group: int) -> int | None:
        """The count as it is shown: rounded to 5, or None where it is withheld."""
        if self.hidden(feature, row, group):
            return None
        count = self.count(feature, row, group)
        return count if self.settings.override else to_five(count)

    def reference(self, feature: int) -> tuple[str, int | None]:
        """The reference of a feature: a group's name and place, or everyone else where the feature has no group of that name."""
        labels = self.people.features[feature].labels
        name = self.settings.reference
        return (name, labels.index(name)) if name in labels else (EVERYONE_ELSE, None)

    def pairs(self, feature: int) -> Iterator[tuple[int, str, str, int | None]]:
        """Each group that is compared: its place and name, its reference's name and place."""
        name, against = self.reference(feature)
        labels = self.people.features[feature].labels
        if len(labels) > 1:
            there = self.tables.published(feature)[self.everybody]
            yield from ((place, label, name, against) for place, label in enumerate(labels) if place != against and there[place])

    def statuses(self) -> tuple[Status, ...]:
        """How many people of each group are counted, referred, at fault, without an amount or unmeasured."""
        rows = [(place, row) for place, row in enumerate(self.rows) if row.status or (row.control, row.band) == (ALL, ALL)]
        return tuple(
            Status(one.name, group, row.band if row.status else COUNTED, self.shown(feature, place, column))
            for feature, one in self.features()
            for place, row in rows
            for column, group in enumerate(self.groups(feature))
        )


def context_of(people: People, settings: Settings) -> Context:
    """Make the cells and decide what is withheld."""
    rows = tuple(_rows(people))
    columns = [people.budget, *([] if people.cost is None else [people.cost])]
    kept = people.counted
    cells = tuple(
        cells_of(
            one.codes[kept],
            people.strata[kept],
            [column[kept] for column in columns],
            settings.n_boot,
            (settings.random_state, place),
        )
        for place, one in enumerate(people.features)
    )
    tables = _tables(people, rows)
    draft = Context(people, settings, rows, cells, tables, ())
    if settings.override:
        return Context(
            people, settings, rows, cells, tables, tuple(np.zeros_like(tables.published(f), dtype=bool) for f in range(len(cells)))
        )
    also = [_dominated(draft, place) for place in range(len(cells))]
    return Context(people, settings, rows, cells, tables, protect(tables, settings.suppress_under, also))


def _rows(people: People) -> Iterator[Row]:
    bands, controls = people.bands.labels, people.control.labels
    width = len(bands)
    every = tuple(range(width * len(controls)))
    for place, band in reversed(tuple(enumerate(bands))):
        yield Row(ALL, band, every[place::width])
    yield Row(ALL, ALL, every)
    if len(controls) > 1:
        for level, control in enumerate(controls):
            yield from (Row(control, band, (level * width + place,)) for place, band in reversed(tuple(enumerate(bands))))
            yield Row(control, ALL, every[level * width : (level + 1) * width])
    for extra, status in enumerate(STATUSES[1:]):
        if bool((people.status == STATUSES.index(status)).any()):
            yield Row(ALL, status, (len(every) + extra,), status=True)


def _tables(people: People, rows: tuple[Row, ...]) -> Tables:
    """Counts by stratum and group; each status without an amount is one more stratum."""
    measured = len(people.bands.labels) * len(people.control.labels)
    strata = np.where(people.counted, people.strata, measured + people.status.astype(np.int64) - 1)
    height = measured + len(STATUSES) - 1
    counts = tuple(
        np.bincount(strata * len(one.labels) + one.codes, minlength=height * len(one.labels)).reshape(height, len(one.labels))
        for one in people.features
    )
    masks = np.zeros((len(rows), height), dtype=bool)
    for place, row in enumerate(rows):
        masks[place, list(row.strata)] = True
    parents = tuple((place, at, groups) for place, one in enumerate(people.features) for at, groups in one.parents)
    return Tables(counts, masks, parents)


def _dominated(context: Context, feature: int) -> Mask:
    """The cells of which one or two people have nearly all the money."""
    mask = np.zeros((len(context.rows), len(context.groups(feature))), dtype=bool)
    heads = {key: head(people[:, :-1]) for key, people in context.cells[feature].values.items()}
    for place, row in context.measured_rows:
        for group in range(mask.shape[1]):
            if context.count(feature, place, group):
                mask[place, group] = dominated([heads[key] for key in context.keys(feature, row, group) if key in heads])
    return mask
