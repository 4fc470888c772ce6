"""The audit on rulesets small enough to go through by hand: six people, one table."""

from __future__ import annotations

import pytest

from ras_engine import Assessment, IndicativeBudget, read_ruleset, score
from ras_engine.audit import audit
from ras_engine.audit.report import Finding, Verdict
from ras_engine.ruleset import Ruleset
from tests.beginnings import beginning

RULESET = (
    beginning("made-up/adults", to="0.01")
    + """\
questions:
  - id: washing
    kind: levels
    about: need
    ask: How much help do you need to wash
    levels: [{id: none, says: A, points: 0}, {id: some, says: B, points: 4}, {id: all, says: C, points: 9}]
  - {id: eating, kind: levels, about: need, ask: A, levels: [{id: none, says: A, points: 0}, {id: some, says: B, points: 3}]}
measures: [{id: total, kind: sum, of: [washing, eating]}]
budget_lines:
  - id: core
    kind: sloped_bands
    of: total
    bands: [{from: 0, starts_at: 0, per_point: 5}, {from: 6, starts_at: SECOND, per_point: 4}]
contingency: {kind: none, why: Too small.}
"""
)


def ruleset(second: int) -> Ruleset:
    """The table whose second row starts at so many pounds; 30 joins the rows."""
    return read_ruleset(RULESET.replace("SECOND", str(second)), file="small.yaml")


def finding(second: int, law: str) -> Finding:
    (one,) = audit(ruleset(second), laws=[law]).findings
    return one


@pytest.mark.parametrize("law", ["P1", "P2", "P9"])
def test_a_table_that_rises_is_proved_for_all_six_people(law: str) -> None:
    assert finding(30, law).verdict == Verdict.PROVED
    assert finding(30, law).covered == 6


def test_a_fall_is_shown_by_two_people_and_its_size_is_exact() -> None:
    """4 points: 4 x 5.00 = 20.00. 7 points: 10.00 + (7 - 6) x 4.00 = 14.00. Nobody falls further than 6.00."""
    broken = finding(10, "P1")
    assert broken.verdict == Verdict.BROKEN
    assert broken.worst is not None
    assert (broken.worst.least, broken.worst.most) == (600, 600)


def test_every_witness_is_a_pair_of_real_people_who_differ_in_one_answer() -> None:
    for witness in finding(10, "P1").witnesses:
        before, after = (score(ruleset(10), Assessment.from_dict(one.assessment)) for one in (witness.left, witness.right))
        assert isinstance(before, IndicativeBudget)
        assert isinstance(after, IndicativeBudget)
        assert after.indicative_budget < before.indicative_budget
        answers = [one.assessment["answers"] for one in (witness.left, witness.right)]
        assert sum(answers[0][name] != answers[1][name] for name in answers[0]) == 1
