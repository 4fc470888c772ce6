"""`report(...)`: an `EquityFrame` in, an `EquityReport` out."""

from __future__ import annotations

from collections.abc import Mapping

from ras_engine.edges.report.equity.gaps import places
from ras_engine.edges.report.equity.names import names_of
from ras_engine.edges.report.equity.opening import opening
from ras_engine.edges.report.equity.page import EquityReport
from ras_engine.edges.report.equity.sections import sections_of
from ras_engine.equity import EquityFrame
from ras_engine.ruleset import Ruleset

TITLE = "Is the same need met with the same money?"


def report(
    frame: EquityFrame, *, ruleset: Ruleset | None = None, title: str = TITLE, reasons: Mapping[str, str] | None = None
) -> EquityReport:
    """The report of an equity check, ready to be published.

    `ruleset` adds which ruleset was tested, and its titles of client groups and domains. `reasons` are the council's own words
    for gaps, by the key of the gap (`"client_group/older_people/high-need end"`; `as_dict()["gaps"]` has them all); each stands
    beside its gap. Raises ValueError for a reason without its gap, so that no reason is lost in silence.
    """
    names = names_of(frame, ruleset)
    found = places(frame, reasons or {})
    return EquityReport(title, frame, ruleset, names, opening(frame, found, names), found, sections_of(frame, found, names))
