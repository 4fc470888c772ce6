"""An explanation done again on paper: every sum of its data, by arithmetic of the test's own, which the engine does not share."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any


def total(parts: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Numbers times their weights, added up."""
    return sum((number * times for number, times in parts), Fraction(0))


def done_again(operation: str, parts: list[tuple[Fraction, Fraction]]) -> Fraction:
    """The result of an operation on numbers and weights."""
    numbers = [number for number, _ in parts]
    match operation:
        case "nothing":
            return Fraction(0)
        case "is":
            (number,) = numbers
            return number
        case "add":
            return total(parts)
        case "subtract":
            return 2 * numbers[0] - sum(numbers)
        case "multiply":
            result = Fraction(1)
            for number in numbers:
                result *= number
            return result
        case "scale":
            return numbers[0] / numbers[2] * numbers[1]
        case "mean":
            return sum(numbers, Fraction(0)) / len(numbers)
        case "mean_of_days":
            return total(parts) / sum(times for _, times in parts)
        case "largest":
            return sorted(numbers)[-1]
        case "smallest":
            return sorted(numbers)[0]
        case "straight_line":
            value, start, at, rate = numbers
            return at - start * rate + value * rate
        case "between":
            value, start, at, end, at_end = numbers
            share = (value - start) / (end - start)
            return at * (1 - share) + at_end * share
        case _:
            return rounded_again(operation, *numbers)


def rounded_again(operation: str, number: Fraction, step: Fraction) -> Fraction:
    """A number of steps, rounded as the name of the operation says."""
    steps = number / step
    below, rest = floor(steps), steps - floor(steps)
    match operation:
        case "round_up":
            return ceil(steps) * step
        case "round_down":
            return below * step
        case "round_half_even":
            up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1)
        case "round_half_up":
            up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and steps > 0)
        case _:
            raise AssertionError(operation)
    return (below + up) * step


def check_working(working: dict[str, Any]) -> Fraction:
    """The result of one working of the data, done again and compared."""
    parts = [(Fraction(part["number"]), Fraction(part["times"])) for part in working["parts"]]
    result = Fraction(working["result"])
    assert done_again(working["operation"], parts) == result, working["text"]
    return result


def pounds(amount: dict[str, Any]) -> Fraction:
    """Pence as pounds."""
    return Fraction(amount["pence"], 100)


def check_entry(entry: dict[str, Any]) -> None:
    """Every working of an entry, and that the last of them is its amount."""
    results = [check_working(working) for working in entry["working"]]
    if entry["amount"] is not None and results:
        assert results[-1] == pounds(entry["amount"]), entry["heading"]
    if entry["value"] is not None and results:
        assert results[-1] == Fraction(entry["value"]), entry["heading"]
    for inner in entry["entries"]:
        check_entry(inner)


def check_explanation(data: dict[str, Any]) -> None:
    """Every working and every total of an explanation, and the order of the money."""
    for section in data["sections"]:
        for working in section["working"]:
            check_working(working)
        for entry in section["entries"]:
            check_entry(entry)
        if section["total"] is not None:
            amounts = [pounds(entry["amount"]) for entry in section["entries"] if entry["amount"] is not None]
            assert sum(amounts, Fraction(0)) == pounds(section["total"]), section["id"]
    if data["overview"]:
        shown = {entry["step"]: pounds(entry["amount"]) for entry in data["overview"]}
        parts = ("carer_neutral_amount", "carer_adjustment", "carer_sustainability", "limit_adjustment", "rounding")
        assert sum((shown[name] for name in parts), Fraction(0)) == shown["indicative_budget"]
        assert abs(shown["planning_amount"] - shown["indicative_budget"]) == shown["contingency"]
