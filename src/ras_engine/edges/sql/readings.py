"""What a column of answers is read as: for each kind of ask, its texts to codes, or to the problem that the engine would tell.

The same cells pass and fail as in `plan.asks`, in functions of text that every one of the databases has: no regular expressions.
A blank is handed over as "~" (and "~" as "?"): SQL Server would not see one at the end of a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from ras_engine.edges.sql.days import by_days, most_days
from ras_engine.edges.sql.expressions import Expression, case, chosen, every, is_null, literal, no, whole, word
from ras_engine.edges.sql.quantities import quantity
from ras_engine.edges.sql.sheet import Sheet
from ras_engine.edges.sql.times import times_per
from ras_engine.plan.asks import Ask, DaysAsk, FrequencyAsk, LevelAsk, QuantityAsk


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns with the codes of an answer, one for each input slot, and the one with its problem.

    In each row there is something in the codes, or in the problem; in neither where there is no answer.
    """

    codes: tuple[str, ...]
    fault: str


def read(sheet: Sheet, ask: Ask, text: str) -> Reading:
    """Reads the column of texts for an ask. Its problem may be RAS602 to RAS608."""
    match ask:
        case LevelAsk(days=0):
            return _levels(sheet, ask, text)
        case LevelAsk():
            return _most_days(sheet, ask, text)
        case DaysAsk():
            return _days(sheet, ask, text)
        case QuantityAsk():
            return Reading(*quantity(sheet, ask, text))
        case FrequencyAsk():
            return Reading(*times_per(sheet, ask, text))
        case _:
            assert_never(ask)


def places(names: Iterable[str]) -> list[tuple[Expression, Expression]]:
    """The place of each name: branches of a CASE."""
    return [(word(name), literal(place)) for place, name in enumerate(names)]


def _levels(sheet: Sheet, ask: LevelAsk, text: str) -> Reading:
    code = sheet.put(f"read.{ask.column}", whole(chosen(sheet.read(text), places(ask.levels))))
    strange = every([no(is_null(sheet.read(text))), is_null(sheet.read(code))])
    return Reading((code,), sheet.put(f"fault.{ask.column}", case([(strange, word("RAS602"))])))


def _days(sheet: Sheet, ask: DaysAsk, text: str) -> Reading:
    """Days on each level; a plain level counts on every day."""
    shared = by_days(sheet, ask, text)
    codes = []
    for level, days in zip(ask.levels, shared.days, strict=True):
        plain = chosen(sheet.read(text), [(word(one), literal(ask.days if one == level else 0)) for one in ask.levels])
        value = case([(shared.good(sheet), sheet.read(days))], plain)
        codes.append(sheet.put(f"read.{ask.column}.{level}", whole(value)))
    return Reading(tuple(codes), shared.fault(sheet, ask, text))


def _most_days(sheet: Sheet, ask: LevelAsk, text: str) -> Reading:
    """The level on most days, where the answer is given by days."""
    shared = by_days(sheet, ask, text)
    level = most_days(sheet, ask, shared)
    value = case([(shared.good(sheet), level)], chosen(sheet.read(text), places(ask.levels)))
    return Reading((sheet.put(f"read.{ask.column}", whole(value)),), shared.fault(sheet, ask, text))
