"""However a caseload's codes lie in memory, and however it is cut into blocks and threads, the kernel gives the same integers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from ras_engine import Ruleset, load_ruleset
from ras_engine.plan.operations import Constant, Operation
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel import optimise
from ras_engine.score.many.kernel.report import shown
from ras_engine.score.many.walk import evaluate_columns
from ras_engine.score.many.work import BLOCK, FEW, program_for, run, worked_out
from tests.equivalence.test_kernel import tables_of

ROOT = Path(__file__).parents[2]
WORKLOAD = ROOT / "benchmarks" / "rulesets" / "workload.yaml"
PUBLISHED = sorted(
    path
    for folder in ("rulesets", "benchmarks/rulesets", "tests/conformance/rulesets")
    for path in (ROOT / folder).rglob("*.yaml")
    if ".examples." not in path.name and "\nschema: ras-ruleset/1" in "\n" + path.read_text(encoding="utf-8")
)
KINDS = ("u1", "i1", "<u2", ">u2", "<i2", ">i2", "<u4", "<i4", ">i4", "<u8", "<i8", ">i8")

Codes = list[NDArray[np.integer[Any]]]


@pytest.fixture(scope="module")
def workload() -> Ruleset:
    return load_ruleset(WORKLOAD)


def drawn(plan: Plan, rows: int, seed: int = 1) -> Codes:
    """Random codes of every input, as the narrowest bytes that hold them, or wider."""
    random = np.random.default_rng(seed)
    columns = [random.integers(least, most, size=rows, endpoint=True) for least, most in plan.ranges]
    spans = zip(columns, plan.ranges, strict=True)
    return [column.astype(np.uint8) if least >= 0 and most <= 255 else column for column, (least, most) in spans]


def plainly(plan: Plan, codes: Codes) -> list[list[int]]:
    """What the plain walker gives for the slots that a result shows."""
    walked = evaluate_columns(plan, [column.astype(np.int64) for column in codes])
    return [walked[slot].tolist() for slot in shown(plan)]


def by_kernel(plan: Plan, codes: Codes, **how: Any) -> list[list[int]]:
    found = run(program_for(plan, shown(plan)), codes, len(codes[0]), **how)
    assert all(column.dtype == np.int64 for column in found.values())
    return [found[slot].tolist() for slot in shown(plan)]


@pytest.mark.parametrize("rows", [1, 7, 8, 63, 64, 65, 127, 128, 129, 200])
@pytest.mark.parametrize("threads", [1, 2])
def test_blocks_and_threads_make_no_difference(workload: Ruleset, rows: int, threads: int) -> None:
    codes = drawn(workload.plan, rows)
    assert by_kernel(workload.plan, codes, threads=threads, block=64) == plainly(workload.plan, codes)


@pytest.mark.parametrize("rows", [0, 1, FEW, FEW + 1, BLOCK - 1, BLOCK, BLOCK + 1])
def test_a_caseload_of_any_length_is_worked_out(workload: Ruleset, rows: int) -> None:
    codes, slots = drawn(workload.plan, rows), shown(workload.plan)
    found = worked_out(workload.plan, codes, rows, slots)
    assert [found[slot].tolist() for slot in slots] == (plainly(workload.plan, codes) if rows else [[]] * len(slots))


@pytest.mark.parametrize("compiled", ["no", "yes"])
@pytest.mark.parametrize("rows", [100, FEW + 1, 5_000])
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_flags_and_choices_may_be_had_as_bytes(path: Path, rows: int, compiled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAS_ENGINE_COMPILED", compiled)
    plan = load_ruleset(path).plan
    codes, slots = drawn(plan, rows), shown(plan)
    found = worked_out(plan, codes, rows, slots, small=slots[1:])
    assert [found[slot].tolist() for slot in slots] == plainly(plan, codes)
    assert found[slots[0]].dtype == np.int64
    assert all(column.dtype == (np.int64 if column.max() > 126 or column.min() < 0 else column.dtype) for column in found.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lay", ["together", "every other", "backwards", "off the grid"])
def test_codes_of_any_integers_laid_out_in_any_way_give_the_same(workload: Ruleset, kind: str, lay: str) -> None:
    codes = [_laid(column.astype(kind), lay) for column in drawn(workload.plan, 128)]
    assert by_kernel(workload.plan, codes, block=64) == plainly(workload.plan, codes)


def _laid(column: NDArray[Any], lay: str) -> NDArray[Any]:
    match lay:
        case "every other":
            return np.repeat(column, 2)[::2]
        case "backwards":
            return column[::-1].copy()[::-1]
        case "off the grid":
            return np.concatenate([column[:1], column])[1:]
        case _:
            return column


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
@pytest.mark.parametrize("joint", [1, 1 << 16])
def test_every_ruleset_that_is_here_is_worked_out_as_by_the_plain_walker(path: Path, joint: int) -> None:
    plan = load_ruleset(path).plan
    codes = drawn(plan, 100)
    with tables_of(joint, joint):
        found = run(optimise(plan, shown(plan)), codes, 100)
    assert [found[slot].tolist() for slot in shown(plan)] == plainly(plan, codes)


def test_those_rulesets_reach_every_kind_of_operation_without_tables() -> None:
    reached = set[type]()
    with tables_of(1, 1):
        for path in PUBLISHED:
            plan = load_ruleset(path).plan
            steps = optimise(plan, [plan.inputs + place for place in range(len(plan.operations))]).order
            reached |= {type(step[1]) for step in steps if isinstance(step, tuple)}
    assert reached == set(get_args(Operation)) - {Constant}


@pytest.mark.parametrize("wrong", [np.array([0, 4] * 32, np.uint8), np.array([0, -1] * 32, np.int8), np.array([0, 900] * 32)])
def test_a_code_that_the_plan_does_not_know_is_refused(workload: Ruleset, wrong: NDArray[Any]) -> None:
    codes = drawn(workload.plan, 64)
    codes[0] = wrong
    with pytest.raises(ValueError, match="input 0 must lie between 0 and 3"):
        worked_out(workload.plan, codes, 64, shown(workload.plan))
