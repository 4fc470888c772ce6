"""The compiled loops give the same integers as the calls of NumPy and the plain walker, whatever the ruleset and the caseload."""

from __future__ import annotations

import pickle
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ras_engine import Ruleset, load_ruleset
from ras_engine.plan.compile import compile_plan
from ras_engine.plan.plan import Plan
from ras_engine.score.many import compiled
from ras_engine.score.many.compiled.codes import Op
from ras_engine.score.many.compiled.tape import division
from ras_engine.score.many.kernel import optimise
from ras_engine.score.many.kernel.report import shown
from ras_engine.score.many.walk import evaluate_columns
from ras_engine.score.many.work import worked_out
from ras_engine.testing import compiled as compiled_ruleset
from ras_engine.testing import rulesets
from tests.equivalence.test_kernel import SPANS, codes, tables_of
from tests.equivalence.test_kernel_rows import KINDS, PUBLISHED, WORKLOAD, _laid, drawn
from tests.profiles import CASES
from tests.unit.plan.made import document

pytest.importorskip("numba")
RUN: Any = import_module("ras_engine.score.many.compiled.run")

Codes = list[NDArray[np.integer[Any]]]


@pytest.fixture(scope="module")
def workload() -> Ruleset:
    return load_ruleset(WORKLOAD)


def by_loops(plan: Plan, coded: Codes, wanted: tuple[int, ...], threads: int = 1) -> list[list[int]]:
    program, rows = optimise(plan, wanted), len(coded[0])
    found = {slot: np.full(rows, program.spans[slot][0]) for slot in wanted}
    compiled.run(compiled.tape_of(program), plan.ranges, coded, found, rows, threads)
    return [found[slot].tolist() for slot in wanted]


def plainly(plan: Plan, coded: Codes, wanted: tuple[int, ...]) -> list[list[int]]:
    walked = evaluate_columns(plan, [column.astype(np.int64) for column in coded])
    return [walked[slot].tolist() for slot in wanted]


