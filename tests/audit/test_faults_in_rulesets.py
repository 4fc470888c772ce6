"""One fault at a time, seeded in a ruleset that keeps every law: the law that it breaks says so, and names who and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from ras_engine.audit import Verdict, audit
from ras_engine.audit.repairs.options import NOTHING
from ras_engine.audit.repairs.tried import with_value
from ras_engine.ruleset import Ruleset, read_ruleset

HERE = Path(__file__).parent
CLEAN = (HERE / "clean.yaml").read_text(encoding="utf-8")

FAULTS = {
    "a table that falls": ("P1", "{from: 3, starts_at: 22.50, per_point: 9.00}", "{from: 3, starts_at: 10.00, per_point: 1.00}"),
    "a line that more need closes": (
        "P1",
        "    kind: sloped_bands\n    of: outing_points\n",
        "    kind: sloped_bands\n    of: outing_points\n    when: {not: {question: washing, is: constant}}\n",
    ),
    "a contingency inside that rises too fast": ("P1", "middle: 8%, high: 6%", "middle: 30%, high: 40%"),
    "carers who cut more than the council's share": ("P3", "line_keeps_at_least: 55%", "line_keeps_at_least: 30%"),
    "carers without a guard on a steep table": ("P3", "      line_keeps_at_least: 55%\n", ""),
    "groups far apart": ("P5", "{from: 0, starts_at: 0.00, per_point: 6.10}", "{from: 0, starts_at: 0.00, per_point: 8.10}"),
    "groups far apart at high need only": (
        "P5",
        "{from: 10, starts_at: 61.00, per_point: 7.10}",
        "{from: 10, starts_at: 61.00, per_point: 7.60}",
    ),
    "a cliff": ("P6", "{from: 10, starts_at: 60.00, per_point: 7.00}", "{from: 10, starts_at: 95.00, per_point: 7.00}"),
    "a step dearer than the council's": ("P6", "largest_step: {amount: 60.00", "largest_step: {amount: 35.00"),
    "a maximum that rounding passes": ("P7", "maximum: {amount: 180.00", "maximum: {amount: 179.60"),
    "a maximum that nobody reaches": ("P7", "maximum: {amount: 180.00", "maximum: {amount: 228.00"),
    "a minimum that nobody needs": ("P7", "minimum: {amount: 10.00", "minimum: {amount: 7.00"),
    "a band without contingency": ("P8", "middle: 8%", "middle: 0%"),
    "contingency and pool without a word": ("P8", ", why: The pool is for a crisis in any plan.", ""),
    "a row between the answers": (
        "P15",
        "      - {from: 3, starts_at: 22.50, per_point: 9.00}",
        "      - {from: 4, starts_at: 30.00, per_point: 9.00}\n      - {from: 5, starts_at: 39.00, per_point: 9.00}",
    ),
    "a question that nothing reads": (
        "P16",
        "measures:\n",
        "  - id: hobby\n    kind: yes_no\n    about: circumstances\n    ask: A hobby?\nmeasures:\n",
    ),
    "areas that reduce each other's line": (
        "P18",
        "{care: care_points, going_out: outing_points}",
        "{care: outing_points, going_out: care_points}",
    ),
    "flat at the top": ("P20", "{from: 10, starts_at: 60.00, per_point: 7.00}", "{from: 10, starts_at: 60.00, per_point: 0.00}"),
    "behind in every group": ("P21", "{from: 0, starts_at: 0.00, per_point: 6.10}", "{from: 0, starts_at: 0.00, per_point: 8.10}"),
    "a fall where the pool begins": ("P22", "middle: 8%, high: 6%", "middle: 0%, high: 40%"),
    "a birthday that costs money": (
        "P23",
        "{from: 0, starts_at: 0.00, per_point: 6.10}",
        "{from: 0, starts_at: 0.00, per_point: 8.10}",
    ),
    "unknown that counts as no need": (
        "P24",
        "    ask: How much help do you need to eat?\n",
        "    ask: How much help do you need to eat?\n    if_missing: {counts_as: none, why: Most manage.}\n",
    ),
    "many steps over a cliff": (
        "P30",
        "{from: 10, starts_at: 60.00, per_point: 7.00}",
        "{from: 10, starts_at: 95.00, per_point: 7.00}",
    ),
    "an entry that another one hides": (
        "P31",
        "manager, says: The manager, when: {measure: total_points, at_most: 20}",
        "manager, says: The manager, when: {measure: total_points, at_most: 8}",
    ),
    "the same condition twice": (
        "P31",
        "  - {id: panel,",
        "  - {id: again, says: Again, when: {measure: total_points, at_most: 20}}\n  - {id: panel,",
    ),
}


def changed(before: str, after: str) -> Ruleset:
    assert before in CLEAN
    return read_ruleset(CLEAN.replace(before, after), file="clean.yaml")


def test_the_ruleset_without_a_fault_keeps_every_law() -> None:
    report = audit(read_ruleset(CLEAN, file="clean.yaml"))
    assert {one.law: one.says for one in report.with_verdict(Verdict.BROKEN, Verdict.BOUNDED, Verdict.SAMPLED)} == {}
    assert report.exit_code == 0


def test_at_least_twenty_five_faults_are_seeded() -> None:
    assert len(FAULTS) >= 25


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_breaks_its_law(fault: str) -> None:
    law, before, after = FAULTS[fault]
    finding = audit(changed(before, after), laws=[law]).finding(law)
    assert finding.verdict is Verdict.BROKEN
    assert finding.says
    assert finding.witnesses or finding.rules


MENDED = {
    "a table that falls": "12.00",
    "a line that more need closes": NOTHING,
    "a contingency inside that rises too fast": "on_top",
    "carers who cut more than the council's share": "51%",
    "carers without a guard on a steep table": "55%",
    "groups far apart": "6.50",
    "a cliff": "80.00",
    "a maximum that rounding passes": "180.00",
    "a row between the answers": NOTHING,
    "a question that nothing reads": NOTHING,
    "flat at the top": "0.01",
    "unknown that counts as no need": "required",
    "the same condition twice": NOTHING,
}


@pytest.mark.parametrize("fault", MENDED)
def test_the_repair_is_the_nearest_round_value_that_proves_the_law(fault: str) -> None:
    law, before, after = FAULTS[fault]
    broken = changed(before, after)
    repair = audit(broken, laws=[law]).finding(law).repair
    assert repair is not None
    assert [one.after for one in repair.changes] == [MENDED[fault]]
    mended = with_value(broken, place_of(repair.changes[0].path), repair.changes[0].after)
    assert mended is not None
    assert audit(mended, laws=[law]).finding(law).verdict is Verdict.PROVED


def place_of(path: str) -> tuple[str | int, ...]:
    """`a.b[2].c` as the steps of a path."""
    return tuple(int(step) if step.isdigit() else step for step in path.replace("[", ".").replace("]", "").split("."))


def test_a_new_ruleset_from_which_somebody_loses_breaks_the_law_of_transition() -> None:
    old = read_ruleset(CLEAN, file="clean.yaml")
    new = changed("{from: 0, starts_at: 0.00, per_point: 7.50}", "{from: 0, starts_at: 0.00, per_point: 6.50}")
    finding = audit(new, against=old, laws=["P25"]).finding("P25")
    assert finding.verdict is Verdict.BROKEN
    assert all(one.two_rulesets and one.left.assessment == one.right.assessment for one in finding.witnesses)
    assert finding.concerned is not None
    assert 0 < finding.concerned < 1
    assert audit(old, against=old, laws=["P25"]).finding("P25").verdict is Verdict.PROVED
