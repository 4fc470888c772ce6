"""Random small rulesets, everybody in them gone through one by one: the prover must agree on verdicts, worst cases and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import AMOUNTS, INDICATIVE, Bench, Limits
from ras_engine.audit.law import verdict_of
from ras_engine.audit.prove.objective import NEVER, Found, Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.space.people import assessment_of
from ras_engine.audit.space.variables import variables
from ras_engine.budget import IndicativeBudget
from ras_engine.errors import RulesetInvalid
from ras_engine.ruleset import Ruleset
from ras_engine.score import score
from ras_engine.testing import compiled
from tests.audit.brute import Answer, Everybody
from tests.audit.made import BOUNDED, SPLIT, bench, small_rulesets
from tests.profiles import NIGHTLY

EXACT, ONLY_BOUNDS = (1_000, 160) if NIGHTLY else (200, 20)
SHARD, FEW = 50, 20


def asked(one: Bench, thresholds: dict[str, int]) -> list[Objective]:
    """Falls, rises and moves of every amount; with a threshold half way to the worst, so that both verdicts come up."""
    kinds = ((Kind.FALL, one.need), (Kind.RISE, one.areas), (Kind.MOVE, one.questions), (Kind.FLAT, one.need))
    return [
        Objective(f"{kind} {amount}", amount, kind, thresholds.get(f"{kind} {amount}", 0), columns)
        for kind, columns in kinds
        for amount in AMOUNTS
        if columns
    ]


def halves(everybody: Everybody, one: Bench) -> list[Objective]:
    """The objectives with a threshold half way to what is worst."""
    worst = {objective.name: everybody.steps(objective).value for objective in asked(one, {})}
    return asked(one, {name: max(value, 0) // 2 for name, value in worst.items()})


def wrong(found: Found, truth: Answer) -> list[str]:
    """In what an answer of the prover differs from the truth; a bound may be loose, but never on the wrong side."""
    objective, faults = found.objective, []
    if found.engine == "exact":
        if found.value != truth.value:
            faults.append(f"{objective.name}: {found.value}, not {truth.value}")
        if truth.value > objective.threshold and (found.concerned, found.pairs) != (truth.concerned, truth.pairs):
            faults.append(f"{objective.name}: {found.concerned} of {found.pairs}, not {truth.concerned} of {truth.pairs}")
    elif found.value > truth.value or (found.bound is not None and found.bound < truth.value):
        faults.append(f"{objective.name}: {found.value} to {found.bound}, not {truth.value}")
    verdict, broken = verdict_of(found), truth.value > objective.threshold
    if (verdict is Verdict.BROKEN and not broken) or (verdict is Verdict.PROVED and broken):
        faults.append(f"{objective.name}: {verdict}, but the worst is {truth.value}")
    return faults


def unreal(one: Bench, found: Found, ruleset: Ruleset) -> list[str]:
    """Whether the pair of an answer is one that the scalar engine scores as the prover says."""
    if found.value == NEVER or not found.left:
        return []
    results = [
        score(ruleset, Assessment.from_dict(assessment_of(ruleset.plan, one.variables, 0, person)))
        for person in (found.left, found.right)
    ]
    if not all(isinstance(result, IndicativeBudget) for result in results):
        return [f"{found.objective.name}: the pair has no amount"]
    slot = one.outputs.amounts[found.objective.amount]
    change = results[1].values[slot] - results[0].values[slot]
    value = {Kind.FALL: -change, Kind.RISE: change, Kind.MOVE: abs(change), Kind.FLAT: 1 - change}.get(
        found.objective.kind, found.value
    )
    return [] if value == found.value else [f"{found.objective.name}: the scalar engine says {value}, not {found.value}"]


def faults_of(ruleset: Ruleset, limits: Limits, seen: Counter[tuple[str, Verdict]]) -> Iterator[str]:
    """Everything in which the prover and plain enumeration differ for one ruleset; `seen` counts who decided what."""
    one = bench(ruleset, limits)
    everybody = Everybody(one.variables, [ruleset.plan], [one.outputs])
    for found in one.steps(*halves(everybody, one)):
        seen[found.engine, verdict_of(found)] += 1
        yield from wrong(found, everybody.steps(found.objective))
        yield from unreal(one, found, ruleset)
    views = []
    if len(one.groups) > 1:
        views.append((one.group_pairs(), [Objective(f"group {amount}", amount, Kind.MOVE) for amount in AMOUNTS]))
    if one.areas:
        pairs = [[context | one.nobody_cares, context] for context in one.contexts]
        views.append((pairs, [Objective("cut", INDICATIVE, Kind.CUT, 5_000)]))
    for pairs, objectives in views:
        for found in one.two_views(pairs, objectives):
            yield from wrong(found, everybody.views(found.objective, pairs, (0, 0)))


@pytest.mark.parametrize("shard", range(EXACT // SHARD))
def test_the_exact_engine_agrees_with_going_through_everybody(shard: int) -> None:
    seen: Counter[tuple[str, Verdict]] = Counter()
    made = list(small_rulesets(SHARD, shard))
    assert len(made) == SHARD
    assert {number: told for number, ruleset in enumerate(made) if (told := list(faults_of(ruleset, SPLIT, seen)))} == {}
    assert {("exact", Verdict.PROVED), ("exact", Verdict.BROKEN)} <= set(seen), "a trust test must see both verdicts"


@pytest.mark.parametrize("shard", range(ONLY_BOUNDS // FEW))
def test_bounds_are_never_on_the_wrong_side(shard: int) -> None:
    seen: Counter[tuple[str, Verdict]] = Counter()
    made = list(small_rulesets(FEW, 1_000 + shard))
    assert {number: told for number, ruleset in enumerate(made) if (told := list(faults_of(ruleset, BOUNDED, seen)))} == {}
    assert ("bounds", Verdict.PROVED) in seen, "a trust test must see what bounds can prove"


@pytest.mark.parametrize("limits", [SPLIT, BOUNDED], ids=["exact", "bounds"])
def test_two_rulesets_side_by_side_agree_with_going_through_everybody(limits: Limits) -> None:
    compared = 0
    for new in small_rulesets(20 if NIGHTLY or limits is SPLIT else 6):
        old = with_less(new)
        if old is None:
            continue
        one, known = bench(new, limits, old), variables([old, new])
        outputs = [bench(old, limits).outputs, one.outputs]
        everybody = Everybody(known, [old.plan, new.plan], outputs)
        views = [[context, context] for context in one.contexts]
        objectives = [Objective(f"loss {amount}", amount, Kind.FALL) for amount in AMOUNTS]
        for found in one.two_views(views, objectives, (old, new)):
            assert wrong(found, everybody.views(found.objective, views, (0, 1))) == []
        compared += 1
    assert compared


def with_less(ruleset: Ruleset) -> Ruleset | None:
    """The ruleset without its limits and its last line: what a ruleset that it replaces may look like."""
    data: dict[str, Any] = {key: one for key, one in ruleset.located.data.items() if key not in ("limits", "carer_sustainability")}  # type: ignore[union-attr]
    if len(data["budget_lines"]) > 1:
        data["budget_lines"] = data["budget_lines"][:-1]
    try:
        return compiled(data)
    except RulesetInvalid:
        return None
