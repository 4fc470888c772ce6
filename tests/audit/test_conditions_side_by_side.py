"""Conditions in a count, in `all` and in `any`: one that says no more than another beside it is named, with who shows it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from pathlib import Path

import pytest

from ras_engine import Assessment, IndicativeBudget, score
from ras_engine.audit import Finding, Verdict, audit
from ras_engine.audit.prove.objective import Outputs
from ras_engine.audit.rules.beside import beside, together
from ras_engine.edges.audit import certificate, certificate_text, recheck
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit.brute import Everybody
from tests.audit.made import SPLIT, small_rulesets
from tests.audit.made import bench as made_bench
from tests.beginnings import WASHING, beginning

SMALL = (
    beginning("side-by-side/adults")
    + WASHING
    + """\
  - id: eating
    kind: levels
    about: need
    ask: How much help do you need to eat?
    levels: [{id: none, says: A, points: 0}, {id: some, says: B, points: 3}, {id: all, says: C, points: 8}]
measures:
  - {id: points, kind: sum, of: [washing]}
  - {id: total, kind: sum, of: [points, eating]}
  - id: flags
    kind: count_conditions
    conditions:
      - {question: washing, at_least: some}
      - ENTRY
budget_lines:
  - {id: core, kind: price_per_point, of: total, per_point: 10.00}
  - {id: more, kind: price_per_point, of: flags, per_point: 10.00, when: WHEN}
contingency: {kind: none, why: Too small.}
"""
)
WHEN = "{measure: total, at_least: 3}"
OTHER = "{question: eating, at_least: some}"


def ruleset(entry: str = OTHER, when: str = WHEN) -> Ruleset:
    return read_ruleset(SMALL.replace("ENTRY", entry).replace("WHEN", when), file="small.yaml")


def finding(entry: str = OTHER, when: str = WHEN) -> Finding:
    return audit(ruleset(entry, when), laws=["P31"]).finding("P31")


def test_entries_that_tell_people_apart_are_proved() -> None:
    assert finding().verdict is Verdict.PROVED
    assert not finding().listed


@pytest.mark.parametrize(
    "entry",
    [
        "{question: washing, at_least: some}",
        "{question: washing, is: [some, all]}",
        "{not: {question: washing, is: none}}",
        "{measure: points, more_than: 3}",
        "{any: [{measure: points, at_least: 4}, {measure: points, is: 9}]}",
    ],
)
def test_two_entries_of_a_count_that_always_hold_together_are_one(entry: str) -> None:
    broken = finding(entry)
    assert broken.verdict is Verdict.BROKEN
    assert "counted again" in " ".join(broken.listed)
    assert "measures[2].conditions[1]" in [one.path for one in broken.rules]
    assert all(one.line for one in broken.rules)
    (witness,) = [one for one in broken.witnesses if one.about == "measures[2].conditions[1]"]
    said = [{one.what: (one.left, one.right)[side] for one in witness.facts if "conditions[" in one.what} for side in (0, 1)]
    assert set(said[0].values()) == {"holds"}
    assert set(said[1].values()) == {"does not hold"}


def test_an_entry_of_a_count_that_never_holds_is_named() -> None:
    broken = finding("{all: [{question: washing, is: none}, {measure: points, at_least: 9}]}")
    assert broken.verdict is Verdict.BROKEN
    assert broken.listed == ("measures[2].conditions[1]: this condition never holds",)


def test_a_ladder_in_a_count_is_told_and_is_no_fault() -> None:
    """Whoever needs more is counted twice: that is how some scales are meant."""
    steps = finding("{question: washing, is: all}")
    assert steps.verdict is Verdict.PROVED
    assert steps.listed == (
        "measures[2].conditions[1] is counted only for those for whom measures[2].conditions[0] is counted as well",
    )


@pytest.mark.parametrize(
    ("when", "idle"),
    [
        ("{all: [{measure: total, at_least: 3}, {measure: total, at_least: 8}]}", "when.all[0]"),
        ("{all: [{question: washing, is: all}, {measure: total, at_least: 9}]}", "when.all[1]"),
        ("{any: [{measure: total, at_least: 3}, {measure: total, at_least: 8}]}", "when.any[1]"),
        ("{any: [{question: eating, is: all}, {question: eating, is: all}]}", "when.any[1]"),
        ("{all: [{question: eating, is: all}, {measure: total, at_most: 12}]}", ""),
        ("{any: [{question: eating, is: all}, {question: washing, is: all}]}", ""),
    ],
)
def test_what_says_nothing_in_all_or_in_any_is_named_and_can_be_left_out(when: str, idle: str) -> None:
    found = finding(when=when)
    assert [one.path for one in found.rules] == ([f"budget_lines[1].{idle}"] if idle else [])
    assert found.verdict is (Verdict.BROKEN if idle else Verdict.PROVED)
    if idle:
        rest = when.split("[", 1)[1].rsplit("]", 1)[0].split("}, ")
        kept = rest[1 - int(idle[-2])].rstrip("}") + "}"
        assert [amounts(ruleset(when=when), *one) for one in EVERYBODY] == [amounts(ruleset(when=kept), *one) for one in EVERYBODY]


PLAIN = {"assessed_on": "2026-05-01", "baseline": "no_unpaid_support", "carer_support": "no_carer"}
EVERYBODY = list(product(("none", "some", "all"), repeat=2))


def amounts(rules: Ruleset, washing: str, eating: str) -> int:
    found = score(rules, Assessment.from_dict(PLAIN | {"answers": {"washing": washing, "eating": eating}}))
    assert isinstance(found, IndicativeBudget)
    return found.indicative_budget.pence


def test_its_pairs_come_out_again_when_the_certificate_is_rechecked() -> None:
    rules = ruleset("{question: washing, is: [some, all]}", "{any: [{measure: total, at_least: 3}, {measure: total, at_least: 8}]}")
    report = audit(rules, laws=["P31"])
    assert len(report.finding("P31").witnesses) == 2
    assert recheck(certificate_text(certificate(report, rules)), rules).holds


def test_it_is_taken_out_as_a_repair() -> None:
    repair = finding("{measure: points, more_than: 3}").repair
    assert repair is not None
    assert [(one.path, one.after) for one in repair.changes] == [("measures[2].conditions[1]", "nothing")]


CARERS = Path(__file__).with_name("clean.yaml").read_text(encoding="utf-8")


def test_an_entry_that_only_carers_make_the_first_is_somebodys() -> None:
    """Between 3 and 6 points stands nobody before carers; after them somebody does, and that is enough."""
    line = """\
  - id: company
    domain: going_out
    kind: first_match
    cases:
      - {when: {measure: outing_points, at_least: 6}, amount: 20.00}
      - {when: {measure: outing_points, at_least: 3}, amount: 15.00}
    otherwise: 0.00
