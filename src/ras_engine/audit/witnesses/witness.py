"""Pairs that a social worker can read: two real assessments, alike in all but what is shown, re-scored by the scalar engine.

Receives the worst pair of a broken law; gives up to three (simplest, most typical, worst), each with its working. A pair that the
scalar engine does not confirm is never shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench, outputs_of
from ras_engine.audit.law import Draft, pounds
from ras_engine.audit.prove.objective import NEVER, Found, Kind, Objective
from ras_engine.audit.prove.search import Side
from ras_engine.audit.report import Difference, Person, Witness
from ras_engine.audit.space.people import Values, assessment_of, said
from ras_engine.audit.space.variables import Variable
from ras_engine.audit.witnesses.facts import facts as facts_of
from ras_engine.audit.witnesses.rates import WeightedSearch
from ras_engine.audit.witnesses.responsible import responsible
from ras_engine.budget import IndicativeBudget
from ras_engine.errors import AssessmentInvalid
from ras_engine.ruleset import Ruleset
from ras_engine.score import score

KINDS = ("simplest", "typical", "worst")
NO_ANSWER = "no answer"


class NotConfirmed(Exception):
    """A pair that the scalar engine does not score as the engines of the audit did: a fault of the audit."""


def witnesses(bench: Bench, draft: Draft) -> tuple[Witness, ...]:
    """The pairs of a broken law, the worst of what is worst last; one that is like a later one is left out.

    A further part of the law that is broken as well has its own pairs where they point to other rules.
    """
    made = list(_pairs(bench, draft, draft.found))
    rules = set(responsible(bench, made[-1])) if made else set()
    for name, found in draft.others:
        more = [replace(one, about=name) for one in _pairs(bench, draft, found)]
        if more and not set(responsible(bench, more[-1])) <= rules:
            rules |= set(responsible(bench, more[-1]))
            made = [*more, *made]
    if draft.show:
        with suppress(TimeoutError):
            made += draft.show()
    return tuple(made)


def _pairs(bench: Bench, draft: Draft, found: Found | None) -> tuple[Witness, ...]:
    """The pairs of one objective."""
    if found is None or found.value <= max(found.objective.threshold, NEVER) or not found.left:
        return ()
    maker = _Maker(bench, found, draft)
    worst = (found.left, found.right)
    try:
        others = [maker.search.simplest(found.objective, *worst), maker.search.typical(found.objective, *worst)]
    except TimeoutError:
        others = []
    made: list[Witness] = []
    for kind, pair in reversed([*zip(KINDS, others, strict=False), ("worst", worst)]):
        one = maker.witness(kind, *pair)
        if all(one.left.assessment != other.left.assessment or one.right.assessment != other.right.assessment for other in made):
            made.insert(0, one)
    return tuple(made)


class _Maker:
    """Makes the pairs of one objective."""

    def __init__(self, bench: Bench, found: Found, draft: Draft) -> None:
        two_rulesets = draft.two_rulesets
        self.bench, self.objective, self.unanswered = bench, found.objective, draft.unanswered
        self.rulesets: tuple[Ruleset, Ruleset] = (
            (bench.against or bench.ruleset, bench.ruleset) if two_rulesets else (bench.ruleset,) * 2
        )
        self.variables: Sequence[Variable] = bench.frames.variables(self.rulesets) if two_rulesets else bench.variables
        self.two = two_rulesets
        places = (0, 1) if two_rulesets else (0, 0)
        fixed = self._fixed(found)
        sides = [
            Side(one.plan, outputs_of(one), place, each) for one, place, each in zip(self.rulesets, places, fixed, strict=True)
        ]
        one_side = not two_rulesets and not fixed[0] and not fixed[1]
        self.places = places
        self.search = WeightedSearch(bench, tuple(self.variables), sides[0], sides[0] if one_side else sides[1])

    def _fixed(self, found: Found) -> tuple[dict[str, int], dict[str, int]]:
        """What the two sides fix, where the objective is not about one step: what differs between the two people."""
        if self.objective.columns:
            return {}, {}
        differ = [place for place, (one, other) in enumerate(zip(found.left, found.right, strict=True)) if one != other]
        if self.objective.kind is Kind.CUT:
            return self.bench.nobody_cares, {}
        return tuple({self.variables[place].column: side[place] for place in differ} for side in (found.left, found.right))  # type: ignore[return-value]

    def witness(self, kind: str, left: Values, right: Values) -> Witness:
        """One pair, scored alone. Raises NotConfirmed where the amounts are not those of the audit."""
        people = [self._person(side, values) for side, values in enumerate((left, right))]
        value = check(self.objective, *people)
        if value <= self.objective.threshold and kind == "worst":
            raise NotConfirmed(f"{self.objective.name}: the scalar engine finds {value}")
        differ = tuple(differing(self.variables, left, right, self.unanswered))
        objective, says = self.objective, self._says(people, differ, value)
        return Witness(kind, people[0], people[1], differ, value, says, self.two, objective.amount, objective.kind.value)

    def _person(self, side: int, values: Values) -> Person:
        ruleset = self.rulesets[side]
        assessment = assessment_of(ruleset.plan, self.variables, self.places[side], values)
        if side == 0:
            assessment["answers"].pop(self.unanswered, None)
        return person(ruleset, assessment, self.objective.amount)

    def _says(self, people: Sequence[Person], differ: tuple[Difference, ...], value: int) -> str:
        name = self.objective.amount.replace("_", " ")
        before, after = (one.amounts[self.objective.amount] for one in people)
        changed = changed_words(differ) or "the same answers, the old ruleset and the new"
        measure = f"{value // 100}.{value % 100:02d} %" if self.objective.kind is Kind.CUT else pounds(after - before)
        return f"{changed}: {name} {pounds(before)} -> {pounds(after)} ({measure})"


@dataclass(frozen=True)
class Made:
    """How the witnesses of a law that is not about two amounts are written: the facts that they hang on, the sentence, the number,
    and the part of the law that they show."""

    compares: str
    says: Callable[[Witness], str]
    facts: tuple[str, ...] = ()
    of: str = ""
    amount: Callable[[Witness], int] = lambda _: 0
    about: str = ""


def witness_of(bench: Bench, kind: str, pair: tuple[Values, Values], made: Made) -> Witness:
    """Two people (or one, twice) scored alone, with their facts. Raises NotConfirmed."""
    people = [assessment_of(bench.plan, bench.variables, 0, values) for values in pair]
    results = [scored(bench.ruleset, one) for one in people]
    left, right = (told(result, one) for result, one in zip(results, people, strict=True))
    differ = tuple(differing(bench.variables, *pair))
    shown = Witness(
        kind, left, right, differ, 0, "", False, made.of, made.compares, facts_of(results[0], results[1], made.facts), made.about
    )
    shown = replace(shown, amount=made.amount(shown))
    return replace(shown, says=made.says(shown))


def differing(known: Sequence[Variable], left: Values, right: Values, unanswered: str = "") -> Iterator[Difference]:
    """What two people say differently."""
    for variable, one, other in zip(known, left, right, strict=True):
        if one != other:
            yield Difference(
                variable.column, NO_ANSWER if variable.column == unanswered else said(variable, one), said(variable, other)
            )


def changed_words(differ: Sequence[Difference]) -> str:
    """What differs, in words."""
    return "; ".join(f"{one.what}: {one.left} -> {one.right}" for one in differ)


def person(ruleset: Ruleset, assessment: dict[str, Any], of: str = "") -> Person:
    """A person as the scalar engine scores them, with their working; `of` may name one amount more, such as a line after carers.
    Raises NotConfirmed where there is no amount."""
    return told(scored(ruleset, assessment), assessment, of)


def scored(ruleset: Ruleset, assessment: dict[str, Any]) -> IndicativeBudget:
    """The scalar engine's result. Raises NotConfirmed where there is no amount."""
    try:
        result = score(ruleset, Assessment.from_dict(assessment))
    except AssessmentInvalid as problems:
        raise NotConfirmed(f"an assessment of the audit is not admitted: {problems}") from problems
    if not isinstance(result, IndicativeBudget):
        raise NotConfirmed("an assessment of the audit is referred without an amount")
    return result


def told(result: IndicativeBudget, assessment: dict[str, Any], of: str = "") -> Person:
    """A result as a person of a pair."""
    plan = result.ruleset.plan
    money = plan.money
    amounts = {name: result.values[getattr(money, name)] for name in money.__dataclass_fields__}
    if of and of not in amounts and of in plan.step_named:
        amounts = {of: result.values[plan.step_named[of].slot], **amounts}
    lines = [f"{line.id}: {line.carer_neutral_amount}, after carers {line.after_carers}" for line in result.lines]
    sums = [f"{name.replace('_', ' ')}: {pounds(value)}" for name, value in amounts.items() if name in money.__dataclass_fields__]
    limits = [f"limit reached: {name}" for name in result.limits_reached]
    return Person(assessment, result.outcome, amounts, (*lines, *sums[:4], *limits, *sums[4:]))


def check(objective: Objective, left: Person, right: Person) -> int:
    """The objective's number for two people that were scored alone."""
    amounts = [np.array([one.amounts[objective.amount]], dtype=np.int64) for one in (left, right)]
    return int(objective.value(*amounts)[0])
