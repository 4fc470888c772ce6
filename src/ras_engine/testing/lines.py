"""Money lines of every kind. No line can be negative: only numbers that never are become money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from ras_engine.testing import interval as bounds
from ras_engine.testing import tables
from ras_engine.testing.builder import Builder, Number, Scope, pounds, with_reason, written
from ras_engine.testing.conditions import condition
from ras_engine.testing.interval import Data, Interval, exactly, hull

KINDS = (
    "fixed",
    "price_per_point",
    "bands",
    "sloped_bands",
    "interpolated",
    "percentile_table",
    "lookup",
    "first_match",
    "price",
    "of_reference",
    "share_of_lines",
    "largest_of",
    "smallest_of",
)
PERIODS = ("day", "week", "fortnight", "four_weeks", "month", "quarter", "year")
PENCE = ("0.01", "0.05", "0.10", "1", "5", "0.5")
NO_PERIOD = ("of_reference", "share_of_lines", "largest_of", "smallest_of")
SMALL = 10**4


@dataclass(slots=True)
class Room:
    """One list of lines: what its lines see, the period they come out in, where each lies, and the lines that stand above."""

    scope: Scope
    per: str
    above: list[str] = field(default_factory=list)
    told: dict[str, Interval] = field(default_factory=dict)

    def total(self) -> Interval:
        """The sum of the lines."""
        return bounds.added([exactly(0), *(self.told[name] for name in self.above)])


def lines(builder: Builder, room: Room, most: int) -> list[Data]:
    """One line, or more."""
    found = []
    for _ in range(builder.whole(1, most)):
        line = a_line(builder, room)
        room.above.append(line["id"])
        found.append(line)
    return found


def a_line(builder: Builder, room: Room, depth: int = 0) -> Data:
    """A complete line: its body, gate, floor, cap, period and rounding. `depth` is how many lines stand around it."""
    nests = depth == 0 or (depth == 1 and builder.chance(10))
    kind = builder.pick([one for one in KINDS if _fits(one, room, nests)])
    body, told = _body(builder, room, kind, depth)
    line: Data = {"id": builder.name(kind), "kind": kind, **body}
    told = _limit(builder, room, line, told)
    if _gate(builder, room, line):
        told = told.with_zero()
    if room.per != "once" and kind not in NO_PERIOD and builder.chance(25):
        line["per"] = builder.pick(PERIODS)
    if builder.chance(25):
        line["round"] = builder.rounding(PENCE)
    own = builder.references[line["reference"]]["per"] if kind == "of_reference" else line.get("per")
    room.told[line["id"]] = bounds.rounded(_converted(builder, room, told, own), line.get("round", builder.rounds_lines))
    if builder.is_touched(line):
        builder.touched.add(line["id"])
    return with_reason(line)


def _fits(kind: str, room: Room, nests: bool) -> bool:
    if kind in ("largest_of", "smallest_of"):
        return nests
    return (kind != "share_of_lines" or bool(room.above)) and (kind != "of_reference" or room.per != "once")


def periods_a_year(builder: Builder, period: str) -> Fraction:
    """How many such periods make a year."""
    weeks = builder.weeks
    known = {"quarter": Fraction(4), "month": Fraction(12), "four_weeks": weeks / 4, "fortnight": weeks / 2}
    return {**known, "year": Fraction(1), "week": weeks, "day": weeks * 7}[period]


def _converted(builder: Builder, room: Room, told: Interval, own: str | None) -> Interval:
    if room.per == "once":
        return told
    factor = periods_a_year(builder, own or builder.money_per) / periods_a_year(builder, room.per)
    return Interval(told.low * factor, told.high * factor)


def _gate(builder: Builder, room: Room, line: Data) -> bool:
    if builder.chance(25):
        line["when"] = condition(builder, room.scope)
    if len(builder.groups) > 1 and builder.chance(12):
        line["client_groups"] = builder.some(builder.groups, 1, len(builder.groups) - 1)
    return "when" in line or "client_groups" in line


def by_keys(builder: Builder, scope: Scope, low: int, high: int) -> Data:
    """An amount, plain or by a table."""
    found = builder.table(scope, lambda: builder.amount(low, high)) if builder.chance(40) else None
    return {"by": found[0], "amounts": found[1]} if found else {"amount": builder.amount(low, high)}


def amount_of(table: Data) -> Interval:
    """Where an amount by keys lies."""
    return bounds.amounts_in(table["amounts"]) if "amounts" in table else exactly(table["amount"])


def _limit(builder: Builder, room: Room, line: Data, told: Interval) -> Interval:
    if builder.chance(15):
        line["at_least"] = by_keys(builder, room.scope, 0, 20)
        floors = amount_of(line["at_least"])
        told = Interval(max(told.low, floors.low), max(told.high, floors.high))
    if builder.chance(15):
        line["at_most"] = by_keys(builder, room.scope, 21, 150)
        caps = amount_of(line["at_most"])
        told = Interval(min(told.low, caps.low), min(told.high, caps.high))
    return told


def _or_refer(builder: Builder, draw: Callable[[], str], percent: int = 12) -> str | Data:
    """An amount; now and then a referral instead."""
    if not builder.chance(percent):
        return draw()
    builder.raised.add("complex_need")
    return {"refer": "complex_need"}


def _body(builder: Builder, room: Room, kind: str, depth: int) -> tuple[Data, Interval]:
    match kind:
        case "fixed":
            return _fixed(builder)
        case "lookup":
            return _lookup(builder, room)
        case "first_match":
            return _first_match(builder, room)
        case "share_of_lines":
            return _share_of_lines(builder, room)
        case "largest_of" | "smallest_of":
            return _extreme(builder, room, kind, depth)
        case "price_per_point":
            return tables.price_per_point(builder, money_number(builder, room))
        case "price":
            return _price(builder, room)
        case "of_reference":
            return _reference(builder, room)
        case _:
            number = money_number(builder, room, 10**5 if kind == "interpolated" else 10**8)
            body, told = tables.TABLES[kind](builder, number, lambda draw: _or_refer(builder, draw))
            return {"of": number.id, **body}, told


def money_number(builder: Builder, room: Room, largest: int = 10**8) -> Number:
    """A number that may become money: never negative, with room for thresholds, small enough."""
    fit = [one for one in builder.numbers_for(room.scope) if one.left.low >= 0 and one.told.splits]
    small = [one for one in fit if one.left.size <= largest] or [one for one in fit if not one.is_measure]
    measures = [one for one in small if one.is_measure]
    return builder.pick(measures if measures and builder.chance(70) else small)


def _fixed(builder: Builder) -> tuple[Data, Interval]:
    def leaf() -> str | Data:
        return _or_refer(builder, lambda: builder.amount(0, 200), 12)

    key = "by_client_group" if builder.groups and builder.chance(30) else "amount"
    body = {key: builder.for_groups(leaf) if key == "by_client_group" else leaf()}
    return body, bounds.amounts_in(body)


def _lookup(builder: Builder, room: Room) -> tuple[Data, Interval]:
    by, cells = builder.table(room.scope, lambda: _or_refer(builder, lambda: builder.amount(0, 200), 4)) or (["help"], {})
    return {"by": by, "amounts": cells}, bounds.amounts_in(cells)


def _first_match(builder: Builder, room: Room) -> tuple[Data, Interval]:
    def leaf() -> str | Data:
        return _or_refer(builder, lambda: builder.amount(0, 300))

    leaves = [leaf() for _ in range(builder.whole(1, 3))]
    gives = [one if isinstance(one, dict) else {"amount": one} for one in leaves]
    otherwise = leaf()
    cases = [{"when": condition(builder, room.scope, 1), **one} for one in gives]
    return {"cases": cases, "otherwise": otherwise}, hull(bounds.amounts_in({"": one}) for one in (*leaves, otherwise))


def _share_of_lines(builder: Builder, room: Room) -> tuple[Data, Interval]:
    named = builder.some(room.above, 1, 3)
    share = builder.number(1, 60, 1)
    total = bounds.added(room.told[name] for name in named)
    return {"lines": named, "share": f"{written(share)}%"}, Interval(total.low * share / 100, total.high * share / 100)


def _extreme(builder: Builder, room: Room, kind: str, depth: int) -> tuple[Data, Interval]:
    inner = [a_line(builder, room, depth + 1) for _ in range(builder.whole(2, 3))]
    parts = [room.told[one["id"]] for one in inner]
    end = max if kind == "largest_of" else min
    return {"lines": inner}, Interval(end(one.low for one in parts), end(one.high for one in parts))


def _a_price(builder: Builder, unit: str) -> tuple[str, Interval]:
    """A price for the unit, made now or already there."""
    there = [name for name, price in builder.prices.items() if price["unit"] == unit]
    if there and builder.chance(30):
        name = builder.pick(there)
    else:
        name = builder.name("rate")

        def leaf() -> str | Data:
            return _or_refer(builder, lambda: pounds(builder.number(1, 40)), 15)

        body = {deployment: leaf() for deployment in builder.deployments} if builder.deployments and builder.chance(65) else None
        price: Data = {"unit": unit, "source": "The council's price list"}
        builder.prices[name] = price | ({"by_deployment": body} if body else {"amount": leaf()})
        if builder.chance(20):
            builder.prices[name]["from"] = "2026-04-06"
    price = builder.prices[name]
    return name, bounds.amounts_in(price.get("by_deployment") or {"": price["amount"]})


def _price(builder: Builder, room: Room) -> tuple[Data, Interval]:
    number = money_number(builder, room)
    body: Data = {"quantity": number.id}
    told = number.told
    if builder.chance(30):
        body["times"] = written(builder.number(1, 2, 1))
        told = bounds.times(told, exactly(body["times"]))
    keys = [one for one in builder.keys_for(room.scope) if one[0] != "client_group"]
    if keys and builder.chance(35):
        by = builder.pick(keys)
        chosen = {level: _a_price(builder, number.unit) for level in by[1]}
        body["price_by"] = {"by": by[0], "prices": {level: name for level, (name, _) in chosen.items()}}
        return body, bounds.times(told, hull(price for _, price in chosen.values()))
    body["price"], price = _a_price(builder, number.unit)
    return body, bounds.times(told, price)


def _reference(builder: Builder, room: Room) -> tuple[Data, Interval]:
    name = builder.pick(tuple(builder.references))
    told = exactly(builder.references[name]["amount"])
    body: Data = {"reference": name}
    if builder.chance(50):
        share = builder.number(1, 100, 1)
        body["share"] = f"{written(share)}%"
        told = bounds.times(told, exactly(share / 100))
    if builder.chance(40):
        body["times"] = written(builder.number(1, 2, 1))
        told = bounds.times(told, exactly(body["times"]))
    if builder.chance(50):
        number = money_number(builder, room, SMALL)
        body["of"] = number.id
        told = bounds.times(told, number.told)
    return body, told
