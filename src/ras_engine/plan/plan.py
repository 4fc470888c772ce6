"""The plan: a ruleset as arithmetic. Compiled once, frozen, picklable; it holds no document and no text but names.

Inputs are the coded answers (`asks`); operations follow in order of evaluation; `steps` give the slots that mean something a
name, a unit and a place in the file. Everything that a result shows is a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from ras_engine.plan.asks import Ask
from ras_engine.plan.doors import Doors, doors_of
from ras_engine.plan.operations import Operation, Slot
from ras_engine.plan.straight import Groups, Straight, straight

Path = tuple[str | int, ...]
"""Where in the document something stands, such as `("budget_lines", 0, "bands", 2)`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A slot with a meaning. `name` is unique, such as `measure.total_points`; `value = integer / scale` of `unit`."""

    name: str
    slot: Slot
    scale: int
    unit: str
    path: Path

    def number(self, integer: int) -> Fraction:
        """The exact number that the slot's integer stands for."""
        return Fraction(integer, self.scale)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A top-level budget line: its neutral amount, its amount after carers (the same slot where no carer can change it), its
    domain.

    `domain_parts` shares a line without a domain of its own over the domains, in proportion to the slots named.
    """

    id: str
    neutral: Slot
    after_carers: Slot
    domain: str | None
    domain_parts: tuple[tuple[str, Slot], ...]


@dataclass(frozen=True, slots=True)
class PlannedReferral:
    """A referral, the slot that raises it, and whether it withholds the amount."""

    id: str
    slot: Slot
    withheld: bool


@dataclass(frozen=True, slots=True)
class PlannedRoute:
    """A first-match list of people's decisions: the slot holds the index into `entries`."""

    entries: tuple[str, ...]
    slot: Slot
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedSeparate:
    """An amount of its own, for the person or the carer."""

    id: str
    slot: Slot
    per: str
    for_carer: bool


@dataclass(frozen=True, slots=True)
class MoneySlots:
    """The order of the money, each in whole pence of the ruleset's period."""

    carer_neutral_amount: Slot
    carer_adjustment: Slot
    carer_sustainability: Slot
    before_limits: Slot
    limit_adjustment: Slot
    rounding: Slot
    indicative_budget: Slot
    contingency: Slot
    planning_amount: Slot


@dataclass(frozen=True, slots=True)
class Clash:
    """Answers that cannot stand together: the slot is 1 where they do."""

    id: str
    slot: Slot
    path: Path


class Shown(NamedTuple):
    """What a result shows, as integers in the order of the plan: `money` as in `MoneySlots`, one entry a line, a referral, ..."""

    money: tuple[int, ...]
    referrals: tuple[int, ...]
    neutral: tuple[int, ...]
    after_carers: tuple[int, ...]
    limits: tuple[int, ...]
    separate: tuple[int, ...]
    routes: tuple[int, ...]
    pool: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """The closed arithmetic of one ruleset.

    `operations[i]` gives slot `len(sources) + i`. The first `admission` operations are all that admitting an assessment needs
    (which questions are asked, which answers clash). `scales` has one entry a slot. `sources` has one entry an input slot: what
    the input is about, for `reach`; `ranges` its least and greatest integer, for `bounds`. `conditions` are the slots of
    conditions as the author wrote them. Operations from `finish` on make money out of the sums before them: the narrow waist.
    `joined` are the tables of published points, in which a row also says where the line before it leads; after the last row of
    those in `refer_after_last` stands one more, which refers.
    """

    asks: tuple[Ask, ...]
    sources: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    operations: tuple[Operation, ...]
    scales: tuple[int, ...]
    paths: tuple[Path, ...]
    admission: int
    finish: int
    conditions: tuple[tuple[Slot, Path], ...]
    clashes: tuple[Clash, ...]
    steps: tuple[Step, ...]
    lines: tuple[PlannedLine, ...]
    referrals: tuple[PlannedReferral, ...]
    limits: tuple[tuple[str, Slot], ...]
    separate: tuple[PlannedSeparate, ...]
    routes: tuple[tuple[str, PlannedRoute], ...]
    pool: Slot | None
    money: MoneySlots
    currency: str
    per: str
    joined: frozenset[Path] = frozenset()
    refer_after_last: frozenset[Path] = frozenset()

    @property
    def inputs(self) -> int:
        """How many input slots there are."""
        return len(self.sources)

    @cached_property
    def programs(self) -> dict[tuple[Slot, ...], Any]:
        """What the walker for many people has made of this plan, by the slots wanted: made once, kept with the plan."""
        return {}

    @cached_property
    def shown(self) -> Straight:
        """From coded answers to what a result shows: `Shown`, as plain groups of integers."""
        lines = tuple(one.neutral for one in self.lines), tuple(one.after_carers for one in self.lines)
        groups: Groups = Shown(
            money=tuple(getattr(self.money, name) for name in self.money.__dataclass_fields__),
            referrals=tuple(one.slot for one in self.referrals),
            neutral=lines[0],
            after_carers=lines[1],
            limits=tuple(slot for _, slot in self.limits),
            separate=tuple(one.slot for one in self.separate),
            routes=tuple(route.slot for _, route in self.routes),
            pool=() if self.pool is None else (self.pool,),
        )
        return straight(self.inputs, self.operations, groups)

    @cached_property
    def conditions_of_asking(self) -> Straight:
        """From coded answers to the conditions of admission: whether each conditional question is asked; which answers clash."""
        asked = tuple(ask.asked for ask in self.asks if ask.asked is not None)
        return straight(self.inputs, self.operations, (asked, tuple(clash.slot for clash in self.clashes)))

    @cached_property
    def doors(self) -> Doors:
        """Where answers come in."""
        return doors_of(self.asks)

    @cached_property
    def every_slot(self) -> Straight:
        """From coded answers to the integer of every slot, in one group: the complete trace."""
        return straight(self.inputs, self.operations, (tuple(range(self.inputs + len(self.operations))),))

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what was made of them is made again where it is needed."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @cached_property
    def step_named(self) -> dict[str, Step]:
        """The steps by name."""
        return {step.name: step for step in self.steps}

    @cached_property
    def columns_of(self) -> dict[str, frozenset[str]]:
        """The names that can be stated: `question`s, `area`s of carer support, `line`s priced by deployment, and every `column`."""
        columns = frozenset(ask.column for ask in self.asks)
        return {
            "column": columns,
            "area": frozenset(column.removeprefix("carer.") for column in columns if column.startswith("carer.")),
            "line": frozenset(column.removeprefix("deployment.") for column in columns if column.startswith("deployment.")),
            "question": frozenset(ask.column for ask in self.asks if ask.is_question),
        }

    @cached_property
    def ask_named(self) -> dict[str, Ask]:
        """What is asked, by column."""
        return {ask.column: ask for ask in self.asks}
