"""Whether a condition on answers holds, as far as drawing an assessment needs it: is it asked, can the answers stand together."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ras_engine.document.conditions import Condition
from ras_engine.document.questions import FrequencyQuestion, LevelsQuestion, QuantityQuestion, Question

Answers = Mapping[str, Any]


def _on_most_days(question: LevelsQuestion, days: Mapping[str, str]) -> str:
    """The one level of an answer by days (regulation 7)."""
    count = {one.id: int(days.get(one.id, 0)) for one in question.levels}
    total = sum(count.values())
    ids = list(count)
    scores = [one.id for one in question.levels if (one.points if one.points is not None else ids.index(one.id)) > 0]
    most = max(count.values())
    if 2 * most > total:
        return next(one for one in ids if count[one] == most)
    if 2 * sum(count[one] for one in scores) > total:
        highest = max(count[one] for one in scores)
        return next(one for one in reversed(scores) if count[one] == highest)
    rest = {one: count[one] for one in ids if one not in scores}
    return next(one for one in rest if rest[one] == max(rest.values()))


def named_in(condition: Condition | None) -> set[str]:
    """The questions that a condition asks about."""
    if condition is None:
        return set()
    parts = (*(condition.all_ or ()), *(condition.any_ or ()), condition.not_)
    return set().union({condition.question} if condition.question else (), *(named_in(one) for one in parts))


class Told:
    """The answers of one person, for questions only."""

    def __init__(self, questions: Mapping[str, Question], answers: Answers, client_group: str | None) -> None:
        self.questions, self.answers, self.client_group = questions, answers, client_group

    def asked(self, question: Question) -> bool:
        """Whether the question is asked of this person."""
        return question.asked_when is None or self.holds(question.asked_when)

    def counted(self, question: Question) -> Any:
        """The answer that counts."""
        if not self.asked(question):
            return question.not_asked_counts_as
        if self.answers.get(question.id):
            return self.answers[question.id]
        return None if question.if_missing == "required" else question.if_missing.counts_as

    def value(self, question: Question, answer: Any) -> Any:
        """An answer as something that compares."""
        match question:
            case LevelsQuestion():
                level = _on_most_days(question, answer) if isinstance(answer, Mapping) else answer
                return [one.id for one in question.levels].index(level)
            case QuantityQuestion():
                return Fraction(answer)
            case FrequencyQuestion():
                if answer == "0":
                    return Fraction(0)
                times, per = (answer["times"], answer["per"]) if isinstance(answer, Mapping) else answer.split(" per ")
                given, counted = question.periods[per], question.periods.get(question.counted_per or "")
                if given.points is not None:
                    return Fraction(times) * given.points
                return Fraction(times) * (counted.days or 0 if counted else 0) / (given.days or 1)
            case _:
                return answer

    def holds(self, condition: Condition) -> bool:
        """Whether a condition on questions and the client group holds; anything else is taken not to."""
        if condition.all_:
            return all(self.holds(one) for one in condition.all_)
        if condition.any_:
            return any(self.holds(one) for one in condition.any_)
        if condition.not_:
            return not self.holds(condition.not_)
        if condition.client_group:
            return self.client_group in condition.client_group
        if not condition.question:
            return False
        question = self.questions[condition.question]
        comparison, words = condition.comparison
        mine = self.value(question, self.counted(question))
        numbers = isinstance(question, QuantityQuestion | FrequencyQuestion)
        theirs = [Fraction(one) if numbers else self.value(question, one) for one in words]
        if comparison == "is":
            return mine in theirs
        difference = mine - theirs[0]
        met = {"at_least": difference >= 0, "more_than": difference > 0, "at_most": difference <= 0, "less_than": difference < 0}
        return bool(met[comparison])
