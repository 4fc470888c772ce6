"""Need measures of every kind, each with where its value can lie before carers and after them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor

from ras_engine.testing import interval as bounds
from ras_engine.testing.builder import Builder, Levelled, Number, Scope, with_reason, written
from ras_engine.testing.conditions import condition
from ras_engine.testing.interval import Data, Interval, exactly, hull

NEED_ONLY = Scope()
NUMBER_KINDS = (
    "sum",
    "weighted_sum",
    "largest",
    "smallest",
    "mean",
    "points",
    "count",
    "count_conditions",
    "product",
    "limited",
    "excess",
    "step_table",
    "sloped_table",
    "interpolated",
    "first_match",
    "lookup",
)
LEVEL_KINDS = ("band", "class", "class_table")
STEPS = ("1", "0.5", "0.1", "0.25", "5")
CLASSES = ("low", "middle", "high")
LARGEST = 10**6
"""The largest integer behind a measure; past it the measure is rounded, so that no product of a line can overflow."""
LARGEST_REDUCED = 10**4
"""The same for a measure that a carer rule reduces, as shares multiply its steps."""
LARGEST_LEFT = 10**8


def measures(builder: Builder) -> list[Data]:
    """One to six measures; where carers may reduce something, the chance of it is high."""
    found = []
    for _ in range(builder.whole(1, 6)):
        kind = builder.pick((*NUMBER_KINDS, *LEVEL_KINDS))
        found.append(_levelled(builder, kind) if kind in LEVEL_KINDS else _number(builder, kind))
    if not any(one.left.low >= 0 and one.told.splits for one in builder.numbers if one.is_measure):
        found.append(_learn(builder, {"id": builder.name("never_negative"), "kind": "sum", "of": ["help"]}, "points"))
    return found


def _number(builder: Builder, kind: str) -> Data:
    unit, body = _body(builder, kind, builder.numbers_for(NEED_ONLY))
    measure: Data = {"id": builder.name(body["kind"]), **body, "unit": unit}
    if builder.chance(20):
        measure["when"] = condition(builder, NEED_ONLY, 1)
        if builder.chance(60):
            measure["if_not"] = written(builder.number(0, 10))
    if builder.chance(25):
        measure["round"] = builder.rounding(STEPS)
    return _learn(builder, with_reason(measure), unit)


def _learn(builder: Builder, measure: Data, unit: str) -> Data:
    """Works out where the measure can lie, rounds what would grow too large, and decides whether carers may reduce it."""
    counted = measure
    if "domain" in measure:
        of = [one.id for one in builder.numbers if one.domain == measure["domain"] and one.is_points]
        counted = {key: value for key, value in measure.items() if key != "domain"} | {"of": of}
    touched = builder.is_touched(counted)
    told = bounds.of_measure(counted, builder.look, surely=True)
    left = bounds.of_measure(counted, builder.look_left)
    if told.size > LARGEST or left.size > LARGEST_LEFT:
        measure["round"] = {"to": "0.1", "direction": builder.pick(("half_up", "half_even"))}
        told, left = (bounds.rounded(one, measure["round"]) for one in (told, left))
    if (
        builder.has_carers
        and not touched
        and told.size <= LARGEST_REDUCED
        and (told.low >= 0 or builder.chance(40))
        and builder.chance(80)
    ):
        builder.reducible.append(measure["id"])
        touched = True
        left = replace(
            hull([left.with_zero(), exactly(left.high + 1), exactly(min(Fraction(0), left.low - 1))]), scale=left.scale * 6_000
        )
    if touched:
        builder.touched.add(measure["id"])
    builder.numbers.append(Number(measure["id"], unit, "need", told, left, True))
    return measure


def _of_one_unit(builder: Builder, numbers: list[Number], least: int = 1) -> list[Number]:
    """A few numbers that may be added to each other."""
    unit = builder.pick(numbers).unit
    return builder.some([one for one in numbers if one.unit == unit], least, 3)


def _body(builder: Builder, kind: str, numbers: list[Number]) -> tuple[str, Data]:
    match kind:
        case "sum" | "largest" | "smallest":
            chosen = _of_one_unit(builder, numbers, 2)
            pointed = {one.domain for one in builder.numbers if one.is_points and one.domain}
            if kind == "sum" and pointed and builder.chance(30):
                return "points", {"kind": kind, "domain": builder.pick(sorted(pointed))}
            return chosen[0].unit, {"kind": kind, "of": [one.id for one in chosen]}
        case "weighted_sum":
            return "points", {"kind": kind, **_weights(builder, builder.some(numbers, 1, 3))}
        case "mean":
            return _mean(builder, numbers)
        case "points":
            return "points", {"kind": kind, "of": _points_by_answer(builder)}
        case "count":
            return "answers", {"kind": kind, **_count(builder)}
        case "count_conditions":
            conditions = [condition(builder, NEED_ONLY, 1) for _ in range(builder.whole(1, 3))]
            return "conditions", {"kind": kind, "conditions": conditions}
        case "product":
            small = [one for one in numbers if max(-one.left.low, one.left.high) <= 60] or numbers[:1]
            body: Data = {"kind": kind, "of": [one.id for one in builder.some(small, 1, 2)]}
            return "points", body | ({"times": written(builder.number(1, 3, 1))} if builder.chance(60) else {})
        case "first_match":
            return _first_match(builder, numbers)
        case "lookup":
            by, values = builder.table(NEED_ONLY, lambda: written(builder.number(0, 30))) or (["help"], {})
            return "points", {"kind": kind, "by": by, "values": values}
        case _:
            return _of_one(builder, kind, numbers)


def _weights(builder: Builder, chosen: list[Number]) -> Data:
    def weights() -> Data:
        return {one.id: written(builder.number(-1 if builder.chance(5) else 0, 3) or Fraction(1)) for one in chosen}

    if builder.groups and builder.chance(35):
        return {"by_client_group": builder.for_groups(weights)}
    return {"of": weights()}


def _mean(builder: Builder, numbers: list[Number]) -> tuple[str, Data]:
    chosen = _of_one_unit(builder, numbers, 2)
    items = [{"value": one.id, "when": condition(builder, NEED_ONLY, 0)} if builder.chance(40) else one.id for one in chosen]
    none_counts = max(Fraction(0), hull(one.told for one in chosen).low)
    zeros = builder.pick(("count", "left_out"))
    return chosen[0].unit, {"kind": "mean", "of": items, "zeros": zeros, "if_none_count": written(Fraction(floor(none_counts)))}


def _points_by_answer(builder: Builder) -> Data:
    """Points for every level of one to three questions."""
    keys = builder.some(builder.keys_for(NEED_ONLY), 1, 3)
    return {name: {level: written(builder.number(0, 30)) for level in levels} for name, levels in keys}


def _count(builder: Builder) -> Data:
    """Questions that share the names of their levels."""
    first = builder.pick([one for one in builder.levelled if one.about in NEED_ONLY.abouts and not one.is_measure])
    alike = [one for one in builder.levelled if one.kind == first.kind and one.about in NEED_ONLY.abouts]
    chosen = builder.some(alike, 1, 3)
    shared = [level for level in first.levels if all(level in one.levels for one in chosen)]
    body: Data = {"of": [one.id for one in chosen]}
    if first.is_ordered and builder.chance(50):
        return body | {"at_least": builder.pick(shared[1:])}
    return body | {"is": builder.some(shared, 1, len(shared) - 1)}


def _first_match(builder: Builder, numbers: list[Number]) -> tuple[str, Data]:
    unit = builder.pick(numbers).unit
    alike = [one.id for one in numbers if one.unit == unit]

    def gives() -> Data:
        return {"of": builder.pick(alike)} if builder.chance(50) else {"value": written(builder.number(0, 30))}

    cases = [{"when": condition(builder, NEED_ONLY, 1), **gives()} for _ in range(builder.whole(1, 3))]
    return unit, {"kind": "first_match", "cases": cases, "otherwise": gives()}


def _of_one(builder: Builder, kind: str, numbers: list[Number]) -> tuple[str, Data]:
    """The kinds that look at one other value: one with room for a threshold."""
    roomy = [one for one in numbers if one.told.splits]
    number = builder.pick(roomy)
    body: Data = {"kind": kind, "of": number.id}
    match kind:
        case "limited":
            return number.unit, body | _limits(builder, number.told)
        case "excess":
            return number.unit, body | {"over": written(builder.inside(number.told))}
        case "step_table":
            rows = builder.starts(number.told, number.left)
            return "points", body | {"rows": [{**row, "value": written(builder.number(0, 40))} for row in rows]}
        case "interpolated":
            return "points", body | {"rows": _points(builder, number), "after_last": "stays"}
        case _:
            rows = builder.starts(number.told, number.left)
            return "points", body | {"rows": [{**row, **_straight(builder)} for row in rows]}


def _straight(builder: Builder) -> Data:
    return {"starts_at": written(builder.number(0, 20)), "per_unit": written(builder.number(-1 if builder.chance(5) else 0, 2))}


def _points(builder: Builder, number: Number) -> list[Data]:
    """Published points, at whole numbers where there are some; the last can be reached."""
    first = Fraction(min(0, floor(number.left.low)))
    inner = (builder.inside(number.told) for _ in range(builder.whole(1, 2)))
    ats = sorted({first, *(Fraction(floor(one)) if floor(one) > number.told.low else one for one in inner)})
    return [{"at": written(at), "value": written(builder.number(0, 40))} for at in ats]


def _limits(builder: Builder, told: Interval) -> Data:
    if told.low < 0 < told.high:
        return {"at_least": "0"}
    least, most = sorted((builder.inside(told), builder.inside(told)))
    both = {"at_least": written(least), "at_most": written(most)}
    which = builder.pick(("at_least", "at_most", "both")) if least < most else "at_most"
    return both if which == "both" else {which: both[which]}


def _levelled(builder: Builder, kind: str) -> Data:
    measure: Data = {"id": builder.name(kind), "kind": kind}
    if kind == "band":
        number = builder.pick([one for one in builder.numbers_for(NEED_ONLY) if one.told.splits])
        rows = builder.starts(number.told, number.left, 4)
        measure |= {"of": number.id, "bands": [{"id": f"band_{place}", "says": "A band", **row} for place, row in enumerate(rows)]}
        levels = tuple(row["id"] for row in measure["bands"])
    else:
        body, levels = (_class_table if kind == "class_table" else _class)(builder)
        measure |= {"classes": [{"id": one, "says": one} for one in levels], **body}
    if builder.is_touched(measure):
        builder.touched.add(measure["id"])
    builder.levelled.append(Levelled(measure["id"], levels, kind, "need"))
    return with_reason(measure)


def _class(builder: Builder) -> tuple[Data, tuple[str, ...]]:
    levels = CLASSES[: builder.whole(2, 3)]
    cases = [{"when": condition(builder, NEED_ONLY, 1), "is": level} for level in reversed(levels[1:])]
    return {"cases": cases, "otherwise": levels[0]}, levels


def _class_table(builder: Builder) -> tuple[Data, tuple[str, ...]]:
    """A table in which every class stands somewhere."""
    cells: list[Data] = []

    def leaf() -> Data:
        cells.append({})
        return cells[-1]

    by, values = builder.table(NEED_ONLY, leaf) or ([], {})
    levels = CLASSES[: builder.whole(2, min(3, len(cells)))]
    for place, cell in enumerate(cells):
        cell["class"] = levels[place] if place < len(levels) else builder.pick(levels)
    return {"by": by, "values": _classes(values)}, levels


def _classes(cells: Data) -> Data:
    return {key: one["class"] if "class" in one else _classes(one) for key, one in cells.items()}
