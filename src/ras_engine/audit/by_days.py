"""What one day more does to an answer that is made one level of (`level_on_most_days`), and to money.

Receives a bench; for each such answer goes through every way to share out its days, and every step of one day to the next level: a
table from days to levels. A step that lowers the level, or passes one over, is no step of levels. For each two levels between which
there is one, everybody is looked at with the one and with the other, so that nothing of the money is gone through twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import RANK, Draft, engine_of, pounds, verdict_of, worst_of
from ras_engine.audit.prove.objective import Found, Kind, Objective
from ras_engine.audit.report import Difference, Part, Verdict, Witness
from ras_engine.audit.sought import Looker, Sought
from ras_engine.audit.space.people import Values, assessment_of
from ras_engine.audit.space.variables import Variable
from ras_engine.audit.structure import not_compared
from ras_engine.audit.witness import scored, told
from ras_engine.plan.asks import LevelAsk
from ras_engine.plan.plan import Path

MOST_WAYS = 250_000
"""Ways to share out the days of one answer that are gone through."""
Days = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of one day that is no step of levels: the levels before and after, by place, and days that show it."""

    column: str
    before: int
    after: int
    days: tuple[Days, Days]


def looked_at(bench: Bench) -> tuple[list[LevelAsk], list[LevelAsk]]:
    """The answers by days that can be gone through, and those with too many ways to share out the days."""
    asks = [ask for ask in bench.plan.asks if isinstance(ask, LevelAsk) and ask.days]
    few = [ask for ask in asks if comb(ask.days + len(ask.levels) - 1, len(ask.levels) - 1) <= MOST_WAYS]
    return few, [ask for ask in asks if ask not in few]


def turns(bench: Bench, ask: LevelAsk) -> list[Turn]:
    """Every two levels of an answer between which one day more leads past what a step of levels is, each once."""
    variable = next(one for one in bench.variables if one.column == ask.column)
    order = _order(variable)
    key = ("turns", ask.days, len(ask.levels), ask.without_points, order)
    if key not in bench.kept:
        bench.kept[key] = list(_turns(ask.days, ask.without_points, order, bench.stop))
    return [Turn(ask.column, *one) for one in bench.kept[key]]


def _order(variable: Variable) -> tuple[int, ...]:
    """The levels from the least need to the most."""
    steps = dict(variable.steps)
    found = [next(iter(set(steps) - set(steps.values())), 0)]
    while found[-1] in steps:
        found.append(steps[found[-1]])
    return tuple(found)


def _turns(
    days: int, without: frozenset[int], order: Sequence[int], stop: Callable[[], None]
) -> Iterator[tuple[int, int, tuple[Days, Days]]]:
    ways = _ways(days, len(order))
    before, seen = levels_of(ways, without), set[tuple[int, int]]()
    rank = {level: place for place, level in enumerate(order)}
    for level, higher in pairwise(order):
        stop()
        some = ways[:, level] > 0
        moved = ways[some].copy()
        moved[:, level] -= 1
        moved[:, higher] += 1
        after = levels_of(moved, without)
        for place, (one, other) in enumerate(zip(before[some].tolist(), after.tolist(), strict=True)):
            if one != other and rank[other] != rank[one] + 1 and (one, other) not in seen:
                seen.add((one, other))
                yield one, other, (tuple(ways[some][place].tolist()), tuple(moved[place].tolist()))


def _ways(days: int, levels: int) -> NDArray[np.int64]:
    """Every way to share out so many days."""
    bars = np.array(list(combinations(range(days + levels - 1), levels - 1)), dtype=np.int64).reshape(-1, levels - 1)
    ends = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), days + levels - 1)])
    ways: NDArray[np.int64] = np.diff(ends, axis=1) - 1
    return ways


