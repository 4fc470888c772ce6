"""Frequencies, `3 per week`, `2x a day`, `0`: so many times, and the place of the period, as `plan.asks.TIMES_PER` has them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from ras_engine.edges.sql.days import REST, one_blank
from ras_engine.edges.sql.expressions import (
    Expression,
    among,
    case,
    chained,
    compared,
    every,
    is_null,
    literal,
    no,
    parsed,
    part,
    plus,
    whole,
    word,
)
from ras_engine.edges.sql.sheet import Sheet
from ras_engine.plan.asks import FrequencyAsk

MOST_DIGITS = 9


def times_per(sheet: Sheet, ask: FrequencyAsk, text: str) -> tuple[tuple[str, str], str]:
    """The columns of the times and of the period's place, and the one of the problem: RAS606 or RAS607."""
    name = f"times.{ask.column}"
    blank = sheet.put(f"{name}.tidy", one_blank(sheet.read(text)))
    tidy = sheet.put(f"{name}.text", case(_without(sheet, blank, ("~",)), sheet.read(blank)))
    digits = sheet.put(f"{name}.digits", _leading_digits(sheet.read(tidy)))
    rest = sheet.put(f"{name}.rest", part(sheet.read(tidy), plus(sheet.read(digits), literal(1)), REST))
    per = sheet.put(f"{name}.per", case(_without(sheet, rest, ("~times", "times", "~x", "x")), sheet.read(rest)))
    period = sheet.put(f"{name}.of", case(_without(sheet, per, ("~per", "per", "~a", "a", "~/", "/"))))
    place = sheet.put(f"{name}.place", whole(case(_places(sheet, period, ask.periods))))
    written = every([compared(exp.GT, sheet.read(digits), 0), no(is_null(sheet.read(place)))])
    given = sheet.put(f"{name}.given", case([(written, parsed(part(sheet.read(tidy), 1, sheet.read(digits))))]))
    most = exp.Case(
        this=sheet.read(place), ifs=[exp.If(this=literal(one), true=literal(many)) for one, many in enumerate(ask.most)]
    )
    few = sheet.put(f"{name}.few", case([(compared(exp.LTE, sheet.read(given), most), literal(1))]))
    return _coded(sheet, ask, text, given, place, few)


def _coded(sheet: Sheet, ask: FrequencyAsk, text: str, given: str, place: str, few: str) -> tuple[tuple[str, str], str]:
    def nought() -> Expression:
        return compared(exp.EQ, sheet.read(text), "0")

    fine = [(nought(), literal(0))]
    codes = [
        sheet.put(f"read.{ask.column}.{what}", whole(case([*fine, (no(is_null(sheet.read(few))), sheet.read(value))])))
        for what, value in (("times", given), ("period", place))
    ]
    fault = case(
        [
            (chained(exp.Or, [is_null(sheet.read(text)), nought(), no(is_null(sheet.read(few)))]), exp.Null()),
            (is_null(sheet.read(given)), word("RAS606")),
        ],
        word("RAS607"),
    )
    return (codes[0], codes[1]), sheet.put(f"fault.{ask.column}", fault)


def _without(sheet: Sheet, text: str, begins: Iterable[str]) -> list[tuple[Expression, Expression]]:
    """For each beginning, what follows it: branches of a CASE."""
    return [
        (compared(exp.EQ, part(sheet.read(text), 1, len(one)), one), part(sheet.read(text), len(one) + 1, REST)) for one in begins
    ]


def _places(sheet: Sheet, period: str, periods: Iterable[str]) -> list[tuple[Expression, Expression]]:
    return [
        (among(sheet.read(period), (one, f"~{one}", f"{one}~", f"~{one}~")), literal(place)) for place, one in enumerate(periods)
    ]


def _leading_digits(text: Expression) -> Expression:
    """How many digits the text begins with; more than nine are no number of times, and are counted as nine."""
    noughts = exp.Anonymous(this="TRANSLATE", expressions=[text, word("0123456789"), word("0000000000")])
    counts = range(MOST_DIGITS, 0, -1)
    begins = [(compared(exp.EQ, part(noughts.copy(), 1, many), "0" * many), literal(many)) for many in counts]
    return case(begins, literal(0))  # a place in a text and no amount: PostgreSQL wants a small number there
