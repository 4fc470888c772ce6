"""Scratch columns for a block of people: lent, given back and lent again, so that a block stays in the processor's cache."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Kind = type[np.bool_] | type[np.int32] | type[np.int64]
"""What a column is worked out in: truths, and the smallest integers that hold all it can come to."""

NARROW = 2**30 - 1
"""As large as a number may come to in 32 bits, with a bit to spare for the sum or the difference of two."""


def kind_for(least: int, most: int) -> Kind:
    """The smallest integers for numbers between the two."""
    return np.int32 if least >= -NARROW and most <= NARROW else np.int64


def fixed(kind: type, value: int) -> Array:
    """A number as NumPy takes it quickest: an array without dimensions."""
    return np.array(value, dtype=kind)


class Scratch:
    """Columns of one length by kind."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.free: dict[type, list[Array]] = {}

    def lend(self, kind: type) -> Array:
        """A column of unknown content."""
        spare = self.free.setdefault(kind, [])
        return spare.pop() if spare else np.empty(self.rows, dtype=kind)

    def back(self, column: Array) -> None:
        """The column is no longer needed."""
        self.free.setdefault(column.dtype.type, []).append(column)
