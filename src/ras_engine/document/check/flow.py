"""What may reach what: carers only the carer's part of the money, risk to the authority no money at all.

The plan proves this for every result. Here it is said early, at the line that mentions what it may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ras_engine.document.check.context import Context, Found
from ras_engine.document.conditions import Condition
from ras_engine.document.lines import Line
from ras_engine.document.walk import walk
from ras_engine.located import Path

_DECISIONS = ("sign_off", "monitoring", "review")
_BLIND_TO_CARERS = ("measures", "budget_lines", "contingency", "carer_support")


def subjects_in_the_wrong_place(context: Context) -> Iterator[Found]:
    """Amounts and deployments are asked about where people decide, carer support where carers count, measures after the answers."""
    separate = context.document.separate_amounts
    for path, one in context.conditions:
        section = str(path[0])
        person = section == "separate_amounts" and isinstance(path[1], int) and separate[path[1]].for_ == "person"
        if one.amount and section not in (*_DECISIONS, "pool", "questions"):
            yield Found("RAS270", (*path, "amount"), {"section": section}, key=True)
        if one.measure and section == "cannot_stand_together":
            yield Found("RAS275", (*path, "measure"), {"name": one.measure}, key=True)
        if one.deployment and section not in _DECISIONS:
            yield Found("RAS271", (*path, "deployment"), {"section": section}, key=True)
        if one.carer_support and (person or section in _BLIND_TO_CARERS):
            yield Found("RAS272", (*path, "carer_support"), {"section": section}, key=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that money is made of: where it stands, what it reads directly, and which questions it may not see.

    What it reads through a measure is said at the measure.
    """

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


def _parts(context: Context) -> Iterator[_Part]:
    document = context.document
    for at, measure in enumerate(document.measures):
        reads = context.index.reads_of_measure(measure)
        yield _Part(("measures", at), f'The measure "{measure.id}"', reads, _BOTH)
    yield from _of_lines(context, ("budget_lines",), document.budget_lines, _BOTH)
    yield from _of_lines(context, ("carer_sustainability",), document.carer_sustainability, _RISK)
    for at, amount in enumerate(document.separate_amounts):
        closed = _RISK if amount.for_ == "carer" else _BOTH
        yield from _of_lines(context, ("separate_amounts", at, "lines"), amount.lines, closed)
        for key in ("minimum", "maximum"):
            yield _part(("separate_amounts", at, key), "A limit", getattr(amount, key), closed)
    yield _part(("limits",), "A limit", document.limits, _BOTH)
    yield _part(("contingency",), "The contingency", document.contingency, _BOTH)
    yield _part(("carer_support",), "A carer rule", document.carer_support, _RISK)
    for at, referral in enumerate(document.referral):
        if referral.indicative_budget == "withheld":
            yield _part(("referral", at), f'The referral "{referral.id}"', referral, _RISK)
    for at, question in enumerate(document.questions):
        closed = _BOTH if question.about not in _BOTH else _RISK if question.about == "carer" else frozenset()
        name = f'Whether "{question.id}" is asked'
        yield _part(("questions", at, "asked_when"), name, question.asked_when, closed)


def _of_lines(context: Context, path: Path, lines: tuple[Line, ...], closed: frozenset[str]) -> Iterator[_Part]:
    for at, line in enumerate(lines):
        yield _Part((*path, at), f'The line "{line.id}"', context.index.reads_of_line(line), closed)


def _part(path: Path, name: str, value: object, closed: frozenset[str]) -> _Part:
    """Whatever a section reads through its keys and conditions."""
    names: set[str] = set()
    for _, one in walk(value):
        by = getattr(one, "by", None)
        names.update(by if isinstance(by, tuple) else ())
        if isinstance(one, Condition):
            names.update(subject for subject in (one.question, one.measure) if subject)
    return _Part(path, name, frozenset(names), closed)


CHECKS = (subjects_in_the_wrong_place, questions_that_may_not_reach_money)
