"""Strategies for people whom a ruleset can be asked about: single assessments, pairs that differ in one thing, whole caseloads.

Receives a ruleset; whatever is drawn is admitted by it. Examples shrink to the plainest person: the least need, no carer, the
first client group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from hypothesis import assume
from hypothesis import strategies as st

from ras_engine.assessment import Assessment
from ras_engine.document.carers import QuantitySupport
from ras_engine.errors import AssessmentInvalid
from ras_engine.plan.asks import Raw
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import admit
from ras_engine.score.one import evaluate
from ras_engine.testing.builder import Builder, written
from ras_engine.testing.caseload import columns_of
from ras_engine.testing.interval import Data
from ras_engine.testing.knots import Leading, knots_of
from ras_engine.testing.order import NEED, more_need
from ras_engine.testing.person import areas_of, assessment_data, drawn_from

Draw = Callable[[st.SearchStrategy[Any]], Any]
Near = Literal["knots", "edges"]
Differ = Literal["answer", "group", "carer"]
ONE_BY_ONE = 10
"""So many people of a caseload are drawn so that they shrink each on their own; the others come from one seed."""
MOST_TRIES = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people alike in all but `differs_in`: a question, "client_group", or "carer." and the area that is supported."""

    left: Assessment
    right: Assessment
    differs_in: str


def assessments(ruleset: Ruleset, near: Near | None = None) -> st.SearchStrategy[Assessment]:
    """Assessments that `score(ruleset, ...)` takes.

    `near="knots"`: one of the sums that enter a table, a band, a condition or a limit lies at the number where that turns, or as
    near as one step to either side, wherever answers lead there. `near="edges"`: every answer and every carer's support is at the
    least or the most that can be said, or one step from there. Raises ValueError for any other `near`.
    """
    match near:
        case None:
            return assessment_data(ruleset.document).map(Assessment.from_dict)
        case "edges":
            return assessment_data(ruleset.document, at_the_ends=True).map(Assessment.from_dict)
        case "knots":
            return _at_knots(ruleset).map(Assessment.from_dict)
    raise ValueError(f'near is "knots", "edges" or None, not {near!r}')


def _at_knots(ruleset: Ruleset) -> st.SearchStrategy[Data]:
    knots = knots_of(ruleset.plan)
    if not knots:
        return assessment_data(ruleset.document)
    leads = {knot.slot: Leading(ruleset.plan, knot.slot) for knot in knots}

    @st.composite
    def at_knots(draw: Draw) -> Data:
        person: Data = draw(assessment_data(ruleset.document))
        knot, turn = draw(st.sampled_from(knots)), draw(st.integers(0, 255))
        beside = draw(st.sampled_from((0, -1, 1)))
        codes, lead = admit(ruleset, Assessment.from_dict(person)), leads[knot.slot]
        numbers = knot.of(evaluate(ruleset.plan, list(codes)))
        answered = {name for name, answer in person["answers"].items() if answer}
        for movable in (answered, answered - lead.clashing):
            led = lead.led_to(codes, numbers[turn % len(numbers)], movable, beside)
            found: Data = person | {"answers": person["answers"] | {name: _plain(raw) for name, raw in led.items()}}
            if _admitted(ruleset, found):
                return found
        return person

    return at_knots()


def _plain(raw: Raw) -> Any:
    return raw if isinstance(raw, str) else dict(raw)


def _admitted(ruleset: Ruleset, person: Data) -> bool:
    try:
        admit(ruleset, Assessment.from_dict(person))
    except AssessmentInvalid:
        return False
    return True


def pairs(ruleset: Ruleset, differ: Differ) -> st.SearchStrategy[Pair]:
    """Two people alike in all but one thing, both admitted.

    `differ="answer"`: the right one has more need in one answer about need or safety; `"group"`: is in another client group;
    `"carer"`: has more support in one area from a carer able and willing. Raises ValueError where the ruleset has nothing of the
    kind.
    """
    document = ruleset.document
    changes: dict[str, tuple[Callable[[Ruleset, Data], Iterator[tuple[str, Data]]], bool, str]] = {
        "answer": (_more_need, any(one.about in NEED for one in document.questions), "no question about need"),
        "group": (_other_groups, len(document.client_groups or ()) > 1, "fewer than two client groups"),
        "carer": (_more_support, bool(areas_of(document)), "no area that a carer can support"),
    }
    if differ not in changes:
        raise ValueError(f'differ is "answer", "group" or "carer", not {differ!r}')
    change, possible, lacks = changes[differ]
    if not possible:
        raise ValueError(f'{ruleset} has {lacks}: no pair can differ in "{differ}"')
    return _changed(ruleset, change)


