"""Assessments that a ruleset admits, as plain data: every state of a carer, answers left out where they may be, needs that change
by the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from ras_engine.document.carers import MeanShareRule, QuantityMetRule, QuantitySupport
from ras_engine.document.questions import (
    ChoicesQuestion,
    FrequencyQuestion,
    LevelsQuestion,
    QuantityQuestion,
    Question,
)
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.scalars import Section
from ras_engine.testing.answers import Told, named_in
from ras_engine.testing.builder import Builder, BuilderAtTheEnds, written
from ras_engine.testing.interval import Data
from ras_engine.testing.order import in_order

MISSING: Any = None


def assessment_data(document: RulesetDocument, *, like: Data | None = None, at_the_ends: bool = False) -> st.SearchStrategy[Data]:
    """Assessments of `document`, in the form that `Assessment.from_dict` takes. They shrink to the plainest person: every answer at
    its least, no carer.

    `like`: an assessment of the same ruleset; what is drawn then differs from it in a few things only. `at_the_ends`: every answer
    and every carer's support is at the least or the most that it can be, or one step from there.
    """

    @st.composite
    def assessment(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Data:
        numbers = draw(st.randoms(use_true_random=False))
        drawn = drawn_from(BuilderAtTheEnds(numbers) if at_the_ends else Builder(numbers), document, like)
        assume(drawn is not None)
        assert drawn is not None
        return drawn

    return assessment()  # it takes no argument, for Hypothesis would write a whole ruleset into its messages


def drawn_from(builder: Builder, document: RulesetDocument, like: Data | None = None) -> Data | None:
    """One assessment; None where the answers drawn cannot stand together."""
    drawn: Data = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support"}
    if document.client_groups:
        drawn["client_group"] = builder.pick(tuple(document.client_groups))
    if document.deployments:
        drawn["deployment"] = _deployment(builder, document)
    if asks_about_carers(document):
        drawn["carer_support"] = _carer_support(builder, document)
    if like is not None:
        drawn |= {key: one for key, one in like.items() if key != "answers" and not builder.chance(20)}
    answers = _answers(builder, document, drawn.get("client_group"), like)
    return None if answers is None else drawn | {"answers": answers}


def asks_about_carers(document: RulesetDocument) -> bool:
    """Whether an assessment must say what carers do: a rule or a condition reads it."""
    return document.carer_support is not None or any(_carers_in(getattr(document, one)) for one in type(document).model_fields)


def _carers_in(value: Any) -> bool:
    if isinstance(value, Section):
        own = getattr(value, "carer_support", None) is not None
        return own or any(_carers_in(getattr(value, one)) for one in type(value).model_fields)
    if isinstance(value, Mapping):
        return any(_carers_in(one) for one in value.values())
    return isinstance(value, tuple) and any(_carers_in(one) for one in value)


# -- answers


def _answers(builder: Builder, document: RulesetDocument, group: str | None, like: Data | None) -> Data | None:
    """An answer to every question that is asked, in their order; some left out where the ruleset says what that counts as."""
    questions = {one.id: one for one in document.questions}
    answers: Data = {}
    told = Told(questions, answers, group)
    for question in asked_in_turn(document):
        if not told.asked(question):
            if builder.chance(15):
                answers[question.id] = question.not_asked_counts_as
            continue
        answer = _answer(builder, question)
        if like is not None and not builder.chance(25) and _may_keep(question, like):
            answer = like["answers"].get(question.id, MISSING)
        if answer is not MISSING:
            answers[question.id] = answer
    return _standing_together(document, told, answers)


def asked_in_turn(document: RulesetDocument) -> list[Question]:
    """The questions, each after those that decide whether it is asked."""
    turn: list[Question] = []
    known: set[str] = set()
    waiting = list(document.questions)
    while waiting:
        ready = [one for one in waiting if not named_in(one.asked_when) - known]
        turn += ready
        known = {one.id for one in turn}
        waiting = [one for one in waiting if one.id not in known]
    return turn


def _may_keep(question: Question, like: Data) -> bool:
    return question.id in like["answers"] or question.if_missing != "required"


def _standing_together(document: RulesetDocument, told: Told, answers: Data) -> Data | None:
    """Where the answers cannot stand together, those that the rule names are taken back to the least, one by one; None where that
    does not help."""
    for rule in document.cannot_stand_together:
        named = named_in(rule.when) & answers.keys()
        for question in [one for one in document.questions if one.id in named]:
            if told.holds(rule.when):
                answers[question.id] = least(question)
    for question in asked_in_turn(document):
        if not told.asked(question):
            answers.pop(question.id, None)
        elif question.if_missing == "required" and question.id not in answers:
            answers[question.id] = least(question)
    return None if any(told.holds(rule.when) for rule in document.cannot_stand_together) else answers


def least(question: Question) -> Any:
    """The plainest answer."""
    match question:
        case LevelsQuestion(fluctuating=rule) if rule:
            return {in_order(question)[0]: str(rule.days)}
        case LevelsQuestion() | ChoicesQuestion():
            return in_order(question)[0]
        case QuantityQuestion(minimum=minimum):
            return written(minimum)
        case FrequencyQuestion(periods=periods):
            return {"times": "0", "per": next(iter(periods))}
        case _:
            return "no"


def _answer(builder: Builder, question: Question) -> Any:
    if question.if_missing != "required" and builder.chance(25):
        return "" if builder.chance(20) else MISSING
    match question:
        case LevelsQuestion(fluctuating=rule) if rule and not builder.chance(15):
            return _days(builder, in_order(question), rule.days)
        case LevelsQuestion() | ChoicesQuestion():
            return builder.answer(in_order(question))
        case QuantityQuestion(minimum=minimum, maximum=maximum, step=step):
            return written(minimum + step * builder.answer(range(int((maximum - minimum) / step) + 1)))
        case FrequencyQuestion(periods=periods):
            per = builder.pick(tuple(periods))
            times = str(builder.answer(range(periods[per].most + 1)))
            spoken = "0" if times == "0" else f"{times} per {per}"
            return spoken if builder.chance(30) else {"times": times, "per": per}
        case _:
            return builder.pick(in_order(question))


def _days(builder: Builder, levels: Sequence[str], days: int) -> Data:
    """The days shared out over the levels: all at the least in the plainest case."""
    shared: Data = {}
    left = days
    for level in reversed(levels[1:]):
        taken = builder.answer(range(left + 1))
        left -= taken
        if taken or builder.chance(20):
            shared[level] = str(taken)
    return ({levels[0]: str(left)} if left or not shared else {}) | shared


# -- deployment and carers


def _deployment(builder: Builder, document: RulesetDocument) -> Any:
    """One way to hold the budget, or one for some of the lines that are priced by it."""
    ways = tuple(document.deployments or {})
    lines = [*_priced(document.budget_lines), *_priced(document.carer_sustainability)]
    lines += [name for one in document.separate_amounts for name in _priced(one.lines)]
    varying = {name for name, price in (document.prices or {}).items() if price.by_deployment}
    by_line = [name for name, prices in lines if varying.intersection(prices)]
    if not by_line or not builder.chance(30):
        return builder.pick(ways)
    return {"default": builder.pick(ways)} | {name: builder.pick(ways) for name in builder.some(by_line, 0, 2)}


def _priced(lines: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The price lines, inner ones too, each with the prices that it may use."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in lines:
        if line.kind == "price":
            found.append((line.id, tuple(line.price_by.prices.values()) if line.price_by else (line.price,)))
        elif line.kind in ("largest_of", "smallest_of"):
            found += _priced(line.lines)
    return found


def _carer_support(builder: Builder, document: RulesetDocument) -> Any:
    state = builder.pick(("no_carer", "not_offered", "offered", "offered", "offered"))
    areas = areas_of(document)
    if state != "offered" or not areas:
        return state if state != "offered" else "no_carer"
    levels = [one.id for one in (document.carer_support.levels if document.carer_support else None) or ()]
    return {area: _offer(builder, areas[area], levels) for area in builder.some(tuple(areas), 1, len(areas))}


def areas_of(document: RulesetDocument) -> dict[str, QuantitySupport | None]:
    """What carers may support; a quantity, or None where a level is told."""
    support = document.carer_support
    found: dict[str, QuantitySupport | None] = dict.fromkeys((support.areas if support else None) or ())
    for rule in support.rules if support else ():
        if isinstance(rule, QuantityMetRule):
            found |= rule.reduces
        else:
            found |= dict.fromkeys(rule.activities if isinstance(rule, MeanShareRule) else rule.reduces)
    return found


def _offer(builder: Builder, quantity: QuantitySupport | None, levels: list[str]) -> Data:
    """What one carer does in one area, and what the council recorded about it."""
    offer: Data = {"level": "none" if builder.chance(10) else builder.answer(levels)} if quantity is None else {}
    if quantity is not None:
        offer["quantity"] = written(quantity.step * builder.answer(range(int(quantity.most / quantity.step) + 1)))
    offer |= {"able": "no" if builder.chance(15) else "yes", "willing": "no" if builder.chance(15) else "yes"}
    for fact in ("likely_to_stay_able", "likely_to_stay_willing", "adult"):
        if builder.chance(25):
            offer[fact] = "no" if builder.chance(30) else "yes"
    if builder.chance(10):
        offer["limited_by"] = builder.some(("work", "education", "leisure"))
    return offer
