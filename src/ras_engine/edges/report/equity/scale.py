"""Where numbers stand on a picture: an axis with round ticks that holds all that must be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight axis from `low` to `high`, drawn from `start` to `end` in units of the picture."""

    low: float
    high: float
    step: float
    start: float
    end: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """The round numbers on it."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return tuple(place * self.step for place in range(first, last + 1))

    def at(self, value: float) -> float:
        """Where a value stands; one beyond the ends stands at the end."""
        inside = min(max(value, self.low), self.high)
        return round(self.start + (self.end - self.start) * (inside - self.low) / (self.high - self.low), 1)


def axis(values: Sequence[float], start: float, end: float, about: int = 5) -> Axis:
    """An axis that holds all values, with about so many ticks: steps of 1, 2 or 5 times a power of ten."""
    low, high = (min(values), max(values)) if values else (0, 1)
    span = (high - low) or abs(high) or 1
    power = 10 ** math.floor(math.log10(span / about))
    step = next((power * one for one in (1, 2, 5) if power * one * about >= span), power * 10)
    return Axis(math.floor(low / step) * step, math.ceil(high / step + (0 if high > low else 1)) * step, step, start, end)
