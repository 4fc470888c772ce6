"""One small table looked up for every row: receives places and a table by place, gives the table's entry of each row.

Everything about a caseload that depends on single cells goes through here, so this is where reading a caseload spends its time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Places = NDArray[np.integer]

T = TypeVar("T")
R = TypeVar("R")

MOST_THREADS = 2
THREADED_FROM = 250_000
"""Rows from which on a second thread pays."""
PAIRED_FROM = 20_000
"""Rows from which on a table of pairs pays for being made."""
COMPARED = 4
"""So many values are found faster one by one than by a table."""


def gathered(table: NDArray[Any], places: Places) -> NDArray[Any]:
    """`table[places]`, `(n,)` of the table's type. Where the table maps every place to itself, the places themselves, not copied.

    All places must be within the table.
    """
    if len(table) == 1:
        return np.full(len(places), table[0], dtype=table.dtype)
    if table.dtype == places.dtype and np.array_equal(table, np.arange(len(table))):
        return places
    found: NDArray[Any] = np.empty(len(places), dtype=table.dtype)
    gather_into(found, table, places)
    return found


def gather_into(found: NDArray[Any], table: NDArray[Any], places: Places) -> None:
    """`table[places]` into a column of the table's type. All places must be within the table."""
    if table.dtype == places.dtype == np.uint8 and len(places) >= PAIRED_FROM:
        _by_pairs(table, places, found)
    else:
        np.take(table, places, mode="clip", out=found)  # nothing is clipped; it only spares a second check


def _by_pairs(table: NDArray[Any], places: NDArray[Any], found: NDArray[Any]) -> None:
    """Two rows at a time: two bytes are one number, and a table of all pairs has two bytes for each."""
    places = np.ascontiguousarray(places)
    both = np.arange(len(table) << 8, dtype=np.uint16).view(np.uint8)
    pairs = np.take(table, both, mode="clip").view(np.uint16)
    even = len(places) // 2 * 2
    np.take(pairs, places[:even].view(np.uint16), mode="clip", out=found[:even].view(np.uint16))
    found[even:] = table[places[even:]]


def rows_with(places: Places, wanted: Sequence[bool]) -> Mask | None:
    """The rows whose place is wanted, `(n,)`; None where there is no such row."""
    found = np.flatnonzero(wanted)
    others = np.flatnonzero(np.logical_not(wanted))
    if not len(found) or not len(places):
        return None
    if min(len(found), len(others)) > COMPARED:
        rows: Mask = gathered(np.array(wanted, dtype=np.uint8), places).astype(np.bool_)
    elif len(found) <= len(others):
        rows = _compared(places, found)
    else:
        rows = ~_compared(places, others)
    return rows if rows.any() else None


def _compared(places: Places, few: NDArray[np.intp]) -> Mask:
    """The rows that have one of a few places."""
    if not len(few):
        return np.zeros(len(places), dtype=np.bool_)
    rows: Mask = places == few[0]
    for place in few[1:]:
        rows |= places == place
    return rows


def kept_where(column: NDArray[Any], keep: Mask, code: int) -> NDArray[Any]:
    """The column with a code in the rows that are not kept; a new one, as columns may be shared."""
    kept = column * keep
    if code:
        kept += ~keep * column.dtype.type(code)
    return kept


def on_threads(does: Callable[[T], R], things: Iterable[T], rows: int) -> list[R]:
    """What a function gives for each thing, in order; on two threads where there are so many rows that it pays.

    NumPy and Arrow let other threads run while they look things up.
    """
    threads = min(MOST_THREADS, os.cpu_count() or 1) if rows >= THREADED_FROM else 1
    if threads == 1:
        return list(map(does, things))
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(does, things))
