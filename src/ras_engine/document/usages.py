"""Where questions and measures are used as values: every place with the name that stands there, and as what it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ras_engine.document.carers import MeanShareRule, QuantityMetRule, ShareOfMoneyRule
from ras_engine.document.conditions import Condition
from ras_engine.document.lines import PriceBy
from ras_engine.document.measures import MeanItem, WeightedSumMeasure
from ras_engine.document.ruleset import RulesetDocument
from ras_engine.document.scalars import Section
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


def usages(document: RulesetDocument, places: Iterable[tuple[Path, object]]) -> Iterator[Usage]:
    """Every place outside conditions that names a question or a measure; `places` are all places of the document."""
    for path, one in places:
        if isinstance(one, PriceBy):
            yield Usage((*path, "by"), one.by, "levels")
        elif isinstance(one, Section) and not isinstance(one, Condition):
            yield from _keys(path, one)
            yield from _numbers(path, one)
    yield from _reduced(document)
    if document.audit and document.audit.high_need:
        yield Usage(("audit", "high_need", "measure"), document.audit.high_need.measure, "number")


def _given(section: Section, key: str) -> object:
    return getattr(section, key) if key in type(section).model_fields else None


def _keys(path: Path, section: Section) -> Iterator[Usage]:
    by = _given(section, "by")
    for position, name in enumerate(by if isinstance(by, tuple) else ()):
        yield Usage((*path, "by", position), name, "levels")


def _numbers(path: Path, section: Section) -> Iterator[Usage]:
    kind, of, quantity = (_given(section, key) for key in ("kind", "of", "quantity"))
    use: Use = "levels" if kind in ("count", "points") else "number"
    if isinstance(of, str):
        yield Usage((*path, "of"), of, use)
    elif isinstance(of, tuple):
        for position, item in enumerate(of):
            if isinstance(item, MeanItem):
                yield Usage((*path, "of", position, "value"), item.value, "number")
            else:
                yield Usage((*path, "of", position), item, use)
    elif isinstance(of, dict):
        yield from (Usage((*path, "of", name), name, use, key=True) for name in of)
    if isinstance(section, WeightedSumMeasure):
        for group, weights in (section.by_client_group or {}).items():
            yield from (Usage((*path, "by_client_group", group, name), name, "number", key=True) for name in weights)
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
