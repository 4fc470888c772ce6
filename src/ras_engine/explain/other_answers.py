"""What would change if an answer were different: the person scored twice, and the two results side by side to the penny."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ras_engine.assessment import Assessment, Raw
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.exact import Money
from ras_engine.explain.difference import Changes, Outcome, beside, differences, other_changes
from ras_engine.explain.facts import Facts
from ras_engine.explain.inputs import InputChange, input_changes
from ras_engine.explain.render.changes import what_if_text
from ras_engine.explain.render.data import money_data
from ras_engine.explain.wording import Wording, wording
from ras_engine.ruleset import Ruleset
from ras_engine.score import score

SCHEMA = "ras-what-if/1"
STATED = ("assessed_on", "client_group", "deployment", "carer_support")
"""What may be changed besides answers."""


@dataclass(frozen=True)
class WhatIf:
    """A result, and what it would be with other answers.

    `changes` are the parts of the indicative budget that would differ; their differences add up to `difference`, which is None
    where either result shows no amount. `beside` are contingency, planning amount and separate amounts; `people` what people would
    do differently, in words.
    """

    before: Outcome
    after: Outcome
    inputs: tuple[InputChange, ...]
    changes: Changes
    beside: Changes
    people: tuple[str, ...]
    wording: Wording = field(repr=False, compare=False)

    @property
    def difference(self) -> Money | None:
        """By how much the indicative budget would differ."""
        if isinstance(self.before, IndicativeBudget) and isinstance(self.after, IndicativeBudget):
            return self.after.indicative_budget - self.before.indicative_budget
        return None

    def as_text(self, width: int = 100) -> str:
        """Plain text."""
        return what_if_text(self, width)

    def __str__(self) -> str:
        return self.as_text()

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, in the form `ras-what-if/1`."""
        return {
            "schema": SCHEMA,
            "inputs": [one.as_dict() for one in self.inputs],
            "indicative_budget": {
                "before": money_data(self.before.indicative_budget),
                "after": money_data(self.after.indicative_budget),
                "difference": money_data(self.difference),
            },
            "changes": [one.as_dict() for one in self.changes],
            "beside": [one.as_dict() for one in self.beside],
            "people": list(self.people),
        }


def what_if(ruleset: Ruleset, assessment: Assessment, changes: Mapping[str, Any], *, language: str = "en") -> WhatIf:
    """What would change with other answers.

    `changes` maps a question to its new raw answer (None for no answer), or `client_group`, `deployment`, `carer_support` to what
    `Assessment.from_dict` takes for it. Raises AssessmentInvalid where the assessment, or what it would be, cannot be scored.
    """
    return side_by_side(score(ruleset, assessment), score(ruleset, changed(assessment, changes)), wording(language))


def changed(assessment: Assessment, changes: Mapping[str, Any]) -> Assessment:
    """The assessment with other answers; what is not named stays."""
    data = assessment.as_dict()
    answers: dict[str, Raw | Any] = dict(data.get("answers", {}))
    for name, raw in changes.items():
        (data if name in STATED else answers)[name] = raw
    return Assessment.from_dict({**data, "answers": answers})


def side_by_side(before: IndicativeBudget | OutOfModel, after: IndicativeBudget | OutOfModel, words: Wording) -> WhatIf:
    """Two results of one person, compared."""
    return WhatIf(
        before,
        after,
        tuple(input_changes(Facts(before, words), Facts(after, words))),
        differences(before, after, words),
        beside(before, after, words),
        tuple(other_changes(before, after, words)),
        words,
    )
