"""One step of arithmetic that is shown to a reader: numbers, what is done with them, and what that gives.

A working is checked when it is made: one whose numbers do not give its result cannot exist, so that what a reader sees can be done
again on paper. All numbers are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from types import MappingProxyType

from ras_engine.exact import Direction, divide_rounded


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a working: what it is, and its unit (`GBP` and the like for money, `share` for a percentage, empty for none).

    `times` is the weight of the number in a sum, or its days in a mean over days.
    """

    label: str
    number: Fraction
    unit: str = ""
    times: Fraction = Fraction(1)


Parts = tuple[Part, ...]


def _numbers(parts: Parts) -> list[Fraction]:
    return [part.number for part in parts]


def _weighted(parts: Parts) -> Fraction:
    return sum((part.number * part.times for part in parts), Fraction(0))


def _straight_line(parts: Parts) -> Fraction:
    value, start, at, rate = _numbers(parts)
    return at + (value - start) * rate


def _between(parts: Parts) -> Fraction:
    value, start, at, end, at_end = _numbers(parts)
    return at + (value - start) * (at_end - at) / (end - start)


def _rounded(direction: Direction) -> Callable[[Parts], Fraction]:
    def rounded(parts: Parts) -> Fraction:
        number, step = _numbers(parts)
        steps = number / step
        whole: int = divide_rounded(steps.numerator, steps.denominator, direction)
        return whole * step

    return rounded


def _scaled(parts: Parts) -> Fraction:
    number, times, over = _numbers(parts)
    return number * times / over


OPERATIONS: Mapping[str, Callable[[Parts], Fraction]] = MappingProxyType(
    {
        "is": lambda parts: parts[0].number,
        "nothing": lambda parts: Fraction(0),
        "add": _weighted,
        "subtract": lambda parts: parts[0].number - sum(_numbers(parts[1:])),
        "multiply": lambda parts: Fraction(prod(_numbers(parts))),
        "scale": _scaled,
        "mean": lambda parts: _weighted(parts) / len(parts),
        "mean_of_days": lambda parts: _weighted(parts) / sum(part.times for part in parts),
        "largest": lambda parts: max(_numbers(parts)),
        "smallest": lambda parts: min(_numbers(parts)),
        "straight_line": _straight_line,
        "between": _between,
        **{f"round_{direction}": _rounded(direction) for direction in Direction},
    }
)
"""What each operation does with its parts.

`subtract`: the first less the others. `scale`: the first times the second over the third. `straight_line`: value, start of the
row, amount there, rate. `between`: value, and the two published rows around it (start, amount, end, amount). `round_*`: number and
step.
"""


@dataclass(frozen=True, slots=True)
class Working:
    """One step of arithmetic: `operation` over `parts` gives `result`; `text` says so. Raises ArithmeticError where it does not."""

    operation: str
    parts: Parts
    result: Fraction
    unit: str
    text: str

    def __post_init__(self) -> None:
        if OPERATIONS[self.operation](self.parts) != self.result:
            raise ArithmeticError(f"a working that does not give its result cannot be shown: {self.text}")
