"""Answers that change from day to day: the days at each level, the level they came to, and why that one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ras_engine.document.questions import LevelsQuestion
from ras_engine.explain.facts import Facts
from ras_engine.plan.asks import Codes, DaysAsk, LevelAsk, days_by_level


def days_given(facts: Facts, question: LevelsQuestion, raw: str | Mapping[str, str]) -> list[tuple[str, Fraction]]:
    """The levels that an answer gives days to, the least need first; nothing for an answer that is one level."""
    ask = facts.plan.ask_named[question.id]
    if not question.fluctuating or not isinstance(ask, LevelAsk | DaysAsk) or (isinstance(raw, str) and raw in ask.levels):
        return []
    days = days_by_level(ask, raw)
    if not isinstance(days, tuple):
        return []
    return [(level, Fraction(count)) for level, count in zip(ask.levels, days, strict=True) if count]


def days_text(facts: Facts, question: LevelsQuestion, raw: str | Mapping[str, str]) -> list[str]:
    """The days at each level and the reason for what they came to; nothing for an answer that is one level."""
    ask = facts.plan.ask_named[question.id]
    assert isinstance(ask, LevelAsk | DaysAsk)
    assert question.fluctuating
    days = None if isinstance(raw, str) and raw in ask.levels else days_by_level(ask, raw)
    if not isinstance(days, tuple):
        return []
    said = [
        facts.say("{answer} on {days}", answer=_level(facts, question, place), days=facts.wording.shown(Fraction(count), "days"))
        for place, count in enumerate(days)
        if count
    ]
    of = facts.wording.shown(Fraction(question.fluctuating.days), "days")
    text = [facts.say("Of {days}: {answers}.", days=of, answers=facts.wording.both(said))]
    if isinstance(ask, LevelAsk):
        text.append(_why(facts, question, ask, days))
    return [*text, *facts.reasons(question.fluctuating)]


def _level(facts: Facts, question: LevelsQuestion, place: int) -> str:
    return facts.wording.quoted(facts.wording.text(question.levels[place].says))


def _why(facts: Facts, question: LevelsQuestion, ask: LevelAsk, days: Codes) -> str:
    """Why the level that counted did, by the rule of the level on most days."""
    chosen = facts.result.values[ask.slot]
    answer, half = _level(facts, question, chosen), sum(days)
    if 2 * days[chosen] > half:
        return facts.say("{answer} counts: it applies on more than half of the days.", answer=answer)
    if chosen in ask.without_points:
        return facts.say("{answer} counts: no level with points applies often enough.", answer=answer)
    if _tied(ask, days, chosen):
        return facts.say(
            "{answer} counts: the levels with points together apply on more than half of the days, and of those that apply most "
            "often it is the highest.",
            answer=answer,
        )
    return facts.say(
        "{answer} counts: the levels with points together apply on more than half of the days, and it applies most often.",
        answer=answer,
    )


def _tied(ask: LevelAsk, days: Codes, chosen: int) -> bool:
    return any(count == days[chosen] and place != chosen and place not in ask.without_points for place, count in enumerate(days))
