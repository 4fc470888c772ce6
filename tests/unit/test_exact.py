"""Exact numbers: what is read, how it is rounded, how it is written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ras_engine.document.header import Currency
from ras_engine.exact import SYMBOLS, Direction, Money, divide_rounded, ends_in_decimals, format_decimal, parse_decimal

WHOLE = st.integers(-(10**15), 10**15)
DIVISORS = st.integers(1, 10**6)


def rounded_by_fractions(value: int, divisor: int, direction: Direction) -> int:
    """The same rounding said another way."""
    exact = Fraction(value, divisor)
    match direction:
        case Direction.UP:
            return ceil(exact)
        case Direction.DOWN:
            return floor(exact)
        case Direction.HALF_EVEN:
            return round(exact)
        case Direction.HALF_UP:
            size = floor(abs(exact) + Fraction(1, 2))
            return size if exact >= 0 else -size


@given(WHOLE, DIVISORS, st.sampled_from(Direction))
def test_the_rounding_kernel_is_rounding(value: int, divisor: int, direction: Direction) -> None:
    assert divide_rounded(value, divisor, direction) == rounded_by_fractions(value, divisor, direction)


@given(st.lists(WHOLE, min_size=1, max_size=20), DIVISORS, st.sampled_from(Direction))
def test_an_array_is_rounded_as_each_of_its_numbers(values: list[int], divisor: int, direction: Direction) -> None:
    column = divide_rounded(np.array(values, dtype=np.int64), divisor, direction)
    assert column.tolist() == [divide_rounded(value, divisor, direction) for value in values]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_decimal_is_read_and_written_exactly(number: Decimal) -> None:
    assert parse_decimal(f"{number:f}") == Fraction(number)
    assert Fraction(format_decimal(Fraction(number), 2)) == Fraction(number)


@pytest.mark.parametrize("text", ["1e3", "1,000", " 1", "1 ", "", ".5", "5.", "--1", "0x10", "1_000", "٣", "NaN", "inf", "1" * 16])
def test_what_is_not_plainly_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain decimal"):
        parse_decimal(text)


def test_a_fraction_without_an_end_stays_one() -> None:
    assert format_decimal(Fraction(1, 7)) == "1/7"


@given(st.integers(-(10**40), 10**40), st.integers(0, 63))
def test_a_decimal_is_written_with_every_digit_however_many(digits: int, places: int) -> None:
    assert Fraction(format_decimal(Fraction(digits, 10**places))) == Fraction(digits, 10**places)


def test_money_is_written_with_its_sign_before_the_symbol() -> None:
    assert str(Money(-123_456)) == "-£1,234.56"
    assert str(Money(5, "EUR")) == "€0.05"


def test_every_currency_of_the_language_has_its_sign() -> None:
    assert set(get_args(Currency)) == set(SYMBOLS)
    assert str(Money(268_275, "AUD")) == "A$2,682.75"
    assert str(Money(-88_000, "CZK")) == "-CZK 880.00"


def test_money_of_two_currencies_does_not_add() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        Money(1, "GBP") + Money(1, "EUR")


def test_money_is_never_a_float() -> None:
    with pytest.raises(TypeError):
        Money(1.0)  # type: ignore[arg-type]


def test_money_is_read_in_whole_pence_only() -> None:
    assert Money.parse("2.5") == Money(250)
    with pytest.raises(ValueError, match="not whole pence"):
        Money.parse("2.505")


@given(st.fractions(max_denominator=10**6))
def test_a_number_ends_in_decimals_where_it_is_written_without_a_slash(number: Fraction) -> None:
    assert ends_in_decimals(number) == ("/" not in format_decimal(number))
