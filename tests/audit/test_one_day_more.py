"""What one day more on a higher level does, where an answer by days is made one level: gone through, and shown by two people."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from ras_engine import Assessment, IndicativeBudget, read_ruleset, score
from ras_engine.audit import Finding, Verdict, audit
from ras_engine.audit.bench import Bench
from ras_engine.audit.by_days import levels_of, looked_at, turns
from ras_engine.audit.space.variables import shared_out
from ras_engine.edges.audit import certificate, certificate_text, judged, recheck, regressions_yaml
from ras_engine.edges.audit.markdown import markdown
from ras_engine.edges.report.audit import page
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


@pytest.mark.parametrize("days", [2, 3, 4, 7])
def test_the_largest_fall_by_one_day_is_that_of_everybody_gone_through(days: int) -> None:
    rules = ruleset(days)
    fall, found = -min(moves(rules, days)), finding("P1", rules)
    assert (found.verdict is Verdict.BROKEN) == (fall > 0)
    if fall > 0:
        assert found.worst is not None
        assert (found.worst.least, found.worst.most) == (fall, fall)
        assert "level_on_most_days" in found.says
        assert [(one.path, one.line) for one in found.rules] == [("questions[0].fluctuating", 20)]


def test_the_two_people_are_real_and_their_days_differ_by_one() -> None:
    rules = ruleset()
    witnesses = finding("P1", rules).witnesses
    assert witnesses
    for one in witnesses:
        left, right = (
            tuple(int(side.assessment["answers"]["alone"].get(level, 0)) for level in LEVELS) for side in (one.left, one.right)
        )
        assert sorted(after - before for before, after in zip(left, right, strict=True)) == [-1, 0, 1]
        assert [one.what for one in one.differ] == ["alone"]
        eating = str(one.left.assessment["answers"]["eating"])
        assert one.amount == pence(rules, left, eating) - pence(rules, right, eating) > 0


def test_levels_that_are_worth_the_same_lose_nobody_anything() -> None:
    found = finding("P1", ruleset(some=9, all_=9))
    assert found.verdict is Verdict.PROVED
    assert any("one day more" in part.says and part.verdict is Verdict.PROVED for part in found.parts)


def test_a_day_that_passes_over_a_level_is_a_cliff_though_no_step_of_levels_is() -> None:
    """Of two days none and all, all becomes the level: from nothing to 27 pounds. No step of levels moves more than 15."""
    rules = ruleset(days=2, step=16)
    most = max(map(abs, moves(rules, 2)))
    found = finding("P6", rules)
    assert found.verdict is (Verdict.BROKEN if most > 1_600 else Verdict.PROVED)
    assert [part.verdict for part in found.parts[:2]] == [Verdict.PROVED] * 2
    three = finding("P6", ruleset(days=3, step=16))
    assert three.verdict is (Verdict.BROKEN if max(map(abs, moves(ruleset(), 3))) > 1_600 else Verdict.PROVED)


def test_more_ways_than_can_be_gone_through_are_said_not_to_be_looked_at() -> None:
    found = finding("P1", ruleset(days=1_000))
    assert found.verdict is Verdict.PROVED
    assert any("alone is not looked at" in one and "can also fall" in one for one in found.assumes)


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


def test_every_form_shows_it_and_the_certificate_is_rechecked() -> None:
    rules = ruleset()
    report = audit(rules, laws=["P1", "P6"])
    judgement = judged(report, rules)
    for text in (markdown(judgement), page(judgement).as_html(), regressions_yaml(report.findings)):
        assert "some on 2 days" in text
    assert recheck(certificate_text(certificate(report, rules)), rules).holds


def test_the_published_rule_of_28_days_is_gone_through_too() -> None:
    path = Path(__file__).parents[1] / "conformance" / "rulesets" / "pip.yaml"
    bench = Bench(read_ruleset(path.read_bytes(), file="pip.yaml"))
    few, many = looked_at(bench)
    assert (len(few), [one.column for one in many]) == (11, ["washing"])  # seven levels: more than a million ways
    assert any(turn.after < turn.before for turn in turns(bench, few[0]))
