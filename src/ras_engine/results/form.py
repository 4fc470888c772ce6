"""The published form of a stored result, `ras-budget/1`: its one definition, for the JSON Schema and the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ras_engine.exact import SYMBOLS
from ras_engine.results.fields import Either, Fault, Fields, Form, Items, Named, Schema, Text, TrueOrFalse, Whole, or_null

SCHEMA_NAME = "ras-budget/1"
SCHEMA_FILE = "budget.schema.json"

AMOUNT = Text("An amount in the currency, with two decimals, as text.", r"-?[0-9]+\.[0-9]{2}")
NUMBER = Text("An exact decimal or fraction, as text.", r"-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?")
DAY = Text("A day such as 2026-04-06.", r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WORDS = Text()
PERIOD = Text("A period.", choices=("day", "week", "fortnight", "four_weeks", "month", "quarter", "year"))

STAMP = Fields(
    {
        "scheme": Text("The scheme of the ruleset."),
        "effective_from": DAY,
        "revision": Whole("The revision of the ruleset."),
        "digest": Text("The SHA-256 of what the ruleset says, 64 hexadecimal digits.", r"[0-9a-f]{64}"),
        "engine_version": Text("The version of the engine that made this result."),
    }
)
ANSWER = Either((WORDS, Named(WORDS)))
CONTRIBUTION = Named(Either((WORDS, Items(WORDS))))
ASSESSMENT = Fields(
    {"answers": Named(ANSWER)},
    {
        "assessed_on": DAY,
        "baseline": WORDS,
        "client_group": WORDS,
        "deployment": ANSWER,
        "carer_support": Either((Text(choices=("no_carer", "not_offered")), Named(CONTRIBUTION))),
        "reference": Text("The caller's own key for the assessment; never read."),
    },
)
AMOUNTS = Fields(
    {
        name: Text(says + " As text with two decimals.", AMOUNT.pattern)
        for name, says in {
            "carer_neutral_amount": "As if there were no unpaid carer.",
            "carer_adjustment": "What carers who are able and willing change; never above nought.",
            "carer_sustainability": "Added so that carers can go on.",
            "before_limits": "The uncapped amount: the sum of the three above.",
            "limit_adjustment": "What limits changed.",
            "rounding": "What rounding changed.",
            "indicative_budget": "The indicative budget.",
            "contingency": "Set aside for the unforeseen.",
            "planning_amount": "What support planning starts from.",
        }.items()
    }
)
LINE = Fields({"id": WORDS, "carer_neutral_amount": AMOUNT, "carer_adjustment": AMOUNT, "after_carers": AMOUNT})
SEPARATE = Fields(
    {
        "id": WORDS,
        "amount": AMOUNT,
        "per": Text("A period, or once.", choices=(*PERIOD.choices, "once")),
        "for": Text("Whom the amount is for.", choices=("person", "carer")),
    }
)
REFERRAL = Fields({"id": WORDS, "says": WORDS, "withheld": TrueOrFalse("Whether no amount is shown.")})
DECISIONS = Fields(
    {
        "sign_off": or_null(WORDS),
        "monitoring": or_null(WORDS),
        "review": or_null(WORDS),
        "review_on": or_null(DAY),
        "pool_eligible": or_null(TrueOrFalse()),
    }
)
TRACE = Items(
    Fields(
        {
            "step": WORDS,
            "value": NUMBER,
            "unit": WORDS,
            "came_from": Items(WORDS),
            "rule": Text("The place in the ruleset."),
            "line": Whole("The line in the ruleset file."),
        }
    )
)
_SAID = r"[\s\S]*\S[\s\S]*"
OVERRIDE = Fields({"amount": AMOUNT, "author": Text("Who set it.", _SAID), "reasons": Text("Why.", _SAID), "on": or_null(DAY)})
RECORD = Fields(
    {
        "gross_cost": or_null(AMOUNT),
        "adults_contribution": or_null(AMOUNT),
        "councils_share": or_null(AMOUNT),
        "other_public_money": or_null(AMOUNT),
        "decided_by": or_null(WORDS),
        "decided_on": or_null(DAY),
        "reviewed_by": or_null(WORDS),
        "reviewed_on": or_null(DAY),
        "override": or_null(OVERRIDE),
    }
)

_HEAD: dict[str, Form] = {
    "schema": Text("The form of this file.", choices=(SCHEMA_NAME,)),
    "stamp": STAMP,
    "assessment": ASSESSMENT,
}
_TAIL: dict[str, Form] = {"referrals": Items(REFERRAL), "decisions": DECISIONS, "record": RECORD}
_OPTIONAL: dict[str, Form] = {"trace": TRACE}

WITH_AMOUNTS = Fields(
    {
        "outcome": Text("An indicative budget.", choices=("amount",)),
        **_HEAD,
        "currency": Text("The currency.", choices=tuple(SYMBOLS)),
        "per": PERIOD,
        "amounts": AMOUNTS,
        "contingency_basis": Text("Whether contingency is inside the budget.", choices=("inside", "on_top")),
        "lines": Items(LINE),
        "limits_reached": Items(Text(choices=("minimum", "maximum", "minimum_payment"))),
        "separate_amounts": Items(SEPARATE),
        "domain_shares": Named(AMOUNT),
        **_TAIL,
    },
    _OPTIONAL,
)
REFERRED = Fields({"outcome": Text("People must look; no amount.", choices=("referral",)), **_HEAD, **_TAIL}, _OPTIONAL)


@dataclass(frozen=True)
class _Result:
    """One of the two outcomes, told apart by `outcome`."""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return {"oneOf": [WITH_AMOUNTS.schema(), REFERRED.schema()]}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        referred = isinstance(value, Mapping) and value.get("outcome") == "referral"
        yield from (REFERRED if referred else WITH_AMOUNTS).faults(value)


RESULT = _Result()


def budget_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a stored result."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ras-engine:ras-budget:1",
        "title": "An indicative budget, or the referral that stands in its place",
        "description": "Every amount is text with two decimals: a number in JSON need not be exact. An indicative budget is an "
        "early estimate for support planning, not an entitlement and not a decision.",
        **RESULT.schema(),
    }
