"""Which cells of an array of Python objects are one and the same object: tables keep a text once and point to it from every row.

Nothing is read or compared but where the objects lie, so this costs a tenth of looking at them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FEW = 48
"""With more objects than this, telling them apart one by one no longer pays."""
FIRST_ROWS = 4096
BLOCK = 16_384


class _Pointers:
    """An array of objects seen as the integers that say where they lie. It keeps the array alive, and so the objects."""

    def __init__(self, cells: NDArray[np.object_]) -> None:
        self.cells = cells
        self.__array_interface__ = {**cells.__array_interface__, "typestr": np.dtype(np.intp).str, "descr": [("", "")]}


def by_identity(cells: NDArray[np.object_]) -> tuple[list[Any], NDArray[np.uint8]] | None:
    """The few different objects of `(n,)` cells, and the place of each cell among them; None where they are not few."""
    pointers = np.asarray(_Pointers(cells))
    known = np.unique(pointers[:FIRST_ROWS])
    if len(cells) < FIRST_ROWS or len(known) > FEW:
        return None
    places = _places(pointers, known)
    rest = np.unique(pointers[places == 0])
    if len(known) + len(rest) > FEW:
        return None
    if len(rest):
        known = np.concatenate([known, rest])
        places = _places(pointers, known)
    places -= 1
    return [cells[int(np.argmax(places == place))] for place in range(len(known))], places


def _places(pointers: NDArray[np.intp], known: NDArray[np.intp]) -> NDArray[np.uint8]:
    """For each row the number of its object, from 1; 0 where it is none of the known."""
    places = np.zeros(len(pointers), dtype=np.uint8)
    hits, marks = np.empty(BLOCK, dtype=np.bool_), np.empty(BLOCK, dtype=np.uint8)
    for start in range(0, len(pointers), BLOCK):
        block, out = pointers[start : start + BLOCK], places[start : start + BLOCK]
        hit, mark = hits[: len(block)], marks[: len(block)]
        for number, one in enumerate(known, 1):
            np.equal(block, one, out=hit)
            np.multiply(hit.view(np.uint8), np.uint8(number), out=mark)
            out |= mark
    return places
