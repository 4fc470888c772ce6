"""P24: what a missing answer counts as must bring somebody more than no need would; a higher word for it is not enough."""

from __future__ import annotations

import pytest

from ras_engine import Assessment, IndicativeBudget, score
from ras_engine.audit import Finding, Verdict, audit
from ras_engine.audit.bench import Limits
from ras_engine.edges.audit import certificate, certificate_text, recheck
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.beginnings import beginning

SMALL = (
    beginning("unknown/adults")
    + """\
questions:
  - id: washing
    kind: levels
    about: need
    ask: How much help do you need to wash?
    levels: [{id: none, says: A, points: 0}, {id: reminded, says: B, points: 0}, {id: all, says: C, points: 9}]
    if_missing: {counts_as: COUNTS_AS, why: Most people are reminded.}
  - {id: hours, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 9, step: 1, ask: "Hours?"IF_HOURS}
measures:
  - {id: points, kind: sum, of: [washing]}
budget_lines:
  - {id: core, kind: price_per_point, of: points, per_point: 10.00}
  - {id: visits, kind: bands, of: hours, bands: [{from: 0, amount: 0}, {from: 3, amount: 30}]}
LINE
contingency: {kind: none, why: Too small.}
"""
)


def ruleset(counts_as: str = "reminded", line: str = "", hours: str = "") -> Ruleset:
    missing = f", if_missing: {{counts_as: {hours}, why: Usual.}}" if hours else ""
    text = SMALL.replace("COUNTS_AS", counts_as).replace("LINE\n", line).replace("IF_HOURS", missing)
    return read_ruleset(text, file="small.yaml")


def finding(rules: Ruleset) -> Finding:
    return audit(rules, laws=["P24"]).finding("P24")


def test_a_higher_level_that_is_worth_nothing_is_no_need() -> None:
    broken = finding(ruleset())
    assert broken.verdict is Verdict.BROKEN
    assert broken.listed == ("questions[0].if_missing: no answer counts as reminded, which brings nobody more than none",)
    assert [(one.path, one.line) for one in broken.rules] == [("questions[0].if_missing", 21)]
    assert broken.worst is not None
    assert broken.worst.least == 9_000


def test_the_least_level_is_no_need_and_one_that_is_paid_for_is_not() -> None:
    assert "the least that can be said" in finding(ruleset("none")).listed[0]
    assert finding(ruleset("all")).verdict is Verdict.PROVED


def test_a_level_without_points_that_opens_a_line_is_some_need() -> None:
    line = "  - {id: prompts, kind: fixed, amount: 12, when: {question: washing, at_least: reminded}}\n"
    assert finding(ruleset(line=line)).verdict is Verdict.PROVED


@pytest.mark.parametrize(("hours", "verdict"), [("0", "broken"), ("2", "broken"), ("3", "proved")])
def test_hours_under_the_first_band_are_no_need(hours: str, verdict: str) -> None:
    assert finding(ruleset("all", hours=hours)).verdict.value == verdict


def test_each_question_at_fault_is_named_with_its_line() -> None:
    broken = finding(ruleset(hours="1"))
    assert [one.path for one in broken.rules] == ["questions[0].if_missing", "questions[1].if_missing"]
    assert "washing, hours" in broken.says


def test_the_pair_is_scored_again_without_the_answer_and_with_it() -> None:
    rules = ruleset()
    report = audit(rules, laws=["P24"])
    for witness in report.finding("P24").witnesses:
        assert "washing" not in witness.left.assessment["answers"]
        left, right = (score(rules, Assessment.from_dict(dict(one.assessment))) for one in (witness.left, witness.right))
        assert isinstance(left, IndicativeBudget)
        assert isinstance(right, IndicativeBudget)
        assert right.indicative_budget.pence - left.indicative_budget.pence == witness.amount > 0
    assert recheck(certificate_text(certificate(report, rules)), rules).holds


def test_the_repair_asks_for_the_answer() -> None:
    repair = finding(ruleset()).repair
    assert repair is not None
    assert [(one.path, one.after) for one in repair.changes] == [("questions[0].if_missing", "required")]


def test_what_the_time_does_not_reach_is_open() -> None:
    found = audit(ruleset(), laws=["P24"], limits=Limits(seconds=0)).finding("P24")
    assert found.verdict in (Verdict.BOUNDED, Verdict.SAMPLED)
