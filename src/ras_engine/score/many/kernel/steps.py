"""The steps by which a block of people is worked out, as data: each says what it does to which columns.

Two runners take them: NumPy does each as one call (`bound`), compiled loops read them from a tape (`compiled.tape`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ras_engine.plan.operations import Slot
from ras_engine.score.many.kernel.index import Columns
from ras_engine.score.many.kernel.scratch import Array


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of columns and numbers (arrays without dimensions), all of one kind, into a column."""

    function: np.ufunc
    sources: tuple[Array, ...]
    out: Array


@dataclass(frozen=True, slots=True)
class Divide:
    """How many whole times a number goes into a column whose numbers lie between `least` and `most`."""

    source: Array
    divisor: int
    least: int
    most: int
    out: Array


@dataclass(frozen=True, slots=True)
class Copy:
    """A column in another kind of integers, or a number for everybody."""

    source: Array
    out: Array


@dataclass(frozen=True, slots=True)
class Take:
    """A table read at the places that a column holds."""

    table: Array
    places: Array
    out: Array


@dataclass(frozen=True, slots=True)
class Search:
    """The place of the last of the starts, a sorted table, that each number of a column has reached."""

    starts: Array
    source: Array
    out: Array


@dataclass(frozen=True, slots=True)
class Lane:
    """One half of a word of gathered sums; the whole word where no half is said."""

    word: int
    half: int | None
    out: Array


@dataclass(frozen=True, slots=True)
class Codes:
    """An input's codes, from nought up."""

    slot: Slot
    out: Array


Step = Apply | Divide | Copy | Take | Search | Lane | Codes


def bound(step: Step, codes: Columns, words: Sequence[Array]) -> Callable[[], object]:
    """A step as one call of NumPy, bound to the columns that it reads and writes: nothing is made while it runs."""
    match step:
        case Apply(function=function, sources=sources, out=out):
            return partial(function, *sources, out=out)
        case Divide(source=source, divisor=divisor, out=out):
            return partial(np.floor_divide, source, np.array(divisor, dtype=out.dtype), out)
        case Copy(source=source, out=out):
            return partial(np.copyto, out, source)
        case Take(table=table, places=places, out=out):
            return partial(table.take, places, None, out, "clip")
        case Search(starts=starts, source=source, out=out):
            return lambda: np.subtract(np.searchsorted(starts, source, side="right"), 1, out=out)
        case Lane(word=word, half=half, out=out):
            return partial(np.copyto, out, _half_of(words[word], half))
        case Codes(slot=slot, out=out):
            now, kind = codes.now, codes.scratch[slot].dtype
            return lambda: np.copyto(out, now[slot].view(kind)[: codes.rows])


def _half_of(word: Array, half: int | None) -> Array:
    """Half of each of a word's numbers, where they lie."""
    if word.dtype == np.int32 or half is None:
        return word
    return word.view(np.int32)[(half if np.little_endian else 1 - half) :: 2]
