"""What every section compiler shares: the builder, the document, and what names mean in the pass at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from typing import Any, TypeVar

from ras_engine.document.header import Price, Refer, ReferenceAmount, Rounding
from ras_engine.document.names import Index
from ras_engine.document.periods import periods_a_year
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.plan.builder import Builder
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Path, Step

Body = TypeVar("Body")

CLIENT_GROUP = "client_group"


@dataclass(frozen=True)
class Scope:
    """What names mean in one pass: numbers of questions and measures, codes of levels, bands, groups and carer areas, amounts so
    far."""

    numbers: Mapping[str, Slot]
    codes: Mapping[str, Slot]
    areas: Mapping[str, Slot]
    area_levels: Mapping[str, tuple[str, ...]]
    ways: Mapping[str, Slot]
    """How each line with prices by deployment is held."""
    deployment: Slot | None = None
    amounts: Mapping[str, Slot] = field(default_factory=dict)
    after: str = ""
    """What step names of this pass end in: nothing, or `.after_carers`."""

    def with_amounts(self, **amounts: Slot) -> Scope:
        """The same names, and these amounts."""
        return replace(self, amounts={**self.amounts, **amounts})


class Context:
    """The state of one compilation."""

    def __init__(self, document: RulesetDocument) -> None:
        self.document = document
        self.index = Index(document)
        self.builder = Builder()
        self.steps: dict[str, Step] = {}
        self.conditions: list[tuple[Slot, Path]] = []
        self.joined: set[Path] = set()
        self.refer_after_last: set[Path] = set()
        self.referrals: dict[str, list[Slot]] = {entry.id: [] for entry in document.referral}
        self.prices: Mapping[str, Price] = document.prices or {}
        self.references: Mapping[str, ReferenceAmount] = document.reference_amounts or {}
        self.currency: str = document.money.currency
        self.weeks_per_year = periods_a_year(document.money, "week")

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """Operations made inside come from this place, below the present one."""
        before = self.builder.path
        self.builder.path = before + path
        yield
        self.builder.path = before

    def step(self, name: str, slot: Slot, unit: str = "") -> Slot:
        """Give a slot its meaning; returns the slot."""
        self.steps[name] = Step(name, slot, self.builder.scales[slot], unit, self.builder.path)
        return slot

    def levels(self, key: str) -> tuple[str, ...]:
        """The levels of a look-up key, in code order."""
        return self.index.levels_of(key)

    def keys(self, scope: Scope, by: Sequence[str]) -> list[tuple[Slot, int]]:
        """The slots and sizes of look-up keys."""
        return [(scope.codes[key], len(self.levels(key))) for key in by]

    def cells(self, by: Sequence[str], table: object) -> list[Any]:
        """A nested table (`Cells`, mappings within mappings) as a flat list in the order of `Lookup.values`."""
        found = []
        for names in product(*(self.levels(key) for key in by)):
            cell: Any = table
            for name in names:
                cell = cell[name]
            found.append(cell)
        return found

    def look_up(self, scope: Scope, by: Sequence[str], table: object) -> Slot:
        """The number in a nested table."""
        cells: list[Fraction] = self.cells(by, table)
        return self.builder.lookup(self.keys(scope, by), cells) if by else self.builder.constant(cells[0])

    def by_group(self, scope: Scope, table: Mapping[str, Fraction]) -> Slot:
        """The number for the person's client group."""
        return self.look_up(scope, (CLIENT_GROUP,), table)

    def price_cells(self, name: str) -> list[Fraction | Refer]:
        """A price for each deployment in code order; the same for all where the price is one amount."""
        price, ways = self.prices[name], tuple(self.document.deployments or ("",))
        if price.by_deployment is not None:
            return [price.by_deployment[way] for way in ways]
        assert price.amount is not None
        return [price.amount] * len(ways)

    def round(self, slot: Slot, rule: Rounding | None) -> Slot:
        """The value rounded where a rule is written."""
        return slot if rule is None else self.builder.rounded(slot, rule.to, rule.direction)

    def converted(self, slot: Slot, per: str | None, into: str) -> Slot:
        """An amount stated for one period, as an amount for another."""
        if per is None or per == into:
            return slot
        return self.builder.linear([(slot, periods_a_year(self.document.money, per) / periods_a_year(self.document.money, into))])


def same_body(single: Body | None, by_group: Mapping[str, Body] | None, groups: Sequence[str]) -> list[Body]:
    """One body, or one for each client group in code order."""
    if by_group is not None:
        return [by_group[group] for group in groups]
    assert single is not None
    return [single]
