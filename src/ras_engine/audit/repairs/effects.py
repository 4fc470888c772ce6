"""What a repair does beside mending its law: to people in pounds, and to the other laws of the same audit.

Receives the findings of an audit; gives the same with each repair's cost in the worst case, the laws that it mends besides, and
those that it would break. What cannot be decided in the time given to this is said to be undecided.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import CLIENT_GROUP, PLANNING, Bench
from ras_engine.audit.change import Repair, key_of
from ras_engine.audit.law import Law, worst_of
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.repairs.tried import proved_on
from ras_engine.audit.report import Finding, Verdict, Worst
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.budget import IndicativeBudget
from ras_engine.errors import AssessmentInvalid
from ras_engine.ruleset import Ruleset
from ras_engine.score import score

OF_THE_ENGINE = frozenset({"P12", "P13", "P14", "P17", "P28", "P33", "P34"})
"""Laws about the engine as much as about the ruleset: no value of a rule changes them."""
NO_LIMIT = 1 << 60
MOST_PEOPLE = 60
IN_ALL, FOR_MONEY = 12, 5


def with_effects(bench: Bench, findings: Sequence[Finding], laws: Sequence[Law]) -> tuple[Finding, ...]:
    """The findings, each repair with its effects; the same repair is looked at once."""
    ends = time.process_time_ns() + IN_ALL * 1_000_000_000
    made: dict[tuple[object, ...], Repair] = {}
    found = []
    left = len({key_of(one.repair) for one in findings if one.repair})
    for one in findings:
        if one.repair is not None and one.repair.changes:
            key = key_of(one.repair)
            if key not in made:
                until = time.process_time_ns() + max(ends - time.process_time_ns(), 0) // max(left, 1)
                made[key] = _effects(bench, one.repair, findings, laws, until)
                left -= 1
            told = made[key]
            one = replace(
                one,
                repair=replace(
                    one.repair,
                    gains=told.gains,
                    loses=told.loses,
                    mends=tuple(law for law in told.mends if law != one.law),
                    breaks=told.breaks,
                    undecided=told.undecided,
                ),
            )
        found.append(one)
    return tuple(found)


def _effects(bench: Bench, repair: Repair, findings: Sequence[Finding], laws: Sequence[Law], ends: int) -> Repair:
    ruleset: Ruleset | None = bench.kept.get("repaired", {}).get(key_of(repair))
    if ruleset is None:
        return repair
    people = [one.assessment for found in findings for pair in found.witnesses for one in (pair.left, pair.right)]
    gains, loses = _money(bench, ruleset, people[:MOST_PEOPLE])
    before = {one.law: one.verdict for one in findings}
    mends, breaks, undecided = [], [], []
    for law in laws:
        if law.id in OF_THE_ENGINE or before.get(law.id) in (None, Verdict.NOT_APPLICABLE):
            continue
        tried = None if time.process_time_ns() > ends else proved_on(bench, law, ruleset)
        after = Verdict.BOUNDED if tried is None else tried.verdict
        if before[law.id] is Verdict.BROKEN and after in (Verdict.PROVED, Verdict.NOT_APPLICABLE):
            mends.append(law.id)
        elif before[law.id] is not Verdict.BROKEN and after is Verdict.BROKEN:
            breaks.append(law.id)
        elif before[law.id] is Verdict.PROVED and after in (Verdict.BOUNDED, Verdict.SAMPLED):
            undecided.append(law.id)
    return replace(repair, gains=gains, loses=loses, mends=tuple(mends), breaks=tuple(breaks), undecided=tuple(undecided))


def _money(bench: Bench, ruleset: Ruleset, people: Sequence[Mapping[str, Any]]) -> tuple[Worst | None, Worst | None]:
    """The most that one person's planning amount rises and falls from the ruleset to the repaired one; those shown are real."""
    beside = Bench(ruleset, bench.ruleset, replace(bench.limits, seconds=FOR_MONEY))
    beside.ends = beside.law_ends = beside.part_ends = min(beside.ends, bench.ends)
    asked = [Objective(f"repair {kind}", PLANNING, kind, NO_LIMIT) for kind in (Kind.RISE, Kind.FALL)]
    contexts = bench.contexts if CLIENT_GROUP in ruleset.plan.ask_named else [{}]
    try:
        found = beside.two_views([[one, one] for one in contexts], asked, (bench.ruleset, ruleset))
    except (OutOfReach, TimeoutError):
        return None, None
    moved = [_moved(bench.ruleset, ruleset, one) for one in people]
    for one, way in zip(found, (1, -1), strict=True):
        one.take(max((each * way for each in moved), default=0))
    gains, loses = (worst_of(one) for one in found)
    return gains, loses


def _moved(before: Ruleset, after: Ruleset, assessment: Mapping[str, Any]) -> int:
    """By how much one person's planning amount moves; nought for somebody who has none, or who can no longer be given."""
    try:
        results = [score(one, Assessment.from_dict(dict(assessment))) for one in (before, after)]
    except AssessmentInvalid:
        return 0
    amounts = [one.planning_amount.pence for one in results if isinstance(one, IndicativeBudget)]
    return amounts[1] - amounts[0] if len(amounts) == 2 else 0
