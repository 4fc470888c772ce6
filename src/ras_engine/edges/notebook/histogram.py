"""The distribution of budgets as bars of equal width in money, a row of bars for each client group, all on one axis.

Bars of fewer than ten people are all drawn alike, and of groups that small nothing is drawn: single people cannot be read off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ras_engine.edges.notebook.words import FEWEST
from ras_engine.edges.report.equity.scale import Axis, axis

Whole = NDArray[np.int64]
WIDE, LEFT, RIGHT = 400, 10, 390
HEAD, HIGH, FOOT = 36, 50, 44
STEPS = (100, 200, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 25_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
"""How wide a bar may be, in pence."""
MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its left end, width, top and height in units of the picture; what it says; whether it stands for fewer than ten."""

    left: int
    wide: int
    top: int
    high: int
    says: str
    few: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """One group: its name with what is written beside it, its bars, and the line that they stand on."""

    label: str
    shown: str
    bars: tuple[Bar, ...]
    words: int
    base: int


@dataclass(frozen=True, slots=True)
class Histograms:
    """The picture, before it is drawn."""

    title: str
    description: str
    strips: tuple[Strip, ...]
    ticks: tuple[tuple[int, str], ...]
    step: str
    high: int
    fewest: int = FEWEST


def histograms(groups: Sequence[tuple[str, str, Whole]], per: str, sign: str) -> Histograms | None:
    """The picture of some groups: a name, what is said of it, and the budgets of its people in pence. None where there are none."""
    every = np.concatenate([amounts for _, _, amounts in groups if len(amounts) >= FEWEST] or [np.zeros(0, dtype=np.int64)])
    if not len(every):
        return None
    step = next((one for one in STEPS if int(every.max()) // one < MOST_BARS), int(every.max()) // MOST_BARS + 1)
    across = axis([0, (int(every.max()) // step + 1) * step // 100], LEFT, RIGHT)
    strips = tuple(_strip(one, place * (HEAD + HIGH + 6), step, across, sign) for place, one in enumerate(groups))
    said = ", ".join(f"{one.label}: {one.shown}" for one in strips)
    title = f"Indicative budgets {per}, by client group"
    return Histograms(
        title,
        f"Rows of bars, one row a group; a bar is how many people have a budget of that size. {said}. The table has the figures.",
        strips,
        tuple((round(across.at(tick)), f"{sign}{round(tick):,}") for tick in across.ticks),
        f"{sign}{step // 100:,}",
        len(strips) * (HEAD + HIGH + 6) + FOOT,
    )


def _strip(group: tuple[str, str, Whole], top: int, step: int, across: Axis, sign: str) -> Strip:
    label, shown, amounts = group
    base = top + HEAD + HIGH
    if len(amounts) < FEWEST:
        return Strip(label, f"fewer than {FEWEST} people, not drawn" if len(amounts) else "nobody", (), top + 14, base)
    counts = np.bincount(amounts // step)
    most = max(int(counts.max()), FEWEST)
    bars = tuple(_bar(place, int(count), most, step, base, across, sign) for place, count in enumerate(counts) if count)
    return Strip(label, shown, bars, top + 14, base)


def _bar(place: int, count: int, most: int, step: int, base: int, across: Axis, sign: str) -> Bar:
    left, right = (round(across.at(end * step // 100)) for end in (place, place + 1))
    few = count < FEWEST
    high = max(HIGH * (FEWEST if few else count) // most, 2)
    people = f"fewer than {FEWEST}" if few else f"{count:,}"
    says = f"{sign}{place * step // 100:,} to under {sign}{(place + 1) * step // 100:,}: {people} people"
    return Bar(left, max(right - left - 1, 1), base - high, high, says, few)
