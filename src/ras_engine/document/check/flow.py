"""What may reach what: carers only the carer's part of the money, risk to the authority no money at all.

The plan proves this for every result. Here it is said early, at the line that mentions what it may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ras_engine.document.check.carers import reads_of_line_deeply
from ras_engine.document.check.context import Context, Found
from ras_engine.document.conditions import Condition
from ras_engine.document.lines import Line
from ras_engine.document.walk import simple_conditions, walk
from ras_engine.located import Path

_DECISIONS = ("sign_off", "monitoring", "review")
_BLIND_TO_CARERS = ("measures", "budget_lines", "contingency", "questions", "carer_support")


def subjects_in_the_wrong_place(context: Context) -> Iterator[Found]:
    """Amounts and deployments are asked about only where people decide; carer support only where carers count."""
    separate = context.document.separate_amounts
    for path, one in simple_conditions(context.document):
        section = str(path[0])
        person = section == "separate_amounts" and isinstance(path[1], int) and separate[path[1]].for_ == "person"
        if one.amount and section not in (*_DECISIONS, "pool", "questions"):
            yield Found("RAS270", (*path, "amount"), {"section": section}, key=True)
        if one.deployment and section not in _DECISIONS:
            yield Found("RAS271", (*path, "deployment"), {"section": section}, key=True)
        if one.carer_support and (person or section in _BLIND_TO_CARERS) and section != "questions":
            yield Found("RAS272", (*path, "carer_support"), {"section": section}, key=True)


@dataclass(frozen=True, slots=True)
class _Money:
    """Something that moves money or withholds it: where it stands, what it reads, and which questions it may not see."""

    path: Path
    name: str
    reads: frozenset[str]
    closed_to: frozenset[str]


_BOTH = frozenset({"carer", "authority_risk"})
_RISK = frozenset({"authority_risk"})


def questions_that_may_not_reach_money(context: Context) -> Iterator[Found]:
    """A question about a carer, or about risk to the authority, does not reach a part of the money that is closed to it."""
    for part in _parts(context):
        for name in sorted(part.reads):
            question = context.index.questions.get(name)
            if question is None or question.about not in part.closed_to or context.unsure(name):
                continue
            code = "RAS273" if question.about == "carer" else "RAS274"
            related = (((*context.path_of(name), "about"), "The question"),)
            yield Found(code, part.path, {"part": part.name, "name": name}, key=True, related=related)


def _parts(context: Context) -> Iterator[_Money]:
    document = context.document
    yield from _of_lines(context, ("budget_lines",), document.budget_lines, _BOTH)
    yield from _of_lines(context, ("carer_sustainability",), document.carer_sustainability, _RISK)
    for at, amount in enumerate(document.separate_amounts):
        closed = _RISK if amount.for_ == "carer" else _BOTH
        yield from _of_lines(context, ("separate_amounts", at, "lines"), amount.lines, closed)
        for key in ("minimum", "maximum"):
            yield _money(context, ("separate_amounts", at, key), getattr(amount, key), closed)
    yield _money(context, ("limits",), document.limits, _RISK)
    yield _money(context, ("contingency",), document.contingency, _BOTH)
    yield _money(context, ("carer_support",), document.carer_support, _RISK)
    for at, referral in enumerate(document.referral):
        if referral.indicative_budget == "withheld":
            yield _money(context, ("referral", at), referral, _RISK)
    for at, question in enumerate(document.questions):
        closed = _BOTH if question.about not in _BOTH else _RISK if question.about == "carer" else frozenset()
        yield _money(context, ("questions", at, "asked_when"), question.asked_when, closed)


def _of_lines(context: Context, path: Path, lines: tuple[Line, ...], closed: frozenset[str]) -> Iterator[_Money]:
    for at, line in enumerate(lines):
        yield _Money((*path, at), f'The line "{line.id}"', reads_of_line_deeply(context, line), closed)


def _money(context: Context, path: Path, value: object, closed: frozenset[str]) -> _Money:
    """Whatever a section reads through its keys, conditions and measures."""
    names: set[str] = set()
    for _, one in walk(value):
        by = getattr(one, "by", None)
        names.update(by if isinstance(by, tuple) else ())
        if isinstance(one, Condition):
            names.update(name for name in (one.question, one.measure) if name)
    called = {"limits": "A limit", "contingency": "The contingency", "carer_support": "A carer rule", "referral": "The referral"}
    name = called.get(str(path[0]), "When this question is asked" if path[0] == "questions" else "A limit")
    return _Money(path, name, context.index.reads_deeply(names), closed)


CHECKS = (subjects_in_the_wrong_place, questions_that_may_not_reach_money)
