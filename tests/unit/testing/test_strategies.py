"""The strategies that every random test stands on: what they draw is valid, and together it reaches the whole language."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ras_engine import Assessment, RulesetInvalid
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.score import score
from ras_engine.testing import ALL_KINDS, assessment_data, compiled, kinds_reached, rulesets
from ras_engine.testing.questions import DAYS_OF
from tests.profiles import CASES

Data = dict[str, Any]
ONCE = settings(phases=[Phase.generate], derandomize=True, database=None, suppress_health_check=list(HealthCheck))
"""The same examples every time: what is counted must not depend on luck."""


def every(strategy: st.SearchStrategy[Any], number: int) -> list[Any]:
    found: list[Any] = []

    @settings(ONCE, max_examples=number)
    @given(strategy)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found


@pytest.fixture(scope="module")
def drawn() -> list[Data]:
    return every(rulesets(), 300)


def test_random_rulesets_reach_every_kind_of_the_language(drawn: list[Data]) -> None:
    reached = {kind for data in drawn for kind in kinds_reached(data)}
    assert sorted(ALL_KINDS - reached) == []


def test_only_kinds_of_the_language_are_named_as_reached(drawn: list[Data]) -> None:
    assert {kind for data in drawn for kind in kinds_reached(data)} <= ALL_KINDS


@pytest.mark.parametrize(
    "kind",
    [
        "line.price.price_by",
        "line.percentile_table.between=straight_line",
        "line.lookup.amounts:3",
        "line.lookup.amounts:refer",
        "condition.measure.more_than",
        "condition.support_quantity.less_than",
        "contingency.basis=on_top",
        "rounding.direction=half_even",
        "carer_rule.kind=mean_share",
        "fluctuating.rule=level_on_most_days",
        "amount_by_keys.by",
        "start.above",
    ],
)
def test_the_names_of_kinds_are_read_off_the_models(kind: str) -> None:
    assert kind in ALL_KINDS


def test_wording_and_dates_are_no_kinds_to_be_reached() -> None:
    assert not {kind for kind in ALL_KINDS if kind.endswith((".title", ".why", ".ask", ".effective_from"))}


@settings(max_examples=CASES)
@given(rulesets())
def test_a_random_ruleset_is_one_that_loads(data: Data) -> None:
    RulesetDocument.model_validate(data)
    try:
        compiled(data)
    except RulesetInvalid as refused:
        pytest.fail("\n".join(f"{one.code} at {one.where.path}: {one.message}" for one in refused.problems))


@settings(max_examples=CASES)
@given(st.data())
def test_a_random_assessment_is_one_that_is_admitted(data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets()))
    first = data.draw(assessment_data(ruleset.document))
    near = data.draw(assessment_data(ruleset.document, like=first))
    for one in (first, near):
        score(ruleset, Assessment.from_dict(one))


def test_random_assessments_know_every_state_of_a_carer_and_every_form_of_an_answer() -> None:
    people = every(rulesets().flatmap(lambda data: assessment_data(RulesetDocument.model_validate(data))), 300)
    seen: Counter[str] = Counter()
    for person in people:
        support = person.get("carer_support", "not asked")
        seen[support if isinstance(support, str) else "offered"] += 1
        for offer in support.values() if isinstance(support, dict) else ():
            seen.update(f"{fact} {offer[fact]}" for fact in ("able", "willing", "adult") if fact in offer)
            seen["level" if "level" in offer else "quantity"] += 1
        seen["mixture"] += isinstance(person.get("deployment"), dict)
        for answer in person["answers"].values():
            per = answer.get("per") if isinstance(answer, dict) else None
            seen[f"per {per}" if per else "days" if isinstance(answer, dict) else "text"] += 1
    expected = {"not asked", "no_carer", "not_offered", "offered", "level", "quantity", "mixture", "days", "text"}
    expected |= {f"{fact} {said}" for fact in ("able", "willing", "adult") for said in ("yes", "no")}
    expected |= {f"per {period}" for period in DAYS_OF}
    assert expected <= set(seen)


def test_a_random_ruleset_shrinks_to_a_small_one(drawn: list[Data]) -> None:
    least = min(drawn, key=lambda data: len(str(data)))
    assert len(least["budget_lines"]) == 1
    assert "carer_support" not in least