@settings(max_examples=CASES // 2)
@given(rulesets(), st.integers(0, 2**32 - 1), st.sampled_from([1, 2, 16, 256, 1 << 16]), st.sampled_from([1, 64, 1 << 18]))
def test_a_tape_gives_what_the_plain_walker_gives(data: dict[str, object], seed: int, joint: int, finishing: int) -> None:
    plan = compiled_ruleset(data).plan
    coded, wanted = codes(plan, seed), tuple(step.slot for step in plan.steps)
    with tables_of(joint, finishing):
        for slots in (wanted, wanted[::3], wanted[-1:], tuple(range(plan.inputs))):
            assert by_loops(plan, coded, slots) == plainly(plan, coded, slots)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
@pytest.mark.parametrize("joint", [1, 64, 1 << 16])
def test_every_ruleset_that_is_here_is_worked_out_as_by_the_plain_walker(path: Path, joint: int) -> None:
    plan = load_ruleset(path).plan
    coded, wanted = drawn(plan, 300), tuple(range(plan.inputs, plan.inputs + len(plan.operations)))
    with tables_of(joint, joint):
        assert by_loops(plan, coded, wanted) == plainly(plan, coded, wanted)


MEASURES = """
    {id: total, kind: weighted_sum, of: {MANY}}, {id: most, kind: largest, of: [ALL]},
    {id: apart, kind: sum, of: [total, most]},
    {id: nearest, kind: product, of: [apart, apart], round: {to: 7, direction: half_even}},
    {id: up, kind: product, of: [total, most], round: {to: 6, direction: up}},
    {id: down, kind: product, of: [total, most], round: {to: 11, direction: down}},
    {id: half, kind: product, of: [total, total], round: {to: 10, direction: half_up}},
    {id: odd, kind: product, of: [most, total], round: {to: 3, direction: half_up}}
"""


@pytest.mark.parametrize("spans", SPANS.values(), ids=SPANS)
@pytest.mark.parametrize("joint", [1, 256, 1 << 16])
def test_answers_of_any_range_come_out_the_same_however_they_are_rounded(spans: list[tuple[int, int]], joint: int) -> None:
    names = [f"q_{place}" for place in range(len(spans))]
    questions = [
        f"{{id: {name}, kind: quantity, about: need, ask: A, unit: hours, minimum: {least}, maximum: {most}, step: 1}}"
        for name, (least, most) in zip(names, spans, strict=True)
    ]
    many = ", ".join(f"{name}: {place - 1}" for place, name in enumerate(names))
    measures = MEASURES.replace("MANY", many).replace("ALL", ", ".join(names))
    line = "{id: core, kind: price_per_point, of: apart, per_point: 1}"
    plan = compile_plan(document(f"questions: [{', '.join(questions)}]\nmeasures: [{measures}]\nbudget_lines: [{line}]"))
    coded, wanted = codes(plan, seed=2), tuple(range(plan.inputs, plan.inputs + len(plan.operations)))
    with tables_of(joint, joint):
        assert by_loops(plan, coded, wanted) == plainly(plan, coded, wanted)


@pytest.mark.parametrize("most", [2**29, 2**30 - 1, 2**30, 2**31 - 1, 2**31, 2**32, 2**40])
def test_sums_that_fill_half_a_word_or_more_come_out_the_same(most: int) -> None:
    names = [f"q_{place}" for place in range(6)]
    ask = "kind: quantity, about: need, ask: A, unit: hours, minimum: 0, maximum: 30, step: 1"
    questions = ", ".join(f"{{id: {name}, {ask}}}" for name in names)
    weights = [[(most // 30 - 15) // 6 + off * (place + 1) for place in range(6)] for off in (0, 1, 2)]
    measures = ", ".join(
        f"{{id: total_{number}, kind: weighted_sum, of: {{{', '.join(map('{}: {}'.format, names, each))}}}}}"
        for number, each in enumerate(weights)
    )
    line = "{id: core, kind: price_per_point, of: total_0, per_point: '0.01'}"
    plan = compile_plan(document(f"questions: [{questions}]\nmeasures: [{measures}]\nbudget_lines: [{line}]"))
    coded, wanted = codes(plan, seed=3), tuple(step.slot for step in plan.steps)
    for joint in (1, 31, 31**3, 1 << 16):
        with tables_of(joint, joint):
            assert by_loops(plan, coded, wanted) == plainly(plan, coded, wanted)


def test_a_tape_that_was_sent_to_another_process_gives_the_same() -> None:
    for path in PUBLISHED:
        plan = load_ruleset(path).plan
        coded, wanted = drawn(plan, 100), shown(plan)
        program = optimise(plan, wanted)
        tape = pickle.loads(pickle.dumps(compiled.tape_of(program)))
        found = {slot: np.full(100, program.spans[slot][0]) for slot in wanted}
        compiled.run(tape, plan.ranges, coded, found, 100)
        assert [found[slot].tolist() for slot in wanted] == plainly(plan, coded, wanted)


@pytest.mark.parametrize("rows", [1, 7, 63, 64, 65, 199, 200, 1_000])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_blocks_stretches_and_threads_make_no_difference(
    workload: Ruleset, monkeypatch: pytest.MonkeyPatch, rows: int, threads: int
) -> None:
    for name, value in {"BLOCK": 64, "AHEAD": 128, "STRETCH": 192, "APART": 8 * 64 + 128}.items():
        monkeypatch.setattr(RUN, name, value)
    coded, wanted = drawn(workload.plan, rows), shown(workload.plan)
    assert by_loops(workload.plan, coded, wanted, threads) == plainly(workload.plan, coded, wanted)


@pytest.mark.parametrize("rows", [RUN.BLOCK - 1, RUN.BLOCK + 1, RUN.AHEAD + 1, RUN.STRETCH + 1])
def test_a_caseload_of_any_length_is_worked_out(workload: Ruleset, rows: int) -> None:
    coded, wanted = drawn(workload.plan, rows), shown(workload.plan)
    assert by_loops(workload.plan, coded, wanted) == plainly(workload.plan, coded, wanted)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lay", ["together", "every other", "backwards", "off the grid"])
def test_codes_of_any_integers_laid_out_in_any_way_give_the_same(workload: Ruleset, kind: str, lay: str) -> None:
    coded = [_laid(column.astype(kind), lay) for column in drawn(workload.plan, 128)]
    wanted = shown(workload.plan)
    assert by_loops(workload.plan, coded, wanted) == plainly(workload.plan, coded, wanted)


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many people the compiled loops were given, each time they were."""
    monkeypatch.delenv(RUN.SETTING, raising=False)
    loops, given_to = import_module(RUN.LOOPS), list[int]()

    def run(tape: Any, inputs: Any, wanted: Any, people: int, *rest: int) -> int:
        given_to.append(people)
        return int(before(tape, inputs, wanted, people, *rest))

    before = loops.run
    monkeypatch.setattr(loops, "run", run)
    return given_to


def test_a_large_caseload_takes_the_compiled_loops_unless_they_are_switched_off(
    workload: Ruleset, used: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    coded, wanted = drawn(workload.plan, 5_000), shown(workload.plan)
    expected = plainly(workload.plan, coded, wanted)
    assert [column.tolist() for column in worked_out(workload.plan, coded, 5_000, wanted).values()] == expected
    assert sum(used) == 5_000
    monkeypatch.setenv(RUN.SETTING, "no")
    assert [column.tolist() for column in worked_out(workload.plan, coded, 5_000, wanted).values()] == expected
    assert sum(used) == 5_000


def test_numba_is_loaded_for_large_caseloads_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RUN.SETTING, raising=False)
    monkeypatch.delitem(sys.modules, RUN.LOOPS, raising=False)
    assert [compiled.is_wanted(rows) for rows in (5_000, RUN.WORTH_LOADING - 1)] == [False, False]
    assert compiled.is_wanted(RUN.WORTH_LOADING)


@pytest.mark.parametrize("error", [ImportError, RuntimeError])
def test_where_numba_cannot_be_had_calls_of_numpy_are_made(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def fails(_: str) -> None:
        raise error

    monkeypatch.delenv(RUN.SETTING, raising=False)
    monkeypatch.setattr(RUN, "import_module", fails)
    RUN._loops.cache_clear()
    assert not compiled.is_wanted(RUN.WORTH_LOADING)
    RUN._loops.cache_clear()


@pytest.mark.parametrize(
    "wrong", [np.array([0, 4] * 2_500, np.uint8), np.array([0, -1] * 2_500, np.int8), np.array([0, 900] * 2_500)]
)
@pytest.mark.parametrize("slot", [0, 7])
def test_a_code_that_the_plan_does_not_know_is_refused(workload: Ruleset, used: list[int], wrong: NDArray[Any], slot: int) -> None:
    coded = drawn(workload.plan, 5_000)
    least, most = workload.plan.ranges[slot]
    coded[slot] = np.where(wrong == 4, np.uint8(most + 1), wrong)
    with pytest.raises(ValueError, match=f"input {slot} must lie between {least} and {most}"):
        worked_out(workload.plan, coded, 5_000, shown(workload.plan))


def test_those_rulesets_reach_every_kind_of_row() -> None:
    reached = set[int]()
    for joint in (1, 64, 1 << 16):
        with tables_of(joint, joint):
            for path in PUBLISHED:
                plan = load_ruleset(path).plan
                tape = compiled.tape_of(optimise(plan, [plan.inputs + place for place in range(len(plan.operations))]))
                reached |= set(tape.rows[:, 0].tolist())
    assert {Op(one).name for one in set(Op) - reached} <= {"DIVIDE_WIDE"}  # the next test has those


@settings(max_examples=10 * CASES)
@given(st.data(), st.integers(2, 2**32) | st.integers(1, 40).map(lambda bits: 2**bits) | st.integers(2, 400), st.integers(1, 61))
def test_a_product_and_a_shift_divide_every_number_of_a_span(data: st.DataObject, divisor: int, bits: int) -> None:
    least, most = sorted(data.draw(st.tuples(*[st.integers(-(1 << bits), 1 << bits)] * 2)))
    near = [divisor * data.draw(st.integers(least // divisor, most // divisor)) + off for off in (-1, 0, 1)]
    values = [value for value in (least, most, *near, *data.draw(st.lists(st.integers(least, most)))) if least <= value <= most]
    assert divided(divisor, least, most, values) == [value // divisor for value in values]


@pytest.mark.parametrize("divisor", [2, 3, 2**31 - 1, 2**32, 2**33 - 1, 2**33, 2**38, 2**40 + 1, 2**61])
@pytest.mark.parametrize("most", [1, 2**25, 2**31 - 1, 2**31, 2**33, 2**61])
def test_no_shift_is_as_long_as_a_number(divisor: int, most: int) -> None:
    values = [value for value in (-most, -1, 0, 1, divisor - 1, divisor, most) if abs(value) <= most]
    assert divided(divisor, -most, most, values) == [value // divisor for value in values]
    assert divided(divisor, 0, most, values[2:]) == [value // divisor for value in values[2:]]


def divided(divisor: int, least: int, most: int, values: list[int]) -> list[int]:
    """What the loops make of it."""
    op, *numbers = division(divisor, least, most)
    column, out = np.array(values, dtype=np.int64), np.zeros(len(values), dtype=np.int64)
    import_module(RUN.LOOPS)._divided(int(op), column, np.array([op, 0, 0, 0, *numbers], dtype=np.int64), out)
    return [int(one) for one in out]
