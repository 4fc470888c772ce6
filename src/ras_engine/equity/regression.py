"""Regressions that E2, E3 and E5 share: a smooth curve of need, groups as dummies, statsmodels for the fit and its HC3 errors."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from ras_engine.equity.people import Feature, Mask
from ras_engine.equity.uncertainty import Floats, Normal

KNOTS = (0.05, 0.35, 0.65, 0.95)
"""Where the curve's knots stand, as quantiles of need: F. Harrell, Regression Modeling Strategies (2001), table 2.3, four knots."""


def curve(need: Floats) -> Floats:
    """A restricted cubic spline of need scaled to 0..1, `(n, up to 3)`: cubic between the outer knots, straight beyond.

    With few distinct needs it falls back to a straight line. Harrell (2001), section 2.4.5.
    """
    least, most = float(need.min()), float(need.max())
    scaled = (need - least) / (most - least) if most > least else np.zeros_like(need)
    knots = np.unique(np.quantile(scaled, KNOTS))
    if len(knots) < len(KNOTS):
        return scaled[:, None]
    first, before_last, last = knots[0], knots[-2], knots[-1]

    def cube(knot: float) -> Floats:
        lifted: Floats = np.maximum(scaled - knot, 0) ** 3
        return lifted

    columns = [scaled]
    for knot in knots[:-2]:
        bend = cube(before_last) * (last - knot) - cube(last) * (before_last - knot)
        columns.append((cube(knot) - bend / (last - before_last)) / (last - first) ** 2)
    return np.column_stack(columns)


def dummies(feature: Feature, rows: Mask) -> Floats:
    """A column for each label that occurs but the first, `(n, labels - 1)`."""
    codes = feature.codes[rows]
    present = np.unique(codes)[1:]
    table: Floats = (codes[:, None] == present[None, :]).astype(np.float64)
    return table


def ordinary(outcome: Floats, columns: Sequence[Floats], wanted: int) -> Normal | None:
    """The coefficient of column `wanted` of the stacked columns (the constant is column 0), by least squares with HC3 errors.

    None where the data cannot tell it apart from the other columns. J. MacKinnon and H. White, J. Econometrics 29 (1985).
    """
    from statsmodels.regression.linear_model import OLS

    table = np.column_stack([np.ones(len(outcome)), *columns])
    if np.linalg.matrix_rank(table) < table.shape[1]:
        return None
    fitted = OLS(outcome, table).fit(cov_type="HC3")
    return Normal(float(fitted.params[wanted]), float(fitted.bse[wanted]), float(fitted.df_resid))


def at_quantile(outcome: Floats, columns: Sequence[Floats], wanted: int, quantile: float) -> Normal | None:
    """The coefficient of column `wanted` in a regression of a quantile, by statsmodels' QuantReg with its robust kernel errors.

    None where it does not settle. R. Koenker and G. Bassett, Econometrica 46 (1978).
    """
    from statsmodels.regression.quantile_regression import QuantReg

    table = np.column_stack([np.ones(len(outcome)), *columns])
    if np.linalg.matrix_rank(table) < table.shape[1]:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an iteration limit is seen from the error below, not from a warning on the screen
        fitted = QuantReg(outcome, table).fit(q=quantile, max_iter=2_000)
    error = float(fitted.bse[wanted])
    return Normal(float(fitted.params[wanted]), error) if np.isfinite(error) and error > 0 else None
