"""The paired, stratified bootstrap of sums, in NumPy: cells of people in, draws of their column sums out.

A draw takes as many people from each cell as the cell has, with replacement, and keeps a person's columns together. In a cell of
up to 4,096 people that is done literally. In a larger cell people are first put into 256 bins of like people (16 by the first
column, each split in 16 by the second): how many draws fall into each bin is drawn exactly (multinomial); within the bins the sum
of the people drawn is replaced by a normal vector with the exact conditional mean and covariance. Mean and covariance of the draws
are thus those of the literal bootstrap, and of the skewness all but the small part that lies within bins. Source: B. Efron and R.
Tibshirani, An Introduction to the Bootstrap (1993).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ras_engine.equity.uncertainty import Floats

LITERAL_UP_TO = 4_096
BINS_A_SIDE = 16
AT_ONCE = 65_536
"""People drawn at once: few enough to stay near the processor."""


def resampled_sums(values: Floats, n_boot: int, random: np.random.Generator, literal_up_to: int = LITERAL_UP_TO) -> Floats:
    """Draws of the column sums of a cell: `values` is `(n, v)`, the result `(n_boot, v)`."""
    if not len(values):
        return np.zeros((n_boot, values.shape[1]))
    if len(values) <= literal_up_to:
        return _literally(values, n_boot, random)
    return _by_bins(values, n_boot, random)


def _literally(values: Floats, n_boot: int, random: np.random.Generator) -> Floats:
    people = len(values)
    columns = [np.ascontiguousarray(column) for column in values.T]
    sums = np.empty((n_boot, len(columns)))
    step = max(1, AT_ONCE // people)
    for start in range(0, n_boot, step):
        drawn: NDArray[np.int64] = random.integers(0, people, size=(min(step, n_boot - start), people))
        for place, column in enumerate(columns):
            sums[start : start + step, place] = column.take(drawn, mode="clip").sum(axis=1)
    return sums


def _by_bins(values: Floats, n_boot: int, random: np.random.Generator) -> Floats:
    people, width = values.shape
    centre = values.mean(axis=0)
    deviations = values - centre
    ordered, sizes = _bins(deviations)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    means = np.add.reduceat(ordered, starts) / sizes[:, None]
    inner = ordered - np.repeat(means, sizes, axis=0)
    pairs = [(left, right) for left in range(width) for right in range(left + 1)]
    spreads = np.stack([np.add.reduceat(inner[:, left] * inner[:, right], starts) / sizes for left, right in pairs], axis=1)
    counts = random.multinomial(people, sizes / people, size=n_boot).astype(np.float64)
    covariances = np.zeros((n_boot, width, width))
    for place, (left, right) in enumerate(pairs):
        covariances[:, left, right] = covariances[:, right, left] = counts @ spreads[:, place]
    noise = np.einsum("bij,bj->bi", _roots(covariances), random.standard_normal((n_boot, width)))
    sums: Floats = people * centre + counts @ means + noise
    return sums


def _bins(values: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The people in order of bin, and how many each bin has. Bins are of equal size, by the first column and then by the second."""
    parts = []
    for slab in np.array_split(values[np.argsort(values[:, 0], kind="stable")], BINS_A_SIDE):
        by = slab[:, min(1, values.shape[1] - 1)]
        parts.extend(np.array_split(slab[np.argsort(by, kind="stable")], BINS_A_SIDE))
    return np.concatenate(parts), np.array([len(part) for part in parts], dtype=np.intp)


def _roots(covariances: Floats) -> Floats:
    """A square root of each covariance matrix, by eigenvalues: unlike Cholesky's it allows a column that never varies."""
    values, vectors = np.linalg.eigh(covariances)
    roots: Floats = vectors * np.sqrt(np.maximum(values, 0))[:, None, :]
    return roots
