"""What you told us: every question with the answer that counted, and what missing, unasked and changing answers counted as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ras_engine.document.questions import (
    ChoicesQuestion,
    CountsAs,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.exact import parse_decimal
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.conditions import condition_words
from ras_engine.explain.days import days_given, days_text
from ras_engine.explain.facts import Facts
from ras_engine.explain.structure import Entry, Section
from ras_engine.explain.working import Part, Working
from ras_engine.plan.asks import FrequencyAsk


def answers_section(facts: Facts) -> Section:
    """The section, its entries gathered by area of life."""
    entries = [*_circumstances(facts)]
    by_domain: dict[str | None, list[Entry]] = {}
    for place, question in enumerate(facts.document.questions):
        by_domain.setdefault(question.domain, []).append(_question(facts, place, question))
    for domain, found in by_domain.items():
        if domain is None:
            entries += found
        else:
            entries.append(Entry(facts.title_of_domain(domain), entries=tuple(found)))
    baseline = facts.say("The answers were recorded as if nobody helped you without pay.")
    return Section("answers", facts.say("What you told us"), (*_when(facts), baseline), tuple(entries))


def _when(facts: Facts) -> Iterator[str]:
    if facts.result.assessment.assessed_on:
        yield facts.say("Assessed on {day}.", day=facts.wording.day(facts.result.assessment.assessed_on))


def _circumstances(facts: Facts) -> Iterator[Entry]:
    assessment = facts.result.assessment
    if assessment.client_group and facts.document.client_groups:
        words = facts.level_words("client_group", assessment.client_group)
        yield facts.entry(facts.say("Client group"), ("client_groups", assessment.client_group), shown=words)
    if assessment.deployment and facts.document.deployments:
        text = [
            facts.say("{line}: {way}.", line=facts.title_of_line(line), way=facts.deployment_words(way))
            for line, way in assessment.deployment_by_line.items()
        ]
        words = facts.deployment_words(assessment.deployment)
        yield facts.entry(facts.say("How the budget would be held"), ("deployments", assessment.deployment), text=text, shown=words)


def _question(facts: Facts, place: int, question: Question) -> Entry:
    raw = facts.result.assessment.answers.get(question.id)
    text, working = [*_policy(facts, question, answered=raw is not None)], [*_working(facts, question)]
    if isinstance(question, LevelsQuestion) and question.fluctuating and raw is not None:
        text += days_text(facts, question, raw)
        working += [*_mean(facts, question)] if not facts.level(question.id) else []
    if question.about == "authority_risk":
        text.append(facts.say("This answer cannot change any amount."))
    has_number = facts.has_step(f"value.{question.id}")
    ask = facts.wording.text(question.ask)
    return facts.entry(
        f"{facts.wording.text(question.title)}: {ask}" if question.title is not None else ask,
        ("questions", place),
        text=text,
        shown=_answer(facts, question),
        value=facts.number(question.id) if has_number else None,
        working=working,
        step=f"value.{question.id}" if has_number else "",
    )


def _answer(facts: Facts, question: Question) -> str:
    """The answer that counted, with its points."""
    match question:
        case QuantityQuestion():
            return facts.shown(question.id)
        case FrequencyQuestion():
            return _times(facts, question)
        case LevelsQuestion() | ChoicesQuestion() | YesNoQuestion():
            level = facts.level(question.id)
            words = facts.level_words(question.id, level) if level else facts.say("It changes from day to day")
            if not facts.has_step(f"value.{question.id}"):
                return words
            points = facts.wording.shown(facts.number(question.id), facts.unit(question.id))
            return facts.say("{answer} ({points})", answer=words, points=points)


def _coded_times(facts: Facts, question: FrequencyQuestion) -> tuple[int, str]:
    ask = facts.plan.ask_named[question.id]
    assert isinstance(ask, FrequencyAsk)
    times, period = facts.result.values[ask.slot : ask.slot + 2]
    return times, ask.periods[period]


def _times(facts: Facts, question: FrequencyQuestion) -> str:
    times, period = _coded_times(facts, question)
    return facts.wording.shown(Fraction(times), f"times a {period}")


def _working(facts: Facts, question: Question) -> Iterator[Working]:
    """How the answer to a frequency became a number, where it is not the answer itself."""
    if not isinstance(question, FrequencyQuestion):
        return
    arithmetic = Arithmetic(facts.wording)
    times, period = _coded_times(facts, question)
    said = Part("", Fraction(times), f"times a {period}")
    points = question.periods[period].points
    if points is not None:
        yield arithmetic.multiply((said, Part(facts.say("points for each time"), points)), facts.unit(question.id))
    elif question.counted_per and question.counted_per != period:
        counted, days = question.periods[question.counted_per].days, question.periods[period].days
        parts = (said, Part("", counted or Fraction(1), "days"), Part("", days or Fraction(1), "days"))
        yield arithmetic.scale(parts, facts.unit(question.id))


def _mean(facts: Facts, question: LevelsQuestion) -> Iterator[Working]:
    """The mean over days, where the ruleset takes one."""
    ask = facts.plan.ask_named[question.id]
    if question.fluctuating and question.fluctuating.rule == "mean_of_days" and facts.has_step(f"value.{question.id}"):
        days = facts.result.values[ask.slot : ask.slot + ask.width]
        parts = [
            Part(facts.wording.text(level.says), level.points or Fraction(0), facts.unit(question.id), Fraction(count))
            for level, count in zip(question.levels, days, strict=True)
        ]
        yield Arithmetic(facts.wording).mean_of_days(parts, facts.unit(question.id))


def _policy(facts: Facts, question: Question, *, answered: bool) -> Iterator[str]:
    """What the answer counted as, where it was not asked or not given."""
    ask = facts.plan.ask_named[question.id]
    if question.asked_when is not None and ask.asked is not None and not facts.result.values[ask.asked]:
        condition = condition_words(facts, question.asked_when)
        counts = facts.wording.quoted(written_answer(facts, question, question.not_asked_counts_as or ""))
        yield facts.say(
            "This was not asked: it is asked only where {condition}. It counts as {answer}.", condition=condition, answer=counts
        )
    elif not answered and isinstance(question.if_missing, CountsAs):
        counts = facts.wording.quoted(written_answer(facts, question, question.if_missing.counts_as))
        yield facts.say("You gave no answer. The ruleset counts this as {answer}.", answer=counts)
        yield from facts.reasons(question.if_missing)


def written_answer(facts: Facts, question: Question, raw: str | Mapping[str, str]) -> str:
    """A raw answer in words: the words of its level (of each level with its days), a quantity with its unit, times a week."""
    if isinstance(question, LevelsQuestion) and (days := days_given(facts, question, raw)):
        return ", ".join(f"{facts.level_words(question.id, level)}: {facts.wording.shown(count, 'days')}" for level, count in days)
    if not isinstance(raw, str):
        return f"{raw.get('times', '')} × {raw.get('per', '')}"
    if isinstance(question, QuantityQuestion):
        return facts.wording.shown(parse_decimal(raw), question.unit)
    return facts.level_words(question.id, raw) if facts.index.levels_of(question.id) else raw
