"""A result as plain data and as JSON, in the published form. The same result gives the same text, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.exact import format_decimal
from ras_engine.results.form import SCHEMA_NAME
from ras_engine.results.record import Record, amount_text

_AMOUNTS = (
    "carer_neutral_amount",
    "carer_adjustment",
    "carer_sustainability",
    "before_limits",
    "limit_adjustment",
    "rounding",
    "indicative_budget",
    "contingency",
    "planning_amount",
)
_EMPTY = Record()


def result_as_dict(result: IndicativeBudget | OutOfModel, *, trace: bool = True, record: Record = _EMPTY) -> dict[str, Any]:
    """The result as plain data for JSON (`ras-budget/1`). Every amount is text with two decimals, every step value exact text.

    `trace=False` leaves the working out; it can be made again with `replay`. A referral that withholds the amount shows no money,
    in the trace neither.
    """
    budget = result if isinstance(result, IndicativeBudget) else None
    stamp = result.stamp
    return {
        "schema": SCHEMA_NAME,
        "outcome": result.outcome,
        "stamp": {
            "scheme": stamp.scheme,
            "effective_from": stamp.effective_from.isoformat(),
            "revision": stamp.revision,
            "digest": stamp.digest,
            "engine_version": stamp.engine_version,
        },
        "assessment": result.assessment.as_dict(),
        **(_amounts(budget) if budget else {}),
        "referrals": [{"id": one.id, "says": one.says, "withheld": one.withheld} for one in result.referrals],
        "decisions": _decisions(result),
        "record": record.as_dict(budget.indicative_budget if budget else None),
        **({"trace": list(_trace(result))} if trace else {}),
    }


def result_to_json(result: IndicativeBudget | OutOfModel, *, trace: bool = True, record: Record = _EMPTY) -> str:
    """The result as JSON text (`ras-budget/1`), which `replay` can work out again."""
    return json.dumps(result_as_dict(result, trace=trace, record=record), ensure_ascii=False, indent=2) + "\n"


def _amounts(budget: IndicativeBudget) -> dict[str, Any]:
    return {
        "currency": budget.indicative_budget.currency,
        "per": budget.per,
        "amounts": {name: amount_text(getattr(budget, name)) for name in _AMOUNTS},
        "contingency_basis": budget.contingency_basis,
        "lines": [
            {
                "id": line.id,
                "carer_neutral_amount": amount_text(line.carer_neutral_amount),
                "carer_adjustment": amount_text(line.carer_adjustment),
                "after_carers": amount_text(line.after_carers),
            }
            for line in budget.lines
        ],
        "limits_reached": list(budget.limits_reached),
        "separate_amounts": [
            {"id": one.id, "amount": amount_text(one.amount), "per": one.per, "for": "carer" if one.for_carer else "person"}
            for one in budget.separate_amounts
        ],
        "domain_shares": {domain: amount_text(share) for domain, share in budget.domain_shares.items()},
    }


def _decisions(result: IndicativeBudget | OutOfModel) -> dict[str, Any]:
    made = result.decisions
    return {
        "sign_off": made.sign_off,
        "monitoring": made.monitoring,
        "review": made.review,
        "review_on": made.review_on.isoformat() if made.review_on else None,
        "pool_eligible": made.pool_eligible,
    }


def _trace(result: IndicativeBudget | OutOfModel) -> Iterator[dict[str, Any]]:
    hidden = result.ruleset.plan.currency if isinstance(result, OutOfModel) else None
    for line in result.trace:
        if hidden is None or line.unit != hidden:
            yield {
                "step": line.step,
                "value": _number(line.value, line.unit, result.ruleset.plan.currency),
                "unit": line.unit,
                "came_from": list(line.came_from),
                "rule": line.rule,
                "line": line.line_in_ruleset,
            }


def _number(value: Fraction, unit: str, currency: str) -> str:
    return format_decimal(value, places=2) if unit == currency else format_decimal(value)
