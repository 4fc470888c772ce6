"""What a failing test says: two people side by side, one person once."""

from __future__ import annotations

from ras_engine import read_ruleset
from ras_engine.audit import audit
from ras_engine.testing.told import told
from tests.audit.test_small_truths import RULES, rounded_to
from tests.beginnings import beginning

ONE_QUESTION = (
    beginning("example/one")
    + """\
questions:
  - {id: hours, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 3, step: 1, ask: "Hours?"}
budget_lines:
  - {id: care, kind: price_per_point, of: hours, per_point: 10.00}
contingency: {kind: none, why: "An example."}
audit:
  largest_step: {amount: 5.00, why: "For the test.", decided_on: 2026-01-05}
"""
)


def test_a_law_about_one_person_shows_that_person_once() -> None:
    ruleset = read_ruleset(RULES.replace(*rounded_to("20.00", "up")), file="small.yaml")
    text = told(audit(ruleset, laws=["P7"]).finding("P7"))
    assert "\n    hours 14, alone yes, company no, client_group older\n" in text
    assert "\n    limit.maximum.amount                     150.00\n" in text
    assert "both:" not in text
    assert ">" not in text


def test_two_people_who_share_no_answer_are_not_said_to_share_one() -> None:
    text = told(audit(read_ruleset(ONE_QUESTION, file="one.yaml"), laws=["P6"]).finding("P6"))
    assert "\n  > hours                                       0                   1\n" in text
    assert "both:" not in text
