"""What the tests of the strategies share: the sample council's ruleset, a long one with few knots, and how examples are drawn."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from ras_engine.rulebook import load_ruleset
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.architecture.source import ROOT
from tests.beginnings import beginning

Drawn = TypeVar("Drawn")
SAMPLE = ROOT / "tests" / "plugin" / "sample" / "rulesets" / "2026-04-06.yaml"
ONCE = settings(phases=[Phase.generate], derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
"""The same examples every time: what is counted must not depend on luck."""

HEAD = (
    beginning("long/adults", to="0.01")
    + """\
measures:
  - {id: total_points, kind: sum, of: [%s]}
  - id: band
    kind: band
    of: total_points
    bands: [{id: low, says: Low, from: 0}, {id: high, says: High, from: 307}]
budget_lines:
  - id: core
    kind: sloped_bands
    of: total_points
    bands:
      - {from: 0, starts_at: 0.00, per_point: 2.00}
      - {from: 211, starts_at: 422.00, per_point: 3.00}
limits: {minimum: {amount: 80.00, zero_stays_zero: no}, maximum: {amount: 899.00, refer: look}}
contingency: {kind: none, why: For the test.}
referral: [{id: look, says: A person looks, indicative_budget: shown}]
sign_off:
  - {id: panel, says: The panel, when: {measure: band, at_least: high}}
  - {id: manager, says: The manager, otherwise: yes}
questions:
"""
)
KNOTS = {"measure.total_points": (211, 307), "before_limits": (80_00, 899_00)}
"""Where the long ruleset turns, by step: in points and in pence."""


@cache
def sample() -> Ruleset:
    """Groups, carers, bands, limits, contingency by band."""
    return load_ruleset(SAMPLE)


@cache
def long() -> Ruleset:
    """Twenty questions of five levels, 0 to 400 points in all, and a knot, a band edge and two limits."""
    names = [f"question_{number}" for number in range(20)]
    points = [{"none": 0, "few": 3, "some": 7, "much": 12, "all": 20}] * len(names)
    text = HEAD % ", ".join(names)
    for name, levels in zip(names, points, strict=True):
        written = ", ".join(f"{{id: {level}, says: {level}, points: {count}}}" for level, count in levels.items())
        text += f'  - {{id: {name}, kind: levels, about: need, ask: "How much?", levels: [{written}]}}\n'
    return read_ruleset(text)


def every(strategy: st.SearchStrategy[Drawn], number: int) -> list[Drawn]:
    """So many examples, as they are generated."""
    found: list[Drawn] = []

    @settings(ONCE, max_examples=number)
    @given(strategy)
    def draw(one: Drawn) -> None:
        found.append(one)

    draw()
    return found


def plainest(strategy: st.SearchStrategy[Drawn]) -> Drawn:
    """What an example shrinks to where any will do."""
    return find(strategy, lambda _: True, settings=settings(ONCE, phases=[Phase.generate, Phase.shrink]))
