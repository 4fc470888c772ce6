"""Whether a text is a day of the calendar, written 2026-04-06. No type for dates is used: databases disagree on what one may be."""

from __future__ import annotations

from sqlglot import exp

from ras_engine.edges.sql.expressions import (
    Expression,
    case,
    chosen,
    compared,
    every,
    is_null,
    joined,
    left_over,
    length,
    literal,
    no,
    only_digits,
    parsed,
    part,
    some,
)
from ras_engine.edges.sql.sheet import Sheet

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def no_day(sheet: Sheet, text: str) -> Expression:
    """Whether something is written there that is no day."""

    def piece(start: int, many: int) -> Expression:
        return part(sheet.read(text), start, many)

    digits = joined([piece(1, 4), piece(6, 2), piece(9, 2)])
    dashes = [compared(exp.EQ, piece(place, 1), "-") for place in (5, 8)]
    shape = [
        compared(exp.EQ, length(sheet.read(text)), 10),
        *dashes,
        compared(exp.EQ, length(digits), 8),
        only_digits(digits.copy()),
    ]
    good = sheet.put(f"{text}.good", case([(every(shape), literal(1))]))
    year, month, day = (
        sheet.put(f"{text}.{name}", case([(compared(exp.EQ, sheet.read(good), 1), parsed(piece(start, many)))]))
        for name, start, many in (("year", 1, 4), ("month", 6, 2), ("day", 9, 2))
    )
    months = [(literal(number), literal(days)) for number, days in enumerate(DAYS, start=1)]
    last = case([(_leap_february(sheet, year, month), literal(29))], chosen(sheet.read(month), months))
    within = [
        compared(exp.GTE, sheet.read(year), 1),
        compared(exp.GTE, sheet.read(day), 1),
        compared(exp.LTE, sheet.read(day), last),
    ]
    real = sheet.put(f"{text}.real", case([(every(within), literal(1))]))
    return every([no(is_null(sheet.read(text))), is_null(sheet.read(real))])


def _leap_february(sheet: Sheet, year: str, month: str) -> Expression:
    def divides(number: int) -> Expression:
        return compared(exp.EQ, left_over(sheet.read(year), number), 0)

    leap = some([divides(400), every([divides(4), no(divides(100))])])
    return every([compared(exp.EQ, sheet.read(month), 2), leap])
