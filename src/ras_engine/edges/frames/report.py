"""A report on a frame before anything is scored: what the ruleset cannot read, what is missing, what has the wrong type.

It looks at distinct values, not at rows, so it costs about what reading the frame does. It can be saved, filled in by a person, and
read back as the mapping for scoring.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ras_engine.edges.frames import mapping_file
from ras_engine.edges.frames.mapping import DataMapping, Key
from ras_engine.edges.frames.read import Reading
from ras_engine.edges.frames.rules import ColumnRule, key_of, rule_of
from ras_engine.errors import Problem
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import Distinct, column_problems, columns_read, distinct, rows_of

FIRST_ROWS = 5
MOST_PRINTED, MOST_ASKED = 20, 100
"""Values of one column that are printed, and that a file asks about: a column with more is hardly the one that was meant."""


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A value that the ruleset cannot read: in which of its columns, how often, in which rows first (counted from 0).

    `nearest` is the answer that it is nearest to, "" where none is near. It is only told.
    """

    column: str
    value: Any
    rows: int
    first_rows: tuple[int, ...]
    nearest: str
    problem: Problem

    @property
    def key(self) -> Key:
        """The value's type in plain words, and how it is written."""
        return key_of(self.value)


@dataclass(frozen=True, slots=True)
class Missing:
    """A column in which some rows state nothing. `marked` where the ruleset needs an answer, so that these rows would be marked."""

    column: str
    rows: int
    marked: bool


@dataclass(frozen=True, slots=True, repr=False)
class DataReport:
    """What stands in the way of scoring a frame of n `rows`. `unread` are columns that the ruleset does not know."""

    ruleset: str
    rows: int
    problems: tuple[Problem, ...]
    unmapped: tuple[Unmapped, ...]
    missing: tuple[Missing, ...]
    unread: tuple[str, ...]
    mapping: DataMapping = field(repr=False)

    @property
    def is_clean(self) -> bool:
        """Whether every column is there and every value can be read. Rows may still lack answers, or have some that clash."""
        return not self.problems and not self.unmapped

    def __str__(self) -> str:
        lines = [f"{self.rows:,} rows for {self.ruleset}: {'nothing unknown' if self.is_clean else 'not everything can be read'}."]
        lines += [f"- {one.code}: {one.message} {one.remedy}" for one in self.problems]
        for column, values in self._by_column().items():
            lines += [f"- {_told(one)}" for one in values[:MOST_PRINTED]]
            lines += [f'- "{column}" has {_more(values[MOST_PRINTED:])}: `unmapped` has them all.'] if values[MOST_PRINTED:] else []
        lines += [f"- {_said_missing(one)}" for one in self.missing]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _by_column(self) -> dict[str, list[Unmapped]]:
        """The unknown values of each column, the most frequent first."""
        found: dict[str, list[Unmapped]] = {}
        for one in self.unmapped:
            found.setdefault(one.column, []).append(one)
        return found

    def as_yaml(self) -> str:
        """The mapping as a file to be filled in: the most frequent unknown values of each column, once, with `means: "?"`."""
        asked, more = {}, {}
        for column, values in self._by_column().items():
            asked[column] = {one.key: _words(one) for one in values[:MOST_ASKED]}
            if values[MOST_ASKED:]:
                more[column] = f"and {_more(values[MOST_ASKED:])}: is this the column that was meant?"
        about = (
            f"Values of a frame of {self.rows:,} rows that {self.ruleset} cannot read.",
            'Write for each what it means: an answer of the ruleset, or "" where nothing is stated.',
            'Where "?" is left, the rows with this value are marked in the result and have no amount.',
        )
        return mapping_file.written(about, self.mapping, asked, more)

    def save(self, path: str | Path) -> None:
        """Write `as_yaml()` to a file, whole or not at all; `read_mapping` reads it back. Raises OSError where that fails."""
        mapping_file.save(path, self.as_yaml())


def _words(one: Unmapped) -> dict[str, str]:
    return {"rows": str(one.rows), "first_rows": ", ".join(map(str, one.first_rows)), "nearest": one.nearest}


def _more(values: Sequence[Unmapped]) -> str:
    return f"{len(values):,} more such values in {_rows(sum(one.rows for one in values))}"


def _told(one: Unmapped) -> str:
    rows = ", ".join(map(str, one.first_rows)) + (", ..." if one.rows > len(one.first_rows) else "")
    near = f' Nearest: "{one.nearest}".' if one.nearest else ""
    return f"{one.problem.code}: {one.problem.message} {_rows(one.rows)} ({rows}).{near}"


def _said_missing(one: Missing) -> str:
    return f'"{one.column}" states nothing in {_rows(one.rows)}' + (", which the ruleset would mark." if one.marked else ".")


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def report_on(reading: Reading, ruleset: Ruleset, mapping: DataMapping) -> DataReport:
    """The report on a frame that was read. Raises BatchInvalid where its columns have different lengths."""
    wanted, rows = columns_read(ruleset.plan), rows_of(reading.columns)
    unmapped: list[Unmapped] = []
    missing: list[Missing] = []
    for name, column in reading.columns.items():
        if name in wanted:
            raw, rule = distinct(column, rows), rule_of(ruleset, name)
            unmapped += _unmapped(rule, raw)
            blank = int(np.count_nonzero(raw.mask([rule.is_missing(value) for value in raw.values])))
            if blank and not name.startswith(("carer.", "deployment.")):
                missing.append(Missing(name, blank, _is_needed(ruleset, name)))
    read = set(map(str, reading.read.values()))
    unread = tuple(name for name in map(str, reading.given.names) if name not in read)
    problems = tuple(column_problems(ruleset.plan, reading.columns))
    return DataReport(str(ruleset), rows, problems, tuple(unmapped), tuple(missing), unread, mapping)


def _unmapped(rule: ColumnRule, column: Distinct) -> list[Unmapped]:
    """The values of a column that cannot be read and that some row has, each once."""
    wrong: dict[Key, tuple[Any, Problem, int]] = {}
    number = np.full(len(column.values), -1, dtype=np.intp)
    for place in np.unique(column.places).tolist():
        value = column.values[place]
        told = rule.wrong(value)
        if told is not None:
            number[place] = wrong.setdefault(key_of(value), (value, told, len(wrong)))[2]
    of_row = number[column.places]
    rows = np.flatnonzero(of_row >= 0)
    by_value = rows[np.argsort(of_row[rows], kind="stable")]
    ends = np.cumsum(np.bincount(of_row[rows], minlength=len(wrong)))
    each = zip(wrong.values(), np.split(by_value, ends[:-1]), strict=True) if wrong else ()
    found = [
        Unmapped(rule.name, value, len(where), tuple(where[:FIRST_ROWS].tolist()), rule.nearest(value), told)
        for (value, told, _), where in each
    ]
    return sorted(found, key=lambda one: -one.rows)


def _is_needed(ruleset: Ruleset, name: str) -> bool:
    """Whether a row that states nothing here would be marked for it alone."""
    ask = ruleset.plan.ask_named.get(name)
    if ask is None:
        return name in ("baseline", "carer_support")
    return ask.asked is None and ask.if_missing is None


def as_mapping(report: DataReport, meanings: Mapping[str, Mapping[Any, str]]) -> DataMapping:
    """The report's mapping with more meanings, for whom would rather fill them in by program than in a file."""
    more = {name: {key_of(value): means for value, means in values.items()} for name, values in meanings.items()}
    return report.mapping.and_also(DataMapping({}, more))
