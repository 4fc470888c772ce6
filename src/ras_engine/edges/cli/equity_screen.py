"""The equity report at a glance, on the screen: the sentences, the high-need end, every band, and where else to look."""

from __future__ import annotations

from ras_engine.edges.cli.screen import heading, out, paragraph, put, show, table
from ras_engine.edges.report.equity import EquityReport
from ras_engine.edges.report.equity.gaps import HIGH_NEED, Place, of_topic, weightiest_first
from ras_engine.edges.report.equity.names import capital
from ras_engine.edges.report.equity.opening import confidence, heading_of
from ras_engine.edges.report.equity.pictures import bands_down
from ras_engine.edges.report.equity.words import VERDICTS, WITHHELD, gap, number, people, said
from ras_engine.equity import ALL, Figure, Verdict

SIGN = " *"


def show_report(report: EquityReport) -> None:
    """The report in a screenful or two; the whole of it is in the other formats."""
    show(report.title)
    for sentence in report.opening:
        show("")
        paragraph(sentence)
    for feature in report.frame.features:
        _high_need(report, feature)
        _bands(report, feature)
    _elsewhere(report)
    heading("What these figures cannot say")
    for pitfall in report.frame.pitfalls:
        paragraph(f"- {pitfall}")


def _high_need(report: EquityReport, feature: str) -> None:
    names, frame = report.names, report.frame
    heading(f"The high-need end ({names.band(frame.top_band)}), by {names.feature(feature)}")
    rows = table("", ">people", said(frame.usual, names), "verdict")
    for place in weightiest_first(of_topic(report.gaps, HIGH_NEED)):
        if place.feature == feature and place.control == ALL:
            first = place.findings[0]
            level = confidence(frame)
            rows.add_row(
                capital(names.group(place.group)), _short(place.people), gap(first, names, level), VERDICTS[first.verdict].lower()
            )
    put(rows, out())


def _bands(report: EquityReport, feature: str) -> None:
    names, frame = report.names, report.frame
    bands = (*bands_down(frame), ALL)
    heading(f"{said(frame.usual, names)}, by {names.feature(feature)} and need (* a disparity)")
    rows = table("", *(f">{capital(names.band(band)).replace(' (', chr(10) + '(')}" for band in bands))
    for group in (*frame.groups[feature], ALL):
        cells = []
        for band in bands:
            figure = next(one for one in frame.select(frame.usual, feature=feature, band=band) if one.group == group)
            finding = frame.difference(frame.usual, feature=feature, band=band).get(group)
            cells.append(_level(figure) + (SIGN if finding and finding.verdict is Verdict.DISPARITY else ""))
        rows.add_row(capital(names.group(group)), *cells)
    put(rows, out())


def _level(figure: Figure) -> str:
    if figure.estimate is None:
        return "withheld" if figure.withheld in WITHHELD else "-"
    return number(figure.estimate.value, figure.estimate.unit)


def _short(count: int | None) -> str:
    return "withheld" if count is None else people(count)


def _elsewhere(report: EquityReport) -> None:
    found = [place for place in report.gaps if place.topic != HIGH_NEED and place.verdict is Verdict.DISPARITY]
    if not found:
        return
    heading("Disparities elsewhere")
    for place in weightiest_first(found):
        paragraph(f"- {_line(report, place)}")


def _line(report: EquityReport, place: Place) -> str:
    first = next(one for one in place.findings if one.verdict is Verdict.DISPARITY)
    words = gap(first, report.names, confidence(report.frame))
    about = heading_of(place, report.names, len(report.frame.features) > 1)
    return f"{about}: {said(first.name, report.names)}: {words}; {_short(first.people)} people."
