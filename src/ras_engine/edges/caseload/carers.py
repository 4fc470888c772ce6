"""Carers: who has one, what they give in which area, and the facts that the Care Act asks for."""

from __future__ import annotations

import numpy as np

from ras_engine.edges.caseload import tables
from ras_engine.edges.caseload.answers import People
from ras_engine.edges.caseload.draw import Whole
from ras_engine.exact import format_decimal
from ras_engine.plan.asks import Ask, LevelAsk, QuantityAsk
from ras_engine.plan.plan import Plan
from ras_engine.score.many.columns import SUPPORT_STATES, Distinct

PREFIX = "carer."


def states(people: People) -> Distinct:
    """For each person: no carer, a carer whose support is not offered, or support that is offered."""
    share = np.array([tables.CARER.get(name, 425) for name in people.names], dtype=np.int64)[people.groups]
    has = people.draw.thousandth("has a carer") < share
    offered = people.draw.thousandth("support is offered") < tables.OFFERED
    return Distinct(SUPPORT_STATES, np.where(has, np.where(offered, 2, 1), 0).astype(np.int64))


def columns(plan: Plan, people: People, state: Distinct) -> dict[str, Distinct]:
    """The columns of carer support that the ruleset reads: the state, each area, and the facts, which are shared by all areas."""
    areas = [ask for ask in plan.asks if ask.column.startswith(PREFIX)]
    if not areas:
        return {}
    offered = state.places == SUPPORT_STATES.index("offered")
    made = {"carer_support": state, **{ask.column: _area(ask, people, offered) for ask in areas}}
    for fact, share in tables.FACTS.items():
        yes = people.draw.thousandth(f"carer {fact}") < share
        made[f"{PREFIX}{fact}"] = Distinct(("", "no", "yes"), np.where(offered, 1 + yes, 0).astype(np.int64))
    return made


def _area(ask: Ask, people: People, offered: Whole) -> Distinct:
    """What is given in one area; empty where nothing is."""
    given = offered & (people.draw.thousandth(f"{ask.column} given") < tables.AREA)
    chance = people.draw.thousandth(f"{ask.column} extent")
    place = np.searchsorted(np.cumsum(tables.EXTENTS)[:-1], chance, side="right")
    extents = _extents(ask)
    return Distinct(("", *extents), np.where(given, 1 + np.minimum(place, len(extents) - 1), 0).astype(np.int64))


def _extents(ask: Ask) -> tuple[str, ...]:
    """A little, some and much of an area's support, as a caseload writes it."""
    if isinstance(ask, QuantityAsk):
        steps = int((ask.maximum - ask.minimum) / ask.step)
        return tuple(format_decimal(ask.minimum + ask.step * max(steps * part // 6, 1)) for part in (1, 2, 4))
    assert isinstance(ask, LevelAsk)
    return tuple(level for level in ask.levels if level != "none")[:3]
