"""Why an amount changed since last time: what the new ruleset makes of the old answers, then each changed answer, in order.

Each step is a score, so that the steps add up to the whole difference to the penny (K.W. v Armstrong, D. Idaho: explain the change,
answer by answer, in money). Where a step cannot be scored alone (a new question without an answer, answers that must change
together, no amount shown on the way), it is reckoned together with the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import AssessmentInvalid
from ras_engine.exact import Money
from ras_engine.explain.difference import Changes, Outcome, differences
from ras_engine.explain.facts import Facts
from ras_engine.explain.inputs import InputChange, input_changes
from ras_engine.explain.render.changes import comparison_text
from ras_engine.explain.render.data import money_data
from ras_engine.explain.wording import Wording, wording
from ras_engine.score import score

SCHEMA = "ras-comparison/1"


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """What one change (or several that could only be reckoned together) did: the amounts before and after it, and line by line."""

    inputs: tuple[InputChange, ...]
    before: Money
    after: Money
    changes: Changes

    @property
    def difference(self) -> Money:
        """After less before."""
        return self.after - self.before

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        amounts = {"before": self.before, "after": self.after, "difference": self.difference}
        return {
            "inputs": [one.as_dict() for one in self.inputs],
            **{name: money_data(amount) for name, amount in amounts.items()},
            "changes": [one.as_dict() for one in self.changes],
        }


@dataclass(frozen=True)
class Comparison:
    """Two results and the steps between them. `difference` is None, and `steps` empty, where either shows no amount.

    Amounts are for the period of the later ruleset; where the earlier one has another period, its budget is converted as
    `IndicativeBudget.for_period` does.
    """

    before: Outcome
    after: Outcome
    inputs: tuple[InputChange, ...]
    steps: tuple[ChangeStep, ...]
    wording: Wording = field(repr=False, compare=False)

    @property
    def difference(self) -> Money | None:
        """The whole difference of the indicative budget."""
        if isinstance(self.before, IndicativeBudget) and isinstance(self.after, IndicativeBudget):
            return self.after.indicative_budget - _start(self.before, self.after)
        return None

    def as_text(self, width: int = 100) -> str:
        """Plain text."""
        return comparison_text(self, width)

    def __str__(self) -> str:
        return self.as_text()

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, in the form `ras-comparison/1`."""
        return {
            "schema": SCHEMA,
            "difference": money_data(self.difference),
            "inputs": [one.as_dict() for one in self.inputs],
            "steps": [one.as_dict() for one in self.steps],
        }


def compare_results(before: Outcome, after: Outcome, *, language: str = "en") -> Comparison:
    """The change from one result of a person to a later one, step by step in money.

    The two may be of different rulesets of one scheme. Raises ValueError where their currencies differ.
    """
    words = wording(language)
    inputs = tuple(input_changes(Facts(before, words), Facts(after, words)))
    if isinstance(before, OutOfModel) or isinstance(after, OutOfModel):
        return Comparison(before, after, inputs, (), words)
    steps = tuple(_steps(before, after, inputs, words))
    comparison = Comparison(before, after, inputs, steps, words)
    total = comparison.difference
    if total is not None and sum((one.difference for one in steps), Money(0, total.currency)) != total:
        raise ArithmeticError("the steps between two results do not add up")
    return comparison


def _start(before: IndicativeBudget, after: IndicativeBudget) -> Money:
    """The earlier budget, for the later one's period."""
    return before.indicative_budget if before.per == after.per else before.for_period(after.per)


def _steps(
    before: IndicativeBudget, after: IndicativeBudget, inputs: tuple[InputChange, ...], words: Wording
) -> Iterator[ChangeStep]:
    """Each change in turn, scored by the later ruleset."""
    last, amount = before, _start(before, after)
    pending: list[InputChange] = []
    data = before.assessment.as_dict()
    for change in _ruleset_first(before, after, inputs, words):
        pending.append(change)
        data = _applied(data, change.key, after.assessment.as_dict(), after)
        now = _scored(after, data)
        if now is None:
            continue
        changes = differences(last, now, words) if last.per == now.per else ()
        yield ChangeStep(tuple(pending), amount, now.indicative_budget, changes)
        last, amount, pending = now, now.indicative_budget, []
    if pending or amount != after.indicative_budget:
        changes = differences(last, after, words) if last.per == after.per else ()
        yield ChangeStep(tuple(pending), amount, after.indicative_budget, changes)


def _ruleset_first(
    before: IndicativeBudget, after: IndicativeBudget, inputs: tuple[InputChange, ...], words: Wording
) -> Iterator[InputChange]:
    if before.ruleset.digest != after.ruleset.digest:
        old, new = (
            words.say("in force from {day}, revision {n}", day=words.day(side.stamp.effective_from), n=side.stamp.revision)
            for side in (before, after)
        )
        yield InputChange("ruleset", words.say("The ruleset"), old, new)
    yield from inputs


def _applied(data: dict[str, Any], key: str, target: dict[str, Any], after: IndicativeBudget) -> dict[str, Any]:
    """The assessment with one more thing as it is in the later one."""
    where, _, name = key.partition(".")
    if where == "ruleset":
        known = {one.id for one in after.ruleset.document.questions}
        return {**data, "answers": {one: raw for one, raw in data["answers"].items() if one in known}}
    if not name or not isinstance(data.get(where), dict) or not isinstance(target.get(where), dict):
        return {key: one for key, one in {**data, where: target.get(where)}.items() if one is not None}
    inside = {**data[where], name: target[where].get(name)}
    return {**data, where: {key: one for key, one in inside.items() if one is not None}}


def _scored(after: IndicativeBudget, data: dict[str, Any]) -> IndicativeBudget | None:
    """The amount on the way, by the later ruleset; None where there is none."""
    try:
        result = score(after.ruleset, Assessment.from_dict(data))
    except AssessmentInvalid:
        return None
    return result if isinstance(result, IndicativeBudget) else None
