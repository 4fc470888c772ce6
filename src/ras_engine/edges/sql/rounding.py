"""`divide_rounded` in a database's whole numbers. A negative number is rounded as its opposite is, so that only numbers from nought
on are ever divided: databases disagree about which way the others go."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from sqlglot import exp

from ras_engine.edges.sql.dialects import Dialect
from ras_engine.edges.sql.expressions import (
    Expression,
    case,
    compared,
    every,
    left_over,
    literal,
    minus,
    plus,
    times,
    whole,
)
from ras_engine.exact import Direction
from ras_engine.plan.bounds import Interval
from ras_engine.plan.operations import Round

Value = Callable[[], Expression]
OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def rounded(dialect: Dialect, of: Value, operation: Round, ranges: Interval) -> Expression:
    """`divide_rounded(of * multiply, divisor, direction) * step`; `ranges` are the least and greatest that `of` can be."""
    direction, divisor = operation.direction, operation.divisor

    def size() -> Expression:
        return of() if operation.multiply == 1 else times(of(), literal(operation.multiply))

    def opposite() -> Expression:
        return times(of(), literal(-operation.multiply))

    value = _nearest(dialect, size, divisor, direction)
    if ranges[0] < 0:
        mirrored = _nearest(dialect, opposite, divisor, OPPOSITE.get(direction, direction))
        value = whole(case([(compared(exp.GTE, of(), 0), value)], exp.Neg(this=exp.Paren(this=mirrored))))
    return times(value, literal(operation.step)) if operation.step != 1 else value


def _nearest(dialect: Dialect, value: Value, divisor: int, direction: Direction) -> Expression:
    """A number from nought on, rounded."""
    match direction:
        case Direction.DOWN:
            return dialect.divided(value(), divisor)
        case Direction.UP:
            return dialect.divided(plus(value(), literal(divisor - 1)), divisor)
        case Direction.HALF_UP:
            return dialect.divided(plus(times(literal(2), value()), literal(divisor)), 2 * divisor)
        case Direction.HALF_EVEN:
            return _to_even(dialect, value, divisor)
        case _:
            assert_never(direction)


def _to_even(dialect: Dialect, value: Value, divisor: int) -> Expression:
    """Halves up, less 1 where it was a half and came out odd."""

    def doubled() -> Expression:
        return plus(times(literal(2), value()), literal(divisor))

    up = dialect.divided(doubled(), 2 * divisor)
    tie = every([compared(exp.EQ, left_over(doubled(), 2 * divisor), 0), compared(exp.EQ, left_over(up.copy(), 2), 1)])
    return minus(up, case([(tie, literal(1))], literal(0)))
