"""The least share that an amount keeps: a shape that random rulesets drew, where the search for a guard once went wrong."""

from __future__ import annotations

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


def test_an_amount_beside_a_look_up_is_bounded_by_what_the_plan_allows() -> None:
    ruleset = read_ruleset(beginning("made/kept", to="5") + BESIDE_A_LOOK_UP)
    one = bench(ruleset, BOUNDED)
    everybody = Everybody(one.variables, [ruleset.plan], [one.outputs])
    pairs = [[context, context] for context in one.contexts]
    for found in one.two_views(pairs, [Objective("cut", INDICATIVE, Kind.CUT, 5_000)]):
        assert wrong(found, everybody.views(found.objective, pairs, (0, 0))) == []
        assert found.bound is not None
