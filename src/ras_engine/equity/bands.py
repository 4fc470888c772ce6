"""Bands of need: people of like need, side by side. The last band is the high-need end, and always a panel of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.equity.uncertainty import Floats


@dataclass(frozen=True, slots=True)
class Bands:
    """The names of the bands from least to most need, and the need at which each but the first begins."""

    labels: tuple[str, ...]
    starts: tuple[float, ...]
    said: str

    @property
    def top(self) -> str:
        """The high-need end."""
        return self.labels[-1]

    def places(self, need: Floats) -> NDArray[np.int64]:
        """The band of each need, `(n,) int64`; without meaning where the need is not known."""
        return np.searchsorted(np.array(self.starts), np.nan_to_num(need), side="right").astype(np.int64)


def bands_of(given: Any, need: Floats) -> Bands:
    """Bands from a number of them (equal numbers of people), a sequence of starts, or a mapping of names to starts.

    A mapping's first start says where the first band begins, and people below it are put into it too. Raises ValueError for less
    than one band or starts that do not rise.
    """
    if isinstance(given, Bands):
        return given
    if isinstance(given, Mapping):
        starts = _rising([float(start) for start in given.values()])
        return Bands(tuple(given), starts[1:], "bands named by the caller")
    if isinstance(given, Sequence):
        starts = _rising([float(start) for start in given])
        names = [f"under {starts[0]:g}", *(f"{low:g} to under {high:g}" for low, high in pairwise(starts))]
        return Bands((*names, f"{starts[-1]:g} and over"), starts, "bands between the starts given")
    if given < 1:
        raise ValueError("at least one band of need")
    edges = np.unique(np.quantile(need, np.arange(1, given) / given)) if len(need) else np.zeros(0)
    count = len(edges) + 1
    ends = {1: " (least need)", count: " (most need)"}
    names = [f"{place} of {count}{ends.get(place, '')}" for place in range(1, count + 1)]
    return Bands(tuple(names), tuple(float(edge) for edge in edges), f"{count} bands of equal numbers of people, by need")


def _rising(starts: list[float]) -> tuple[float, ...]:
    if not starts or any(low >= high for low, high in pairwise(starts)):
        raise ValueError("the starts of the bands must rise")
    return tuple(starts)
