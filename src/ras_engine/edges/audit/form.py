"""The published form of a certificate: its one definition, for the JSON Schema and for the reader.

`VERSION_OF_FORM` goes up by one with every change after which a certificate of the old number would not fit the new schema, or one
of the new number the old schema (a key more, less or named otherwise, another unit, another word that may stand there), and
wherever a value comes to mean something else. Descriptions may change. A test holds the schema of the number to a copy of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ras_engine.audit import Verdict
from ras_engine.results.fields import Fault, Fields, Items, Named, Schema, Text, TrueOrFalse, Whole, or_null
from ras_engine.results.form import DAY, PERIOD

FORM_NAME, VERSION_OF_FORM = "ras-audit", 2
SCHEMA_NAME = f"{FORM_NAME}/{VERSION_OF_FORM}"
SCHEMA_ID = f"urn:ras-engine:{FORM_NAME}:{VERSION_OF_FORM}"
LARGEST = 10**18 - 1


@dataclass(frozen=True)
class Integer:
    """A whole number that may be below nought."""

    says: str = ""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        ends = {"minimum": -LARGEST, "maximum": LARGEST}
        return {"type": "integer", **ends, **({"description": self.says} if self.says else {})}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Everything that is wrong with a value."""
        if type(value) is not int or abs(value) > LARGEST:
            yield (), "it must be a whole number"


class Anything:
    """Whatever JSON can hold; an assessment is read by its own door."""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""
        return {}

    def faults(self, value: Any) -> Iterator[Fault]:
        """Nothing is wrong."""
        yield from ()


WORDS = Text()
COUNT = Text("An exact count, as text: it may have dozens of digits.", r"[0-9]{1,400}")
DIGEST = Text("The SHA-256 of what a ruleset says, 64 hexadecimal digits.", r"[0-9a-f]{64}")
VERDICT = Text("What is known about a law.", choices=tuple(one.value for one in Verdict))
PERSON = Fields(
    {
        "assessment": Named(Anything()),
        "outcome": WORDS,
        "amounts_in_pence": Named(Integer("Whole pence for the ruleset's period.")),
        "working": Items(WORDS),
    }
)
DIFFERENCE = Fields({"what": WORDS, "left": WORDS, "right": WORDS})
WITNESS = Fields(
    {
        "kind": Text("Which of the pairs of a law this is.", choices=("simplest", "typical", "worst", "nearest")),
        "says": WORDS,
        "amount_in_pence": Integer("What the two people show: pence, or hundredths of a per cent where `compares` is cut."),
        "differ": Items(DIFFERENCE),
        "left": PERSON,
        "right": PERSON,
        "two_rulesets": TrueOrFalse("Whether the left person was scored by the ruleset in `against_text`."),
        "of": Text("The amount that is compared."),
        "compares": Text(
            "How: `fall` left less right; `rise` right less left; `move` the greater of them; `flat` 1 less the rise; `cut` the "
            "fall in hundredths of a per cent of the left amount, rounded up; `over` and `under` how far beyond the limit among "
            "the facts; `same` nothing that anybody sees differs; `facts` what the facts say.",
            choices=("fall", "rise", "move", "flat", "cut", "over", "under", "same", "facts"),
        ),
        "facts": Items(DIFFERENCE),
        "about": Text("Which part of a law with several parts is shown."),
    }
)
WORST = Fields(
    {
        "at_least": or_null(Integer("A real pair of people reaches this.")),
        "at_most": or_null(Integer("Nobody goes beyond this.")),
        "exact": TrueOrFalse("Whether the two ends meet."),
        "unit": Text(choices=("pence", "basis_points", "pence_gained")),
    }
)
PART = Fields({"says": WORDS, "verdict": VERDICT, "worst": or_null(WORST), "engine": WORDS})
RULE = Fields({"path": WORDS, "file": WORDS, "line": Whole()})
CHANGE = Fields({"path": WORDS, "line": Whole(), "before": WORDS, "after": WORDS, "says": WORDS, "because": WORDS})
REPAIR = Fields(
    {
        "changes": Items(CHANGE),
        "says": WORDS,
        "verified": VERDICT,
        "gains": or_null(WORST),
        "loses": or_null(WORST),
        "mends": Items(WORDS),
        "breaks": Items(WORDS),
        "undecided": Items(WORDS),
    }
)
COUNTED = Fields(
    {
        "at_least": COUNT,
        "at_most": or_null(COUNT),
        "of": COUNT,
        "what": Text("What is counted: assessments, or pairs of them."),
    }
)
FINDING = Fields(
    {
        "law": Text("The number of the law, such as P6.", r"P[1-9][0-9]?"),
        "title": WORDS,
        "verdict": VERDICT,
        "says": WORDS,
        "covered": COUNT,
        "covers": Text("Which assessments the verdict speaks of."),
        "worst": or_null(WORST),
        "concerned": or_null(Text("The exact share of pairs or people that break the law.", r"[0-9]+(/[1-9][0-9]*)?")),
        "counted": or_null(COUNTED),
        "threshold": or_null(Integer("What may not be passed, in the unit of `worst`.")),
        "engine": WORDS,
        "parts": Items(PART),
        "rules": Items(RULE),
        "witnesses": Items(WITNESS),
        "repair": or_null(REPAIR),
        "assumes": Items(WORDS),
        "listed": Items(WORDS),
    }
)
CERTIFICATE = Fields(
    {
        "schema": Text("The form.", choices=(SCHEMA_NAME,)),
        "engine_version": WORDS,
        "ruleset": Text("The ruleset that was audited, as people call it."),
        "scheme": WORDS,
        "effective_from": DAY,
        "revision": Whole(),
        "currency": WORDS,
        "per": Text("The period that every amount is for.", choices=PERIOD.choices),
        "digest": DIGEST,
        "against": or_null(DIGEST),
        "possible_assessments": COUNT,
        "sentence": WORDS,
        "verdicts": Fields({one.value: Whole() for one in Verdict}),
        "findings": Items(FINDING),
        "ruleset_text": Items(Text("A line of the text that was audited.")),
        "against_text": or_null(Items(Text("A line of the ruleset that it takes the place of."))),
        "seal": Text("The SHA-256 of all of this but the seal: JSON with sorted keys and no white space, UTF-8.", r"[0-9a-f]{64}"),
    }
)


def certificate_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a certificate."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "The certificate of an audit",
        "description": "What is known about each law for every possible person under one ruleset, with pairs of people that "
        "anybody can score again. It reports tested properties; it does not certify that a ruleset is fair.",
        **CERTIFICATE.schema(),
    }


def faults_of(data: Any) -> list[Fault]:
    """Everything in which data are not of the form."""
    return [(path, re.sub(r"part of a result$", "part of a certificate", reason)) for path, reason in CERTIFICATE.faults(data)]
