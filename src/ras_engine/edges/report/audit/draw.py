"""Where everything stands on the audit's pictures. Nothing is told by colour alone: standings differ in shade, border and sign."""

from __future__ import annotations

import textwrap
from typing import Any

from ras_engine.edges.audit.judged import Judgement, Standing
from ras_engine.edges.audit.shown import Pair
from ras_engine.edges.audit.words import STANDINGS, money
from ras_engine.edges.report.audit.curve import Curve, Stop, Way
from ras_engine.edges.report.equity.draw import DASHES, LINES, SHAPES
from ras_engine.edges.report.equity.scale import Axis, axis

WIDE, LEFT, RIGHT = 400, 10, 390
IN_A_ROW, CELL = 12, 32
LETTERS = 26, 22
"""Of one line in one of the two columns of a pair: small ones, and larger ones in bold."""
BAR = 120
INK = "#9a3412"
INKS = tuple(one for one in LINES if one != INK)
"""Of lines: the ink of the pair itself is nobody else's."""


def strip_words(judgement: Judgement) -> dict[str, Any]:
    """A cell for every law, twelve in a row, and a key with counts."""
    cells = [
        {
            "x": LEFT + (place % IN_A_ROW) * CELL,
            "y": (place // IN_A_ROW) * CELL,
            "law": one.finding.law,
            "kind": one.standing.value,
        }
        for place, one in enumerate(judgement.laws)
    ]
    top = -(-len(cells) // IN_A_ROW) * CELL + 10
    keys = [
        {"y": top + 24 * place, "kind": standing.value, "words": f"{len(judgement.standing(standing))} {STANDINGS[standing]}"}
        for place, standing in enumerate(one for one in Standing if judgement.standing(one))
    ]
    return {"cells": cells, "keys": keys, "size": CELL - 4, "high": top + 24 * len(keys)}


def pair_words(pair: Pair, currency: str) -> dict[str, Any]:
    """Two columns: what differs in a box, and below it a bar of the amount, both of one scale."""
    sides = [_box(pair, side) for side in (0, 1)]
    lines = max(len(one["lines"]) for one in sides)
    box = 22 + 15 * lines
    most = max(*pair.pence, 1)
    bottom = 24 + box + 34 + BAR
    for side, pence in zip(sides, pair.pence, strict=True):
        tall = round(BAR * max(pence, 0) / most, 1)
        side |= {"tall": tall, "top": round(bottom - tall, 1), "amount": money(pence, currency)}
    gap = f"{'+' if pair.gap > 0 else ''}{money(pair.gap, currency)}" if pair.gap else "no more"
    return {
        "sides": sides,
        "box": box,
        "bottom": bottom,
        "amount": pair.compared.what if pair.compared else "",
        "gap": gap,
        "tops": [side["top"] for side in sides],
        "high": bottom + 24,
    }


def _box(pair: Pair, side: int) -> dict[str, Any]:
    lines: list[tuple[str, bool]] = []
    for row in pair.differ:
        lines += [(line, True) for line in textwrap.wrap(row.what, LETTERS[0])]
        lines += [(line, False) for line in textwrap.wrap(row.right if side else row.left, LETTERS[1])]
    return {
        "head": pair.heads[side],
        "lines": lines or [("the same answers", False)],
        "x": (LEFT, WIDE // 2 + 10)[side],
        "wide": 180,
    }


def curve_words(curve: Curve, currency: str) -> dict[str, Any]:
    """Lines of amounts, the pair on them, ticks where a step breaks the law, and high need shaded."""
    stops = [stop for way in curve.ways for stop in way.stops] + list(curve.ends)
    key = 20 * len(curve.ways) + 40 + (20 if curve.breaks else 0) + (20 if curve.others else 0)
    bottom = key + 250
    up, across = (
        axis([0, *(stop.pence / 100 for stop in stops)], bottom, key + 12),
        axis([stop.need for stop in stops], 58, RIGHT - 6),
    )
    ends = [(across.at(stop.need), up.at(stop.pence / 100)) for stop in curve.ends]
    high = None if curve.high is None or curve.high >= across.high else across.at(max(curve.high, across.low))
    return {
        "others": curve.others,
        "ways": [_way(way, place, across, up) for place, way in enumerate(curve.ways)],
        "ups": [(up.at(tick), _pounds(tick, currency)) for tick in up.ticks],
        "acrosses": [(across.at(tick), f"{tick:,g}") for tick in across.ticks],
        "corner": (58, bottom, key + 12, RIGHT),
        "up_says": curve.amount,
        "across_says": curve.measure,
        "ends": ends,
        "gap": _gap(curve.ends, currency),
        "high_need": high,
        "breaks": [across.at(one) for one in curve.breaks],
        "high": bottom + 46,
    }


def _way(way: Way, place: int, across: Axis, up: Axis) -> dict[str, Any]:
    points = [(across.at(stop.need), up.at(stop.pence / 100)) for stop in way.stops]
    return {
        "label": way.label,
        "path": " ".join(f"{'M' if first == 0 else 'L'}{x} {y}" for first, (x, y) in enumerate(points)),
        "points": points if len(points) <= 40 else [],
        "ink": INKS[place % len(INKS)],
        "dashes": DASHES[place % len(DASHES)],
        "shape": SHAPES[place % len(SHAPES)],
    }


def _gap(ends: tuple[Stop, Stop], currency: str) -> str:
    gap = ends[1].pence - ends[0].pence
    return f"{'+' if gap > 0 else ''}{money(gap, currency)}"


def _pounds(tick: Any, currency: str) -> str:
    return money(round(tick * 100), currency).removesuffix(".00")
