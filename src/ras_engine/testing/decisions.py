"""Referrals, sign-off, monitoring, review, and answers that cannot stand together."""

from __future__ import annotations

from collections.abc import Mapping

from ras_engine.testing.builder import CARER, EVERYTHING, Builder, Scope, with_reason
from ras_engine.testing.conditions import condition
from ras_engine.testing.interval import Data, Interval

Amounts = Mapping[str, Interval]


def referrals(builder: Builder) -> list[Data]:
    """Those that tables (withheld) and limits (shown) name, and some with a condition of their own."""
    found: list[Data] = []
    for name, kind in (("complex_need", "withheld"), ("look_again", "shown")):
        if name in builder.raised or builder.chance(30):
            found.append({"id": name, "says": "People must look", "indicative_budget": kind})
            if name not in builder.raised or builder.chance(20):
                found[-1]["when"] = condition(builder, Scope(abouts=CARER, carers=True))
    if builder.chance(30):
        when = condition(builder, Scope(abouts=CARER, carers=True))
        found.append({"id": "second_look", "says": "A person looks", "indicative_budget": "shown", "when": when})
    return [with_reason(one) for one in found]


def routes(builder: Builder, word: str, amounts: Amounts) -> list[Data]:
    """A first-match list that may see everything."""
    scope = Scope(EVERYTHING, carers=True, deployment=True, amounts=amounts)
    found: list[Data] = []
    for _ in range(builder.whole(1, 3)):
        route: Data = {"id": builder.name(word), "says": "Who decides", "when": condition(builder, scope)}
        found.append(with_reason(route))
    found.append({"id": builder.name(word), "says": "Everybody else", "otherwise": "yes"})
    if word == "review":
        for route in found:
            route["weeks"] = str(builder.whole(1, 52))
            if builder.chance(40):
                route["time_limited"] = builder.pick(("no", "yes"))
    return found


def cannot_stand_together(builder: Builder) -> list[Data]:
    """The first question at its highest level, together with something else: a person can always say less."""
    first = builder.levelled[0]
    highest = {"question": first.id, "is": first.levels[-1]}
    other = condition(builder, Scope(measures=False), 1)
    return [with_reason({"id": "together", "when": {"all": [highest, other]}, "says": "Please look at these answers again"})]
