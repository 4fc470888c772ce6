"""How sure a number is: an estimate with bootstrap draws (BCa) or a standard error, and the tests that both allow.

Intervals and p-values come from the same curve, so that a gap whose interval leaves out nought is also the gap whose test rejects
nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEW_DRAWS = 10
"""With fewer draws than this beyond a value, the tail is taken from a normal curve fitted to the draws."""


class Uncertain(Protocol):
    """An estimate that knows its interval and can be tested against a value."""

    @property
    def value(self) -> float:
        """The estimate itself."""
        ...

    def interval(self, low: float, high: float) -> tuple[float, float]:
        """The bounds at two quantiles, such as 0.025 and 0.975."""
        ...

    def p_at_most(self, value: float) -> float:
        """The one-sided p-value of "the truth is at most this value": small where the truth is shown to be greater."""
        ...


@dataclass(frozen=True)
class Normal:
    """An estimate with a standard error; with `freedom`, Student's t in place of the normal curve."""

    value: float
    error: float
    freedom: float | None = None

    def interval(self, low: float, high: float) -> tuple[float, float]:
        """Value + error x quantile."""
        from scipy import special

        at = [special.ndtri(each) if self.freedom is None else special.stdtrit(self.freedom, each) for each in (low, high)]
        return self.value + self.error * at[0], self.value + self.error * at[1]

    def p_at_most(self, value: float) -> float:
        """The upper tail beyond (estimate - value) / error."""
        from scipy import special

        if self.error == 0:
            return 0.0 if self.value > value else 1.0
        distance = (value - self.value) / self.error
        return float(special.ndtr(distance) if self.freedom is None else special.stdtr(self.freedom, distance))


@dataclass(frozen=True)
class Bootstrapped:
    """An estimate with its bootstrap draws `(B,)` and its acceleration: the BCa interval of Efron (1987).

    `z0 = Phi^-1(share of draws below the estimate)` corrects the bias, `acceleration` the skewness; the bound at quantile q is the
    draw at `Phi(z0 + (z0 + z_q) / (1 - acceleration (z0 + z_q)))`. The p-value is the q whose bound is the value tested. Source:
    B. Efron, Better bootstrap confidence intervals, JASA 82 (1987); the same as `scipy.stats.bootstrap(method="BCa")`.
    """

    value: float
    draws: Floats
    acceleration: float

    @property
    def bias(self) -> float:
        """The bias correction z0; nought where it cannot be found, because every draw lies on one side."""
        from scipy import special

        below = (np.mean(self.draws < self.value) + np.mean(self.draws <= self.value)) / 2
        return float(special.ndtri(below)) if 0 < below < 1 else 0.0

    def interval(self, low: float, high: float) -> tuple[float, float]:
        """The BCa bounds."""
        from scipy import special

        shifted = self.bias + special.ndtri(np.array([low, high]))
        places = special.ndtr(self.bias + shifted / (1 - self.acceleration * shifted))
        bounds = np.quantile(self.draws, places)
        return float(bounds[0]), float(bounds[1])

    def p_at_most(self, value: float) -> float:
        """The q at which the BCa bound reaches the value."""
        from scipy import special

        spread = float(np.std(self.draws))
        if spread == 0:
            return 0.0 if self.value > value else 1.0
        beyond = float((np.mean(self.draws < value) + np.mean(self.draws <= value)) / 2)
        count = min(beyond, 1 - beyond) * len(self.draws)
        place = float(special.ndtri(beyond)) if count >= FEW_DRAWS else (value - float(np.mean(self.draws))) / spread
        shift = place - self.bias
        bend = 1 + self.acceleration * shift
        return float(special.ndtr(shift / bend - self.bias)) if bend > 0 else (0.0 if shift < 0 else 1.0)


def p_two_sided(estimate: Uncertain) -> float:
    """The p-value of "there is no gap", both ways."""
    at_most = estimate.p_at_most(0.0)
    return min(1.0, 2 * min(at_most, 1 - at_most))


def p_equivalence(estimate: Uncertain, margin: float) -> float:
    """Two one-sided tests (TOST): the greater of "the gap is at most -margin" and "at least +margin". Schuirmann (1987)."""
    return max(estimate.p_at_most(-margin), 1 - estimate.p_at_most(margin))


def p_beyond(estimate: Uncertain, margin: float) -> float:
    """The p-value of "the gap lies within the margin": small where it is shown to lie outside, on either side."""
    return min(1 - estimate.p_at_most(-margin), estimate.p_at_most(margin))
