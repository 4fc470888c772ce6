"""Everybody by the scalar engine alone: each person written as an assessment, admitted and scored one by one.

Only what may be said about a person, and which answer is one step above which, is taken from the audit; who can be given, what
they get and what a law makes of it is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import prod

from ras_engine.assessment import Assessment
from ras_engine.audit.space.people import Values, assessment_of
from ras_engine.audit.space.variables import Variable, variables
from ras_engine.budget import IndicativeBudget
from ras_engine.errors import AssessmentInvalid
from ras_engine.ruleset import Ruleset
from ras_engine.score import score

Pair = tuple[IndicativeBudget, IndicativeBudget]
GROUP, CARER = "client_group", "carer."


class Scored:
    """The people of one ruleset who can be assessed and have an amount, by what they say."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset, self.known = ruleset, variables([ruleset])
        self.everybody = prod(len(one) for one in self.known)
        every = product(*(range(len(one)) for one in self.known))
        self.people = {key: result for key in every if (result := self._scored(key)) is not None}

    def _scored(self, key: Values) -> IndicativeBudget | None:
        data = assessment_of(self.ruleset.plan, self.known, 0, key)
        for place, one in enumerate(self.known):
            ask = self.ruleset.plan.ask_named[one.column]
            if ask.is_question and one.column not in data["answers"] and not self._counts_as(place, key[place]):
                return None  # it is not asked, and would be another answer than the one that it then counts as
        try:
            result = score(self.ruleset, Assessment.from_dict(data))
        except AssessmentInvalid:
            return None
        return result if isinstance(result, IndicativeBudget) else None

    def _counts_as(self, place: int, value: int) -> bool:
        one = self.known[place]
        coded = self.ruleset.plan.ask_named[one.column].code(one.raws[value])
        return coded == self.ruleset.plan.ask_named[one.column].not_asked

    def steps(self, about: tuple[str, ...], start: str = "") -> Iterator[Pair]:
        """Everybody beside whoever is one step above in one answer about these, or in one column that begins so."""
        for place, one in enumerate(self.known):
            if self._is_about(one, about, start):
                for before, after in one.steps:
                    yield from self._pairs(place, before, after)

    def _is_about(self, one: Variable, about: tuple[str, ...], start: str) -> bool:
        if start:
            return one.column.startswith(start)
        is_question = self.ruleset.plan.ask_named[one.column].is_question
        return is_question and (one.ordered and one.about in about if about else bool(one.steps))

    def groups(self) -> Iterator[Pair]:
        """Everybody in one client group beside themselves in another."""
        for place, one in enumerate(self.known):
            if one.column == GROUP:
                for before, after in combinations(range(len(one)), 2):
                    yield from self._pairs(place, before, after)

    def withdrawn(self) -> Iterator[Pair]:
        """Everybody without support beside themselves with it."""
        for key, result in self.people.items():
            alone = tuple(0 if one.column.startswith(CARER) else value for one, value in zip(self.known, key, strict=True))
            if alone in self.people:
                yield self.people[alone], result

    def _pairs(self, place: int, before: int, after: int) -> Iterator[Pair]:
        for key, left in self.people.items():
            other = (*key[:place], after, *key[place + 1 :])
            if key[place] == before and other in self.people:
                yield left, self.people[other]
