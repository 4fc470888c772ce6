"""A ruleset of three questions and a few people, for traps in frames."""

from __future__ import annotations

from functools import cache
from typing import Any

from ras_engine.ruleset import Ruleset
from ras_engine.testing import compiled

STEP = {"to": "0.01", "direction": "half_up"}
DATA: dict[str, Any] = {
    "schema": "ras-ruleset/1",
    "scheme": "made-up/frames",
    "effective_from": "2026-04-06",
    "revision": "1",
    "status": "draft",
    "baseline": "no_unpaid_support",
    "money": {
        "currency": "GBP",
        "per": "week",
        "weeks_per_year": "52",
        "round": {"lines": STEP, "indicative_budget": STEP, "contingency": STEP},
    },
    "questions": [
        {
            "id": "washing",
            "kind": "levels",
            "about": "need",
            "ask": "Washing?",
            "levels": [
                {"id": "none", "says": "I manage on my own", "points": "0"},
                {"id": "some", "says": "I need some help", "points": "3"},
                {"id": "all", "says": "Somebody washes me", "points": "7"},
            ],
        },
        {"id": "alone", "kind": "yes_no", "about": "safety", "ask": "Alone?", "points": {"no": "0", "yes": "2"}},
        {"id": "hours", "kind": "quantity", "about": "need", "ask": "Hours?"}
        | {"unit": "hours", "minimum": "0", "maximum": "60", "step": "0.5"},
    ],
    "measures": [{"id": "points", "kind": "sum", "of": ["washing", "alone", "hours"], "unit": "points"}],
    "budget_lines": [{"id": "care", "kind": "price_per_point", "of": "points", "per_point": "10.05"}],
    "contingency": {"kind": "none", "why": "A test"},
}


@cache
def ruleset() -> Ruleset:
    return compiled(DATA)


def people(**changes: Any) -> dict[str, Any]:
    """Four people: 9, 3, 0.5 and 7 points."""
    return {
        "id": ["007", "008", "NA", "010"],
        "baseline": ["no_unpaid_support"] * 4,
        "washing": ["all", "some", "none", "all"],
        "alone": ["yes", "no", "no", "no"],
        "hours": ["0", "0", "0.5", "0"],
        **changes,
    }


PENCE = [9045, 3015, 503, 7035]
