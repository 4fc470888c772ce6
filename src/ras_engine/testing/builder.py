"""The state of a ruleset while it is drawn: how choices are made, which names exist so far, and where their numbers can lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Any, TypeVar

from ras_engine.exact import format_decimal
from ras_engine.testing.interval import Data, Interval

Option = TypeVar("Option")

NEED = frozenset({"need", "safety", "circumstances"})
CARER = NEED | {"carer"}
EVERYTHING = CARER | {"authority_risk"}
DIRECTIONS = ("down", "up", "half_up", "half_even")
READS_CLIENT_GROUP = ("client_group", "by_client_group", "client_groups")


@dataclass(frozen=True, slots=True)
class Number:
    """A question or measure that is a number.

    `told`: where it lies before carers; `left`: wherever a carer rule may put it; `values`: what a condition may say that it is.
    """

    id: str
    unit: str
    about: str
    told: Interval
    left: Interval
    is_measure: bool = False
    is_points: bool = False
    compares: bool = True
    domain: str = ""
    values: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Levelled:
    """A question, band or class with named levels, the lowest first; `kind` as written."""

    id: str
    levels: tuple[str, ...]
    kind: str
    about: str

    @property
    def is_measure(self) -> bool:
        """Whether it is a band or a class."""
        return self.kind in ("band", "class", "class_table")

    @property
    def is_ordered(self) -> bool:
        """Whether its levels stand in an order that conditions may use."""
        return self.is_measure or self.kind == "levels"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a section may see."""

    abouts: frozenset[str] = NEED
    measures: bool = True
    groups: bool = True
    carers: bool = False
    deployment: bool = False
    amounts: Mapping[str, Interval] = field(default_factory=dict)


def written(number: Fraction | int) -> str:
    """A number as a ruleset writes it."""
    return format_decimal(Fraction(number))


def pounds(number: Fraction | int) -> str:
    """An amount as a ruleset writes it."""
    return format_decimal(Fraction(number), 2)


def strings(data: Any) -> Iterable[str]:
    """Every key and every value inside."""
    if isinstance(data, dict):
        for key, one in data.items():
            yield key
            yield from strings(one)
    elif isinstance(data, list):
        for one in data:
            yield from strings(one)
    else:
        yield data


def with_reason(section: Data) -> Data:
    """The section; where the client group moves something, it says why."""
    if any(text in READS_CLIENT_GROUP for text in strings(section)):
        section["why"] = "Decided by the council for this group"
    return section


