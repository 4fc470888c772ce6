"""The words that results have in a notebook."""

from __future__ import annotations

PERIODS = {"week": "a week", "year": "a year", "day": "a day", "month": "a month"}
ORDER = {
    "carer_neutral_amount": "As if there were no unpaid carers",
    "carer_adjustment": "What carers are able and willing to do",
    "carer_sustainability": "Support for carers",
    "limit_adjustment": "Limits",
    "rounding": "Rounding",
    "indicative_budget": "Indicative budget",
    "contingency": "Contingency",
    "planning_amount": "Planning amount",
}
OUTCOMES = {
    "amount": "with an indicative budget",
    "referral": "referred: people must look",
    "problem": "not scored: the row has problems",
}
FEWEST = 10
"""Of a smaller group no amounts are shown, and of a smaller bar no height: they would tell too much about single people."""
