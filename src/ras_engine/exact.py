"""Exact numbers: how points, quantities, shares and money are read, rounded and written. No float ever.

In a file a number is a decimal written out. In the engine it is an integer count of a declared fraction: a `scale` of 100 means
that the integer counts hundredths. The rounding kernel works on Python integers and on int64 arrays alike, so that one person and
a caseload cannot round differently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
MOST_DIGITS = 15
"""A longer number cannot be a need, a price or a share; it would only be an overflow."""

SYMBOLS = {
    "GBP": "£", "EUR": "€", "USD": "$", "AUD": "A$", "CAD": "C$", "NZD": "NZ$",
    "CHF": "CHF ", "CZK": "CZK ", "DKK": "DKK ", "NOK": "NOK ", "PLN": "PLN ", "SEK": "SEK ",
}  # fmt: skip
"""Every currency of the language, with what stands before an amount. All of them count in hundredths."""

Integers = TypeVar("Integers", int, Any)
"""A Python int, or an int64 array of any shape."""


class Direction(StrEnum):
    """Which way a fraction is rounded.

    `half_up`: to the nearest step, halves away from zero (the rounding taught at school). `half_even`: to the nearest step, halves
    to the even one. `up`: to the next larger step. `down`: to the next smaller step.
    """

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"


def divide_rounded(value: Integers, divisor: int, direction: Direction) -> Integers:
    """`value / divisor` as a whole number, rounded as `direction` says. The only rounding of the engine.

    `value` is an int or an int64 array; `divisor` is at least 1. The caller has shown that `2 * value + divisor` fits in 63 bits.
    """
    match direction:
        case Direction.HALF_UP:
            return (2 * value + divisor - (value < 0)) // (2 * divisor)
        case Direction.HALF_EVEN:
            nearest = (2 * value + divisor) // (2 * divisor)
            tie = (2 * value + divisor) % (2 * divisor) == 0
            return nearest - (tie & (nearest % 2 == 1))
        case Direction.UP:
            return -(-value // divisor)
        case Direction.DOWN:
            return value // divisor


def parse_decimal(text: str) -> Fraction:
    """The exact number written in `text`, such as "-1.50". Raises ValueError on exponents, spaces, words and endless digits."""
    if not DECIMAL.fullmatch(text) or sum(character.isdigit() for character in text) > MOST_DIGITS:
        raise ValueError(f"not a plain decimal: {text[:40]!r}")
    return Fraction(text)


def parse_number(text: str) -> Fraction:
    """A decimal, or a fraction of whole numbers such as "1/60", which no decimal says exactly. Raises ValueError on anything
    else."""
    above, slash, below = text.partition("/")
    if not slash:
        return parse_decimal(text)
    if not (below.isascii() and below.isdigit() and int(below)) or "." in above:
        raise ValueError(f"not a fraction of whole numbers: {text[:40]!r}")
    return parse_decimal(above) / parse_decimal(below)


def ends_in_decimals(number: Fraction) -> bool:
    """Whether the number can be written as a decimal: 1/4 can, 1/3 cannot."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def format_decimal(number: Fraction, places: int = 0) -> str:
    """The number with at least `places` decimals: "2.5"; a fraction without an end in decimals stays one: "1/7"."""
    tenths = next((n for n in range(places, 64) if 10**n % number.denominator == 0), None)
    if tenths is None:
        return f"{number.numerator}/{number.denominator}"
    digits = f"{abs(number.numerator) * 10**tenths // number.denominator:0{tenths + 1}d}"
    sign, point = "-" if number < 0 else "", len(digits) - tenths
    return f"{sign}{digits[:point]}.{digits[point:]}" if tenths else sign + digits


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount of money: whole `pence` (hundredths of the currency's unit), never a float.

    `str(Money(24550))` is "£245.50". Two amounts add, subtract and compare; they do not multiply.
    """

    pence: int
    currency: str = "GBP"

    def __post_init__(self) -> None:
        if type(self.pence) is not int:
            raise TypeError("pence is a whole number")

    @classmethod
    def parse(cls, text: str, currency: str = "GBP") -> Money:
        """`Money.parse("245.50")`. Raises ValueError where `text` is not a decimal of whole pence."""
        pence = parse_decimal(text) * 100
        if pence.denominator != 1:
            raise ValueError(f"not whole pence: {text[:40]!r}")
        return cls(int(pence), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in pounds as a Decimal with two places, for other libraries."""
        return Decimal(self.pence).scaleb(-2)

    def _same(self, other: Money) -> str:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return self.currency

    def __add__(self, other: Money) -> Money:
        return Money(self.pence + other.pence, self._same(other))

    def __sub__(self, other: Money) -> Money:
        return Money(self.pence - other.pence, self._same(other))

    def __neg__(self) -> Money:
        return Money(-self.pence, self.currency)

    def __bool__(self) -> bool:
        return self.pence != 0

    def __str__(self) -> str:
        sign = "-" if self.pence < 0 else ""
        pounds, pence = divmod(abs(self.pence), 100)
        symbol = SYMBOLS.get(self.currency, f"{self.currency} ")
        return f"{sign}{symbol}{pounds:,}.{pence:02d}"
