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
        units: list[tuple[str, str]] = []
        for name in context.index.values_in(measure):
            unit = context.index.unit_of(name)
            if unit and not context.unsure(name) and not any(_adds_up(unit, known) for _, known in units):
                units.append((name, unit))
        if len(units) > 1:
            shown = listed(f"{name} ({unit})" for name, unit in units)
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


def _adds_up(one: str, other: str) -> bool:
    """Whether two wordings are one unit: of the same thing, and for the same period where both name one."""
    (thing, period), (other_thing, other_period) = _parts(one), _parts(other)
    return thing == other_thing and (period == other_period or not period or not other_period)


def _same(one: str, other: str) -> bool:
    """Whether two wordings can mean one unit, as "hours a week" and "hour of home care" do; "times" can be times of anything."""
    words, others = (set(_parts(unit)[0].split()) for unit in (one, other))
    return words <= others or others <= words or "time" in words


def _parts(unit: str) -> tuple[str, str]:
    """What is counted, and the period it is counted in (empty where none is named), in the singular: `hour`, `week`."""
    thing, *period = _PER.split(unit.casefold().strip().removeprefix("per ").removeprefix("a "), maxsplit=1)
    thing, period_text = (" ".join(_singular(word) for word in re.findall(r"[\w£%]+", text)) for text in (thing, " ".join(period)))
    return thing, period_text


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


CHECKS = (sums_of_different_units, prices_for_another_unit)
