"""A whole ruleset, section by section in the order in which it is written: data of strings, as the reader hands them over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from ras_engine.testing import carers, decisions, money
from ras_engine.testing import interval as bounds
from ras_engine.testing import lines as money_lines
from ras_engine.testing.builder import CARER, Builder, Scope, strings
from ras_engine.testing.interval import Data, Interval
from ras_engine.testing.lines import Room
from ras_engine.testing.measures import measures
from ras_engine.testing.questions import questions

GROUPS = ("older_people", "learning_disability", "mental_health")
DEPLOYMENTS = ("council_managed", "direct_payment", "third_party")
DOMAINS: dict[str, Data] = {
    "personal_care": {"title": "Personal care", "outcomes": ["personal_hygiene"]},
    "going_out": {"title": "Going out", "outcomes": ["relationships"]},
}


@st.composite
def rulesets(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Data:
    """Rulesets that load: nested dicts and lists of strings, reaching every kind of the language (`kinds_reached` names them).

    Each has two to six questions, one to seven measures and one to five budget lines, with modest numbers. They shrink to a
    ruleset with one plain question, a sum and a fixed line.
    """
    # One stream of numbers, drawn without inner structure: hypothesis would otherwise copy parts of one draw into another, and
    # hundreds of examples would be near copies of a few dozen.
    builder = Builder(draw(st.randoms(use_true_random=False)))
    data = _head(builder)
    data["questions"] = questions(builder)
    data["measures"] = measures(builder)
    room = Room(Scope(), builder.money_per)
    data["budget_lines"] = money_lines.lines(builder, room, 5)
    sustaining = _carers(builder, data)
    if builder.chance(50):
        data["separate_amounts"] = money.separate_amounts(builder)
    _around(builder, data, _moves(bounds.added([room.total(), sustaining])))
    if builder.prices:
        data["prices"] = builder.prices
    made = without_unused(data)
    assume(lcm(*_widths(made)) <= FINEST)  # else the slopes of its tables have no common scale that the engine holds
    return made


FINEST = 10**8


def _widths(data: Any) -> Iterator[int]:
    """How far the points of sloped tables are apart, wherever they stand: what their slopes are divided by."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _widths(value)
    elif isinstance(data, list):
        points = [Fraction(one["at"]) for one in data if isinstance(one, dict) and "at" in one]
        yield from ((later - one).numerator for one, later in pairwise(points))
        for value in data:
            yield from _widths(value)


def _head(builder: Builder) -> Data:
    builder.has_carers = builder.chance(65)
    if builder.chance(60):
        builder.groups = GROUPS[: builder.whole(2, 3)]
    if builder.chance(60):
        builder.deployments = DEPLOYMENTS[: builder.whole(2, 3)]
    if builder.chance(60):
        builder.domains = tuple(DOMAINS)[: builder.whole(1, 2)]
    data: Data = {"schema": "ras-ruleset/1", "scheme": "made-up/adults", "effective_from": "2026-04-06", "revision": "1"}
    data |= {"status": "draft", "baseline": "no_unpaid_support", "money": money.money(builder)}
    data |= {"client_groups": {group: {} for group in builder.groups}} if builder.groups else {}
    data |= {"deployments": {one: {} for one in builder.deployments}} if builder.deployments else {}
    data |= {"domains": {one: DOMAINS[one] for one in builder.domains}} if builder.domains else {}
    return data | {"reference_amounts": money.references(builder)}


def _carers(builder: Builder, data: Data) -> Interval:
    """Carer support, and lines that sustain carers, with their total."""
    if builder.has_carers:
        data["carer_support"] = carers.carer_support(builder, [one["id"] for one in data["budget_lines"]])
    room = Room(Scope(abouts=CARER, carers=True), builder.money_per)
    if builder.chance(40):
        data["carer_sustainability"] = money_lines.lines(builder, room, 2)
    return room.total()


def _moves(total: Interval) -> Interval:
    """The amounts between which the money surely moves."""
    return Interval(total.low + 5, total.high - 5)


def _around(builder: Builder, data: Data, total: Interval) -> None:
    """Limits, contingency, and what people decide."""
    neutral = {"carer_neutral_amount": total.inner()} if "carer_sustainability" not in data else {}
    budget = total
    if builder.chance(60):
        found, budget = money.limits(builder, total)
        if found:
            data["limits"] = found
    amounts = {**neutral, "indicative_budget": Interval(budget.low + 5, budget.high - 5).inner()}
    data["contingency"] = money.contingency(builder)
    amounts |= money.after_contingency(builder, data["contingency"], budget)
    if builder.chance(50):
        data["pool"] = money.pool(builder, amounts)
    data["referral"] = decisions.referrals(builder)
    for word in ("sign_off", "monitoring", "review"):
        if builder.chance(45):
            data[word] = decisions.routes(builder, word, amounts)
    if builder.chance(20):
        data["cannot_stand_together"] = decisions.cannot_stand_together(builder)


def without_unused(data: Data) -> Data:
    """The ruleset without the measures and reference amounts that nothing names."""
    for measure in reversed(data["measures"]):
        rest = {key: one for key, one in data.items() if key != "measures"}
        others = [one for one in data["measures"] if one is not measure]
        if measure["id"] not in strings([rest, others]):
            data["measures"] = others
    lines = [data[key] for key in ("budget_lines", "carer_sustainability", "separate_amounts") if key in data]
    used = {name: one for name, one in data["reference_amounts"].items() if name in strings(lines)}
    return {key: one for key, one in (data | {"reference_amounts": used}).items() if one}
