"""The builder: fractions kept exactly, and nothing worked out twice."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ras_engine.exact import Direction
from ras_engine.plan.builder import Builder, Line, first_integer
from ras_engine.plan.compile import compile_plan
from ras_engine.plan.operations import Round
from tests.unit.plan.made import document


def test_equal_operations_share_a_slot() -> None:
    builder = Builder()
    one, other = builder.input("need", 0, 9), builder.input("need", 0, 9)
    assert builder.sum([one, other]) == builder.sum([one, other])


def test_a_sum_of_halves_and_thirds_is_kept_in_sixths() -> None:
    builder = Builder()
    one, other = builder.input("need", 0, 9), builder.input("need", 0, 9)
    slot = builder.linear([(one, Fraction(1, 2)), (other, Fraction(1, 3))])
    assert builder.scales[slot] == 6


def test_rounding_to_what_is_already_a_whole_step_is_no_operation() -> None:
    builder = Builder()
    slot = builder.pence(builder.input("need", 0, 9, scale=10), Fraction(1, 100), Direction.UP)
    assert not any(isinstance(operation, Round) for operation in builder.operations)
    assert builder.scales[slot] == 100


@pytest.mark.parametrize(
    ("start", "strict", "first"), [("65", False, 130), ("65", True, 131), ("65.25", False, 131), ("65.25", True, 131)]
)
def test_a_strict_threshold_begins_at_the_next_value(start: str, strict: bool, first: int) -> None:
    assert first_integer(Fraction(start), 2, strict) == first


def test_a_sloped_row_rises_from_its_own_start_even_where_the_start_is_left_out() -> None:
    builder = Builder()
    hours = builder.input("need", 0, 200)
    builder.piecewise(hours, None, [[Line(Fraction(0), False, Fraction(0)), Line(Fraction(65), True, Fraction(10), Fraction(2))]])
    table = builder.operations[-1].tables[0]  # type: ignore[union-attr]
    assert table[1].start == 66
    assert table[1].intercept + table[1].slope * 66 == 12


def test_what_no_carer_can_change_is_worked_out_once() -> None:
    plan = compile_plan(document("budget_lines: [{id: core, kind: price_per_point, of: washing, per_point: 2.50}]"))
    assert all(line.neutral == line.after_carers for line in plan.lines)
