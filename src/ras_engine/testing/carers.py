"""Carer support: every rule, each area in one rule, each measure and line reduced once, nothing reduced that rests on another."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from ras_engine.testing.builder import Builder, Scope, written
from ras_engine.testing.conditions import condition
from ras_engine.testing.interval import Data, Interval

AREAS = ("washing_help", "cooking_help", "company", "shopping", "nights", "driving", "letters", "cleaning", "garden", "pets")
SHARES = (("some", "25%"), ("most", "62.5%"), ("all", "100%"))
REDUCING = ("share_of_points", "quantity_met", "mean_share")


def carer_support(builder: Builder, line_ids: list[str]) -> Data:
    """One to four rules over the measures that may be reduced and the lines that no reduced measure touches."""
    measures = list(builder.reducible)
    untouched = [name for name in line_ids if name not in builder.touched]
    areas = list(AREAS)
    kinds = [kind for kind in REDUCING if measures] + (["share_of_money"] if untouched else [])
    levels = [{"id": name, "says": name, "met": met} for name, met in SHARES[: builder.whole(1, 3)]]
    builder.area_levels = tuple(one["id"] for one in levels)
    rules: list[Data] = []
    for kind in builder.some(kinds, 2, 4):
        if kind != "share_of_money" and not measures:
            continue
        rule: Data = {"id": builder.name(kind), "kind": kind, **_body(builder, kind, measures, untouched, areas)}
        rules.append(rule | _keeps(builder))
    section: Data = {"rules": rules}
    section["areas"] = {area: {} for area in builder.areas}
    if any(rule["kind"] != "quantity_met" for rule in rules):
        nothing = {"id": "none", "says": "Nothing", "met": "0%"}
        section["levels"] = [nothing, *levels] if builder.chance(15) else levels
    else:
        builder.area_levels = ()
    return section


def _keeps(builder: Builder) -> Data:
    rule: Data = {}
    if builder.chance(35):
        rule["least_kept"] = f"{builder.whole(0, 60)}%"
    if builder.chance(40):
        rule["line_keeps_at_least"] = f"{builder.whole(5, 90)}%"
    return rule


def _round(builder: Builder, rule: Data) -> Data:
    """What is left may be rounded, by no more than 1."""
    return rule | ({"round": builder.rounding(("1", "0.5", "0.1"))} if builder.chance(25) else {})


def _take(builder: Builder, left: list[str], most: int) -> list[str]:
    """Some of what is left, taken out of it."""
    chosen = builder.some(left, 1, most)
    for one in chosen:
        left.remove(one)
    return chosen


def _area(builder: Builder, areas: list[str], quantity: Interval | None = None) -> str:
    area = areas.pop(0)
    builder.areas[area] = quantity
    return area


def _body(builder: Builder, kind: str, measures: list[str], untouched: list[str], areas: list[str]) -> Data:
    match kind:
        case "share_of_points":
            chosen = _take(builder, measures, 2)
            return _round(builder, {"reduces": {_area(builder, areas): name for name in chosen}})
        case "quantity_met":
            chosen = _take(builder, measures, 2)
            return _round(builder, {"reduces": {_quantity_area(builder, areas, name): _quantity(builder, name) for name in chosen}})
        case "mean_share":
            chosen = _take(builder, measures, 2)
            activities = {_area(builder, areas): _activity(builder) for _ in range(builder.whole(1, 3))}
            return _round(builder, {"activities": activities, "reduces": chosen})
        case _:
            chosen = _take(builder, untouched, 3)
            here = [_area(builder, areas) for _ in range(builder.whole(1, min(2, len(chosen))))]
            return {"reduces": {area: chosen[place :: len(here)] for place, area in enumerate(here)}}


def _activity(builder: Builder) -> Data:
    return {"when": condition(builder, Scope(groups=False), 1)} if builder.chance(50) else {}


def _quantity_area(builder: Builder, areas: list[str], measure: str) -> str:
    most = _most(builder, measure)
    return _area(builder, areas, Interval(Fraction(0), most))


def _most(builder: Builder, measure: str) -> Fraction:
    """At most what the measure can be, and at most a week of hours."""
    return Fraction(max(1, min(168, floor(builder.look(measure).high))))


def _quantity(builder: Builder, measure: str) -> Data:
    step = Fraction(1) if builder.chance(50) else Fraction(1, 2)
    return {"measure": measure, "most": written(_most(builder, measure)), "step": written(step)}
