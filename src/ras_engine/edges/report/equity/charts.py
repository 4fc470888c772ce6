"""What a picture shows, before it is drawn: rows with a mark and an interval, lines of groups, or bars made of parts.

Each chart has its title, a description for those who do not see it, and a count beside every row. Marks differ in shape as well as
in colour, and parts of bars carry a letter, so that a picture says the same in grey.
"""

from __future__ import annotations

from dataclasses import dataclass

PLAIN, DISPARITY, WITHIN, OPEN = "plain", "disparity", "within", "open"


@dataclass(frozen=True, slots=True)
class DotRow:
    """One mark: a label with its count, what is written at the right, the value and its interval (None where withheld)."""

    label: str
    shown: str
    value: float | None
    low: float | None = None
    high: float | None = None
    kind: str = PLAIN


@dataclass(frozen=True, slots=True)
class DotPanel:
    """Rows under one heading."""

    title: str
    rows: tuple[DotRow, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """Marks with intervals on one axis. `line` is where a straight line stands, `margin` how far the band around it reaches."""

    key: str
    title: str
    description: str
    unit: str
    panels: tuple[DotPanel, ...]
    line: float | None
    line_says: str
    margin: float | None = None
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line: across, up, and the interval of what is up."""

    across: float
    up: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A group's points, from least to most need."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Budgets against need by group. `across_says` and `up_says` name the axes; `beside` is a line to compare with."""

    key: str
    title: str
    description: str
    lines: tuple[Line, ...]
    across_says: str
    up_says: str
    beside: Line | None
    across_in_pounds: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of parts that make up the whole; empty where it is withheld."""

    label: str
    parts: tuple[float, ...]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class BarPanel:
    """Bars under one heading."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of parts, in panels; `parts` names them in order."""

    key: str
    title: str
    description: str
    parts: tuple[str, ...]
    panels: tuple[BarPanel, ...]


Chart = Dots | Lines | Bars
