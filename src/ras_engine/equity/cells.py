"""Cells of people and ratios of their sums: every adequacy, mean and share of the equity check is one ratio, with one bootstrap.

A cell is one stratum (level of the control features x need band) of one group. Draws are made once for each cell and added up, so
that a group over all bands, and everyone else beside a group, are resampled within the same strata as the cells themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ras_engine.equity.resample import LITERAL_UP_TO, resampled_sums
from ras_engine.equity.uncertainty import Bootstrapped, Floats

CellKey = tuple[int, int]
"""The stratum and the group, as places."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two sums: the weights of each column above and below the line. A mean has the column of ones below."""

    name: str
    unit: str
    above: tuple[float, ...]
    below: tuple[float, ...]


@dataclass(frozen=True)
class Piece:
    """A ratio for some cells: value, draws, and the third and second moments of the jackknife that give the BCa acceleration."""

    value: float
    draws: Floats
    cubes: float
    squares: float

    def minus(self, other: Piece) -> Piece:
        """The signed gap between two pieces of different people."""
        return Piece(self.value - other.value, self.draws - other.draws, self.cubes - other.cubes, self.squares + other.squares)

    def uncertain(self) -> Bootstrapped:
        """The value with its draws, for intervals and tests."""
        acceleration = self.cubes / (6 * self.squares**1.5) if self.squares > 0 else 0.0
        return Bootstrapped(self.value, self.draws, acceleration)


@dataclass(frozen=True)
class Cells:
    """The people of each cell: `values[key]` is `(n, v)`; `draws` is filled as cells are asked for, each from a seed of its own."""

    values: Mapping[CellKey, Floats]
    n_boot: int
    seed: tuple[int, ...]
    drawn: dict[CellKey, Floats] = field(default_factory=dict, repr=False)
    central: dict[CellKey, tuple[Floats, Floats]] = field(default_factory=dict, repr=False)

    def draws(self, key: CellKey) -> Floats:
        """The draws of one cell's column sums, `(n_boot, v)`."""
        if key not in self.drawn:
            random = np.random.Generator(np.random.SFC64(np.random.SeedSequence([*self.seed, *key])))
            people = self.values[key]
            sums = resampled_sums(people[:, :-1], self.n_boot, random)
            self.drawn[key] = np.column_stack([sums, np.full(self.n_boot, len(people), dtype=np.float64)])
        return self.drawn[key]

    def moments(self, key: CellKey, sums: Floats, above: Floats, below: Floats) -> tuple[float, float]:
        """The jackknife's third and second moments of one cell: one person left out at a time; to first order in a large cell."""
        people = len(self.values[key])
        if people <= LITERAL_UP_TO:
            return _one_by_one(self.values[key], sums, above, below)
        if key not in self.central:
            self.central[key] = _central_sums(self.values[key])
        second, third = self.central[key]
        pull = (above - (sums @ above) / (sums @ below) * below) / (sums @ below) * (people - 1) / people
        return float(np.einsum("abc,a,b,c", third, pull, pull, pull)), float(pull @ second @ pull)

    def count(self, keys: Iterable[CellKey]) -> int:
        """How many people some cells have."""
        return sum(len(self.values[key]) for key in keys if key in self.values)

    def ratio(self, keys: Sequence[CellKey], ratio: Ratio) -> Piece | None:
        """The ratio of the sums over some cells; None where there is nobody, or nothing below the line."""
        keys = [key for key in keys if key in self.values and len(self.values[key])]
        if not keys:
            return None
        above, below = np.array(ratio.above), np.array(ratio.below)
        sums = np.sum([self.values[key].sum(axis=0) for key in keys], axis=0)
        if not sums @ below > 0:
            return None
        draws = np.sum([self.draws(key) for key in keys], axis=0)
        bottom = draws @ below
        drawn = np.divide(draws @ above, bottom, out=np.zeros(self.n_boot), where=bottom != 0)
        cubes, squares = np.sum([self.moments(key, sums, above, below) for key in keys], axis=0)
        return Piece(float(sums @ above / (sums @ below)), drawn, float(cubes), float(squares))


def _one_by_one(values: Floats, sums: Floats, above: Floats, below: Floats) -> tuple[float, float]:
    """The jackknife's third and second moments of one stratum, as `scipy.stats.bootstrap` takes them for several samples."""
    people = len(values)
    remaining = sums @ below - values @ below
    without = np.divide(sums @ above - values @ above, remaining, out=np.zeros(people), where=remaining != 0)
    pulls = (people - 1) * (without.mean() - without)
    squares = pulls * pulls
    return float(squares @ pulls) / people**3, float(squares.sum()) / people**2


def _central_sums(values: Floats) -> tuple[Floats, Floats]:
    """Sums of products of two, and of three, deviations of the columns: `(v, v)` and `(v, v, v)`."""
    away = np.ascontiguousarray((values - values.mean(axis=0)).T)
    second = away @ away.T
    third = np.stack([(away * column) @ away.T for column in away])
    return second, third


def cells_of(
    codes: Floats | np.ndarray, strata: np.ndarray, columns: Sequence[Floats], n_boot: int, seed: tuple[int, ...]
) -> Cells:
    """The cells of coded people: `codes` their group and `strata` their stratum, both `(n,)`; a column of ones is added last."""
    groups = int(codes.max(initial=0)) + 1
    places = strata * groups + codes
    order = np.argsort(places, kind="stable")
    table = np.column_stack([*columns, np.ones(len(codes))])[order]
    found, starts = np.unique(places[order], return_index=True)
    parts = np.split(table, starts[1:]) if len(found) else []
    values = {(int(place) // groups, int(place) % groups): part for place, part in zip(found, parts, strict=True)}
    return Cells(values, n_boot, seed)
