"""Quantities, `10.5`: a decimal in range and on its step, as a whole number of the ask's own fraction, as `QuantityAsk.code` says.

The text is cut at its point and both halves are read as whole numbers: at no time is there a decimal or a float.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlglot import exp

from ras_engine.edges.sql.days import REST
from ras_engine.edges.sql.expressions import (
    Expression,
    among,
    case,
    chained,
    compared,
    every,
    is_null,
    joined,
    left_over,
    length,
    literal,
    minus,
    no,
    only_digits,
    parsed,
    part,
    plus,
    replaced,
    times,
    whole,
    word,
)
from ras_engine.edges.sql.sheet import Sheet
from ras_engine.exact import MOST_DIGITS
from ras_engine.plan.asks import QuantityAsk

WIDEST = 18
"""So many digits always fit in a bigint."""


class Lattice(NamedTuple):
    """The numbers that an ask takes, as whole numbers of 10 to the power of minus `places`: every `step` from `least` to `most`."""

    places: int
    least: int
    most: int
    step: int
    unit: int
    """How many of them the ask's own unit is."""


def lattice_of(ask: QuantityAsk) -> Lattice | None:
    """The ask's numbers; None where they have no end in decimals, or too many digits for whole numbers of 64 bits."""
    numbers = (ask.minimum, ask.maximum, ask.step)
    places = next((n for n in range(MOST_DIGITS + 1) if all((one * 10**n).denominator == 1 for one in numbers)), None)
    if places is None or len(str(_furthest(ask))) + places > WIDEST:
        return None
    least, most, step = (int(one * 10**places) for one in numbers)
    return Lattice(places, least, most, step, 10**places // ask.scale)


def _furthest(ask: QuantityAsk) -> int:
    return int(max(abs(ask.minimum), abs(ask.maximum)))


def quantity(sheet: Sheet, ask: QuantityAsk, text: str) -> tuple[tuple[str], str]:
    """The column of the code, and the one of the problem: RAS603 to RAS605."""
    lattice = lattice_of(ask)
    assert lattice is not None  # `limits` has refused the others
    name = f"number.{ask.column}"
    signed = among(part(sheet.read(text), 1, 1), ("+", "-"))
    body = sheet.put(f"{name}.body", case([(signed, part(sheet.read(text), 2, REST))], sheet.read(text)))
    point = sheet.put(f"{name}.point", exp.StrPosition(this=sheet.read(body), substr=word(".")))
    above, below = _halves(sheet, name, body, point)
    good = sheet.put(f"{name}.good", case([(_well_formed(sheet, point, above, below), literal(1))]))
    value, more = _value(sheet, ask, lattice, text, (good, above, below))
    negative = compared(exp.EQ, part(sheet.read(text), 1, 1), "-")
    inside = sheet.put(f"{name}.inside", case([(_in_range(sheet, lattice, value, more, negative), literal(1))]))
    on_step = [no(is_null(sheet.read(inside))), compared(exp.EQ, sheet.read(more), 0)]
    if lattice.step != 1:
        above_least = minus(sheet.read(value), literal(lattice.least)) if lattice.least else sheet.read(value)
        on_step.append(compared(exp.EQ, left_over(above_least, lattice.step), 0))
    # the division leaves no remainder, so that it does not matter which way a database rounds below nought
    code = sheet.dialect.divided(sheet.read(value), lattice.unit) if lattice.unit != 1 else sheet.read(value)
    made = sheet.put(f"read.{ask.column}", whole(case([(every(on_step), code)])))
    return (made,), sheet.put(f"fault.{ask.column}", _fault(sheet, text, good, inside, made))


def _halves(sheet: Sheet, name: str, body: str, point: str) -> tuple[str, str]:
    """The texts before and after the point."""

    def pointed() -> Expression:
        return compared(exp.GT, sheet.read(point), 0)

    before = part(sheet.read(body), 1, minus(sheet.read(point), literal(1)))
    after = part(sheet.read(body), plus(sheet.read(point), literal(1)), REST)
    above = sheet.put(f"{name}.above", case([(pointed(), before)], sheet.read(body)))
    return above, sheet.put(f"{name}.below", case([(pointed(), after)], word("")))


def _well_formed(sheet: Sheet, point: str, above: str, below: str) -> Expression:
    def digits() -> Expression:
        return joined([sheet.read(above), sheet.read(below)])

    behind = chained(exp.Or, [compared(exp.EQ, sheet.read(point), 0), compared(exp.NEQ, sheet.read(below), "")])
    few = compared(exp.LTE, length(digits()), MOST_DIGITS)
    return every([compared(exp.NEQ, sheet.read(above), ""), behind, few, only_digits(digits())])


def _value(sheet: Sheet, ask: QuantityAsk, lattice: Lattice, text: str, halves: tuple[str, str, str]) -> tuple[str, str]:
    """The number at the lattice's places, cut off there and nothing where it is far out of range; whether something was cut off."""
    good, above, below = halves
    name, places = f"number.{ask.column}", lattice.places
    units = sheet.put(f"{name}.units", case([(no(is_null(sheet.read(good))), parsed(sheet.read(above)))]))
    value = sheet.read(units)
    if places:
        padded = part(joined([sheet.read(below), word("0" * places)]), 1, places)
        value = plus(times(sheet.read(units), literal(10**places)), parsed(padded))
    near = compared(exp.LTE, sheet.read(units), _furthest(ask))
    if ask.minimum < 0:
        minus_sign = compared(exp.EQ, part(sheet.read(text), 1, 1), "-")
        value = times(value, case([(minus_sign, literal(-1))], literal(1)))
    made = sheet.put(f"{name}.value", case([(near, whole(value))]))
    rest = replaced(part(sheet.read(below), places + 1, REST), "0", "")
    return made, sheet.put(f"{name}.more", whole(case([(compared(exp.EQ, rest, ""), literal(0))], literal(1))))


def _in_range(sheet: Sheet, lattice: Lattice, value: str, more: str, negative: Expression) -> Expression:
    """Whether the number is in range. Where something was cut off it lies a little further from nought than `value` does."""

    def within(least: type[exp.Binary], most: type[exp.Binary]) -> list[Expression]:
        return [compared(least, sheet.read(value), lattice.least), compared(most, sheet.read(value), lattice.most)]

    exact = every([compared(exp.EQ, sheet.read(more), 0), *within(exp.GTE, exp.LTE)])
    if lattice.least >= 0:
        exact = every([exact, chained(exp.Or, [no(negative.copy()), compared(exp.EQ, sheet.read(value), 0)])])
    cut = [every([compared(exp.EQ, sheet.read(more), 1), no(negative.copy()), *within(exp.GTE, exp.LT)])]
    if lattice.least < 0:
        cut.append(every([compared(exp.EQ, sheet.read(more), 1), negative, *within(exp.GT, exp.LTE)]))
    return chained(exp.Or, [exact, *cut])


def _fault(sheet: Sheet, text: str, good: str, inside: str, made: str) -> Expression:
    fine = chained(exp.Or, [is_null(sheet.read(text)), no(is_null(sheet.read(made)))])
    return case(
        [
            (fine, exp.Null()),
            (is_null(sheet.read(good)), word("RAS603")),
            (is_null(sheet.read(inside)), word("RAS604")),
        ],
        word("RAS605"),
    )
