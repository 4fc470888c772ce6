"""The budget around the place where a law breaks: people one step of one answer apart, each scored by the engine itself.

Receives a broken pair; gives lines of amounts against need. From the left person answers go down one step at a time to the plainest
person, from the right one up to the highest, so that the pair stands among its neighbours and everything else stays as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ras_engine.assessment import Assessment
from ras_engine.audit import Witness
from ras_engine.budget import IndicativeBudget
from ras_engine.edges.audit.pairs import compared
from ras_engine.edges.audit.shown import opened
from ras_engine.errors import AssessmentInvalid
from ras_engine.ruleset import Ruleset
from ras_engine.score import score

GROUP = "client_group"
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Stop:
    """One person on the way: how much need (points, or steps where there is no measure) and the amount in pence."""

    need: int | float
    pence: int
    step: int


@dataclass(frozen=True, slots=True)
class Way:
    """One line: who it is for, and its people from least to most need."""

    label: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines of amounts against need around a pair. `high` is where high need begins; `breaks` are the needs at which a step of one
    answer breaks the law on some line; `others` counts the client groups that are not drawn."""

    amount: str
    measure: str
    ways: tuple[Way, ...]
    ends: tuple[Stop, Stop]
    high: int | float | None
    breaks: tuple[int | float, ...]
    others: int = 0


def curve(witness: Witness, most: int | None, ruleset: Ruleset, against: Ruleset | None) -> Curve | None:
    """The lines around a pair, `most` the law's threshold; None where support from carers differs, or too few can be scored."""
    told = {one.what for one in witness.differ}
    if any(one.startswith("carer.") for one in told) or witness.compares == "same" or not hasattr(ruleset.plan.money, witness.of):
        return None
    measure = _measure(ruleset)
    left, right = (copy.deepcopy(dict(side.assessment)) for side in (witness.left, witness.right))
    people, cut = _people(ruleset, left, right)
    old = against if witness.two_rulesets else None
    ways = []
    for label, group, rules in _lines(ruleset, old, left, right):
        stops = _stops(people, group, rules, witness.of, measure)
        if len(stops) > 2:
            ways.append(Way(label, tuple(stops)))
    first = _stop(left, None, old or ruleset, witness.of, measure, cut)
    other = _stop(right, None, ruleset, witness.of, measure, cut + 1)
    if not ways or first is None or other is None:
        return None
    breaks = tuple(
        sorted({need for way in ways for need in _breaks(way, witness.compares, most)} if "client_group" not in told else ())
    )
    name = opened(measure) if measure else "steps of answers"
    others = 0 if old else max(len(ruleset.document.client_groups or ()) - MOST_LINES, 0)
    return Curve(opened(witness.of), name, tuple(ways), (first, other), _high(ruleset), breaks, others)


def _breaks(way: Way, compares: str, most: int | None) -> Iterator[int | float]:
    """Where one step of one answer breaks the law: half way between the two people."""
    by_step = sorted(way.stops, key=lambda one: one.step)
    for one, other in pairwise(by_step):
        if most is not None and other.step == one.step + 1 and compared(compares, one.pence, other.pence) > most:
            yield (one.need + other.need) / 2


def _measure(ruleset: Ruleset) -> str:
    """The measure of need that the council names; none where it names none."""
    audit = ruleset.document.audit
    return audit.high_need.measure if audit and audit.high_need else ""


def _high(ruleset: Ruleset) -> int | float | None:
    audit = ruleset.document.audit
    return float(audit.high_need.at_least) if audit and audit.high_need else None


def _lines(
    ruleset: Ruleset, old: Ruleset | None, left: Mapping[str, Any], right: Mapping[str, Any]
) -> Iterator[tuple[str, str | None, Ruleset]]:
    """What each line is for: the two rulesets, or the client groups with those of the pair first."""
    if old is not None:
        yield from (("the old ruleset", None, old), ("the new ruleset", None, ruleset))
        return
    groups = list(ruleset.document.client_groups or ())
    if not groups:
        yield "everybody", None, ruleset
        return
    mine = dict.fromkeys([left[GROUP], right[GROUP]])
    for group in [*mine, *(one for one in groups if one not in mine)][:MOST_LINES]:
        yield opened(group), group, ruleset


def _people(ruleset: Ruleset, left: dict[str, Any], right: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """Everybody on the way, least need first, and the place of the left person."""
    below = list(_steps(ruleset, left, -1))
    above = list(_steps(ruleset, right, 1))
    return [*reversed(below), left, right, *above], len(below)


def _steps(ruleset: Ruleset, person: Mapping[str, Any], way: int) -> Iterator[dict[str, Any]]:
    """A person's neighbours: one answer after the other brought to its end, step by step."""
    now: dict[str, Any] = copy.deepcopy(dict(person))
    for question in ruleset.document.questions:
        levels = [str(one.id) for one in getattr(question, "levels", None) or ()]
        given = now["answers"].get(question.id)
        if getattr(question, "about", "") not in ("need", "safety") or given not in levels:
            continue
        place = levels.index(given) + way
        while 0 <= place < len(levels):
            now = copy.deepcopy(now)
            now["answers"][question.id] = levels[place]
            yield now
            place += way


def _stops(people: list[dict[str, Any]], group: str | None, rules: Ruleset, of: str, measure: str) -> list[Stop]:
    found = (_stop(one, group, rules, of, measure, place) for place, one in enumerate(people))
    return sorted((one for one in found if one is not None), key=lambda one: (one.need, one.step))


def _stop(person: Mapping[str, Any], group: str | None, rules: Ruleset, of: str, measure: str, step: int) -> Stop | None:
    """One person scored; None where they cannot be assessed or are referred without an amount."""
    data = {**person, GROUP: group} if group is not None else dict(person)
    try:
        result = score(rules, Assessment.from_dict(data))
    except AssessmentInvalid:
        return None
    if not isinstance(result, IndicativeBudget):
        return None
    need = float(result.step(f"measure.{measure}")) if measure else step
    return Stop(need, getattr(result, of).pence, step)
