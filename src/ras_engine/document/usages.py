"""Where questions and measures are used as values: every place with the name that stands there, and as what it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ras_engine.document.carers import MeanShareRule, QuantityMetRule, ShareOfMoneyRule
from ras_engine.document.lines import PriceBy
from ras_engine.document.measures import MeanItem
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.walk import walk
from ras_engine.located import Path

Use = Literal["number", "levels", "reduced"]
"""As a number; by its levels; or as the measure that a carer rule reduces."""


@dataclass(frozen=True, slots=True)
class Usage:
    """A name used at a path, outside conditions. `key`: it stands there as a key, with a weight beside it."""

    path: Path
    name: str
    use: Use
    key: bool = False


def usages(document: RulesetDocument) -> Iterator[Usage]:
    """Every place outside conditions that names a question or a measure."""
    for path, one in walk(document):
        yield from _keys(path, one)
        yield from _numbers(path, one)
    yield from _reduced(document)
    if document.audit and document.audit.high_need:
        yield Usage(("audit", "high_need", "measure"), document.audit.high_need.measure, "number")


def _keys(path: Path, one: object) -> Iterator[Usage]:
    by = getattr(one, "by", None)
    if isinstance(one, PriceBy):
        yield Usage((*path, "by"), one.by, "levels")
    elif isinstance(by, tuple):
        for position, name in enumerate(by):
            yield Usage((*path, "by", position), name, "levels")


def _numbers(path: Path, one: object) -> Iterator[Usage]:
    use: Use = "levels" if getattr(one, "kind", None) == "count" else "number"
    of = getattr(one, "of", None)
    if isinstance(of, str):
        yield Usage((*path, "of"), of, use)
    elif isinstance(of, tuple):
        for position, item in enumerate(of):
            if isinstance(item, MeanItem):
                yield Usage((*path, "of", position, "value"), item.value, "number")
            else:
                yield Usage((*path, "of", position), item, use)
    elif isinstance(of, dict):
        yield from (Usage((*path, "of", name), name, "number", key=True) for name in of)
    if getattr(one, "kind", None) == "weighted_sum":
        for group, weights in (getattr(one, "by_client_group", None) or {}).items():
            yield from (Usage((*path, "by_client_group", group, name), name, "number", key=True) for name in weights)
    quantity = getattr(one, "quantity", None)
    if isinstance(quantity, str):
        yield Usage((*path, "quantity"), quantity, "number")


def _reduced(document: RulesetDocument) -> Iterator[Usage]:
    for position, rule in enumerate(document.carer_support.rules if document.carer_support else ()):
        path: Path = ("carer_support", "rules", position, "reduces")
        if isinstance(rule, MeanShareRule):
            yield from (Usage((*path, at), name, "reduced") for at, name in enumerate(rule.reduces))
        elif isinstance(rule, QuantityMetRule):
            yield from (Usage((*path, area, "measure"), one.measure, "reduced") for area, one in rule.reduces.items())
        elif not isinstance(rule, ShareOfMoneyRule):
            yield from (Usage((*path, area), name, "reduced") for area, name in rule.reduces.items())
