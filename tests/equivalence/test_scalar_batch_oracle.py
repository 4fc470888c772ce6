"""One person, a caseload and the naive oracle come to the same exact value on every step of the working."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from ras_engine import Assessment
from ras_engine.ruleset import Ruleset
from ras_engine.score import score
from ras_engine.score.many import score_batch
from ras_engine.testing import assessment_data, compiled, rulesets
from tests.equivalence.columns import columns
from tests.oracle import oracle
from tests.profiles import CASES

Steps = dict[str, Any]
PEOPLE = 3
STATUS = ("amount", "referral", "problem")


def one_person(ruleset: Ruleset, assessment: dict[str, Any], names: Steps) -> Steps:
    """The steps of one person by the names that the oracle gives."""
    result = score(ruleset, Assessment.from_dict(assessment))
    traced = {line.step: line.value for line in result.trace}
    # A step may have several names, such as a line that carers cannot change before and after them: the trace tells it once.
    found = {name: traced[name] if name in traced else result.step(name) for name in names if name != "outcome"}
    return found | {"outcome": result.outcome}


def caseload(ruleset: Ruleset, people: list[dict[str, Any]], names: Steps) -> list[Steps]:
    """The steps of each row of a caseload."""
    document = ruleset.document
    always = ["baseline", *(question.id for question in document.questions)]
    batch = score_batch(columns(people, always), ruleset)
    rows: list[Steps] = [{"outcome": STATUS[status]} for status in batch.status]
    for name in names:
        if name != "outcome":
            integers, scale = batch.step(name)
            for row, integer in zip(rows, integers, strict=True):
                row[name] = Fraction(int(integer), scale)
    return rows


@settings(max_examples=CASES)
@given(st.data())
def test_one_person_a_caseload_and_the_oracle_agree_on_every_step(data: st.DataObject) -> None:
    written = data.draw(rulesets(), label="ruleset")
    ruleset = compiled(written)
    people = [data.draw(assessment_data(ruleset.document), label="assessment") for _ in range(PEOPLE)]
    expected = [oracle(ruleset.document, person) for person in people]
    note(json.dumps([written, people]))
    assert [one_person(ruleset, person, steps) for person, steps in zip(people, expected, strict=True)] == expected
    assert caseload(ruleset, people, expected[0]) == expected
