"""What may be said about a person, one variable for each thing that is asked, with every value it can have.

Receives the asks of one plan, or of two that are compared; gives for each column its raw values, their input codes in each plan,
and which value is one step up from which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.thinned import some_days, some_quantities
from ras_engine.document.questions import ChoicesQuestion, LevelsQuestion, YesNoQuestion
from ras_engine.exact import format_decimal
from ras_engine.plan.asks import Ask, Codes, DaysAsk, FrequencyAsk, LevelAsk, QuantityAsk, Raw
from ras_engine.plan.operations import reads
from ras_engine.ruleset import Ruleset
from ras_engine.score.one import evaluate

MOST_VALUES = 20_000
"""More values than this for one answer are not gone through one by one."""


class OutOfReach(Exception):
    """What cannot be decided exactly, and why: the law falls back to bounds or to a search."""


@dataclass(frozen=True)
class Variable:
    """One thing that is asked.

    `raws[i]` is the i-th value as an assessment writes it; `codes[p]` its input codes in plan p, `(values, width)`, None where
    plan p does not ask it. `steps` are pairs of values, the second one step above the first; `ordered` says that up means more
    need (or more support, for a carer's area), so that the laws of order apply.
    """

    column: str
    about: str
    raws: tuple[Raw, ...]
    codes: tuple[NDArray[np.int64] | None, ...]
    steps: tuple[tuple[int, int], ...]
    ordered: bool
    least: int
    many: tuple[int, int]
    """How many values there are in all, and how many steps: more than stand here where there are too many to go through."""

    def __len__(self) -> int:
        return len(self.raws)

    @property
    def thinned(self) -> bool:
        """Whether only some of the values stand here."""
        return len(self) < self.many[0]


def variables(rulesets: Sequence[Ruleset]) -> tuple[Variable, ...]:
    """The variables of one ruleset, or of two side by side. Raises OutOfReach where an answer has too many values."""
    columns = list(dict.fromkeys(ask.column for ruleset in rulesets for ask in ruleset.plan.asks))
    return tuple(_variable(rulesets, column) for column in columns)


def _variable(rulesets: Sequence[Ruleset], column: str) -> Variable:
    asks = [ruleset.plan.ask_named.get(column) for ruleset in rulesets]
    owner = next(place for place, ask in enumerate(asks) if ask is not None)
    first = asks[owner]
    assert first is not None
    every = [(raw, [None if ask is None else _coded(ask, raw) for ask in asks]) for raw in _raws(rulesets[owner], first)]
    known = [
        (raw, coded) for raw, coded in every if all(one is not None or ask is None for one, ask in zip(coded, asks, strict=True))
    ]
    if not known:
        raise OutOfReach(f"{column}: the two rulesets have no answer in common")
    raws = [raw for raw, _ in known]
    codes = tuple(
        None if ask is None else np.array([coded[place] for _, coded in known], dtype=np.int64).reshape(len(raws), ask.width)
        for place, ask in enumerate(asks)
    )
    numbers = _numbers(rulesets[owner], first, raws, codes[owner])
    ordered, ranks = _order(rulesets[owner], first, raws, numbers)
    thinned = len(every) < how_many(first)
    steps = tuple(_steps(first, raws, ranks, thinned)) if ranks is not None else ()
    many = _in_all(first) if thinned else (len(raws), len(steps))
    least = min(range(len(raws)), key=lambda place: (ranks[place] if ranks is not None else 0, place))
    return Variable(column, first.source, tuple(raws), codes, steps, ordered, least, many)


def _in_all(ask: Ask) -> tuple[int, int]:
    """How many values and steps there are of an answer of which only some are gone through."""
    if isinstance(ask, DaysAsk):
        levels = len(ask.levels)
        one_day = comb(ask.days + levels - 2, levels - 1)
        return how_many(ask), (levels - 1) * (one_day + (ask.days > 1))
    return how_many(ask), how_many(ask) - 1


def _coded(ask: Ask, raw: Raw) -> Codes | None:
    coded = ask.code(raw)
    return coded if isinstance(coded, tuple) else None


def how_many(ask: Ask) -> int:
    """How many different answers an ask has: levels, steps, ways to share out the days."""
    match ask:
        case LevelAsk(levels=levels):
            return len(levels)
        case QuantityAsk(minimum=least, maximum=most, step=step):
            return int((most - least) / step) + 1
        case FrequencyAsk(most=most):
            return sum(each + 1 for each in most)
        case DaysAsk(levels=levels, days=days):
            found = 1
            for place in range(1, len(levels)):
                found = found * (days + place) // place
            return found


def _raws(ruleset: Ruleset, ask: Ask) -> Iterator[Raw]:
    """Every value; of too many quantities or days some."""
    many = how_many(ask)
    match ask:
        case LevelAsk(levels=levels):
            yield from levels
        case QuantityAsk(minimum=least, step=step):
            places = range(many) if many <= MOST_VALUES else some_quantities(ruleset.plan, ask, many)
            yield from (format_decimal(least + step * place) for place in places)
        case DaysAsk(levels=levels) if many > MOST_VALUES:
            for days_by_level in some_days(ask):
                yield {level: str(count) for level, count in zip(levels, days_by_level, strict=True) if count}
        case FrequencyAsk() if many > MOST_VALUES:
            raise OutOfReach(f"{ask.column} has {many:,} possible answers")
        case FrequencyAsk(periods=periods, most=most):
            for period, times in zip(periods, most, strict=True):
                yield from ({"times": str(count), "per": period} for count in range(times + 1))
        case DaysAsk(levels=levels, days=days):
            for days_by_level in shared_out(days, len(levels)):
                yield {level: str(count) for level, count in zip(levels, days_by_level, strict=True) if count}


def shared_out(days: int, levels: int) -> Iterator[tuple[int, ...]]:
    """Every way to share so many days out over the levels."""
    for bars in combinations(range(days + levels - 1), levels - 1):
        ends = (-1, *bars, days + levels - 1)
        yield tuple(after - before - 1 for before, after in pairwise(ends))


def _numbers(ruleset: Ruleset, ask: Ask, raws: Sequence[Raw], codes: NDArray[np.int64] | None) -> list[Fraction] | None:
    """The number that each value counts as, where it counts as one."""
    plan = ruleset.plan
    if isinstance(ask, QuantityAsk) and codes is not None:
        return [Fraction(code, ask.scale) for code in codes[:, 0].tolist()]
    step = plan.step_named.get(f"value.{ask.column}")
    if step is None or isinstance(ask, DaysAsk):
        return None
    upto = _last_of_its_own(ruleset, ask)
    found = []
    for raw in raws:
        person = [least for least, _ in plan.ranges]
        person[ask.slot : ask.slot + ask.width] = _coded(ask, raw) or ()
        found.append(step.number(evaluate(plan, person, max(upto, step.slot - plan.inputs + 1))[step.slot]))
    return found


def _last_of_its_own(ruleset: Ruleset, ask: Ask) -> int:
    """How many operations lead up to the last one that reads only this answer's number."""
    plan, slot = ruleset.plan, ruleset.plan.step_named[f"value.{ask.column}"].slot
    waiting, last = [slot], 0
    while waiting:
        one = waiting.pop()
        if one >= plan.inputs:
            last = max(last, one - plan.inputs + 1)
            waiting += reads(plan.operations[one - plan.inputs])
    return last


def _order(ruleset: Ruleset, ask: Ask, raws: Sequence[Raw], numbers: list[Fraction] | None) -> tuple[bool, list[Fraction] | None]:
    """Whether up means more, and the rank of each value; no ranks where there is no order at all.

    Levels stand in the order of their points where they have points (a scale that goes down says so, and why), else as declared.
    """
    question = ruleset.index.questions.get(ask.column)
    if isinstance(question, LevelsQuestion) and isinstance(ask, DaysAsk):
        points = [level.points or Fraction(0) for level in question.levels]
        return points == sorted(points), [-_days_on_first(ask, raw) for raw in raws]
    if isinstance(ask, LevelAsk) and (ask.source in ("client_group", "deployment") or isinstance(question, ChoicesQuestion)):
        return numbers is not None, numbers
    if numbers is not None:
        return True, numbers
    if isinstance(ask, LevelAsk):
        return not isinstance(question, YesNoQuestion), [Fraction(place) for place in range(len(ask.levels))]
    return False, None


def _days_on_first(ask: DaysAsk, raw: Raw) -> Fraction:
    return Fraction((_coded(ask, raw) or (0,))[0])


def _steps(ask: Ask, raws: Sequence[Raw], ranks: Sequence[Fraction], thinned: bool) -> Iterator[tuple[int, int]]:
    """One step: the next level, the next quantity, once more often, one day one level up (or all days at once)."""
    if isinstance(ask, DaysAsk):
        yield from _day_steps(ask, raws)
        return
    rising = sorted(range(len(raws)), key=lambda place: (ranks[place], place))
    if isinstance(ask, FrequencyAsk):
        rising = [
            place for before, place in zip([None, *rising], rising, strict=False) if before is None or ranks[before] < ranks[place]
        ]
    for before, after in pairwise(rising):
        if not (thinned and isinstance(ask, QuantityAsk)) or ranks[after] - ranks[before] == ask.step:
            yield before, after


def _day_steps(ask: DaysAsk, raws: Sequence[Raw]) -> Iterator[tuple[int, int]]:
    place_of = {tuple(_coded(ask, raw) or ()): place for place, raw in enumerate(raws)}
    for days, place in place_of.items():
        for level in range(len(days) - 1):
            if days[level]:
                moved = {1, days[level]} if days[level] == ask.days else {1}
                for each in sorted(moved):
                    after = list(days)
                    after[level] -= each
                    after[level + 1] += each
                    if tuple(after) in place_of:  # of two rulesets, one may not know the level that a day would move to
                        yield place, place_of[tuple(after)]
