"""What one client group never reads is no part of that group's sums: bounds must neither ask for it nor stop at it."""

from __future__ import annotations

from collections import Counter

import pytest

from ras_engine.audit.bench import Limits
from ras_engine.ruleset import read_ruleset
from tests.audit.made import BOUNDED, SPLIT
from tests.audit.test_trust import faults_of
from tests.beginnings import beginning

HEAD = (
    beginning("example/shut-off")
    + """\
client_groups: {younger: {}, older: {}}
questions:
  - {id: hours, kind: quantity, about: need, unit: hours, minimum: 0, maximum: 20, step: 1, ask: "Hours?"}
  - {id: nights, kind: quantity, about: need, unit: nights, minimum: 0, maximum: 7, step: 1, ask: "Nights?"}
  - {id: visits, kind: quantity, about: need, unit: visits, minimum: 0, maximum: 14, step: 1, ask: "Visits?"}
contingency: {kind: none, why: "An example."}
"""
)
A_CASE = """
measures:
  - id: chosen
    kind: first_match
    cases:
      - {when: {question: hours, at_least: 8}, value: 3}
      - {when: {client_group: older}, value: 1}
      - {when: {question: hours, at_least: 5}, value: 2}
    otherwise: {of: nights}
    why: "Nights are asked of the younger alone."
  - {id: total, kind: sum, of: [chosen]}
  - {id: other, kind: product, of: [total, hours]}
budget_lines:
  - {id: main, kind: price_per_point, of: other, per_point: 3.10}
"""
A_CONDITION = """
measures:
  - {id: total, kind: sum, of: [hours, visits], unit: points}
budget_lines:
  - {id: main, kind: price_per_point, of: total, per_point: 3.10}
  - id: gated
    kind: price_per_point
    of: total
    per_point: 7.00
    when: {all: [{any: [{client_group: older}, {question: nights, at_least: 2}]}, {question: visits, at_least: 2}]}
    why: "Agreed with both groups."
"""


@pytest.mark.parametrize("limits", [SPLIT, BOUNDED], ids=["exact", "bounds"])
@pytest.mark.parametrize("rules", [A_CASE, A_CONDITION], ids=["a case", "a condition"])
def test_a_branch_that_a_group_shuts_off_stops_no_proof(rules: str, limits: Limits) -> None:
    assert list(faults_of(read_ruleset(HEAD + rules), limits, Counter())) == []
