"""Units: what is added or compared is of one unit, and a price is for the unit that is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ras_engine.document.check.context import Context, Found, listed
from ras_engine.document.check.names import all_lines
from ras_engine.document.header import Price
from ras_engine.document.lines import PriceLine
from ras_engine.document.measures import ExtremeMeasure, MeanMeasure, SumMeasure

_PER = re.compile(r"\s+(?:a|an|per|each|every)\s+|\s*/\s*")


def sums_of_different_units(context: Context) -> Iterator[Found]:
    """Hours and points do not add up, unless the measure says what the result is."""
    for at, measure in enumerate(context.document.measures):
        if not isinstance(measure, SumMeasure | ExtremeMeasure | MeanMeasure) or measure.unit:
            continue
        units: dict[str, tuple[str, str]] = {}
        for name in context.index.values_in(measure):
            unit = context.index.unit_of(name)
            if unit and not context.unsure(name):
                units.setdefault(_plain(unit), (name, unit))
        if len(units) > 1:
            shown = listed(f"{name} ({unit})" for name, unit in units.values())
            key = "of" if measure.of else "domain"
            yield Found("RAS246", ("measures", at, key), {"units": shown}, key=True)


def prices_for_another_unit(context: Context) -> Iterator[Found]:
    """A price for an hour is multiplied by hours."""
    prices: Mapping[str, Price] = context.document.prices or {}
    for path, line in all_lines(context):
        if not isinstance(line, PriceLine) or context.unsure(line.quantity):
            continue
        unit = context.index.unit_of(line.quantity)
        for name in dict.fromkeys(context.index.prices_of(line)):
            price = prices.get(name)
            if price and unit and not context.unsure(name) and not _same(unit, price.unit):
                words = {"price": name, "price_unit": price.unit, "quantity": line.quantity, "unit": unit}
                yield Found("RAS247", (*path, "quantity"), words, related=((("prices", name, "unit"), "The price"),))


def _same(one: str, other: str) -> bool:
    """Whether two wordings can mean one unit: "hours a week" is counted in hours, like "hour" and "hour of home care"."""
    words, others = (set(_plain(unit).split()) for unit in (one, other))
    return words <= others or others <= words


def _plain(unit: str) -> str:
    counted = _PER.split(unit.casefold().strip().removeprefix("per ").removeprefix("a "))[0]
    return " ".join(_singular(word) for word in re.findall(r"[\w£%]+", counted))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


CHECKS = (sums_of_different_units, prices_for_another_unit)
