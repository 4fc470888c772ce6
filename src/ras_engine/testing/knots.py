"""People whose sums lie where the money turns: at a knot of a table, at the edge of a band, at a limit, or one step beside it.

Receives a plan and one person's input codes; finds the numbers at which operations change their course (`knots_of`), and leads a
sum to such a number by changing one answer after another (`led_to`). Nothing is drawn here: the same person and the same knot
give the same answers, so what is found shrinks with the person it began from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd

from ras_engine.exact import format_decimal
from ras_engine.plan.asks import Ask, DaysAsk, FrequencyAsk, LevelAsk, QuantityAsk, Raw
from ras_engine.plan.operations import (
    BandOf,
    Compare,
    Constant,
    Largest,
    Linear,
    Operation,
    Piecewise,
    Relation,
    Slot,
    Smallest,
    reads,
)
from ras_engine.plan.plan import Plan
from ras_engine.score.one import value_of

ROUNDS = 3
AT_ONCE = 9
"""So many quantities are tried at once, evenly spread; then those between the best one's neighbours."""


@dataclass(frozen=True, slots=True)
class Knot:
    """A slot and the numbers (at its scale) at which something that reads it changes; `numbers[k]` where the slot `key` is k."""

    slot: Slot
    key: Slot | None
    numbers: tuple[tuple[int, ...], ...]

    def of(self, values: Sequence[int]) -> tuple[int, ...]:
        """The numbers that concern one person."""
        return self.numbers[0 if self.key is None else values[self.key]]


def knots_of(plan: Plan) -> tuple[Knot, ...]:
    """Every knot of the plan that a sum of at least two answers, or a single number, can reach; whether there is anything at all
    is none."""
    asked = _askers(plan)
    numbers = {ask.slot for ask in plan.asks if ask.is_question and not isinstance(ask, LevelAsk)}
    found = dict.fromkeys(one for operation in plan.operations for one in _turns(plan, operation))
    return tuple(
        one
        for one in found
        if (len(asked[one.slot]) > 1 or asked[one.slot] & numbers)
        and not isinstance(_made_by(plan, one.slot), BandOf)
        and (max(map(max, one.numbers)) > 1 or _is_difference(_made_by(plan, one.slot)))
    )


def _is_difference(operation: Operation | None) -> bool:
    """Whether this is how far one number lies from another, such as a sum from a limit."""
    return isinstance(operation, Linear) and any(coefficient < 0 for _, coefficient in operation.terms)


def _turns(plan: Plan, operation: Operation) -> Iterator[Knot]:
    match operation:
        case Piecewise(of=of, key=key, tables=tables):
            yield from _knot(of, key, [[row.start for row in rows[1:]] for rows in tables])
        case BandOf(of=of, key=key, starts=starts):
            yield from _knot(of, key, [list(one[1:]) for one in starts])
        case Compare(of=of, relation=relation, number=number):
            yield Knot(of, None, ((number + (relation is Relation.AT_MOST),),))
        case Smallest(of=slots) | Largest(of=slots):
            fixed = {slot: one.value for slot in slots if isinstance(one := _made_by(plan, slot), Constant)}
            if fixed:
                yield from (Knot(slot, None, (tuple(sorted(set(fixed.values()))),)) for slot in slots if slot not in fixed)
        case _:
            return


def _knot(of: Slot, key: Slot | None, numbers: list[list[int]]) -> Iterator[Knot]:
    if all(numbers):
        yield Knot(of, key, tuple(tuple(one) for one in numbers))


def _made_by(plan: Plan, slot: Slot) -> Operation | None:
    return plan.operations[slot - plan.inputs] if slot >= plan.inputs else None


def _askers(plan: Plan) -> list[frozenset[int]]:
    """For every slot, the first slots of the questions that can touch it."""
    found: list[frozenset[int]] = [frozenset()] * plan.inputs
    for ask in plan.asks:
        if ask.is_question:
            found[ask.slot : ask.slot + ask.width] = [frozenset({ask.slot})] * ask.width
    for operation in plan.operations:
        found.append(frozenset[int]().union(*(found[slot] for slot in reads(operation))))
    return found


