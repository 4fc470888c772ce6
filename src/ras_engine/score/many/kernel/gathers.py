"""Indices into tables over several keys, and tables read with them."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from ras_engine.plan.operations import Slot
from ras_engine.score.many.kernel.calls import Calls
from ras_engine.score.many.kernel.scratch import Array, fixed, kind_for


def write_index(calls: Calls, keys: Sequence[Slot], sizes: Sequence[int]) -> Array:
    """The place of each person in a table over keys that count from nought, `(rows,) intp`: lent, to be given back."""
    kind = kind_for(0, prod(sizes))
    index = calls.scratch.lend(kind)
    sources = [calls.read(key, kind) for key in keys]
    total = sources[0] if keys else fixed(kind, 0)
    for source, size in zip(sources[1:], sizes[1:], strict=True):
        calls.apply(np.multiply, total, fixed(kind, size), index)
        calls.apply(np.add, index, source, index)
        total = index
    places = calls.scratch.lend(np.intp)
    calls.copy(total, places)
    calls.scratch.back(index)
    return places


def as_places(calls: Calls, index: Array) -> Array:
    """An index in the integers of addresses, in place of the column it came in."""
    places = calls.scratch.lend(np.intp)
    calls.copy(index, places)
    calls.scratch.back(index)
    return places
