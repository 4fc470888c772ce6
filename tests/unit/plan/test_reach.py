"""The proof of what can touch what, on its own: on documents that no earlier check has seen."""

from __future__ import annotations

import pytest

from ras_engine.errors import Location
from ras_engine.plan.compile import compile_plan
from ras_engine.plan.reach import check_reach, reach
from tests.unit.plan.made import document

LINE = "budget_lines: [{id: core, kind: price_per_point, of: washing, per_point: 2.50}]\n"


def faults(more: str) -> list[str]:
    """What the proof finds."""
    plan = compile_plan(document(more))
    return [one.message for one in check_reach(plan, lambda path: Location(path=str(path)))]


def test_a_line_of_need_passes() -> None:
    assert faults(LINE) == []


@pytest.mark.parametrize(
    ("more", "sees"),
    [
        ("budget_lines: [{id: core, kind: fixed, amount: 9.00, when: {question: strain, is: yes}}]", "a carer"),
        ("budget_lines: [{id: core, kind: fixed, amount: 9.00, when: {question: risk, is: yes}}]", "risk to the authority"),
        (f"{LINE}measures: [{{id: m, kind: count, of: [strain], is: [yes]}}]", "a carer"),
        (
            f"{LINE}limits: {{maximum: {{by: [risk], amounts: {{no: 9.00, yes: 8.00}}, refer: look}}}}\n"
            "referral: [{id: look, says: A, indicative_budget: shown}]",
            "risk to the authority",
        ),
        (
            f"{LINE}referral: [{{id: look, says: A, indicative_budget: withheld, when: {{question: risk, is: yes}}}}]",
            "risk to the authority",
        ),
        (
            f"{LINE}carer_sustainability: [{{id: breaks, kind: fixed, amount: 1.00, when: {{question: risk, is: yes}}}}]",
            "risk to the authority",
        ),
        (
            f"{LINE}separate_amounts: [{{id: one_off, title: A, for: person, per: once, round: {{to: 1, direction: up}}, "
            "lines: [{id: kit, kind: fixed, amount: 1.00, when: {question: strain, is: yes}}]}]",
            "a carer",
        ),
    ],
)
def test_what_sees_more_than_it_may_is_named(more: str, sees: str) -> None:
    assert any(sees in message for message in faults(more))


def test_carer_sustainability_may_see_the_carer() -> None:
    assert (
        faults(f"{LINE}carer_sustainability: [{{id: breaks, kind: fixed, amount: 25.00, when: {{question: strain, is: yes}}}}]")
        == []
    )


def test_sign_off_may_see_risk_to_the_authority_and_no_money_can() -> None:
    sign_off = "sign_off: [{id: panel, says: A, when: {question: risk, is: yes}}, {id: fast, says: B, otherwise: yes}]"
    plan = compile_plan(document(LINE + sign_off))
    assert check_reach(plan, lambda path: Location(path=str(path))) == []
    seen = reach(plan)
    assert "authority_risk" in seen[dict(plan.routes)["sign_off"].slot]
    assert all("authority_risk" not in seen[slot] for slot in (plan.money.indicative_budget, plan.money.planning_amount))
