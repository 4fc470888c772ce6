"""What one day more on a higher level does, where an answer by days is made one level: gone through, and told by two people."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from ras_engine import Assessment, IndicativeBudget, read_ruleset, score
from ras_engine.audit import Finding, Verdict, audit
from ras_engine.audit.bench import INDICATIVE, Bench
from ras_engine.audit.prove.objective import Kind
from ras_engine.audit.rules.by_days import Asked, levels_of, looked_at, turns, worst_by_a_day
from ras_engine.audit.space.variables import shared_out
from ras_engine.plan.asks import level_on_most_days
from ras_engine.ruleset import Ruleset
from tests.beginnings import beginning

SMALL = (
    beginning("by-days/adults")
    + """\
questions:
  - id: alone
    kind: levels
    about: safety
    ask: How much help do you need when alone?
    fluctuating: {rule: level_on_most_days, days: DAYS}
    levels: [{id: no, says: A, points: 0}, {id: some, says: B, points: SOME}, {id: all, says: C, points: ALL}]
  - {id: eating, kind: levels, about: need, ask: A, levels: [{id: no, says: A, points: 0}, {id: some, says: B, points: 3}]}
measures: [{id: total, kind: sum, of: [alone, eating]}]
budget_lines: [{id: core, kind: price_per_point, of: total, per_point: 3.00}]
contingency: {kind: none, why: Too small.}
audit:
  largest_step: {amount: STEP, why: For the test., decided_on: 2026-01-05}
"""
)
PLAIN = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support"}
LEVELS = ("no", "some", "all")


def ruleset(days: int = 3, some: int = 4, all_: int = 9, step: int = 1_000) -> Ruleset:
    text = SMALL.replace("DAYS", str(days)).replace("SOME", str(some)).replace("ALL", str(all_)).replace("STEP", f"{step}.00")
    return read_ruleset(text, file="small.yaml")


def finding(law: str, rules: Ruleset) -> Finding:
    return audit(rules, laws=[law]).finding(law)


def pence(rules: Ruleset, days: tuple[int, ...], eating: str) -> int:
    alone = {level: str(count) for level, count in zip(LEVELS, days, strict=True) if count}
    found = score(rules, Assessment.from_dict(PLAIN | {"answers": {"alone": alone, "eating": eating}}))
    assert isinstance(found, IndicativeBudget)
    return found.indicative_budget.pence


def moves(rules: Ruleset, days: int) -> list[int]:
    """What one day more on the next level changes, for everybody."""
    found = []
    for before, eating in product(shared_out(days, 3), ("no", "some")):
        for level, higher in pairwise(range(3)):
            if before[level]:
                after = [count + (place == higher) - (place == level) for place, count in enumerate(before)]
                found.append(pence(rules, tuple(after), eating) - pence(rules, before, eating))
    return found


def said(law: str, rules: Ruleset) -> str:
    return next(one for one in finding(law, rules).assumes if "level_on_most_days" in one)


@pytest.mark.parametrize("days", [2, 3, 4, 7])
def test_the_law_speaks_of_levels_and_says_whom_one_day_costs_money(days: int) -> None:
    rules = ruleset(days)
    fall, found = -min(moves(rules, days)), worst_by_a_day(Bench(rules), Asked(Kind.FALL, 0, INDICATIVE, frozenset({"alone"})))
    assert finding("P1", rules).verdict is Verdict.PROVED
    assert (found is not None) == (fall > 0)
    if found is not None:
        assert found.amount == fall
        assert f"For example {found.says}." in said("P1", rules)


def test_the_two_people_are_real_and_their_days_differ_by_one() -> None:
    rules = ruleset()
    one = worst_by_a_day(Bench(rules), Asked(Kind.FALL, 0, INDICATIVE, frozenset({"alone"})))
    assert one is not None
    left, right = (
        tuple(int(side.assessment["answers"]["alone"].get(level, 0)) for level in LEVELS) for side in (one.left, one.right)
    )
    assert sorted(after - before for before, after in zip(left, right, strict=True)) == [-1, 0, 1]
    assert [each.what for each in one.differ] == ["alone"]
    eating = str(one.left.assessment["answers"]["eating"])
    assert one.amount == pence(rules, left, eating) - pence(rules, right, eating) > 0


def test_levels_that_are_worth_the_same_lose_nobody_anything() -> None:
    assert "Nobody was found" in said("P1", ruleset(some=9, all_=9))


def test_a_day_that_passes_over_a_level_is_told_where_it_moves_more_than_a_step_may() -> None:
    rules = ruleset(days=2, step=16)
    most = max(map(abs, moves(rules, 2)))
    assert finding("P6", rules).verdict is Verdict.PROVED
    assert ("For example" in said("P6", rules)) == (most > 1_600)
    assert "Nobody was found" in said("P6", ruleset(days=2, step=1_000))


def test_more_ways_than_can_be_gone_through_leave_the_rule_without_an_example() -> None:
    assert "it can also fall" in said("P1", ruleset(days=1_000))
    assert "For example" not in said("P1", ruleset(days=1_000))


def test_many_ways_at_once_come_to_the_levels_that_the_rule_says() -> None:
    for days, levels, without in ((3, 3, {0}), (7, 4, {0}), (5, 4, set()), (6, 4, {0, 1}), (4, 3, {0, 1, 2}), (28, 3, {0})):
        ways = np.array(list(shared_out(days, levels)), dtype=np.int64)
        known = [level_on_most_days(tuple(one), frozenset(without)) for one in ways.tolist()]
        assert levels_of(ways, without).tolist() == known


def test_each_turn_has_days_that_show_it() -> None:
    bench = Bench(ruleset(days=7))
    (ask,), none = looked_at(bench)
    assert not none
    for turn in turns(bench, ask):
        assert [level_on_most_days(days, ask.without_points) for days in turn.days] == [turn.before, turn.after]


def test_the_published_rule_of_28_days_is_gone_through_too() -> None:
    path = Path(__file__).parents[1] / "conformance" / "rulesets" / "pip.yaml"
    bench = Bench(read_ruleset(path.read_bytes(), file="pip.yaml"))
    few, many = looked_at(bench)
    assert (len(few), [one.column for one in many]) == (11, ["washing"])  # seven levels: more than a million ways
    assert any(turn.after < turn.before for turn in turns(bench, few[0]))
