"""The report as Markdown: the same sentences, gaps and tables; words from outside cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from ras_engine.edges.report.equity.facts import about_ruleset
from ras_engine.edges.report.equity.gaps import Place
from ras_engine.edges.report.equity.opening import confidence, heading_of
from ras_engine.edges.report.equity.parts import Section, Table
from ras_engine.edges.report.equity.words import VERDICTS, gap, people, said

if TYPE_CHECKING:
    from ras_engine.edges.report.equity.page import EquityReport

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")


def report_markdown(report: EquityReport) -> str:
    """The whole report."""
    return "\n".join(_lines(report)).rstrip() + "\n"


def plain(text: str) -> str:
    """Words with everything escaped that Markdown or HTML would take for its own, on one line."""
    return escape(SPECIAL.sub(r"\\\1", " ".join(text.split())), quote=False)


def _lines(report: EquityReport) -> Iterator[str]:
    yield from (f"# {plain(report.title)}", "")
    for sentence in report.opening:
        yield from (plain(sentence), "")
    for name, value in about_ruleset(report.ruleset):
        yield f"- {name}: {plain(value)}"
    for section in report.sections:
        yield from ("", f"## {section.heading}", "")
        yield from _section(report, section)


def _section(report: EquityReport, section: Section) -> Iterator[str]:
    for sentence in section.text:
        yield from (plain(sentence), "")
    yield from (f"- {plain(point)}" for point in section.points)
    for place in (*section.places, *section.listed):
        yield from _place(report, place)
    for table in section.tables:
        yield from _table(table)


def _place(report: EquityReport, place: Place) -> Iterator[str]:
    yield from (f"### {plain(heading_of(place, report.names, len(report.frame.features) > 1))}", "")
    yield from (f"**{VERDICTS[place.verdict]}**", "")
    for one in place.findings:
        beside = "" if place.topic == "carers" else f" beside {people(one.reference_people)}"
        found = plain(gap(one, report.names, confidence(report.frame)))
        counts = f"People: {people(one.people)}{beside}."
        yield f"- {plain(said(one.name, report.names))}: {found}. {VERDICTS[one.verdict]}. {plain(one.reason)} {counts}"
    yield from ("", f"The council's reasons: {plain(place.reason) or 'not stated yet.'}", "")


def _table(table: Table) -> Iterator[str]:
    yield from (f"**{plain(table.caption)}**", "")
    yield f"| {' | '.join(map(plain, table.columns))} |"
    yield f"|{'|'.join('---:' if place in table.numbers else '---' for place in range(len(table.columns)))}|"
    yield from (f"| {' | '.join(map(plain, row))} |" for row in table.rows)
    yield ""