def levels_of(ways: NDArray[np.int64], without: Iterable[int]) -> NDArray[np.int64]:
    """The one level that each way comes to: `plan.asks.level_on_most_days`, for many at once."""
    levels, half = ways.shape[1], ways.sum(axis=1)
    idle = sorted(without)
    counting = [level for level in range(levels) if level not in idle]
    found: NDArray[np.int64] = np.zeros(len(ways), dtype=np.int64)
    if idle:
        found = np.array(idle, dtype=np.int64)[ways[:, idle].argmax(axis=1)]
    if counting:
        last_first = counting[::-1]
        often = np.array(last_first, dtype=np.int64)[ways[:, last_first].argmax(axis=1)]
        found = np.where(2 * ways[:, counting].sum(axis=1) > half, often, found)
    most = 2 * ways > half[:, None]
    return np.where(most.any(axis=1), most.argmax(axis=1), found)


# -- money


@dataclass(frozen=True)
class Asked:
    """What a law asks of one day more: which change of which amounts, how much of it is allowed, and of which answers."""

    kind: Kind
    threshold: int
    amounts: Mapping[str, str]
    columns: frozenset[str]
    says: str
    open: str


def with_one_day_more(bench: Bench, draft: Draft, asked: Asked) -> Draft:
    """A law about steps of levels, with what one day more does as further parts of it."""
    few, many = looked_at(bench)
    here = [(turn, _rank(bench, turn)) for ask in few if ask.column in asked.columns for turn in turns(bench, ask)]
    wanted = [turn for turn, rise in here if (rise < 0 if asked.kind is Kind.FALL else abs(rise) > 1)]
    if asked.kind is Kind.FALL and draft.verdict is Verdict.PROVED and not not_compared(bench.plan):
        wanted = _widest(bench, wanted)
    found = [(turn, one) for turn in wanted for one in _moved(bench, turn, asked)]
    if many:
        draft = replace(draft, assumes=(*draft.assumes, not_looked_at(many)))
    if not found:
        return draft
    named = {amount: [pair for pair in found if pair[1].objective.amount == amount] for amount in asked.amounts}
    worst = {amount: max(pairs, key=lambda one: one[1].value) for amount, pairs in named.items()}
    verdict = {amount: min((verdict_of(one) for _, one in pairs), key=RANK.index) for amount, pairs in named.items()}
    parts = tuple(
        Part(f"one day more on a higher level: {asked.amounts[amount]}", verdict[amount], worst_of(one), engine_of(one))
        for amount, (_, one) in worst.items()
    )
    draft = replace(draft, parts=(*draft.parts, *parts))
    gravest = min((*verdict.values(), draft.verdict), key=RANK.index)
    if gravest is Verdict.BROKEN and Verdict.BROKEN in verdict.values():
        return _broken(bench, draft, asked, [worst[amount] for amount in asked.amounts if verdict[amount] is Verdict.BROKEN])
    return draft if gravest is draft.verdict else replace(draft, verdict=gravest, says=asked.open)


def not_looked_at(asks: Sequence[LevelAsk]) -> str:
    """What is left to the rule where there are too many ways to share out the days."""
    return (
        f"What one day more does to the level of {', '.join(one.column for one in asks)} is not looked at: there are more than "
        f"{MOST_WAYS:,} ways to share out the days. By that rule the level can also fall."
    )


def _rank(bench: Bench, turn: Turn) -> int:
    """How many levels a step of one day goes up."""
    return _place(bench, turn.column, turn.after) - _place(bench, turn.column, turn.before)


def _place(bench: Bench, column: str, level: int) -> int:
    return _order(next(one for one in bench.variables if one.column == column)).index(level)


def _widest(bench: Bench, falls: Sequence[Turn]) -> list[Turn]:
    """Falls that no other one reaches over. Where levels keep order for everybody, money falls furthest by these."""
    ends = {one: (_place(bench, one.column, one.before), _place(bench, one.column, one.after)) for one in falls}
    return [
        one
        for one in falls
        if not any(
            other.column == one.column and other != one and ends[other][0] >= ends[one][0] and ends[other][1] <= ends[one][1]
            for other in falls
        )
    ]


