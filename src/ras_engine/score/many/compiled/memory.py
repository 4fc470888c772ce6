"""Columns that lie at an address, for compiled loops: an address is a whole number, and nothing checks what lies there."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray, njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from ras_engine.score.many.kernel.scratch import Array


@intrinsic
def pointer(_: Any, address: Any) -> Any:
    """An address as a pointer."""

    def generate(__: Any, builder: Any, ___: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(address), generate


@njit(inline="always")
def bytes_at(address: int, rows: int) -> Array:
    """Numbers of 8 bits, none below nought."""
    return carray(pointer(address), rows, np.uint8)


@njit(inline="always")
def places_at(address: int, rows: int) -> Array:
    """Numbers of 16 bits, none below nought."""
    return carray(pointer(address), rows, np.uint16)


@njit(inline="always")
def shorts_at(address: int, rows: int) -> Array:
    """Numbers of 32 bits."""
    return carray(pointer(address), rows, np.int32)


@njit(inline="always")
def longs_at(address: int, rows: int) -> Array:
    """Numbers of 64 bits."""
    return carray(pointer(address), rows, np.int64)


@intrinsic
def eight_bytes(_: Any, address: Any) -> Any:
    """The eight bytes at an address, which need not be a multiple of eight, as a number."""

    def generate(context: Any, builder: Any, __: Any, arguments: Any) -> Any:
        eight = context.get_value_type(types.uint64).as_pointer()
        return builder.load(builder.inttoptr(arguments[0], eight), align=1)

    return types.uint64(address), generate
