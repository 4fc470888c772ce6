"""What is known about a law, how bad it can be, and how many it concerns: the words and numbers that findings are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Verdict(StrEnum):
    """What is known about a law.

    `proved`: it holds for everybody it covers. `broken`: a real pair of people shows that it does not. `bounded`: it was
    neither proved nor broken within reach; the worst case lies between two stated ends. `sampled`: it lies outside what can be
    decided, and a search found nobody. `not_applicable`: there is nothing to hold to, and the reason says why.
    """

    PROVED = "proved"
    BROKEN = "broken"
    BOUNDED = "bounded"
    SAMPLED = "sampled"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst case: it is at least `least` (a real person) and at most `most` (shown); None where nothing is known.

    `unit` is "pence", "basis_points" (hundredths of a per cent), or "pence_gained": the least that anybody gains, which is at least
    `least` (shown) and at most `most` (a real person).
    """

    least: int | None
    most: int | None
    unit: str = "pence"

    @property
    def exact(self) -> bool:
        """Whether the two ends meet."""
        return self.least is not None and self.least == self.most

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {"at_least": self.least, "at_most": self.most, "exact": self.exact, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many break a law: at least `at_least` and at most `at_most` of the `of` that it speaks of; `what` says what is counted.

    Real ones stand behind `at_least`. `at_most` is None where nothing better is known than that it cannot be more than `of`.
    """

    at_least: int
    at_most: int | None
    of: int
    what: str

    @property
    def share(self) -> Fraction | None:
        """The exact share; None where the count is not exact."""
        return Fraction(self.at_least, self.of) if self.at_least == self.at_most and self.of else None

    def as_dict(self) -> dict[str, Any]:
        """Plain data; the counts are text, for they may have dozens of digits."""
        most = None if self.at_most is None else str(self.at_most)
        return {"at_least": str(self.at_least), "at_most": most, "of": str(self.of), "what": self.what}