def _changed(ruleset: Ruleset, change: Callable[[Ruleset, Data], Iterator[tuple[str, Data]]]) -> st.SearchStrategy[Pair]:
    """One of the changes of one person: what differs is drawn first, then how; the first after it that is admitted."""

    @st.composite
    def pair(draw: Draw) -> Pair:
        left = draw(assessment_data(ruleset.document))
        ways: dict[str, list[Data]] = {}
        for differs_in, right in change(ruleset, left):
            ways.setdefault(differs_in, []).append(right)
        assume(ways)
        differs_in = draw(st.sampled_from(tuple(ways)))
        first = draw(st.integers(0, len(ways[differs_in]) - 1))
        for right in ways[differs_in][first:] + ways[differs_in][:first]:
            if _admitted(ruleset, right):
                return Pair(Assessment.from_dict(left), Assessment.from_dict(right), differs_in)
        assume(False)
        raise AssertionError

    return pair()


def _more_need(ruleset: Ruleset, left: Data) -> Iterator[tuple[str, Data]]:
    for question in ruleset.document.questions:
        if question.about in NEED:
            for answer in more_need(question, left["answers"].get(question.id)):
                yield question.id, left | {"answers": left["answers"] | {question.id: answer}}


def _other_groups(ruleset: Ruleset, left: Data) -> Iterator[tuple[str, Data]]:
    for group in ruleset.document.client_groups or ():
        if group != left["client_group"]:
            yield "client_group", left | {"client_group": group}


def _more_support(ruleset: Ruleset, left: Data) -> Iterator[tuple[str, Data]]:
    told = left.get("carer_support")
    support: Mapping[str, Any] = told if isinstance(told, dict) else {}
    carers = ruleset.document.carer_support
    levels = list(dict.fromkeys(["none", *(one.id for one in (carers.levels if carers else None) or ())]))  # some say "none" too
    for area, quantity in areas_of(ruleset.document).items():
        offer = support.get(area, {})
        counts = bool(offer) and offer["able"] == offer["willing"] == "yes" and offer.get("adult") != "no"
        facts = offer if counts else {"able": "yes", "willing": "yes"}
        for more in _more(offer if counts else {}, quantity, levels):
            yield f"carer.{area}", left | {"carer_support": {**support, area: facts | more}}


def _more(offer: Mapping[str, Any], quantity: QuantitySupport | None, levels: list[str]) -> Iterator[dict[str, str]]:
    """Every extent above what counts so far."""
    if quantity is None:
        yield from ({"level": one} for one in levels[levels.index(offer.get("level", "none")) + 1 :])
        return
    given = int(type(quantity.step)(offer.get("quantity", "0")) / quantity.step)
    yield from ({"quantity": written(quantity.step * place)} for place in range(given + 1, int(quantity.most / quantity.step) + 1))


def caseloads(ruleset: Ruleset, n: int) -> st.SearchStrategy[dict[str, list[str]]]:
    """Caseloads of n people: columns of n cells each, as `score_batch(caseload, ruleset)` takes them.

    The first ten people shrink one by one; all others are drawn from one seed, so that a caseload may be large. Raises ValueError
    where `n` is negative.
    """
    if n < 0:
        raise ValueError(f"a caseload cannot have {n} people")

    @st.composite
    def caseload(draw: Draw) -> dict[str, list[str]]:
        people = [draw(assessment_data(ruleset.document)) for _ in range(min(n, ONE_BY_ONE))]
        if n > ONE_BY_ONE:
            builder = Builder(Random(draw(st.integers(0, 2**32 - 1))))
            people += [_anybody(builder, ruleset) for _ in range(n - ONE_BY_ONE)]
        return columns_of(ruleset.plan, people)

    return caseload()


def _anybody(builder: Builder, ruleset: Ruleset) -> Data:
    for _ in range(MOST_TRIES):
        person = drawn_from(builder, ruleset.document)
        if person is not None:
            return person
    assume(False)
    raise AssertionError
