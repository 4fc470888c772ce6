"""An answer with too many values to go through: some of them are searched, what is found is real, and nothing is called proved that
hangs on it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ras_engine.audit import Finding, Verdict, audit
from ras_engine.audit.space import thinned as thinned_file
from ras_engine.audit.space import variables as variables_file
from ras_engine.audit.space.variables import how_many, variables
from ras_engine.plan.asks import DaysAsk, FrequencyAsk, QuantityAsk
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit.brute import Everybody
from tests.audit.made import SPLIT, bench, small_rulesets
from tests.audit.test_trust import halves, unreal, wrong
from tests.beginnings import beginning
from tests.profiles import NIGHTLY

MANY = """
questions:
  - {id: minutes, about: need, kind: quantity, unit: minutes, minimum: 0, maximum: 30000, step: 0.01, ask: "How long?"}
  - id: help
    about: need
    kind: levels
    ask: How much help?
    levels: [{id: none, says: None, points: 0}, {id: some, says: Some, points: 2}, {id: all, says: All, points: 5}]
"""
ONE_LINE = """
measures:
  - {id: total, kind: sum, of: [help]}
  - id: worth
    kind: sloped_table
    of: minutes
    rows: [{from: 0, starts_at: 0, per_unit: 0.01}, {from: 12345.67, starts_at: START, per_unit: 0.01}]
    why: "A table with one edge, where nobody would look for it."
prices:
  hour: {unit: week, amount: 1.00, source: "An example."}
budget_lines:
  - {id: care, kind: price, quantity: worth, price: hour}
  - {id: core, kind: price_per_point, of: total, per_point: 3.00}
contingency: {kind: none, why: "An example."}
audit:
  largest_step: {amount: 20.00, why: "An example.", decided_on: 2026-01-05}
"""


def ruleset(start: str) -> Ruleset:
    return read_ruleset(beginning("made/thinned", to="0.01") + MANY + ONE_LINE.replace("START", start))


def found(start: str, law: str) -> Finding:
    return audit(ruleset(start), laws=[law]).finding(law)


def test_both_ends_the_edge_and_real_neighbours_are_among_the_values() -> None:
    minutes = next(one for one in variables([ruleset("154.46")]) if one.column == "minutes")
    assert minutes.thinned
    assert minutes.many == (3_000_001, 3_000_000)
    assert {"0", "30000", "12345.66", "12345.67", "12345.68"} <= set(minutes.raws)
    assert all(
        Decimal(str(minutes.raws[after])) - Decimal(str(minutes.raws[before])) == Decimal("0.01") for before, after in minutes.steps
    )


def test_a_cliff_at_an_edge_that_one_in_three_million_stands_at_is_found() -> None:
    finding = found("154.46", "P6")
    assert finding.verdict is Verdict.BROKEN
    assert finding.worst is not None
    assert (finding.worst.least, finding.worst.most) == (3100, None)
    worst = finding.witnesses[-1]
    assert (worst.left.assessment["answers"]["minutes"], worst.right.assessment["answers"]["minutes"]) == ("12345.66", "12345.67")
    assert finding.counted is not None
    assert finding.counted.at_most is None
    assert finding.counted.of == 3_000_000 * 3 + 3_000_001 * 2


def test_where_nothing_is_found_nothing_is_proved_and_the_answer_is_named() -> None:
    finding = found("123.4567", "P6")
    assert finding.verdict is Verdict.SAMPLED
    assert finding.worst is not None
    assert finding.worst.most is None
    assert "minutes" in finding.says
    assert "3,000,001" in finding.says


@pytest.mark.parametrize("law", ["P1", "P15", "P16", "P30", "P34"])
def test_the_other_laws_are_gone_through(law: str) -> None:
    finding = found("123.4567", law)
    assert finding.verdict in (Verdict.PROVED, Verdict.SAMPLED)
    assert finding.engine != "none"


def test_what_such_an_answer_cannot_touch_is_proved_as_ever() -> None:
    """Minutes that reach only a separate amount."""
    text = beginning("made/thinned_apart", to="0.01") + MANY
    text += """
measures:
  - {id: total, kind: sum, of: [help]}
  - {id: worth, kind: product, of: [minutes], times: 0.01}
prices:
  hour: {unit: week, amount: 1.00, source: "An example."}
budget_lines:
  - {id: core, kind: price_per_point, of: total, per_point: 3.00}
separate_amounts:
  - id: apart
    title: Apart
    for: person
    per: week
    round: {to: 0.01, direction: half_up}
    lines: [{id: paid, kind: price, quantity: worth, price: hour}]
contingency: {kind: none, why: "An example."}
audit:
  largest_step: {amount: 20.00, why: "An example.", decided_on: 2026-01-05}
"""
    finding = audit(read_ruleset(text), laws=["P1", "P6"]).finding("P6")
    assert finding.verdict is Verdict.PROVED
    assert finding.worst is not None
    assert finding.worst.most == 900


def test_days_on_many_levels_are_some_of_those_there_are() -> None:
    levels = ", ".join(f"{{id: l{place}, says: L{place}, points: {place * place}}}" for place in range(8))
    text = beginning("made/thinned_days", to="0.01")
    text += f"""
questions:
  - id: help
    about: need
    kind: levels
    ask: How much help?
    levels: [{levels}]
    fluctuating: {{rule: mean_of_days, days: 14}}
measures:
  - {{id: total, kind: sum, of: [help]}}
budget_lines:
  - {{id: core, kind: price_per_point, of: total, per_point: 3.00}}
contingency: {{kind: none, why: "An example."}}
audit:
  largest_step: {{amount: 1.00, why: "An example.", decided_on: 2026-01-05}}
"""
    report = audit(read_ruleset(text), laws=["P1", "P6"])
    assert report.possible_assessments == 116_280
    assert report.finding("P1").verdict is Verdict.SAMPLED
    finding = report.finding("P6")
    assert finding.verdict is Verdict.BROKEN
    assert finding.worst is not None
    assert finding.worst.least == 3900, "all fourteen days from the last level but one to the last"


def test_of_some_values_nothing_is_said_that_is_not_so_of_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random small rulesets, of whose quantities and days only some values are gone through; beside everybody, one by one."""
    thinned_ones = 0
    for ruleset in (one for one in small_rulesets(500 if NIGHTLY else 60, 7) if large(one)):
        whole = bench(ruleset, SPLIT)
        everybody = Everybody(whole.variables, [ruleset.plan], [whole.outputs])
        objectives = halves(everybody, whole)
        with monkeypatch.context() as patch:
            patch.setattr(variables_file, "MOST_VALUES", 3)
            patch.setattr(thinned_file, "EVEN", 2)
            one = bench(ruleset, SPLIT)
            thinned_ones += any(each.thinned for each in one.variables)
            for found in one.steps(*objectives):
                counted = replace(found, engine="bounds")  # how many they are is not said, whichever engine it was
                assert wrong(counted, everybody.steps(found.objective)) == []
                assert unreal(one, found, ruleset) == []
    assert thinned_ones > 2


def large(ruleset: Ruleset) -> bool:
    """Whether it has a quantity or days with more than a few values, and no frequencies."""
    asks = ruleset.plan.asks
    wide = any(isinstance(ask, QuantityAsk | DaysAsk) and how_many(ask) > 5 for ask in asks)
    return wide and not any(isinstance(ask, FrequencyAsk) for ask in asks)
