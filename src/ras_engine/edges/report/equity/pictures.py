"""Which pictures a report has: made from the figures and findings of a frame, nothing added and nothing that was withheld."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.edges.report.equity.charts import DISPARITY, OPEN, PLAIN, WITHIN, DotPanel, DotRow, Dots, Line, Lines, Point
from ras_engine.edges.report.equity.names import Names, capital
from ras_engine.edges.report.equity.words import WITHHELD, lower, number, people
from ras_engine.equity import ALL, EquityFrame, Estimate, Figure, Finding, Verdict, Withheld

KINDS = {Verdict.DISPARITY: DISPARITY, Verdict.EQUITABLE: WITHIN}
MARKS = (
    "A diamond is a disparity, a filled circle lies within the council's margin, a ring is not decided for want of data or testing."
)


def key_of(frame: EquityFrame, feature: str, name: str) -> str:
    """The name of a picture: with its feature where there are several."""
    return name if len(frame.features) == 1 else f"{feature}.{name}"


def bands_down(frame: EquityFrame) -> tuple[str, ...]:
    """The bands as they are shown, most need first."""
    return tuple(reversed(frame.bands))


def label(names: Names, group: str, count: int | None) -> str:
    """A group with its count; without it where it is withheld, as is all that is known of the group there."""
    return capital(names.group(group)) if count is None else f"{capital(names.group(group))}, {people(count)} people"


def level_row(figure: Figure, names: Names, kind: str = PLAIN) -> DotRow:
    """A level as a row: its value at the right, or why it is withheld."""
    shown = _shown(figure.estimate, figure.withheld)
    value, low, high = _ends(figure.estimate)
    return DotRow(label(names, figure.group, figure.people), shown, value, low, high, kind)


def gap_row(finding: Finding, names: Names) -> DotRow:
    """A gap as a row: its size and direction at the right, the verdict in the shape of its mark."""
    about = label(names, finding.group, finding.people)
    if finding.estimate is None:
        return DotRow(about, _shown(None, finding.withheld), None)
    value, low, high = _ends(finding.estimate)
    return DotRow(about, lower(finding.estimate.value, finding.estimate.unit), value, low, high, KINDS.get(finding.verdict, OPEN))


def _shown(estimate: Estimate | None, withheld: Withheld | None) -> str:
    if estimate is not None:
        return number(estimate.value, estimate.unit)
    return WITHHELD[withheld] if withheld else "not given"


def _ends(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if estimate is None else (estimate.value, estimate.low, estimate.high)


def gaps_chart(frame: EquityFrame, names: Names, feature: str, key: str, title: str, found: Sequence[Finding]) -> Dots | None:
    """Signed gaps with intervals and the council's margin, a panel for each band in the order of the findings."""
    if not any(one.estimate for one in found):
        return None
    bands = tuple(dict.fromkeys(one.band for one in found))
    panels = tuple(
        DotPanel(capital(names.band(band)), tuple(gap_row(one, names) for one in found if one.band == band)) for band in bands
    )
    unit = next(one.estimate.unit for one in found if one.estimate)
    margin = frame.settings.margin.of(unit)
    says = "no gap; gaps are in percentage points" if unit in ("share", "ratio") else "no gap"
    return Dots(key_of(frame, feature, key), title, _says(title, panels, MARKS), unit, panels, 0, says, margin, judged=True)


def levels_chart(frame: EquityFrame, names: Names, feature: str, name: str) -> Dots | None:
    """A level such as adequacy by group and band, the band of most need first, and all bands together last."""
    title = (
        f"{'Share of agreed cost that budgets meet' if name == 'adequacy' else 'Mean budget'}, by {names.feature(feature)} and need"
    )
    panels = []
    for band in (*bands_down(frame), ALL):
        figures = [one for one in frame.select(name, feature=feature, band=band) if one.group != ALL]
        panels.append(DotPanel(capital(names.band(band)), tuple(level_row(one, names) for one in figures)))
    if not any(row.value is not None for panel in panels for row in panel.rows):
        return None
    unit = "ratio" if name == "adequacy" else "pounds"
    line, says = (1, "budgets meet agreed costs") if name == "adequacy" else (None, "")
    return Dots(key_of(frame, feature, "by_band"), title, _says(title, tuple(panels), ""), unit, tuple(panels), line, says)


def figures_chart(
    frame: EquityFrame, names: Names, feature: str, name: str, about: tuple[str, str], line: tuple[float, str] | None
) -> Dots | None:
    """One figure by group, all bands together. `about` is the key and the title."""
    rows = tuple(level_row(one, names) for one in frame.select(name, feature=feature) if one.estimate or one.withheld)
    if not any(row.value is not None for row in rows):
        return None
    unit = next(one.estimate.unit for one in frame.select(name, feature=feature) if one.estimate)
    panels = (DotPanel("", rows),)
    at, says = line or (None, "")
    return Dots(key_of(frame, feature, about[0]), about[1], _says(about[1], panels, ""), unit, panels, at, says)


def money_against_need(frame: EquityFrame, names: Names, feature: str) -> Lines | None:
    """Mean budgets of each group, and mean agreed costs of everybody, against the mean need of each band."""
    lines = tuple(_line(frame, names, feature, group, "mean_budget") for group in frame.groups[feature])
    if not any(line.points for line in lines):
        return None
    costs = _line(frame, names, feature, ALL, "mean_cost")
    pounds_across = _need_is_cost(frame)
    across = f"mean agreed cost of the band, {names.period}" if pounds_across else "mean need of the band, by the measure of need"
    title = f"Budgets against {'independent ' if frame.settings.need_is_independent else ''}need, by {names.feature(feature)}"
    said = "; ".join(
        f"{line.label}: {', '.join(number(point.up, 'pounds') for point in line.points) or 'withheld (small numbers)'}"
        for line in (*lines, *([costs] if costs.points else []))
    )
    description = f"{title}. Mean budgets, {names.period}, from the band of least need to that of most. {said}."
    beside = Line("mean agreed cost, everybody", costs.points) if costs.points else None
    key = key_of(frame, feature, "money_against_need")
    return Lines(key, title, description, lines, across, f"mean budget, {names.period}", beside, pounds_across)


def _line(frame: EquityFrame, names: Names, feature: str, group: str, name: str) -> Line:
    points = []
    for band in frame.bands:
        up, across = (_one(frame, one, feature, band, group) for one in (name, "mean_need"))
        if up and across:
            points.append(Point(across.value / (100 if _need_is_cost(frame) else 1), up.value, up.low, up.high))
    return Line(capital(names.group(group)), tuple(points))


def _need_is_cost(frame: EquityFrame) -> bool:
    """Whether the agreed cost, in pence, is the measure of need as well. The names alone do not tell: columns may have none."""
    need, cost = (_one(frame, name, frame.features[0], ALL, ALL) for name in ("mean_need", "mean_cost"))
    same_name = frame.settings.need == frame.settings.cost
    return need is not None and cost is not None and same_name and abs(need.value / 100 - cost.value) < 1


def _one(frame: EquityFrame, name: str, feature: str, band: str, group: str) -> Estimate | None:
    return next((one.estimate for one in frame.select(name, feature=feature, band=band) if one.group == group), None)


def _says(title: str, panels: Sequence[DotPanel], more: str) -> str:
    """A description that says each row, for those who do not see the picture."""
    said = " ".join(
        f"{panel.title + ': ' if panel.title else ''}{'; '.join(f'{row.label}: {row.shown}' for row in panel.rows)}."
        for panel in panels
    )
    return f"{title}. {more + ' ' if more else ''}{said}"
