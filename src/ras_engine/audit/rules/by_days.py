"""What one day more on a higher level does to an answer that is made one level (`level_on_most_days`), and to money.

Receives a bench; for each such answer goes through every way to share out its days, and every step of one day to the next level: a
table from days to levels. A step that lowers the level, or passes one over, is no step of levels. Laws about steps speak of levels;
of such a step they name two real people, so that whoever reads them knows what the rule does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import pounds
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Difference, Witness
from ras_engine.audit.space.people import Values, assessment_of
from ras_engine.audit.space.variables import Variable
from ras_engine.audit.witnesses.example import searcher
from ras_engine.audit.witnesses.witness import scored, told
from ras_engine.plan.asks import LevelAsk

MOST_WAYS, PEOPLE = 250_000, 400
"""Ways to share out the days of one answer that are gone through; people who are looked at for each turn."""
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
    """What a law asks of one day more: which change of which amount, how much of it is allowed, and of which answers."""

    kind: Kind
    threshold: int
    amount: str
    columns: frozenset[str]


def said_of_days(bench: Bench, asked: Asked) -> tuple[str, ...]:
    """What a law about steps of levels leaves to the rule that makes one level of days, with somebody whom it costs (or brings)
    more than the law would allow, where one was found."""
    names = [ask.column for ask in bench.plan.asks if isinstance(ask, LevelAsk) and ask.days and ask.column in asked.columns]
    if not names:
        return ()
    try:
        witness = worst_by_a_day(bench, asked)
    except TimeoutError:
        witness = None
    found = f"For example {witness.says}." if witness else "Nobody was found whom that moves further than the law would allow."
    return (
        f"An answer by days to {', '.join(names)} is looked at as the one level that it comes to (level_on_most_days). What one "
        f"day more on a higher level does to that level is left to that rule: it can also fall, or pass one over. {found}",
    )


def worst_by_a_day(bench: Bench, asked: Asked) -> Witness | None:
    """Two real people whose days differ by one, the furthest apart of those found; none where nobody is further than is allowed."""
    here = [(turn, _rank(bench, turn)) for ask in looked_at(bench)[0] if ask.column in asked.columns for turn in turns(bench, ask)]
    wanted = [turn for turn, rise in here if (rise < 0 if asked.kind is Kind.FALL else abs(rise) > 1)]
    objective = Objective(f"one day {asked.amount}", asked.amount, asked.kind, asked.threshold)
    best: tuple[int, Turn, tuple[Values, Values]] | None = None
    for turn in _widest(bench, wanted):
        bench.stop()
        search = searcher(bench, ({turn.column: turn.before}, {turn.column: turn.after}))
        left, right = search.pairs(objective, search.people(PEOPLE))
        values = search.values(objective, left, right)
        place = int(values.argmax())
        if values[place] > asked.threshold and (best is None or values[place] > best[0]):
            pair = tuple(int(one) for one in left[place]), tuple(int(one) for one in right[place])
            best = int(values[place]), turn, pair
    return None if best is None else _witness(bench, best[2], best[1], objective)


def _rank(bench: Bench, turn: Turn) -> int:
    """How many levels a step of one day goes up."""
    return _place(bench, turn.column, turn.after) - _place(bench, turn.column, turn.before)


def _place(bench: Bench, column: str, level: int) -> int:
    return _order(next(one for one in bench.variables if one.column == column)).index(level)


def _widest(bench: Bench, found: Sequence[Turn]) -> list[Turn]:
    """Turns that no other one of the same answer reaches over, up or down."""

    def ends(one: Turn) -> tuple[int, int, int]:
        before, after = _place(bench, one.column, one.before), _place(bench, one.column, one.after)
        return min(before, after), max(before, after), int(before < after)

    return [
        one
        for one in found
        if not any(
            other.column == one.column
            and other != one
            and ends(other)[2] == ends(one)[2]
            and ends(other)[0] <= ends(one)[0]
            and ends(other)[1] >= ends(one)[1]
            for other in found
        )
    ]


def _witness(bench: Bench, pair: tuple[Values, Values], turn: Turn, objective: Objective) -> Witness:
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
    name = objective.amount.replace("_", " ")
    says = f"{turn.column}: {said[0]} -> {said[1]}, {levels}: {name} {pounds(pence[0])} -> {pounds(pence[1])}"
    differ = (Difference(turn.column, *said),)
    return Witness("worst", people[0], people[1], differ, value, says, False, objective.amount, objective.kind.value)
