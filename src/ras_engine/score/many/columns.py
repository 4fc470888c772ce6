"""Columns of raw answers as their distinct values and which of them each row has: whatever follows looks at values, not at rows."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.assessment import Raw, Reader
from ras_engine.assessment.values import not_stated
from ras_engine.score.many.gather import Mask, Places, rows_with
from ras_engine.score.many.same_object import by_identity

NOTHING = (None, "", "none", "0")
"""What the cell of an area of carer support holds where no support is given there."""
SUPPORT_STATES = ("no_carer", "not_offered", "offered")


@dataclass(frozen=True, slots=True)
class Distinct:
    """A column as its distinct values and, for each row, which of them it has: `places` is `(n,)` of any integers into `values`.

    A value may stand twice among the values, or in no row.
    """

    values: tuple[Any, ...]
    places: Places

    def mask(self, wanted: Sequence[bool]) -> Mask:
        """The rows whose value is wanted; `wanted` has one entry a distinct value."""
        rows = rows_with(self.places, wanted)
        return np.zeros(len(self.places), dtype=np.bool_) if rows is None else rows

    @property
    def is_sound(self) -> bool:
        """Whether every place is one of a value."""
        if not len(self.places):
            return True
        return int(self.places.max()) < len(self.values) and (self.places.dtype.kind in "ub" or int(self.places.min()) >= 0)


def distinct(column: Any, rows: int) -> Distinct:
    """A raw column. A single value stands for the same in every row."""
    if isinstance(column, Distinct):
        return column
    if is_single(column):
        return Distinct((_plain(column),), np.zeros(rows, dtype=np.uint8))
    if isinstance(column, np.ndarray) and column.ndim == 1 and not isinstance(column, np.ma.MaskedArray):
        if column.dtype.kind in "biufM":
            return _of_numbers(column)
        if column.dtype.kind == "O":
            found = by_identity(column)
            if found is not None:
                return Distinct(tuple(map(_plain, found[0])), found[1])
    as_python = isinstance(column, np.ndarray) and column.dtype.kind not in "mM"  # of times it may make bare numbers
    return _by_equality(column.tolist() if as_python else list(column), rows)


def _of_numbers(column: Any) -> Distinct:
    """An array of numbers, truth values or days, in any byte order and layout."""
    if column.dtype.kind == "M" and np.datetime_data(column.dtype)[0] in ("ns", "ps", "fs", "as"):
        column = column.astype("datetime64[us]")
    values: NDArray[Any]
    places: NDArray[Any]
    values, places = np.unique(column, return_inverse=True)
    return Distinct(tuple(None if _is_not_itself(value) else value for value in values.tolist()), places)


def _by_equality(values: list[Any], rows: int) -> Distinct:
    """Values of any type, one after the other."""
    if set(map(type, values)) <= {str}:
        keys: Sequence[Hashable] = values
        firsts: dict[Hashable, Any] = dict.fromkeys(values)
    else:
        values = list(map(_plain, values))
        keys = [value if type(value) is str else _key(value) for value in values]
        firsts = dict(zip(reversed(keys), reversed(values), strict=True))
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    kind: type[np.integer] = np.uint8 if len(numbers) <= 256 else np.int64
    places = np.fromiter(map(numbers.__getitem__, keys), dtype=kind, count=rows)
    return Distinct(tuple(key if key is None or type(key) is str else firsts[key] for key in numbers), places)


def _plain(value: Any) -> Any:
    """A NumPy number or day as Python has it, never a time as a bare number; what says that there is nothing as None."""
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]")
    value = value.item() if isinstance(value, np.generic) and not isinstance(value, np.timedelta64) else value
    return None if type(value) is not str and _is_not_itself(value) else value


def is_single(column: Any) -> bool:
    """Whether this is one value, such as a text, and no sequence of them."""
    return isinstance(column, str | bytes) or not hasattr(column, "__len__")


def _key(value: Any) -> Hashable:
    """A key that keeps apart what Python calls equal: 1, True and 1.0 are different answers. None where nothing is stated."""
    if value is None or _is_not_itself(value):
        return None
    try:
        parts = frozenset((name, type(one), one) for name, one in value.items()) if isinstance(value, Mapping) else value
        hash(parts)
    except TypeError:
        return (type(value), id(value))
    return (type(value), parts)


def _is_not_itself(value: Any) -> bool:
    """Whether this is one of the values by which tables of other libraries say that there is none (NaN, NaT, NA)."""
    if isinstance(value, bool):
        return False  # `False != False` is False itself, as `NA != NA` is NA
    try:
        other = value != value
        return other is value or bool(other)
    except (ValueError, ArithmeticError):
        return False


def raw_of(value: Any) -> Raw | None:
    """One distinct value as a raw answer; None where it is missing or of a type that an answer cannot have."""
    if type(value) is str:
        return value or None
    reader = Reader()
    raw = reader.answer("", value)
    return None if reader.faults else raw


def is_given(value: Any) -> bool:
    """Whether the cell of an area of carer support gives any."""
    return not not_stated(value) and raw_of(value) not in NOTHING[2:]
