"""Random small rulesets for the trust tests, and benches whose engines are held to a few ways of working."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from hypothesis import HealthCheck, Phase, given, seed, settings

from ras_engine.audit.bench import Bench, Limits
from ras_engine.audit.space.frame import Sizes
from ras_engine.audit.space.variables import how_many
from ras_engine.errors import RulesetInvalid
from ras_engine.ruleset import Ruleset
from ras_engine.testing import compiled, rulesets

SEED = 20_260_406
MOST_PEOPLE = 5_000
SPLIT = Limits(sizes=Sizes(term=12, cluster=4_000), seconds=600, people=200)
"""Terms over more than a dozen combinations are taken apart, so that small rulesets are proved the way that large ones are."""
WHOLE = Limits(seconds=600, people=200)
BOUNDED = replace(SPLIT, states=1, rounds=3, people=60)
"""No state may be listed: only bounds and the search are left."""


def possible(ruleset: Ruleset) -> int:
    """How many people a ruleset has."""
    return prod(how_many(ask) for ask in ruleset.plan.asks)


def small_rulesets(number: int, shard: int = 0, most: int = MOST_PEOPLE) -> Iterator[Ruleset]:
    """So many random rulesets with few enough people to go through one by one; every shard has its own."""
    found: list[Ruleset] = []

    @seed(SEED + shard)
    @settings(
        max_examples=number * 5,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(rulesets())
    def draw(data: object) -> None:
        if len(found) < number:  # whoever drew more than are wanted need not load them
            ruleset = loaded(data)
            if ruleset is not None and 2 <= possible(ruleset) <= most:
                found.append(ruleset)

    draw()
    yield from found


def loaded(data: object) -> Ruleset | None:
    """A ruleset that was drawn; None for the few that the checks refuse."""
    try:
        return compiled(data)  # type: ignore[arg-type]
    except RulesetInvalid:
        return None


def bench(ruleset: Ruleset, limits: Limits, against: Ruleset | None = None) -> Bench:
    """A bench that may take its time."""
    return Bench(ruleset, against, limits)
