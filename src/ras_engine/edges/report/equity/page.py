"""The report as an object: the same content as HTML, Markdown, plain data, and pictures."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ras_engine.edges.report.equity.gaps import Place
from ras_engine.edges.report.equity.names import Names
from ras_engine.edges.report.equity.parts import Section
from ras_engine.equity import EquityFrame
from ras_engine.ruleset import Ruleset


class Picture(str):
    """A picture as SVG text. A notebook shows it."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<a picture, {len(self)} characters of SVG>"


@dataclass(frozen=True)
class EquityReport:
    """What was found, in the order in which it should be read. `opening` has the sentences that come first."""

    title: str
    frame: EquityFrame = field(repr=False)
    ruleset: Ruleset | None = field(repr=False)
    names: Names = field(repr=False)
    opening: tuple[str, ...]
    gaps: tuple[Place, ...] = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)

    def as_html(self) -> str:
        """One file that stands alone: no network, no script; it prints. Needs jinja2 (the extra `report`)."""
        from ras_engine.edges.report.equity.html import page_html

        return page_html(self)

    def _repr_html_(self) -> str:
        from ras_engine.edges.report.equity.html import fragment_html

        return fragment_html(self)

    def as_markdown(self) -> str:
        """Markdown, with every table and without the pictures."""
        from ras_engine.edges.report.equity.markdown import report_markdown

        return report_markdown(self)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, in the form `ras-equity-report/1`; `report_schema()` is its JSON Schema."""
        from ras_engine.edges.report.equity.data import report_data

        return report_data(self)

    def as_json(self) -> str:
        """The same as text; the same frame and reasons give the same text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n"

    def figures(self) -> dict[str, Picture]:
        """Each picture as SVG text that stands alone, by its name. Needs jinja2 (the extra `report`)."""
        from ras_engine.edges.report.equity.draw import svg

        return {chart.key: Picture(svg(chart, standing_alone=True)) for section in self.sections for chart in section.charts}
