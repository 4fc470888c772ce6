"""P23. One group each: a second condition or a birthday moves at most the council's amount."""

from __future__ import annotations

from ras_engine.audit.bench import CLIENT_GROUP, Bench
from ras_engine.audit.law import GROUPS, Draft, Law, decide, not_applicable
from ras_engine.audit.laws import p05_groups
from ras_engine.audit.report import Verdict
from ras_engine.audit.thresholds import pence_of
from ras_engine.plan.asks import LevelAsk

SAYS = {
    Verdict.PROVED: "An assessment names one group, and passing into any other moves no amount by more than the council allows.",
    Verdict.BROKEN: "Passing into another group (a birthday, a second condition) moves somebody further than the council allows.",
    Verdict.BOUNDED: "Nobody was found who moves further than allowed; but a move up to the stated bound was not ruled out.",
}


def prove(bench: Bench) -> Draft:
    """The group is one answer; what passing from one to another can do is P5."""
    if len(bench.groups) < 2:
        return not_applicable("The ruleset has fewer than two client groups.")
    assert isinstance(bench.plan.ask_named[CLIENT_GROUP], LevelAsk)
    if pence_of(bench, "largest_group_gap") is None:
        return not_applicable("The council has set no amount (audit: largest_group_gap).")
    return decide(p05_groups.gaps(bench)[:2], SAYS, ("indicative budget", "planning amount"), GROUPS)


LAW = Law(
    "P23",
    "One group each",
    "A second condition or a birthday moves at most the council's amount.",
    prove,
    repairs=True,
    rests_on=("P5",),
)
