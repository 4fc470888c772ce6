"""A frame as the columns of a caseload: names brought to the ruleset's, values to its answers, constants put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ras_engine.edges.frames.kinds import Given, recognised
from ras_engine.edges.frames.mapping import DataMapping, unread
from ras_engine.errors import BatchInvalid, Location, Problem, did_you_mean, problem
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import columns_read
from ras_engine.score.many.gather import on_threads

ALSO_KEPT = ("client_group", "deployment", "assessed_on")
"""Columns that the ruleset reads, and that readers of the budgets need as well."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A frame, its columns as `score_batch` of the core takes them, and its own names of the columns that the ruleset reads."""

    given: Given
    columns: Mapping[str, Any]
    read: Mapping[str, Any]

    @property
    def kept(self) -> list[Any]:
        """The columns that go along: what the ruleset does not read, and what readers of the budgets need as well."""
        read = [own for name, own in self.read.items() if name not in ALSO_KEPT]
        return [name for name in self.given.names if name not in read]


def read_frame(frame: Any, ruleset: Ruleset, mapping: DataMapping, constants: Mapping[str, str]) -> Reading:
    """The columns of a frame. Raises BatchInvalid where the mapping does not fit the frame or the ruleset."""
    given, wanted = recognised(frame), columns_read(ruleset.plan)
    called = {name: mapping.columns.get(name, name) for name in given.names}
    stated = [(f'the constant "{name}"', name) for name in constants]
    strange = [*_unknown(mapping, given), *_twice([*called.items(), *stated])]
    problems = [*strange, *mapping.problems(ruleset), *unread(constants, wanted)]
    if problems:
        raise BatchInvalid(problems)
    read = {name: own for own, name in called.items() if isinstance(name, str) and name in wanted}
    columns: dict[str, Any] = {str(name): "" for name in called.values()}
    columns |= dict(zip(read, on_threads(given.column, read.values(), given.rows), strict=True))
    for name in mapping.values:
        if name in columns:
            columns[name] = mapping.applied(name, columns[name])
    return Reading(given, {**columns, **constants}, read)


def _unknown(mapping: DataMapping, given: Given) -> list[Problem]:
    """Columns that the mapping names and the frame does not have."""
    names = list(map(str, given.names))
    return [
        problem("RAS742", Location(path=str(name)), column=str(name), nearest=did_you_mean(str(name), names))
        for name in mapping.columns
        if name not in given.names
    ]


def _twice(called: Iterable[tuple[Any, Any]]) -> list[Problem]:
    """Two columns of the frame, or a column and a constant, under one name of the ruleset."""
    by_name: dict[Any, list[str]] = {}
    for own, name in called:
        by_name.setdefault(name, []).append(str(own))
    return [
        problem("RAS743", Location(path=str(name)), column=str(name), columns=" and ".join(owns))
        for name, owns in by_name.items()
        if len(owns) > 1
    ]