class Leading:
    """Leads one slot of one plan to a number."""

    def __init__(self, plan: Plan, slot: Slot) -> None:
        self.plan, self.slot = plan, slot
        waiting, needed = [slot], set[int]()
        while waiting:
            one = waiting.pop()
            if one >= plan.inputs and one not in needed:
                needed.add(one)
                waiting += reads(plan.operations[one - plan.inputs])
        self.order = sorted(needed)

    @cached_property
    def movable(self) -> tuple[Ask, ...]:
        """The questions that touch the slot, but for those that decide whether another is asked."""
        asked = _askers(self.plan)
        doors = frozenset[int]().union(*(asked[ask.asked] for ask in self.plan.asks if ask.asked is not None))
        return tuple(ask for ask in self.plan.asks if ask.is_question and ask.slot in asked[self.slot] - doors)

    @cached_property
    def clashing(self) -> frozenset[str]:
        """The questions whose answers may clash with another."""
        asked = _askers(self.plan)
        found = frozenset[int]().union(*(asked[one.slot] for one in self.plan.clashes))
        return frozenset(ask.column for ask in self.plan.asks if ask.slot in found)

    @cached_property
    def after(self) -> Mapping[int, tuple[int, ...]]:
        """For each movable question the slots to be worked out again, in order."""
        found: dict[int, tuple[int, ...]] = {}
        for ask in self.movable:
            touched = set(range(ask.slot, ask.slot + ask.width))
            for slot in self.order:
                if touched.intersection(reads(self.plan.operations[slot - self.plan.inputs])):
                    touched.add(slot)
            found[ask.slot] = tuple(slot for slot in self.order if slot in touched)
        return found

    def led_to(self, codes: Sequence[int], number: int, answered: Collection[str], beside: int = 0) -> dict[str, Raw]:
        """New answers of some of the questions `answered`, after which the slot is as near to the number as was found, or so many
        steps `beside` it."""
        values = dict(enumerate(codes[: self.plan.inputs]))
        for slot in self.order:
            values[slot] = value_of(self.plan.operations[slot - self.plan.inputs], values)
        asks = [ask for ask in self.movable if ask.column in answered]
        number += beside * self._step(values, asks)
        found: dict[str, Raw] = {}
        for _ in range(ROUNDS):
            before = values[self.slot]
            for ask in asks:
                if values[self.slot] == number:
                    return found
                raw = self._nearest(values, ask, number)
                if raw is not None:
                    found[ask.column] = raw
            if values[self.slot] == before:
                return found | self._exchange(values, asks, number)
        return found

    def _exchange(self, values: dict[int, int], asks: Sequence[Ask], number: int) -> dict[str, Raw]:
        """Two answers that lead to the number together, where no single one comes nearer."""
        missing = number - values[self.slot]
        alone = [
            (ask, raw, self._with(dict(values), ask, raw) - values[self.slot]) for ask in asks for raw in options(ask, few=True)
        ]
        by_change: dict[int, list[tuple[Ask, Raw]]] = {}
        for ask, raw, change in alone:
            by_change.setdefault(change, []).append((ask, raw))
        for ask, raw, change in alone:
            for other, second in by_change.get(missing - change, ()):
                if other is not ask:
                    tried = dict(values)
                    self._with(tried, ask, raw)
                    if self._with(tried, other, second) == number:
                        return {ask.column: raw, other.column: second}
        return {}

    def _step(self, values: dict[int, int], asks: Sequence[Ask]) -> int:
        """The greatest common divisor of what single answers add to the slot."""
        step = 0
        for ask in asks:
            for raw in options(ask, few=True):
                step = gcd(step, self._with(dict(values), ask, raw) - values[self.slot])
        return step

    def _nearest(self, values: dict[int, int], ask: Ask, number: int) -> Raw | None:
        """Puts in the answer that brings the slot nearest; None where no answer is nearer than the one there."""
        best, distance = None, abs(values[self.slot] - number)
        tried = list(options(ask))
        while tried:
            ranked = [(abs(self._with(dict(values), ask, raw) - number), place) for place, raw in enumerate(tried)]
            nearest, place = min(ranked)
            if nearest < distance:
                best, distance = tried[place], nearest
            tried = list(_between(ask, tried, place))
        if best is not None:
            self._with(values, ask, best)
        return best

    def _with(self, values: dict[int, int], ask: Ask, raw: Raw) -> int:
        """The slot with another answer, which is put into the values."""
        coded = ask.code(raw)
        assert isinstance(coded, tuple), coded
        values.update(zip(range(ask.slot, ask.slot + ask.width), coded, strict=True))
        for slot in self.after[ask.slot]:
            values[slot] = value_of(self.plan.operations[slot - self.plan.inputs], values)
        return values[self.slot]


def options(ask: Ask, few: bool = False) -> Iterator[Raw]:
    """Answers to try: all of a short list, else some evenly spread; with `few` such that every other is a sum of steps between
    them."""
    match ask:
        case LevelAsk(levels=levels):
            yield from levels
        case DaysAsk(levels=levels, days=days):
            yield from levels
            yield from (
                {levels[0]: str(days - each), level: str(each)}
                for level in levels[1:]
                for each in ((1,) if few else range(1, days))
            )
        case FrequencyAsk(periods=periods, most=most):
            for period, times in zip(periods, most, strict=True):
                yield from ({"times": str(each), "per": period} for each in range(min(times, 1 if few else 60) + 1))
        case QuantityAsk(minimum=least, maximum=most, step=step):
            count = int((most - least) / step)
            spread = (0, 1) if few else sorted({count * place // AT_ONCE for place in range(AT_ONCE + 1)})
            yield from (format_decimal(least + step * place) for place in spread if place <= count)


def _between(ask: Ask, tried: Sequence[Raw], place: int) -> Iterator[Raw]:
    """The quantities between the neighbours of the best one tried."""
    if not isinstance(ask, QuantityAsk):
        return
    places = [int((Fraction(str(raw)) - ask.minimum) / ask.step) for raw in tried]
    low, high = places[max(place - 1, 0)], places[min(place + 1, len(places) - 1)]
    fresh = sorted({low + (high - low) * part // AT_ONCE for part in range(AT_ONCE + 1)} - set(places))
    best = places[place]
    if fresh:
        yield from (format_decimal(ask.minimum + ask.step * one) for one in sorted({*fresh, best}))
