"""What one person told us, as the ruleset counts it: missing, unasked and fluctuating answers turned into levels and numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ras_engine.document.conditions import Condition
from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)


def days_by_level(given: Any) -> dict[str, int]:
    """`{none: 3, all: 4}`, or the cell `none=3;all=4`."""
    if isinstance(given, dict):
        return {level: int(days) for level, days in given.items()}
    return {level: int(days) for level, days in (one.split("=") for one in given.split(";"))}


def level_on_most_days(question: LevelsQuestion, days: dict[str, int]) -> str:
    """Regulation 7: the level on over half the days; else the most frequent that scores, if all that score make over half."""
    total = sum(days.values())
    for level, count in days.items():
        if 2 * count > total:
            return level
    order = [one.id for one in question.levels]
    scoring = [one.id for place, one in enumerate(question.levels) if (one.points > 0 if one.points is not None else place > 0)]
    if 2 * sum(days.get(one, 0) for one in scoring) > total:
        return max(scoring, key=lambda one: (days.get(one, 0), order.index(one)))
    return max([one for one in order if one not in scoring], key=lambda one: (days.get(one, 0), -order.index(one)))


class Person:
    """The answers that count."""

    def __init__(self, questions: tuple[Question, ...], assessment: dict[str, Any], holds: Callable[[Condition], bool]) -> None:
        """`holds` says whether a condition on this person holds (for `asked_when`)."""
        self.questions = {one.id: one for one in questions}
        self.answers = assessment["answers"]
        self.client_group = assessment.get("client_group")
        self.carer_support = assessment.get("carer_support", "no_carer")
        deployment = assessment.get("deployment")
        self.deployments = deployment if isinstance(deployment, dict) else {"default": deployment}
        self.holds = holds

    def deployment(self, line: str = "default") -> str:
        """How the budget is held, for one line where that line is held in its own way."""
        return str(self.deployments.get(line, self.deployments["default"]))

    def answer(self, name: str) -> Any:
        """The answer given, or what counts in its place."""
        question = self.questions[name]
        if question.asked_when is not None and not self.holds(question.asked_when):
            return question.not_asked_counts_as
        if self.answers.get(name):
            return self.answers[name]
        assert question.if_missing != "required", name
        return question.if_missing.counts_as

    def level(self, name: str) -> str:
        """The id of the level (choice, yes or no) that applies."""
        question, answer = self.questions[name], self.answer(name)
        if isinstance(question, LevelsQuestion) and question.fluctuating and answer not in [one.id for one in question.levels]:
            assert question.fluctuating.rule == "level_on_most_days"
            return level_on_most_days(question, days_by_level(answer))
        return str(answer)

    def has_number(self, name: str) -> bool:
        """Whether the question can be used as a number."""
        match self.questions[name]:
            case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
                return all(one.points is not None for one in levels)
            case YesNoQuestion(points=points):
                return points is not None
            case _:
                return True

    def carries_points(self, name: str) -> bool:
        """Whether the question counts points (a quantity counts its own unit instead)."""
        question = self.questions[name]
        if isinstance(question, FrequencyQuestion):
            return question.counted_per is None
        return self.has_number(name) and not isinstance(question, QuantityQuestion)

    def number(self, name: str) -> Fraction:
        """The answer as a number: points, a quantity, or times in the period that the question counts by."""
        match self.questions[name]:
            case LevelsQuestion(levels=levels, fluctuating=fluctuating) if fluctuating and fluctuating.rule == "mean_of_days":
                points = {one.id: one.points or Fraction(0) for one in levels}
                answer = self.answer(name)
                days = {answer: fluctuating.days} if isinstance(answer, str) and answer in points else days_by_level(answer)
                return sum((points[level] * count for level, count in days.items()), Fraction(0)) / fluctuating.days
            case LevelsQuestion(levels=levels) | ChoicesQuestion(choices=levels):
                found = {one.id: one.points for one in levels}[self.level(name)]
                assert found is not None
                return found
            case YesNoQuestion(points=by_answer):
                assert by_answer is not None
                return by_answer[self.level(name)]
            case QuantityQuestion():
                return Fraction(self.answer(name))
            case FrequencyQuestion() as question:
                return self.frequency(question)

    def frequency(self, question: FrequencyQuestion) -> Fraction:
        """Times, by the points of the period answered in or by the length of the two periods."""
        answer = self.answer(question.id)
        if answer == "0":
            return Fraction(0)
        times, per = (answer["times"], answer["per"]) if isinstance(answer, dict) else answer.split(" per ")
        given = question.periods[per]
        if question.counted_per is None:
            assert given.points is not None
            return Fraction(times) * given.points
        counted = question.periods[question.counted_per].days
        assert counted is not None
        assert given.days is not None
        return Fraction(times) * counted / given.days
