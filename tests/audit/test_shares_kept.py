"""The least share that an amount keeps, where bounds stand alone: shapes at which the search for a guard could go wrong."""

from __future__ import annotations

import pytest

from ras_engine.audit.bench import INDICATIVE
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.ruleset import read_ruleset
from tests.audit.brute import Everybody
from tests.audit.made import BOUNDED, bench
from tests.audit.test_trust import wrong
from tests.beginnings import beginning

BESIDE_A_LOOK_UP = """
questions:
  - id: help
    kind: levels
    about: need
    ask: How is it for you?
    levels: [{id: none, says: none, points: 1}, {id: some, says: some, points: 4.1}, {id: most, says: most, points: 7.1}]
  - id: help_3
    kind: frequency
    about: need
    ask: How is it for you?
    asked_when: {not: {question: help, at_most: some}}
    periods: {day: {most: 6, points: 2.7}}
    not_asked_counts_as: 0 per day
measures:
  - {id: product_4, kind: product, of: [help, help_3], times: 2}
  - {id: limited_5, kind: limited, of: product_4, at_most: 172}
budget_lines:
  - id: first_match_6
    kind: first_match
    cases: [{when: {not: {measure: product_4, at_least: 172}}, amount: 100.00}]
    otherwise: 200.00
carer_sustainability:
  - id: smallest_of_10
    kind: smallest_of
    lines:
      - {id: by_band, kind: fixed, amount: 47.00}
      - {id: fixed_9, kind: fixed, amount: 148.00, when: {measure: limited_5, at_least: 114}}
  - id: largest_of_13
    kind: largest_of
    lines:
      - {id: share_of_lines_11, kind: share_of_lines, lines: [smallest_of_10], share: 40%}
      - id: bands_12
        kind: bands
        of: help
        bands: [{from: 0, amount: 42.00}, {from: 6.33, amount: 0.53}]
        at_most: {by: [help], amounts: {none: 127.00, some: 125.00, most: 40.50}}
    at_most: {by: [help], amounts: {none: 135.00, some: 134.60, most: 130.10}}
contingency: {kind: none, why: "An example."}
"""

ALL_OF_THEM_HANG_ON_CARERS = """
questions:
  - id: help
    kind: levels
    about: need
    ask: How is it for you?
    levels: [{id: some, says: some, points: 3}, {id: all, says: all, points: 33}]
  - id: again
    kind: levels
    about: need
    ask: And at night?
    levels: [{id: some, says: some, points: 2}, {id: all, says: all, points: 7}]
measures:
  - {id: days, kind: sum, of: [help]}
  - {id: nights, kind: sum, of: [again]}
budget_lines:
  - {id: by_day, kind: price_per_point, of: days, per_point: 10.00}
  - id: by_answer
    kind: first_match
    cases: [{when: {question: again, at_least: all}, amount: 62.00}]
    otherwise: 13.00
  - id: smaller
    kind: smallest_of
    lines:
      - {id: by_night, kind: price_per_point, of: nights, per_point: 31.00}
      - {id: some_of_it, kind: share_of_lines, lines: [by_day], share: 17%}
carer_support:
  areas: {washing_help: {}, cooking_help: {}}
  levels: [{id: most, says: most, met: 62.5%}]
  rules:
    - {id: of_points, kind: share_of_points, reduces: {washing_help: nights}}
    - {id: of_money, kind: share_of_money, reduces: {cooking_help: [by_day, by_answer]}}
contingency: {kind: none, why: "An example."}
"""


@pytest.mark.parametrize("rules", [BESIDE_A_LOOK_UP, ALL_OF_THEM_HANG_ON_CARERS], ids=["a look-up", "no guard"])
def test_what_is_kept_of_an_amount_is_bounded_on_the_right_side(rules: str) -> None:
    ruleset = read_ruleset(beginning("made/kept", to="5") + rules)
    one = bench(ruleset, BOUNDED)
    everybody = Everybody(one.variables, [ruleset.plan], [one.outputs])
    pairs = [[context | one.nobody_cares, context] for context in one.contexts]
    for found in one.two_views(pairs, [Objective("cut", INDICATIVE, Kind.CUT, 5_000)]):
        assert wrong(found, everybody.views(found.objective, pairs, (0, 0))) == []
        assert found.bound is not None
