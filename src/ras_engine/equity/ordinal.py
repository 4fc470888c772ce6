"""Proportional-odds regression by Newton's method, with exact first and second derivatives.

logit P(level <= j) = threshold_j - x beta. statsmodels' OrderedModel is the same model, and the tests hold the two together; it
takes its derivatives numerically, which for thirty questions and five groups would be minutes where this is seconds. Source: P.
McCullagh, Regression models for ordinal data, JRSS B 42 (1980).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ras_engine.equity.uncertainty import Floats

MOST_STEPS = 60
SETTLED = 1e-9


@dataclass(frozen=True)
class Ordinal:
    """A fitted model: coefficients and standard errors `(k,)` of the columns, and the log-likelihood."""

    coefficients: Floats
    errors: Floats
    likelihood: float


def ordinal(levels: Floats, table: Floats) -> Ordinal | None:
    """Fit levels 0, 1, 2 ... (each of which occurs) on the columns of `table`; None where it does not settle."""
    answers = levels.astype(np.int64)
    counts = np.bincount(answers)
    cuts = len(counts) - 1
    upper, lower = _designs(answers, table, cuts)
    shares = np.cumsum(counts)[:-1] / len(answers)
    at = np.concatenate([np.log(shares / (1 - shares)), np.zeros(table.shape[1])])
    likelihood, slope, bend = _derivatives(at, upper, lower, answers, cuts)
    for _ in range(MOST_STEPS):
        try:
            step = np.linalg.solve(bend, -slope)
        except np.linalg.LinAlgError:
            return None
        scale = 1.0
        while scale > SETTLED:
            found = _derivatives(at + scale * step, upper, lower, answers, cuts)
            if np.isfinite(found[0]) and found[0] >= likelihood - SETTLED:
                break
            scale /= 2
        gained, at = found[0] - likelihood, at + scale * step
        likelihood, slope, bend = found
        if abs(gained) < SETTLED * len(answers) and scale == 1.0:
            return _fitted(at, bend, likelihood, cuts)
    return None


def _fitted(at: Floats, bend: Floats, likelihood: float, cuts: int) -> Ordinal | None:
    try:
        variances = np.diag(np.linalg.inv(-bend))[cuts:]
    except np.linalg.LinAlgError:
        return None
    return Ordinal(at[cuts:], np.sqrt(variances), likelihood) if bool(np.all(variances > 0)) else None


def _designs(answers: np.ndarray, table: Floats, cuts: int) -> tuple[Floats, Floats]:
    """The rows that give the threshold above and below each answer, less x beta."""
    steps = np.eye(cuts + 1)[:, :cuts]
    below = np.vstack([np.zeros(cuts), np.eye(cuts)])
    return np.hstack([steps[answers], -table]), np.hstack([below[answers], -table])


def _derivatives(
    at: Floats,
    upper: Floats,
    lower: Floats,
    answers: np.ndarray,
    cuts: int,
) -> tuple[float, Floats, Floats]:
    """Log-likelihood, gradient and Hessian."""
    top, bottom = answers == cuts, answers == 0
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        high = np.where(top, 1.0, 1 / (1 + np.exp(-(upper @ at))))
        low = np.where(bottom, 0.0, 1 / (1 + np.exp(-(lower @ at))))
        chance = high - low
        if not bool(np.all(chance > 0)):
            return -np.inf, np.zeros(len(at)), np.zeros((len(at), len(at)))
    by_high, by_low = high * (1 - high) / chance, low * (1 - low) / chance
    slope = upper.T @ by_high - lower.T @ by_low
    high_high = by_high * (1 - 2 * high) - by_high**2
    low_low = -by_low * (1 - 2 * low) - by_low**2
    cross = (upper * (by_high * by_low)[:, None]).T @ lower
    bend = (upper * high_high[:, None]).T @ upper + (lower * low_low[:, None]).T @ lower + cross + cross.T
    return float(np.log(chance).sum()), slope, bend