def _moved(bench: Bench, turn: Turn, asked: Asked) -> list[Found]:
    """Everybody with the level before and with the one after."""
    pairs = [[{**one, turn.column: turn.before}, {**one, turn.column: turn.after}] for one in bench.contexts]
    name = f"one day {turn.column} {turn.before} {turn.after}"
    return bench.two_views(pairs, [Objective(f"{name} {amount}", amount, asked.kind, asked.threshold) for amount in asked.amounts])


def _broken(bench: Bench, draft: Draft, asked: Asked, worst: Sequence[tuple[Turn, Found]]) -> Draft:
    """One day more breaks the law: said first where nothing else does, with its pairs in any case."""
    show = draft.show
    alone = draft.verdict is not Verdict.BROKEN
    rules = tuple(dict.fromkeys(_rule(bench, turn.column) for turn, _ in worst))
    return replace(
        draft,
        verdict=Verdict.BROKEN,
        says=asked.says if alone else f"{draft.says} {asked.says}",
        worst=worst_of(max((one for _, one in worst), key=lambda one: one.value)) if alone else draft.worst,
        paths=rules if alone else (*draft.paths, *rules),
        at_fault=alone,
        found=None if alone else draft.found,
        concerned=None if alone else draft.concerned,
        show=lambda: (*(show() if show else ()), *(one for turn, found in worst[:1] for one in _shown(bench, turn, found, asked))),
    )


def _rule(bench: Bench, column: str) -> Path:
    place = next(place for place, one in enumerate(bench.ruleset.document.questions) if one.id == column)
    return ("questions", place, "fluctuating")


def _shown(bench: Bench, turn: Turn, found: Found, asked: Asked) -> Iterator[Witness]:
    """The simplest, a usual and the worst of those whom it concerns, their days one apart."""
    objective = found.objective
    slots = {"amount": bench.outputs.amounts[objective.amount]}

    def size(one: Mapping[str, Any], other: Mapping[str, Any]) -> NDArray[np.int64]:
        made: NDArray[np.int64] = objective.value(one["amount"], other["amount"])
        return made

    changed = ({turn.column: turn.before}, {turn.column: turn.after})
    sought = Sought(slots, lambda one, other: size(one, other) > objective.threshold, size, changed)
    made: list[Witness] = []
    for kind, pair in reversed(Looker(bench, sought).three()):
        one = _witness(bench, kind, pair, turn, objective, asked.amounts[objective.amount])
        if all(one.left.assessment != other.left.assessment for other in made):
            made.insert(0, one)
    yield from made


def _witness(bench: Bench, kind: str, pair: tuple[Values, Values], turn: Turn, objective: Objective, amount: str) -> Witness:
    """Two real people whose days differ by one, scored alone."""
    ask = bench.plan.ask_named[turn.column]
    assert isinstance(ask, LevelAsk)
    people = []
    for values, days in zip(pair, turn.days, strict=True):
        data = assessment_of(bench.plan, bench.variables, 0, values)
        data["answers"][turn.column] = {level: str(count) for level, count in zip(ask.levels, days, strict=True) if count}
        people.append(told(scored(bench.ruleset, data), data, objective.amount))
    said = [
        ", ".join(f"{level} on {count} days" for level, count in one.assessment["answers"][turn.column].items()) for one in people
    ]
    pence = [one.amounts[objective.amount] for one in people]
    value = int(objective.value(*(np.array([one], dtype=np.int64) for one in pence))[0])
    levels = f"so {ask.levels[turn.before]} becomes {ask.levels[turn.after]}"
    says = f"{turn.column}: {said[0]} -> {said[1]}, {levels}: {amount} {pounds(pence[0])} -> {pounds(pence[1])}"
    differ = (Difference(turn.column, *said),)
    about = f"one day more on a higher level: {amount}"
    return Witness(kind, people[0], people[1], differ, value, says, False, objective.amount, objective.kind.value, (), about)
