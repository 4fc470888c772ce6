"""Questions: points, ranges, answers that the ruleset itself writes, and when a question is asked."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.answers import answers_in_words, is_answer
from ras_engine.document.check.context import Context, Found, listed
from ras_engine.document.check.levels import is_a_mean
from ras_engine.document.names import YES_NO, has_points
from ras_engine.document.questions import (
    ChoicesQuestion,
    CountsAs,
    LevelsQuestion,
    QuantityQuestion,
    Question,
    YesNoQuestion,
)
from ras_engine.document.walk import simple_conditions
from ras_engine.errors import did_you_mean
from ras_engine.exact import ends_in_decimals, format_decimal
from ras_engine.located import Path


def _questions(context: Context) -> Iterator[tuple[Path, Question]]:
    return ((("questions", at), question) for at, question in enumerate(context.document.questions))


def points_that_fall(context: Context) -> Iterator[Found]:
    """More need never means fewer points, unless the ruleset says so and why."""
    for path, question in _questions(context):
        if not isinstance(question, LevelsQuestion):
            continue
        if question.points_may_fall and not question.why:
            yield Found("RAS232", (*path, "points_may_fall"), {"id": question.id}, key=True)
        last = None
        for at, level in enumerate(question.levels):
            if level.points is None:
                continue
            if last is not None and level.points < last[1] and not question.points_may_fall:
                words = {"level": level.id, "before": question.levels[last[0]].id}
                related = (((*path, "levels", last[0], "points"), "The level before it"),)
                points = {"points": format_decimal(level.points), "points_before": format_decimal(last[1])}
                yield Found("RAS230", (*path, "levels", at, "points"), {**words, **points}, related=related)
            last = at, level.points


def points_for_every_answer(context: Context) -> Iterator[Found]:
    """Either every answer of a question has points, or none has."""
    for path, question in _questions(context):
        if isinstance(question, YesNoQuestion):
            for name in question.points or ():
                if name not in YES_NO:
                    words = {"level": name, "name": question.id, "hint": "Write `yes` and `no`."}
                    yield Found("RAS209", (*path, "points", name), words, key=True)
            without = [name for name in YES_NO if question.points is not None and name not in question.points]
            where: Path = (*path, "points")
        elif isinstance(question, LevelsQuestion | ChoicesQuestion):
            levels = question.levels if isinstance(question, LevelsQuestion) else question.choices
            key = "levels" if isinstance(question, LevelsQuestion) else "choices"
            without = [level.id for level in levels if level.points is None] if has_points(question) else []
            where = (*path, key, next((at for at, level in enumerate(levels) if level.id in without), 0))
        else:
            continue
        if without:
            yield Found("RAS231", where, {"id": question.id, "without": listed(without)}, key=True)


def ranges_that_hold_no_answer(context: Context) -> Iterator[Found]:
    """A quantity runs from its minimum to its maximum in whole steps."""
    for path, question in _questions(context):
        if not isinstance(question, QuantityQuestion):
            continue
        low, high, step = (format_decimal(number) for number in (question.minimum, question.maximum, question.step))
        endless = [key for key in ("minimum", "maximum", "step") if not ends_in_decimals(getattr(question, key))]
        if endless:
            number = format_decimal(getattr(question, endless[0]))
            yield Found("RAS248", (*path, endless[0]), {"key": endless[0], "number": number})
        elif question.minimum > question.maximum:
            related = (((*path, "minimum"), "The minimum"),)
            yield Found("RAS233", (*path, "maximum"), {"low": low, "high": high}, related=related)
        elif ((question.maximum - question.minimum) / question.step).denominator != 1:
            yield Found("RAS234", (*path, "step"), {"low": low, "high": high, "step": step})


def answers_that_the_ruleset_writes(context: Context) -> Iterator[Found]:
    """What a missing answer, or one not asked for, counts as is an answer to that question."""
    for path, question in _questions(context):
        written: list[tuple[Path, str]] = []
        if isinstance(question.if_missing, CountsAs):
            written.append(((*path, "if_missing", "counts_as"), question.if_missing.counts_as))
        if question.not_asked_counts_as is not None:
            written.append(((*path, "not_asked_counts_as"), question.not_asked_counts_as))
        for where, text in written:
            if not is_answer(question, text):
                known = context.index.levels_of(question.id)
                near = did_you_mean(text, known) if known else ""
                words = {"text": text, "id": question.id, "answers": answers_in_words(question)}
                yield Found("RAS235", where, {**words, "hint": f" {near}" if near.startswith("Did") else ""})


def what_decides_whether_a_question_is_asked(context: Context) -> Iterator[Found]:
    """Only other answers and the client group decide that."""
    for path, question in _questions(context):
        for where, one in simple_conditions(question.asked_when, (*path, "asked_when")):
            subject = "measure" if one.measure else "carer_support" if one.carer_support else "amount" if one.amount else ""
            if subject:
                yield Found("RAS236", (*where, subject), {"id": question.id, "subject": subject}, key=True)


def questions_that_wait_for_each_other(context: Context) -> Iterator[Found]:
    """No question is asked only when its own answer says so, directly or round about."""
    waits_for = {
        question.id: [(one.question, where) for where, one in simple_conditions(question.asked_when) if one.question]
        for _, question in _questions(context)
    }
    told: set[str] = set()
    endless = _wait_without_end({name: {other for other, _ in others} for name, others in waits_for.items()})
    for path, question in _questions(context):
        for name, where in waits_for[question.id] if question.id in endless else ():
            behind = _all_behind(name, waits_for)
            if question.id in behind and question.id not in told:
                told |= behind
                related = ((context.path_of(name), "It waits for this question"),) if name != question.id else ()
                yield Found("RAS237", (*path, "asked_when", *where, "question"), {"id": question.id}, related=related)
                break


def _wait_without_end(waits_for: dict[str, set[str]]) -> set[str]:
    """The questions that are in a circle or wait for one: not whoever waits only for others that are asked in the end."""
    waited_for_by: dict[str, list[str]] = {}
    for name, others in waits_for.items():
        for other in others:
            waited_for_by.setdefault(other, []).append(name)
    open_waits = {name: len(others) for name, others in waits_for.items()}
    ready = [name for name in {*waits_for, *waited_for_by} if not open_waits.get(name)]
    while ready:
        for name in waited_for_by.get(ready.pop(), ()):
            open_waits[name] -= 1
            if not open_waits[name]:
                ready.append(name)
    return {name for name, count in open_waits.items() if count}


def _all_behind(name: str, waits_for: dict[str, list[tuple[str, Path]]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [other for other, _ in waits_for.get(one, ())]
    return found


def answers_by_days(context: Context) -> Iterator[Found]:
    """A fluctuating answer is given over at least one day; a mean needs points."""
    for path, question in _questions(context):
        fluctuating = question.fluctuating if isinstance(question, LevelsQuestion) else None
        if fluctuating is None:
            continue
        if fluctuating.days == 0:
            yield Found("RAS238", (*path, "fluctuating", "days"), {"id": question.id})
        if is_a_mean(context, question.id) and not has_points(question):
            yield Found("RAS239", (*path, "fluctuating", "rule"), {"id": question.id})


CHECKS = (
    points_that_fall,
    points_for_every_answer,
    ranges_that_hold_no_answer,
    answers_that_the_ruleset_writes,
    what_decides_whether_a_question_is_asked,
    questions_that_wait_for_each_other,
    answers_by_days,
)
