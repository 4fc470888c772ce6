"""What an empty cell of a caseload means: the same as what one person's assessment leaves out."""

from __future__ import annotations

from typing import Any

from ras_engine.score.many import score_batch
from ras_engine.testing import compiled


def ruleset_data() -> dict[str, Any]:
    price = {"unit": "hours", "source": "A test", "by_deployment": {"direct_payment": "10.00", "council_managed": "12.00"}}
    hours = {"id": "hours", "kind": "quantity", "about": "need", "ask": "Hours?", "unit": "hours", "minimum": "0", "maximum": "10"}
    step = {"to": "0.01", "direction": "half_up"}
    rounding = {"lines": step, "indicative_budget": step, "contingency": step}
    return {
        "schema": "ras-ruleset/1",
        "scheme": "made-up/cells",
        "effective_from": "2026-04-06",
        "revision": "1",
        "status": "draft",
        "baseline": "no_unpaid_support",
        "money": {"currency": "GBP", "per": "week", "weeks_per_year": "52", "round": rounding},
        "deployments": {"direct_payment": {}, "council_managed": {}},
        "questions": [hours | {"step": "1"}],
        "prices": {"care": price},
        "budget_lines": [{"id": "care_line", "kind": "price", "quantity": "hours", "price": "care"}],
        "contingency": {"kind": "none", "why": "A test"},
    }


def test_a_line_without_a_deployment_of_its_own_is_held_like_the_rest() -> None:
    """2 hours x 12.00 where the line has its own deployment; 2 hours x 10.00 where the cell is empty."""
    caseload = {
        "baseline": "no_unpaid_support",
        "deployment": ["direct_payment", "direct_payment"],
        "deployment.care_line": ["council_managed", ""],
        "hours": ["2", "2"],
    }
    batch = score_batch(caseload, compiled(ruleset_data()))
    assert batch.counts == {"amount": 2, "referral": 0, "problem": 0}
    assert batch.indicative_budget.tolist() == [2400, 2000]
