"""What a report is made of, before it is written in any form: sections of sentences, pictures, gaps with reasons, and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from ras_engine.edges.report.equity.charts import Chart
from ras_engine.edges.report.equity.gaps import Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words: the first `heads` columns of a row are its headings; `numbers` are the columns aligned to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int = 1
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `places` are gaps shown in full; those in `listed` are shown as one table with room for reasons."""

    id: str
    heading: str
    text: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    places: tuple[Place, ...] = ()
    listed: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    points: tuple[str, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.charts or self.places or self.listed or self.tables or self.points)