class Builder:
    """One ruleset, or one assessment, in the making."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.groups: tuple[str, ...] = ()
        self.deployments: tuple[str, ...] = ()
        self.domains: tuple[str, ...] = ()
        self.numbers: list[Number] = []
        self.levelled: list[Levelled] = []
        self.reducible: list[str] = []
        self.touched: set[str] = set()
        self.prices: Data = {}
        self.references: Data = {}
        self.areas: dict[str, Interval | None] = {}
        self.area_levels: tuple[str, ...] = ()
        self.raised: set[str] = set()
        self.money_per = "week"
        self.weeks = Fraction(52)
        self.rounds_lines: Data = {}
        self.has_carers = False
        self._made = 0

    # -- choices: each shrinks to the first, the least, or "no"

    def whole(self, low: int, high: int) -> int:
        """A whole number."""
        return int(self.random.randint(low, high))

    def chance(self, percent: int) -> bool:
        """Yes, so many times in a hundred."""
        return self.whole(0, 99) >= 100 - percent

    def pick(self, options: Sequence[Option]) -> Option:
        """One of them."""
        return options[self.whole(0, len(options) - 1)]

    def answer(self, options: Sequence[Option]) -> Option:
        """One of the answers that may be given, the plainest first."""
        return self.pick(options)

    def some(self, options: Sequence[Option], least: int = 1, most: int = 3) -> list[Option]:
        """A few of them, in their order."""
        left = list(range(len(options)))
        number = self.whole(min(least, len(left)), min(most, len(left)))
        chosen = [left.pop(self.whole(0, len(left) - 1)) for _ in range(number)]
        return [options[place] for place in sorted(chosen)]

    def number(self, low: int, high: int, places: int = 2) -> Fraction:
        """A decimal with at most so many places; whole ones most often."""
        tenths = 10 ** self.pick((0, 0, *range(1, places + 1)))
        return Fraction(self.whole(low * tenths, high * tenths), tenths)

    def amount(self, low: int, high: int) -> str:
        """An amount of money between two whole pounds."""
        return pounds(self.number(low, high))

    def name(self, word: str) -> str:
        """A name that no other thing has."""
        self._made += 1
        return f"{word}_{self._made}"

    def rounding(self, steps: Sequence[str]) -> Data:
        """A rounding rule."""
        return {"to": self.pick(steps), "direction": self.pick(DIRECTIONS)}

    # -- what exists so far

    def look(self, name: str) -> Interval:
        """Where a number lies before carers."""
        return next(one.told for one in self.numbers if one.id == name)

    def look_left(self, name: str) -> Interval:
        """Where a number lies, whatever carers do."""
        return next(one.left for one in self.numbers if one.id == name)

    def is_touched(self, section: Data) -> bool:
        """Whether a carer rule could change what the section says."""
        return any(text in self.touched for text in strings(section))

    def numbers_for(self, scope: Scope, most: int = 3_000) -> list[Number]:
        """The numbers that a section may use, none of them large."""
        seen = (one for one in self.numbers if one.about in scope.abouts and (scope.measures or not one.is_measure))
        return [one for one in seen if max(abs(one.left.low), one.left.high) <= most]

    def keys_for(self, scope: Scope) -> list[tuple[str, tuple[str, ...]]]:
        """What a look-up may go by, each with its levels."""
        keys = [(one.id, one.levels) for one in self.levelled if one.about in scope.abouts and len(one.levels) > 1]
        return [*keys, ("client_group", self.groups)] if self.groups and scope.groups else keys

    # -- thresholds and tables

    def inside(self, interval: Interval) -> Fraction:
        """A number strictly between the two ends: a whole one where there is one, most often."""
        point = interval.low + (interval.high - interval.low) * self.whole(1, 7) / 8
        whole = Fraction(floor(point))
        if interval.low < whole < interval.high and not self.chance(20):
            return whole
        return Fraction(floor(point * 100), 100)

    def whole_inside(self, interval: Interval) -> tuple[Fraction, ...]:
        """A few whole numbers between the two ends, the ends among them."""
        first, last = ceil(interval.low), floor(interval.high)
        return tuple(sorted({Fraction(one) for one in (first, (first + last) // 2, last) if first <= one <= last}))

    def starts(self, told: Interval, left: Interval, most: int = 3) -> list[Data]:
        """The starts of the rows of a table: all can be reached, and nothing lies before the first."""
        before = Fraction(min(0, floor(left.low)))
        first = {"above": written(before - 1)} if self.chance(20) else {"from": written(before)}
        inner = sorted({self.inside(told) for _ in range(self.whole(0, most - 1))}) if told.splits else []
        return [first, *({self.pick(("from", "above")): written(start)} for start in inner if start > before)]

    def cells(self, by: Sequence[tuple[str, tuple[str, ...]]], leaf: Callable[[], Any]) -> Any:
        """A complete table by so many keys."""
        if not by:
            return leaf()
        return {level: self.cells(by[1:], leaf) for level in by[0][1]}

    def table(self, scope: Scope, leaf: Callable[[], Any]) -> tuple[list[str], Any] | None:
        """The keys and cells of a table by one to three keys, with at most 36 cells; none where there is nothing to go by."""
        by, size = [], 1
        keys = self.keys_for(scope)
        wanted = self.pick((1, 1, 2, 2, 3, 3))
        for key in self.some(keys, wanted, wanted) if keys else []:
            if size * len(key[1]) <= 36:
                by.append(key)
                size *= len(key[1])
        return ([name for name, _ in by], self.cells(by, leaf)) if by else None

    def for_groups(self, leaf: Callable[[], Any]) -> Data:
        """A body for each client group."""
        return {group: leaf() for group in self.groups}


class BuilderAtTheEnds(Builder):
    """One in which every answer is at its least or its most, or one step from there."""

    def answer(self, options: Sequence[Option]) -> Option:
        """One of the four outermost; the plainest first."""
        last = len(options) - 1
        return options[self.pick(tuple(dict.fromkeys((0, last, min(1, last), max(last - 1, 0)))))]
