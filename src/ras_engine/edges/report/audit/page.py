"""The report as an object: the same content as HTML, as a notebook's fragment, as Markdown, and as pictures."""

from __future__ import annotations

from dataclasses import dataclass

from ras_engine.edges.audit.judged import Judgement
from ras_engine.edges.audit.words import TITLE
from ras_engine.edges.report.equity.page import Picture


@dataclass(frozen=True)
class AuditPage:
    """An audit ready to be read. A notebook shows it as it is."""

    judgement: Judgement
    title: str = TITLE

    def as_html(self) -> str:
        """One file that stands alone: no network, no script; it prints. Needs jinja2 (the extra `report`)."""
        from ras_engine.edges.report.audit.html import page_html

        return page_html(self)

    def _repr_html_(self) -> str:
        from ras_engine.edges.report.audit.html import fragment_html

        return fragment_html(self)

    def as_markdown(self) -> str:
        """The same without the pictures."""
        from ras_engine.edges.audit.markdown import markdown

        return markdown(self.judgement)

    def figures(self) -> dict[str, Picture]:
        """Each picture as SVG text that stands alone, by its name: `laws`, `P6.pair`, `P6.curve`. Needs jinja2."""
        from ras_engine.edges.report.audit.pictures import pictures

        return {one.key: Picture(one.svg(standing_alone=True)) for one in pictures(self.judgement)}


def page(judgement: Judgement, title: str = TITLE) -> AuditPage:
    """The report of a judgement."""
    return AuditPage(judgement, title)