"""
    text = CARERS.replace("carer_support:\n", line + "carer_support:\n")
    rules = read_ruleset(text, file="clean.yaml")
    assert audit(rules, laws=["P31"]).finding("P31").verdict is Verdict.PROVED
    alone = read_ruleset(text.replace("met: 40%", "met: 0%").replace("met: 50%", "met: 0%"), file="clean.yaml")
    assert audit(alone, laws=["P31"]).finding("P31").verdict is Verdict.BROKEN


def test_an_entry_is_the_first_for_nobody_though_another_gives_the_same() -> None:
    before = "  - {id: panel,"
    again = "  - {id: again, says: Again, when: {measure: total_points, at_most: 5}}\n"
    rules = read_ruleset(CARERS.replace(before, again + before), file="clean.yaml")
    found = audit(rules, laws=["P31"]).finding("P31")
    assert found.verdict is Verdict.BROKEN
    assert [one.path for one in found.rules] == ["sign_off[2]"]


CASES = """\
  - id: company
    domain: going_out
    kind: first_match
    cases:
      - {when: {measure: total_points, at_least: 12}, amount: 20.00}
      - {when: SECOND, amount: 15.00}
    otherwise: 0.00
"""


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        ("{measure: total_points, at_least: 20}", "budget_lines[2].cases[1]"),
        ("{all: [{question: outings, is: none}, {measure: outing_points, at_least: 3}]}", "budget_lines[2].cases[1].when"),
        ("{measure: total_points, at_least: 12}", "budget_lines[2].cases[1]"),
    ],
)
def test_a_case_of_a_line_that_is_nobodys_is_named_once_at_its_own_line(second: str, rule: str) -> None:
    text = CARERS.replace("carer_support:\n", CASES.replace("SECOND", second) + "carer_support:\n")
    rules = read_ruleset(text, file="clean.yaml")
    found = audit(rules, laws=["P31"]).finding("P31")
    assert [(one.path, one.line) for one in found.rules] == [
        (rule, text[: text.rindex(second, 0, text.index("otherwise: 0.00"))].count("\n") + 1)
    ]
    assert len(found.listed) == 1


def test_on_random_rulesets_what_is_idle_is_so_for_everybody_and_nothing_else_is() -> None:
    looked, idle, unknown = 0, 0, 0
    for rules in small_rulesets(40, shard=31, most=1_000):
        bench = made_bench(rules, SPLIT)
        found, gone = beside(bench, ()), set[object]()
        everybody = Everybody(bench.variables, [bench.plan], [Outputs({}, (), None)])
        unknown += len(found.unknown)
        open_ = {path for path, _ in found.unknown}
        for one in found.idle:
            gone.add(one.path)
            assert leads(everybody, [(one.holds, one.too)])
            assert not one.same or leads(everybody, [(one.too, one.holds)])
        for entries in together(bench):
            for (first, before), (second, after) in combinations(entries.items(), 2):
                if first not in gone and second not in gone and second not in open_:
                    looked += 1
                    both = leads(everybody, zip(before, after, strict=True)), leads(everybody, zip(after, before, strict=True))
                    assert not (all(both) if first[-2] == "conditions" else any(both))
        idle += len(found.idle)
    assert looked >= 20
    assert idle >= 10
    assert unknown * 10 < looked


def leads(everybody: Everybody, slots: Iterable[tuple[int, int]]) -> bool:
    columns, good = everybody.results[0], everybody.good[0]
    return not any((good & (columns[one] == 1) & (columns[other] == 0)).any() for one, other in slots)
