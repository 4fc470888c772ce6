"""How near bounds and examples come to each other, where nobody can list every state: in a large ruleset with carers."""

from __future__ import annotations

import json

import numpy as np
import pytest

from ras_engine.audit import audit
from ras_engine.audit.bench import Bench
from ras_engine.audit.laws.p06_no_cliff import objectives
from ras_engine.audit.prove.climb import climb
from ras_engine.audit.prove.objective import Found
from ras_engine.audit.prove.search import Search, Side
from ras_engine.audit.report import Verdict
from ras_engine.ruleset import read_ruleset
from tests.audit.test_benchmark_rulesets import benchmark


@pytest.mark.parametrize(("case", "held"), [("workload", "480.00"), ("workload, no carers", "470.00")])
def test_two_groups_are_held_to_an_amount_little_above_what_somebody_shows(case: str, held: str) -> None:
    """Along one sum alone the widest gap is thought a third wider than it is."""
    data = benchmark().CASES[case]()
    data["audit"]["largest_group_gap"]["amount"] = data["audit"]["largest_group_gap_at_high_need"]["amount"] = held
    finding = audit(read_ruleset(json.dumps(data, indent=1)), laws=["P5"]).finding("P5")
    assert finding.verdict is Verdict.PROVED
    assert finding.worst is not None
    assert finding.worst.least is not None
    assert finding.worst.most is not None
    assert finding.worst.most - finding.worst.least < finding.worst.least // 50


@pytest.mark.parametrize(("keeps", "held", "worst"), [("40%", "61%", 6_010), ("50%", "50%", 5_000)])
def test_a_guard_is_proved_to_keep_its_share_whatever_the_carers_do(keeps: str, held: str, worst: int) -> None:
    """In a large ruleset, to the rounding of its smallest line: support alone would take seven tenths there."""
    data = benchmark().workload()
    data["carer_support"]["rules"][0]["line_keeps_at_least"] = keeps
    data["audit"]["most_a_carer_may_reduce"]["share"] = held
    finding = audit(read_ruleset(json.dumps(data, indent=1)), laws=["P3"]).finding("P3")
    assert finding.verdict is Verdict.PROVED
    assert finding.parts[-1].worst is not None
    assert finding.parts[-1].worst.most == worst


def test_a_climb_ends_where_no_other_answer_to_one_question_makes_more() -> None:
    bench = Bench(read_ruleset(json.dumps(benchmark().workload(), indent=1)))
    side = Side(bench.plan, bench.outputs, 0, {})
    search = Search(bench.variables, side, side, bench.stop)
    found = [Found(one) for one in objectives(bench)]
    climb([(search, found)], 400)
    for one in found:
        shared = [number for number, (left, right) in enumerate(zip(one.left, one.right, strict=True)) if left == right]
        changes = [(number, value) for number in shared for value in range(len(bench.variables[number]))]
        left, right = (np.array([put(person, *each) for each in changes], dtype=np.int64) for person in (one.left, one.right))
        assert int(search.values(one.objective, left, right).max()) <= one.value


def put(person: tuple[int, ...], number: int, value: int) -> list[int]:
    return [value if place == number else one for place, one in enumerate(person)]
