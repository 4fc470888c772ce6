"""Findings gathered by place: one group at one level of need is one thing to read, to judge and to give reasons for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ras_engine.edges.report.equity.words import HEAVIEST
from ras_engine.equity import ALL, EquityFrame, Finding, Verdict

HIGH_NEED, BANDS, OVERALL, CARERS, QUESTIONS = "high-need end", "bands", "all bands", "carers", "questions"
TOPICS = {"E5": CARERS, "E9": QUESTIONS}


@dataclass(frozen=True, slots=True)
class Place:
    """The findings about one group in one part of the report. `key` names the place where reasons are handed over for it."""

    key: str
    topic: str
    feature: str
    group: str
    reference: str
    where: str
    control: str
    findings: tuple[Finding, ...]
    reason: str = ""

    @property
    def verdict(self) -> Verdict:
        """The weightiest verdict of its findings."""
        return min((one.verdict for one in self.findings), key=HEAVIEST.index)

    @property
    def people(self) -> int | None:
        """How many people the group has there: those of its first finding."""
        return self.findings[0].people

    @property
    def reference_people(self) -> int | None:
        """How many people it is compared with."""
        return self.findings[0].reference_people


def topic_of(finding: Finding, frame: EquityFrame) -> tuple[str, str]:
    """The part of the report that a finding belongs to, and the place within it."""
    if finding.measure in TOPICS:
        return TOPICS[finding.measure], TOPICS[finding.measure]
    if finding.band in (frame.top_band, HIGH_NEED):
        return HIGH_NEED, HIGH_NEED
    return (OVERALL, OVERALL) if finding.band == ALL else (BANDS, finding.band)


def places(frame: EquityFrame, reasons: Mapping[str, str]) -> tuple[Place, ...]:
    """All places, in the order of the findings. Raises ValueError for a reason whose place is not there."""
    found: dict[str, list[Finding]] = {}
    about: dict[str, tuple[str, str]] = {}
    for finding in frame.findings:
        topic, where = topic_of(finding, frame)
        key = "/".join((finding.feature, finding.group, where, *([] if finding.control == ALL else [finding.control])))
        found.setdefault(key, []).append(finding)
        about[key] = topic, where
    if unknown := [key for key in reasons if key not in found]:
        raise ValueError(f"there is no gap for the reasons of: {', '.join(unknown)}. The keys are in the report as JSON")
    return tuple(
        Place(
            key, about[key][0], some[0].feature, some[0].group, some[0].reference, about[key][1], some[0].control, tuple(some),
            reasons.get(key, "").strip(),
        )
        for key, some in found.items()
    )  # fmt: skip


def of_topic(all_places: Iterable[Place], topic: str) -> tuple[Place, ...]:
    """The places of one part of the report, in the order of the findings."""
    return tuple(one for one in all_places if one.topic == topic)


def weightiest_first(some: Iterable[Place]) -> tuple[Place, ...]:
    """Disparities first, and among them whoever comes off worst."""
    return tuple(sorted(some, key=_weight))


def _weight(place: Place) -> tuple[int, str, float]:
    first = place.findings[0].estimate
    return HEAVIEST.index(place.verdict), place.feature, first.value if first else 0
