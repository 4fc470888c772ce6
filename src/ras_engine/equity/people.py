"""Admits a caseload to the equity check: money, an independent measure of need, and the columns that groups are made of.

A row without an amount is counted and reported on its own; it is never nought. Protected characteristics come in here and nowhere
else: they are columns handed over beside the caseload, and no ruleset ever sees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.equity.bands import Bands, bands_of
from ras_engine.equity.uncertainty import Floats
from ras_engine.errors import BatchInvalid, Location, Problem, did_you_mean, problem
from ras_engine.score.many import BudgetBatch
from ras_engine.score.many.columns import distinct

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]

NOT_STATED = "not stated"
ENOUGH = 30
"""People of each combination of a pair of features at the high-need end; with fewer, the pair is left out."""
COUNTED, REFERRAL, PROBLEM, NO_AMOUNT, NOT_MEASURED = "counted", "referral", "problem", "no amount", "not measured"
GROUP_NOT_STATED = "group not stated"
STATUSES = (COUNTED, REFERRAL, PROBLEM, NO_AMOUNT, NOT_MEASURED, GROUP_NOT_STATED)


@dataclass(frozen=True)
class Feature:
    """A column that makes groups: the labels, "not stated" last, and each row's place among them, `(n,) int64`.

    A pair of features has `parents`: for each of the two, its place and the parent's group for each of its own.
    """

    name: str
    labels: tuple[str, ...]
    codes: Codes
    parents: tuple[tuple[int, tuple[int, ...]], ...] = ()


@dataclass(frozen=True)
class People:
    """A caseload of n rows. Money is float64 pence, for statistics only; `counted` are the rows that every measure is taken over.

    `status` holds places in STATUSES. `control` has one label, "all", where no control features were given. `extras` are further
    numbers that single measures need, each `(n,) float64` with NaN where there is none.
    """

    rows: int
    features: tuple[Feature, ...]
    control: Feature
    budget: Floats
    cost: Floats | None
    need: Floats
    bands: Bands
    band: Codes
    status: NDArray[np.int8]
    counted: Mask
    extras: Mapping[str, Floats]

    @property
    def strata(self) -> Codes:
        """The stratum of each row: level of control x band. Without meaning for rows that are not counted."""
        return self.control.codes * len(self.bands.labels) + self.band


class Source:
    """Where columns are found by name: a scored caseload, a mapping of columns, or any frame with columns."""

    def __init__(self, caseload: Any) -> None:
        self.caseload = caseload
        self.batch = caseload if isinstance(caseload, BudgetBatch) else None

    def names(self) -> tuple[str, ...]:
        """The columns that could have been asked for."""
        if self.batch is not None:
            return (*self.batch.columns, *(step.name for step in self.batch.ruleset.plan.steps), "indicative_budget")
        return tuple(str(name) for name in self._columns())

    def _columns(self) -> Iterable[Any]:
        """The names of a frame's columns, or a mapping's keys."""
        for attribute in ("column_names", "columns"):
            names = getattr(self.caseload, attribute, None)
            if names is not None:
                return list(names)
        return list(self.caseload)

    def has(self, name: str) -> bool:
        """Whether a column is there."""
        return self._found(name) is not None

    def column(self, given: Any) -> Any:
        """A column by name, or the column itself where it was handed over. Raises BatchInvalid for a name that is not there."""
        if not isinstance(given, str):
            return given
        found = self._found(given)
        if found is None:
            nearest = did_you_mean(given, self.names())
            raise BatchInvalid([problem("RAS950", Location(path=given), column=given, nearest=nearest)])
        return found

    def _found(self, name: str) -> Any:
        if self.batch is None:
            return self.caseload[name] if name in self._columns() else None
        if name in self.batch.columns:
            return self.batch.columns[name]
        if isinstance(getattr(self.batch, name, None), np.ma.MaskedArray):
            return getattr(self.batch, name)
        if name in self.batch.ruleset.plan.step_named:
            values, scale = self.batch.step(name)
            return np.ma.array(values / scale, mask=self.batch.status == 2)
        return None


def numbers(column: Any) -> Floats:
    """A column of numbers as float64, NaN where there is none."""
    if isinstance(column, np.ma.MaskedArray):
        filled: Floats = np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan)
        return filled
    if hasattr(column, "places") and hasattr(column, "values"):
        table = np.array([np.nan if value in (None, "") else value for value in column.values], dtype=np.float64)
        coded: Floats = table[column.places]
        return coded
    plain = column.to_numpy() if hasattr(column, "to_numpy") else column
    array = np.asarray(plain)
    if array.dtype.kind in "OUS":
        array = np.array([np.nan if value is None or str(value) == "" else value for value in array.tolist()])
    return array.astype(np.float64)


def feature(name: str, column: Any, rows: int) -> Feature:
    """A column of labels, coded. Missing labels are a group of their own, "not stated"."""
    coded = distinct(_values(column), rows)
    texts = [NOT_STATED if value in (None, "") or value != value else str(value) for value in coded.values]
    stated = sorted(set(texts) - {NOT_STATED})
    labels = (*stated, *([NOT_STATED] if NOT_STATED in texts or not stated else []))
    table = np.array([labels.index(text) for text in texts], dtype=np.int64)
    return Feature(name, labels, table[coded.places] if len(texts) else np.zeros(0, dtype=np.int64))


def _values(column: Any) -> Any:
    """A column of a frame as a list; anything else as it is."""
    for method in ("to_list", "to_pylist", "tolist"):
        if hasattr(column, method) and not hasattr(column, "places"):
            return getattr(column, method)()
    return column


def features_of(source: Source, given: Any, rows: int, usual: str) -> tuple[Feature, ...]:
    """Features from a mapping of names to columns, one name, several names, or one nameless column."""
    if isinstance(given, Mapping):
        named = dict(given)
    elif isinstance(given, str):
        named = {given: given}
    elif isinstance(given, Sequence) and given and all(isinstance(one, str) and source.has(one) for one in given):
        named = {one: one for one in given}
    else:
        named = {str(getattr(given, "name", None) or usual): given}
    columns = {name: source.column(column) for name, column in named.items()}
    wrong = list(_wrong_lengths(columns, rows))
    if wrong or not columns:
        raise BatchInvalid(wrong or [problem("RAS951")])
    return tuple(feature(name, column, rows) for name, column in columns.items())


def pairs_of(features: Sequence[Feature], top: Mask) -> Iterator[Feature]:
    """Each pair of features as one, where every combination of their groups has enough people at the high-need end."""
    for (left, one), (right, other) in combinations(tuple(enumerate(features)), 2):
        width = len(other.labels)
        codes = one.codes * width + other.codes
        there = np.flatnonzero(np.bincount(codes, minlength=len(one.labels) * width))
        if np.bincount(codes[top], minlength=len(one.labels) * width)[there].min(initial=ENOUGH) < ENOUGH:
            continue
        labels = tuple(f"{one.labels[code // width]}, {other.labels[code % width]}" for code in there)
        parents = ((left, tuple(int(code) // width for code in there)), (right, tuple(int(code) % width for code in there)))
        yield Feature(f"{one.name} x {other.name}", labels, np.searchsorted(there, codes).astype(np.int64), parents)


def crossed(features: Sequence[Feature], rows: int) -> Feature:
    """Several control features as one, of the combinations that occur; "all" where there are none."""
    if not features:
        return Feature("", ("all",), np.zeros(rows, dtype=np.int64))
    codes = features[0].codes
    labels = list(features[0].labels)
    for one in features[1:]:
        codes = codes * len(one.labels) + one.codes
        labels = [f"{left}, {right}" for left in labels for right in one.labels]
    found, places = np.unique(codes, return_inverse=True)
    return Feature(", ".join(one.name for one in features), tuple(labels[code] for code in found), places.astype(np.int64))


def people_of(
    source: Source,
    *,
    sensitive_features: Any,
    control_features: Any,
    budget: Any,
    need: Any,
    cost: Any,
    bands: Any,
    suppress_under: int,
    pairs: bool,
    extras: Mapping[str, Any],
) -> People:
    """The people of a caseload. Raises BatchInvalid for columns that are missing or of another length, or for no need measure."""
    money = numbers(source.column(budget))
    rows = len(money)
    if need is None and cost is None:
        raise BatchInvalid([problem("RAS952")])
    costs = None if cost is None else numbers(source.column(cost))
    needs = costs if need is None else numbers(source.column(need))
    more = {name: numbers(source.column(column)) for name, column in extras.items() if column is not None}
    wrong = list(_wrong_lengths({"need": needs, **({} if costs is None else {"cost": costs}), **more}, rows))
    if wrong or needs is None:
        raise BatchInvalid(wrong)
    features = features_of(source, sensitive_features, rows, "group")
    control = crossed(() if control_features is None else features_of(source, control_features, rows, "control"), rows)
    status = _without_few_unstated(_status(source, money, needs, costs), features, suppress_under)
    counted = status == 0
    band_table = bands_of(bands, needs[counted])
    band = band_table.places(needs)
    if pairs:
        top = counted & (band == len(band_table.labels) - 1)
        features = (*features, *pairs_of(features, top))
    return People(rows, features, control, money, costs, needs, band_table, band, status, counted, more)


def _status(source: Source, money: Floats, needs: Floats, costs: Floats | None) -> NDArray[np.int8]:
    measured = np.isfinite(needs) & (np.isfinite(costs) if costs is not None else True)
    status = np.where(measured, 0, STATUSES.index(NOT_MEASURED)).astype(np.int8)
    status[~np.isfinite(money)] = STATUSES.index(NO_AMOUNT)
    if source.batch is not None:
        status[source.batch.status == 1] = STATUSES.index(REFERRAL)
        status[source.batch.status == 2] = STATUSES.index(PROBLEM)
    return status


def _without_few_unstated(status: NDArray[np.int8], features: Sequence[Feature], few: int) -> NDArray[np.int8]:
    """Leave out people whose group is not stated where they are too few to be shown: to protect them would hide another group."""
    kept = status.copy()
    for one in features:
        unstated = (status == 0) & (one.codes == len(one.labels) - 1) & (one.labels[-1:] == (NOT_STATED,))
        if np.count_nonzero(unstated) < few:
            kept[unstated] = STATUSES.index(GROUP_NOT_STATED)
    return kept


def _wrong_lengths(columns: Mapping[str, Any], rows: int) -> Iterator[Problem]:
    for name, column in columns.items():
        length = len(column.places) if hasattr(column, "places") else len(column)
        if length != rows:
            yield problem("RAS702", Location(path=name), column=name, length=length, usual=rows)
