"""The report as HTML: a page that stands alone, or a fragment for a notebook whose styles touch nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ras_engine.edges.report.equity.draw import svg
from ras_engine.edges.report.equity.facts import about_ruleset
from ras_engine.edges.report.equity.opening import confidence, heading_of
from ras_engine.edges.report.equity.parts import Section
from ras_engine.edges.report.equity.templating import rendered
from ras_engine.edges.report.equity.words import VERDICTS, gap, people, said

if TYPE_CHECKING:
    from ras_engine.edges.report.equity.gaps import Place
    from ras_engine.edges.report.equity.page import EquityReport


def page_html(report: EquityReport) -> str:
    """The whole page."""
    return rendered("page.html.jinja", **_words(report))


def fragment_html(report: EquityReport) -> str:
    """The same content in a box of its own."""
    return rendered("fragment.html.jinja", **_words(report))


def _words(report: EquityReport) -> dict[str, Any]:
    return {
        "title": report.title,
        "opening": report.opening,
        "facts": about_ruleset(report.ruleset),
        "sections": [_section(report, one) for one in report.sections],
        "rounded": report.frame.settings.override is None,
    }


def _section(report: EquityReport, section: Section) -> dict[str, Any]:
    pictures = [{"title": chart.title, "svg": svg(chart)} for chart in section.charts]
    return {
        "id": section.id, "heading": section.heading, "text": section.text, "points": section.points, "tables": section.tables,
        "pictures": pictures,
        "places": [_place(report, one) for one in section.places],
        "listed": [_place(report, one) for one in section.listed],
    }  # fmt: skip


def _place(report: EquityReport, place: Place) -> dict[str, Any]:
    names = report.names
    level = confidence(report.frame)
    found = place.findings if any(one.estimate for one in place.findings) else ()
    lines = [
        {
            "title": said(one.name, names), "gap": gap(one, names, level), "verdict": VERDICTS[one.verdict], "why": one.reason,
            "kind": one.verdict.name.lower(), "people": people(one.people), "name": one.name,
            "beside": None if place.topic == "carers" else people(one.reference_people),
        }
        for one in found
    ]  # fmt: skip
    return {
        "key": place.key, "heading": heading_of(place, names, len(report.frame.features) > 1), "verdict": VERDICTS[place.verdict],
        "nothing": "" if found else gap(place.findings[0], names, level), "why": place.findings[0].reason,
        "kind": place.verdict.name.lower(), "people": people(place.people), "lines": lines, "reason": place.reason,
        "beside": None if place.topic == "carers" else people(place.reference_people),
    }  # fmt: skip
