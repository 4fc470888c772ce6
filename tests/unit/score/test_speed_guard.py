"""Fails where scoring a caseload becomes slower by an order of magnitude, measured against plain NumPy in the same run.

One look-up for each question, with NumPy, takes about three times what the engine takes for everything. The bound is that the
engine takes at most four times as long as those look-ups: twelve times slower than it is. The quickest of several turns counts, so
that what else a machine is doing does not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ras_engine import load_ruleset
from ras_engine.score.many.work import worked_out

WORKLOAD = Path(__file__).parents[3] / "benchmarks" / "rulesets" / "workload.yaml"
PEOPLE, TURNS, AT_MOST = 200_000, 7, 4


def test_scoring_a_caseload_is_not_an_order_of_magnitude_slower_than_it_was() -> None:
    plan, random = load_ruleset(WORKLOAD).plan, np.random.default_rng(1)
    codes = [random.integers(least, most, PEOPLE, dtype=np.uint8, endpoint=True) for least, most in plan.ranges]
    points = random.integers(0, 1000, 256)
    wanted = (plan.money.indicative_budget, plan.money.contingency, plan.money.planning_amount)

    def by_us() -> object:
        return worked_out(plan, codes, PEOPLE, wanted, threads=1)

    def by_look_ups() -> object:
        return sum(points[column] for column in codes)

    by_us(), by_look_ups()
    taken = [(_seconds(by_us), _seconds(by_look_ups)) for _ in range(TURNS)]
    assert min(ours for ours, _ in taken) < AT_MOST * min(plain for _, plain in taken)


def _seconds(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began
