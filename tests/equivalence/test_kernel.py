"""The optimised program gives, on every step, what the plain walker for many people gives: whatever the sizes of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ras_engine.plan.compile import compile_plan
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel import optimise
from ras_engine.score.many.walk import evaluate_columns
from ras_engine.score.many.work import run
from ras_engine.testing import compiled, rulesets
from tests.profiles import CASES
from tests.unit.plan.made import document

ROWS = 40
KINDS = (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.int64)


def codes(plan: Plan, seed: int) -> list[NDArray[np.integer]]:
    """Random codes for every input, the least and the most among them, in the smallest integers that hold them."""
    random = np.random.default_rng(seed)
    found: list[NDArray[np.integer]] = []
    for least, most in plan.ranges:
        column = random.integers(least, most, size=ROWS, endpoint=True)
        column[:2] = least, most
        kind = next(kind for kind in KINDS if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max)
        found.append(column.astype(kind))
    return found


@contextmanager
def tables_of(joint: int, finishing: int) -> Iterator[None]:
    """The largest tables made so small that plans are put together in every way."""
    choose: Any = import_module("ras_engine.score.many.kernel.choose")
    finish: Any = import_module("ras_engine.score.many.kernel.finish")
    before = choose.MOST_COMBINATIONS, finish.MOST_FINISHING
    choose.MOST_COMBINATIONS, finish.MOST_FINISHING = joint, finishing
    try:
        yield
    finally:
        choose.MOST_COMBINATIONS, finish.MOST_FINISHING = before


SPANS = {
    "256 at once": [(0, 255)],
    "256 together": [(0, 1), (0, 127)],
    "65536 at once": [(0, 65_535)],
    "65536 together": [(0, 255), (0, 255)],
    "one value": [(0, 0), (0, 255), (7, 7)],
    "from above nought": [(200, 255), (1, 4)],
    "from below nought": [(-128, 127)],
    "far below nought": [(-30_000, 30_000), (-1, 0)],
    "far from nought": [(2_000_000, 2_000_100), (-2_000_100, -2_000_000)],
    "a wide one": [(-500_000, 500_000), (0, 3)],
    "many": [(0, 40)] * 9,
}


@pytest.mark.parametrize("spans", SPANS.values(), ids=SPANS)
@pytest.mark.parametrize("joint", [1, 256, 1 << 16])
def test_answers_of_any_range_are_added_up_and_put_in_tables(spans: list[tuple[int, int]], joint: int) -> None:
    questions = [
        f"{{id: q_{place}, kind: quantity, about: need, ask: A, unit: hours, minimum: {least}, maximum: {most}, step: 1}}"
        for place, (least, most) in enumerate(spans)
    ]
    names = [f"q_{place}" for place in range(len(spans))]
    middle = sum(least + most for least, most in spans) // 2
    measures = (
        f"{{id: total, kind: weighted_sum, of: {{{', '.join(f'{name}: {place + 1}' for place, name in enumerate(names))}}}}}, "
        f"{{id: most, kind: largest, of: [{', '.join(names)}]}}, {{id: over, kind: excess, of: total, over: {middle}}}, "
        "{id: scaled, kind: product, of: [over, over], round: {to: 7, direction: half_even}}"
    )
    line = "{id: core, kind: price_per_point, of: over, per_point: 1}"
    plan = compile_plan(document(f"questions: [{', '.join(questions)}]\nmeasures: [{measures}]\nbudget_lines: [{line}]"))
    coded = codes(plan, seed=1)
    expected = evaluate_columns(plan, [column.astype(np.int64) for column in coded])
    wanted = [step.slot for step in plan.steps]
    with tables_of(joint, 1 << 18):
        found = run(optimise(plan, wanted), coded, ROWS)
    assert all(found[slot].tolist() == expected[slot].tolist() for slot in wanted)


@settings(max_examples=CASES // 2)
@given(rulesets(), st.integers(0, 2**32 - 1), st.sampled_from([1, 2, 16, 256, 1 << 16]), st.sampled_from([1, 64, 1 << 18]))
def test_a_program_gives_what_the_plain_walker_gives(data: dict[str, object], seed: int, joint: int, finishing: int) -> None:
    plan = compiled(data).plan
    coded = codes(plan, seed)
    expected = evaluate_columns(plan, [column.astype(np.int64) for column in coded])
    wanted = [step.slot for step in plan.steps]
    with tables_of(joint, finishing):
        for slots in (wanted, wanted[::3], wanted[-1:], [*range(plan.inputs)]):
            found = run(optimise(plan, slots), coded, ROWS)
            for slot in slots:
                assert found[slot].tolist() == expected[slot].tolist(), plan.scales[slot]


def test_the_names_of_places_and_parts_are_no_slots_and_no_two_are_the_same() -> None:
    names: Any = import_module("ras_engine.score.many.kernel.follow")
    follow = object.__new__(names.Follow)
    follow.plain_places = frozenset[int]()
    parts = [follow._part(slot) for slot in range(500)]
    given = [*parts, *map(follow._place, parts), *map(follow._place, range(500))]
    assert len(set(given)) == len(given)
    assert max(given) < 0
