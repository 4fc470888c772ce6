"""The result of the equity check: an `EquityFrame`, with Fairlearn's words where they mean the same.

Where `MetricFrame` gives a difference as the greatest less the least group, this gives signed gaps from a named reference: a gap
without a direction cannot say who comes off worse, and the greatest of many groups grows with their number. Everything in it may
be published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ras_engine.equity.bunching import Bunching
from ras_engine.equity.exact_laws import ExactLaw
from ras_engine.equity.judge import Gap, judge
from ras_engine.equity.results import ALL, Figure, Finding, Margin, Settings, Status, Verdict, plain


@dataclass(frozen=True)
class EquityFrame:
    """Figures, findings and how they came about; frozen, and protected as `settings` say.

    `figures` and `findings` are long tables: one record for each measure, feature, group, band and level of control. `groups`
    names the groups of each feature, `bands` the bands from least to most need. `pitfalls` are what a reader must know beside the
    numbers.
    """

    settings: Settings
    features: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    references: Mapping[str, str]
    bands: tuple[str, ...]
    bands_said: str
    controls: tuple[str, ...]
    people: tuple[Status, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    bunching: tuple[Bunching, ...]
    exact_laws: tuple[ExactLaw, ...]
    pitfalls: tuple[str, ...]
    gaps: tuple[Gap, ...] = field(default=(), repr=False)

    @property
    def top_band(self) -> str:
        """The high-need end."""
        return self.bands[-1]

    def select(self, name: str, *, feature: str | None = None, band: str = ALL, control: str = ALL) -> tuple[Figure, ...]:
        """The figures of one name, such as "adequacy", over the groups of a feature (the first, if none is named)."""
        wanted = (feature or self.features[0], band, control)
        return tuple(one for one in self.figures if one.name == name and (one.feature, one.band, one.control) == wanted)

    def by_group(self, name: str = "", *, feature: str | None = None, band: str = ALL, control: str = ALL) -> dict[str, Figure]:
        """A figure by group; the usual name is "adequacy", or "mean_budget" without agreed costs."""
        return {
            one.group: one
            for one in self.select(name or self.usual, feature=feature, band=band, control=control)
            if one.group != ALL
        }

    def overall(self, name: str = "", *, band: str = ALL, control: str = ALL) -> Figure:
        """A figure over all groups together."""
        return next(one for one in self.select(name or self.usual, band=band, control=control) if one.group == ALL)

    def difference(self, name: str = "", *, feature: str | None = None, band: str = ALL, control: str = ALL) -> dict[str, Finding]:
        """The signed gap of each group from the reference: group less reference."""
        wanted = (name or self.usual, feature or self.features[0], band, control)
        return {one.group: one for one in self.findings if (one.name, one.feature, one.band, one.control) == wanted}

    def ratio(self, name: str = "", *, feature: str | None = None, band: str = ALL, control: str = ALL) -> dict[str, float | None]:
        """Each group's figure over the reference group's, or over that of all groups where the reference is everyone else."""
        chosen = feature or self.features[0]
        figures = {one.group: one for one in self.select(name or self.usual, feature=chosen, band=band, control=control)}
        against = figures.get(self.references[chosen], figures.get(ALL))
        below = against.estimate.value if against and against.estimate else None
        return {
            group: round(one.estimate.value / below, 3) if one.estimate and below else None
            for group, one in figures.items()
            if group not in (ALL, against.group if against else ALL)
        }

    def group_min(self, name: str = "", *, feature: str | None = None, band: str = ALL) -> Figure | None:
        """The group with the least figure among those shown. It is a place to look, not a finding."""
        shown = [one for one in self.by_group(name, feature=feature, band=band).values() if one.estimate]
        return min(shown, key=lambda one: one.estimate.value if one.estimate else 0, default=None)

    def group_max(self, name: str = "", *, feature: str | None = None, band: str = ALL) -> Figure | None:
        """The group with the greatest figure among those shown. It is a place to look, not a finding."""
        shown = [one for one in self.by_group(name, feature=feature, band=band).values() if one.estimate]
        return max(shown, key=lambda one: one.estimate.value if one.estimate else 0, default=None)

    @property
    def usual(self) -> str:
        """The figure that is meant where none is named."""
        return "adequacy" if any(one.name == "adequacy" for one in self.figures) else "mean_budget"

    @property
    def high_need(self) -> tuple[Finding, ...]:
        """The findings at the high-need end: to be shown first, as a panel of its own."""
        return tuple(one for one in self.findings if one.band in (self.top_band, "high-need end") and one.control == ALL)

    def equivalence(self, margin: Margin) -> tuple[Finding, ...]:
        """All findings judged again with another margin of the council's."""
        return judge(self.gaps, replace(self.settings, margin=margin))

    def count(self, verdict: Verdict) -> int:
        """How many findings have a verdict."""
        return sum(one.verdict is verdict for one in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain data: no person, nothing withheld."""
        data: dict[str, Any] = {"schema": "ras-equity/1", **plain(self)}
        return data

    def as_json(self) -> str:
        """The same as text; the same caseload and settings give the same text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, sort_keys=False) + "\n"
