"""The support of carers that counts, and which measures and lines each carer rule reaches."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from ras_engine.document.carers import CarerRule, MeanShareRule, QuantityMetRule, ShareOfMoneyRule, ShareOfPointsRule
from ras_engine.document.ruleset import RulesetDocument


class Support:
    """What carers give, as far as it counts."""

    def __init__(self, document: RulesetDocument, given: Any) -> None:
        """`given`: `no_carer`, `not_offered`, or what is offered for each area."""
        section = document.carer_support
        self.offered = given if isinstance(given, dict) else {}
        self.levels = {one.id: one.met for one in section.levels or ()} if section else {}
        rules = section.rules if section else ()
        self.quantities = {area for rule in rules if isinstance(rule, QuantityMetRule) for area in rule.reduces}

    def is_quantity(self, area: str) -> bool:
        """Whether the area is supported by so many hours or visits, and not by a level."""
        return area in self.quantities

    def counts(self, area: str) -> bool:
        """Only what an adult is both able and willing to give counts."""
        one = self.offered.get(area)
        return one is not None and one["able"] == "yes" and one["willing"] == "yes" and one.get("adult", "yes") == "yes"

    def level(self, area: str) -> str:
        """The level that counts, `none` where none does."""
        return self.offered[area]["level"] if self.counts(area) else "none"

    def met(self, area: str) -> Fraction:
        """The share of need met."""
        return self.levels.get(self.level(area), Fraction(0))

    def quantity(self, area: str) -> Fraction:
        """The quantity given."""
        return Fraction(self.offered[area]["quantity"]) if self.counts(area) else Fraction(0)


def reached_by(rule: CarerRule) -> list[str]:
    """The measures that a rule reduces, or the lines whose money it shares: it touches whatever reads one of them."""
    match rule:
        case ShareOfPointsRule():
            return list(rule.reduces.values())
        case QuantityMetRule():
            return [one.measure for one in rule.reduces.values()]
        case MeanShareRule():
            return list(rule.reduces)
        case ShareOfMoneyRule():
            return [line for lines in rule.reduces.values() for line in lines]


def shared_areas(rule: CarerRule, line: str) -> list[str]:
    """The areas by which a rule meets a share of the money of the line itself."""
    return [area for area, lines in rule.reduces.items() if line in lines] if isinstance(rule, ShareOfMoneyRule) else []


NAMING = ("of", "value", "measure", "quantity", "by", "lines", "by_client_group")
"""The keys under which a measure or a line may name a measure, a question or a line."""


def names(value: Any, inside: bool = False) -> Iterator[str]:
    """All names that a section may read. Names of levels may be among them: they are never names of measures here."""
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from names(getattr(value, field), field in NAMING)
    elif isinstance(value, dict):
        for key, one in value.items():
            if inside:
                yield key
            yield from names(one, inside)
    elif isinstance(value, tuple):
        for one in value:
            yield from names(one, inside)
    elif isinstance(value, str) and inside:
        yield value


def reads(document: RulesetDocument, section: BaseModel) -> set[str]:
    """Everything that a measure or budget line reads, directly or through others."""
    sections: dict[str, BaseModel] = {one.id: one for one in (*document.measures, *document.budget_lines)}
    found: set[str] = set()
    waiting = list(names(section))
    while waiting:
        name = waiting.pop()
        if name in sections and name not in found:
            waiting.extend(names(sections[name]))
        found.add(name)
    return found
