"""Answers by days, `none=3;all=4`: how many days on each level, and the one level that stands for them.

The same as `days_by_level` and `level_on_most_days` of `plan.asks`. A part belongs to a level where `;level=` stands in the text;
as many such parts as there are parts means that each is a level, and none stands twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ras_engine.edges.sql.expressions import (
    Expression,
    among,
    case,
    chained,
    compared,
    either,
    every,
    flag,
    is_null,
    joined,
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
from ras_engine.plan.asks import DaysAsk, LevelAsk

REST = 1_000_000
DIGITS_READ = 9


def one_blank(text: Expression) -> Expression:
    """The text with one "~" for any number of them. "<" and ">" do not stand in it."""
    return replaced(replaced(replaced(text, "~", "<>"), "><", ""), "<>", "~")


@dataclass(frozen=True, slots=True)
class ByDays:
    """Columns of an answer by days: the days on each level (0 where it is not named), whether all is named well, the sum."""

    days: tuple[str, ...]
    named: str
    total: str
    due: int

    def good(self, sheet: Sheet) -> Expression:
        """Whether the answer is given by days that add up."""
        return every([compared(exp.EQ, sheet.read(self.named), 1), compared(exp.EQ, sheet.read(self.total), self.due)])

    def fault(self, sheet: Sheet, ask: LevelAsk | DaysAsk, text: str) -> str:
        """The column of the problem: days that do not add up, or neither a level nor days."""
        fine = chained(exp.Or, [is_null(sheet.read(text)), among(sheet.read(text), ask.levels), self.good(sheet)])
        adding = case([(compared(exp.EQ, sheet.read(self.named), 1), word("RAS608"))], word("RAS602"))
        return sheet.put(f"fault.{ask.column}", case([(no(fine), adding)]))


def by_days(sheet: Sheet, ask: LevelAsk | DaysAsk, text: str) -> ByDays:
    """Reads the text as days on levels."""
    tidy = one_blank(joined([word(";"), sheet.read(text), word(";")]))
    for loose in ("~;", ";~", "~=", "=~"):
        tidy = replaced(tidy, loose, loose.strip("~"))
    tidied = sheet.put(f"days.{ask.column}", tidy)
    written = tuple(_days_on(sheet, ask.column, level, tidied) for level in ask.levels)
    parts = minus(length(sheet.read(tidied)), plus(length(replaced(sheet.read(tidied), ";", "")), literal(1)))
    found = chained(exp.Add, [flag(no(is_null(sheet.read(one)))) for one in written])
    named = sheet.put(f"days.{ask.column}.named", flag(compared(exp.EQ, parts, found)))
    days = tuple(sheet.put(f"{one}.counted", either(sheet.read(one), literal(0))) for one in written)
    total = sheet.put(f"days.{ask.column}.total", chained(exp.Add, map(sheet.read, days)))
    return ByDays(days, named, total, ask.days)


def _days_on(sheet: Sheet, column: str, level: str, tidied: str) -> str:
    """The days on a level; nothing where it is not named, or not with a whole number."""
    mark, name = f";{level}=", f"days.{column}.{level}"
    place = exp.StrPosition(this=sheet.read(tidied), substr=word(mark))
    begin = sheet.put(f"{name}.at", place)
    after = part(sheet.read(tidied), plus(sheet.read(begin), literal(len(mark))), REST)
    rest = sheet.put(f"{name}.rest", case([(compared(exp.GT, sheet.read(begin), 0), after)]))
    end = minus(exp.StrPosition(this=sheet.read(rest), substr=word(";")), literal(1))
    digits = sheet.put(f"{name}.written", part(sheet.read(rest), 1, end))
    good = every([compared(exp.NEQ, sheet.read(digits), ""), only_digits(sheet.read(digits))])
    return sheet.put(name, case([(good, parsed(part(sheet.read(digits), 1, DIGITS_READ)))]))


def most_days(sheet: Sheet, ask: LevelAsk, shared: ByDays) -> Expression:
    """The one level that stands for the days: Social Security (Personal Independence Payment) Regulations 2013, regulation 7."""
    without = sorted(ask.without_points)
    pointed = [place for place in range(len(ask.levels)) if place not in ask.without_points]
    branches = [
        (compared(exp.GT, times(literal(2), sheet.read(days)), ask.days), literal(place)) for place, days in enumerate(shared.days)
    ]
    for name, group in (("most_with_points", pointed), ("most_without_points", without)):
        if group:
            days = [sheet.read(shared.days[place]) for place in group]
            most = days[0] if len(days) == 1 else sheet.dialect.extreme("GREATEST", days)
            sheet.put(f"days.{ask.column}.{name}", most)
    if pointed:
        together = chained(exp.Add, [sheet.read(shared.days[place]) for place in pointed])
        largest = _first_with(sheet, ask, shared, "most_with_points", list(reversed(pointed)))
        branches.append((compared(exp.GT, times(literal(2), together), ask.days), largest))
    return case(branches, _first_with(sheet, ask, shared, "most_without_points", without) if without else None)


def _first_with(sheet: Sheet, ask: LevelAsk, shared: ByDays, name: str, group: list[int]) -> Expression:
    """The first level of the group on as many days as any."""
    most = f"days.{ask.column}.{name}"
    return whole(case((compared(exp.EQ, sheet.read(shared.days[one]), sheet.read(most)), literal(one)) for one in group))
