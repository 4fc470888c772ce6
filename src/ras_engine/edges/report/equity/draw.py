"""Draws charts as SVG: narrow enough to be read on a phone, each row's words above its mark, nothing told by colour alone."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from ras_engine.edges.report.equity.charts import Bars, Chart, DotRow, Dots, Line, Lines
from ras_engine.edges.report.equity.scale import Axis, axis
from ras_engine.edges.report.equity.templating import rendered
from ras_engine.edges.report.equity.words import MINUS, number, pounds

WIDE, LEFT, RIGHT = 400, 10, 390
ROW, HEAD, FOOT = 36, 26, 26
INKS = ("#123a63", "#2f6b9a", "#5b9bc0", "#9cc3d8", "#d7e5ec", "#7a4a12", "#b57a2f", "#e0b878", "#f3e2c4", "#55555b")
"""Fills of parts: dark to light twice over, so that neighbours differ in grey as well."""

LIGHT = frozenset({"#9cc3d8", "#d7e5ec", "#e0b878", "#f3e2c4", "#5b9bc0", "#b57a2f"})
LINES = ("#123a63", "#9a3412", "#14663f", "#6b2c7a", "#444444")
DASHES = ("none", "7 3", "2 3", "9 3 2 3", "4 2", "1 4", "12 3", "6 2 1 2")
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "plus")
ROOM = 26
"""A part narrower than this has no room for its letter."""

LETTERS = 46
"""Of a line of the title of a picture that stands alone."""


def svg(chart: Chart, standing_alone: bool = False) -> str:
    """A chart as SVG text. Standing alone it brings its name space, its background, and its title where it can be seen."""
    title = textwrap.wrap(chart.title, LETTERS) if standing_alone else []
    about = {
        "heading": title,
        "key": chart.key.replace(".", "-").replace(" ", "-"),
        "chart": chart,
        "wide": WIDE,
        "alone": standing_alone,
    }
    if isinstance(chart, Dots):
        return rendered("dots.svg.jinja", **about, **_dots(chart))
    if isinstance(chart, Lines):
        return rendered("lines.svg.jinja", **about, **_lines(chart))
    return rendered("bars.svg.jinja", **about, **_bars(chart))


def _dots(chart: Dots) -> dict[str, Any]:
    rows = [row for panel in chart.panels for row in panel.rows]
    seen = [one for row in rows for one in (row.value, row.low, row.high) if one is not None]
    around = [] if chart.line is None else [chart.line - (chart.margin or 0), chart.line + (chart.margin or 0)]
    across = axis([*seen, *around], LEFT + 8, RIGHT - 8)
    band = None if chart.margin is None or chart.line is None else (across.at(around[0]), across.at(around[1]))
    key = 22 * (int(chart.line is not None) + int(band is not None) + (2 if chart.judged else 0))
    panels = list(_panels(chart, across, key))
    return {
        "panels": panels,
        "ticks": [(across.at(tick), _tick(tick, chart)) for tick in across.ticks],
        "line": None if chart.line is None else across.at(chart.line),
        "band": band,
        "margin_says": "" if chart.margin is None else _margin(chart.margin, chart.unit),
        "high": panels[-1]["bottom"] + FOOT if panels else key,
        "left": LEFT,
        "right": RIGHT,
    }


def _panels(chart: Dots, across: Axis, top: int) -> Iterator[dict[str, Any]]:
    for panel in chart.panels:
        head = HEAD if panel.title else 4
        rows = [_row(row, across, top + head + ROW * place) for place, row in enumerate(panel.rows)]
        bottom = top + head + ROW * len(rows)
        yield {"title": panel.title, "top": top, "head": head, "bottom": bottom, "rows": rows}
        top = bottom + FOOT


def _row(row: DotRow, across: Axis, top: int) -> dict[str, Any]:
    ends = None if row.low is None or row.high is None else (across.at(row.low), across.at(row.high))
    at = None if row.value is None else across.at(row.value)
    return {"label": row.label, "shown": row.shown, "kind": row.kind, "at": at, "ends": ends, "words": top + 14, "middle": top + 25}


def _tick(value: float, chart: Dots) -> str:
    """What stands at a tick: gaps of shares are in percentage points."""
    if chart.unit == "pounds":
        return pounds(value).removesuffix(".00")
    if chart.judged and chart.unit in ("share", "ratio"):
        return f"{round(value * 100, 1) + 0:+g}".replace("-", MINUS).replace("+0", "0")
    return number(value, chart.unit).replace(".0%", "%")


def _margin(margin: float, unit: str) -> str:
    return pounds(margin) if unit == "pounds" else f"{margin * 100:g} points" if unit in ("share", "ratio") else f"{margin:g}"


def _lines(chart: Lines) -> dict[str, Any]:
    drawn = (*chart.lines, *([chart.beside] if chart.beside else []))
    points = [point for line in drawn for point in line.points]
    ups = [one for point in points for one in (point.up, point.low, point.high) if one is not None]
    key = 20 * len(drawn) + 20
    up, across = axis([0, *ups], key + 290, key + 10), axis([0, *(point.across for point in points)], 52, RIGHT - 6)
    beside = None if chart.beside is None else _line(chart.beside, 0, across, up)
    return {
        "lines": [_line(line, place, across, up) for place, line in enumerate(chart.lines)],
        "ups": [(up.at(tick), pounds(tick).removesuffix(".00")) for tick in up.ticks],
        "acrosses": [(across.at(tick), _plain_tick(tick, chart.across_in_pounds)) for tick in across.ticks],
        "corner": (52, key + 290, key + 10, RIGHT),
        "beside": beside,
        "high": key + 330,
    }


def _plain_tick(value: float, in_pounds: bool) -> str:
    return pounds(value).removesuffix(".00") if in_pounds else f"{value:,g}"


def _line(line: Line, place: int, across: Axis, up: Axis) -> dict[str, Any]:
    marks = [
        {
            "x": across.at(point.across),
            "y": up.at(point.up),
            "ends": None if point.low is None or point.high is None else (up.at(point.low), up.at(point.high)),
        }
        for point in line.points
    ]
    path = " ".join(f"{'M' if first == 0 else 'L'}{mark['x']} {mark['y']}" for first, mark in enumerate(marks))
    return {
        "label": line.label,
        "path": path,
        "marks": marks,
        "dashes": DASHES[place % len(DASHES)],
        "shape": SHAPES[place % len(SHAPES)],
        "ink": LINES[place % len(LINES)],
    }


def _bars(chart: Bars) -> dict[str, Any]:
    key = 20 * len(chart.parts) + 8
    panels, top = [], key
    for panel in chart.panels:
        bars = [_bar(bar.label, bar.parts, bar.shown, top + HEAD + 44 * place) for place, bar in enumerate(panel.bars)]
        panels.append({"title": panel.title, "top": top, "bars": bars})
        top += HEAD + 44 * len(bars) + 10
    keys = [(_letter(place), name, INKS[place % len(INKS)], 20 * place + 4) for place, name in enumerate(chart.parts)]
    return {"panels": panels, "keys": keys, "light": LIGHT, "high": top}


def _bar(label: str, parts: tuple[float, ...], shown: str, top: int) -> dict[str, Any]:
    across = Axis(0, sum(parts) or 1, 1, LEFT, RIGHT)
    segments, before = [], 0 * sum(parts)
    for place, part in enumerate(parts):
        left, right = across.at(before), across.at(before + part)
        before += part
        words = _letter(place) if right - left >= ROOM // 2 else ""
        words = f"{words} {round(part * 100)}%" if right - left >= 2 * ROOM else words
        segments.append({"left": left, "wide": round(right - left, 1), "ink": INKS[place % len(INKS)], "words": words})
    return {"label": label, "shown": shown, "segments": segments, "words": top + 14, "top": top + 18}


def _letter(place: int) -> str:
    return chr(ord("A") + place % 26)
