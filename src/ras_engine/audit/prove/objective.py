"""What a law asks of two people, as a whole number that may not pass a threshold. The same statement serves every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.people import Values
from ras_engine.score.many.walk import Column

NEVER = -(1 << 62)
"""The value of an objective for people that it does not speak of."""


class Kind(StrEnum):
    """How the amounts of two people are compared; `left` is the one before the step."""

    FALL = "fall"
    RISE = "rise"
    MOVE = "move"
    FLAT = "flat"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Objective:
    """One question: for pairs changed in one of `columns` (all, where empty), the `kind` of change of `amount`; more than
    `threshold` is broken.

    FALL, RISE and MOVE are in pence. FLAT is 1 less the rise (so more than 0 where nothing is gained). CUT is the fall in
    hundredths of a per cent of the left amount, rounded up. `high_need` keeps to people at high need; `gaining` to steps that
    raise the measure of it.
    """

    name: str
    amount: str
    kind: Kind
    threshold: int = 0
    columns: frozenset[str] = frozenset()
    high_need: bool = False
    gaining: bool = False

    def value(self, left: Column, right: Column) -> Column:
        """The question's number for each pair."""
        match self.kind:
            case Kind.FALL:
                return left - right
            case Kind.RISE:
                return right - left
            case Kind.MOVE:
                moved: Column = np.maximum(right - left, left - right)
                return moved
            case Kind.FLAT:
                return 1 - (right - left)
            case Kind.CUT:
                return -((right - left) * 10_000 // np.maximum(left, 1)) * (left > 0)

    @property
    def floor(self) -> int:
        """Values at or below this are all the same to a reader: a fall or a rise that does not happen is nought."""
        return 0 if self.kind in (Kind.FALL, Kind.RISE) else NEVER

    def most(self, least: Column, most: Column) -> Column:
        """The most that the number can be where the change lies between `least` and `most`."""
        match self.kind:
            case Kind.FALL:
                return -least
            case Kind.RISE:
                return most
            case Kind.MOVE:
                return np.maximum(most, -least)
            case Kind.FLAT:
                return 1 - least
            case Kind.CUT:
                raise NotImplementedError


@dataclass(slots=True)
class Found:
    """The answer to one objective so far: the best example (`value`, `left`, `right`), an upper bound, and counts of pairs."""

    objective: Objective
    value: int = NEVER
    left: Values = ()
    right: Values = ()
    bound: int | None = None
    concerned: int = 0
    pairs: int | None = None
    engine: str = "bounds"
    why: str = ""
    """Why it was not decided by going through everybody, where it was not."""
    by_column: dict[str, int] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether the best example is the worst case of all."""
        return self.bound is not None and (self.bound == self.value or (self.bound <= NEVER and self.value == NEVER))

    @property
    def share(self) -> Fraction | None:
        """The share of all pairs that break the threshold, where it was counted."""
        return Fraction(self.concerned, self.pairs) if self.pairs else None

    def count(self, concerned: int, pairs: int) -> None:
        """Add to the counts."""
        self.concerned += concerned
        self.pairs = (self.pairs or 0) + pairs

    def take(self, value: int, column: str = "") -> bool:
        """Note a value; whether it is better than what was there."""
        if column and value > self.by_column.get(column, NEVER):
            self.by_column[column] = value
        if value <= self.value:
            return False
        self.value = value
        return True


@dataclass(frozen=True, slots=True)
class Outputs:
    """The slots that laws look at in one plan: amounts by name, and those that say that no amount is shown; the measure of high
    need."""

    amounts: Mapping[str, int]
    hidden: tuple[int, ...]
    high: tuple[int, int] | None

    def slots(self, names: frozenset[str], high: bool) -> tuple[int, ...]:
        """The slots needed for some amounts."""
        extra = (self.high[0],) if high and self.high else ()
        return tuple(dict.fromkeys([*(self.amounts[name] for name in sorted(names)), *self.hidden, *extra]))

    def shown(self, columns: Mapping[int, NDArray[np.int64]]) -> NDArray[np.bool_]:
        """Who has an amount."""
        found: NDArray[np.bool_] | None = None
        for slot in self.hidden:
            found = columns[slot] == 0 if found is None else found & (columns[slot] == 0)
        first = next(iter(columns.values()))
        return np.ones(len(first), dtype=np.bool_) if found is None else found
