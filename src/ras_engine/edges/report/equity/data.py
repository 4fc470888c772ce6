"""The report as plain data: the opening sentences, the gaps with their keys and reasons, and the whole frame."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from ras_engine.edges.report.equity.opening import confidence, heading_of
from ras_engine.edges.report.equity.words import gap, said
from ras_engine.equity import Verdict

if TYPE_CHECKING:
    from ras_engine.edges.report.equity.gaps import Place
    from ras_engine.edges.report.equity.page import EquityReport

FORM = "ras-equity-report/1"


def report_data(report: EquityReport) -> dict[str, Any]:
    """Everything that the page says, as data. Nothing that was withheld is in it."""
    ruleset = report.ruleset
    return {
        "schema": FORM,
        "title": report.title,
        "opening": list(report.opening),
        "ruleset": None
        if ruleset is None
        else {
            "scheme": ruleset.scheme,
            "effective_from": ruleset.effective_from.isoformat(),
            "revision": ruleset.revision,
            "digest": ruleset.digest,
        },
        "verdicts": {verdict.value: report.frame.count(verdict) for verdict in Verdict},
        "gaps": [_gap(report, place) for place in report.gaps],
        "pictures": [chart.key for section in report.sections for chart in section.charts],
        "equity": report.frame.as_dict(),
    }


def _gap(report: EquityReport, place: Place) -> dict[str, Any]:
    level = confidence(report.frame)
    return {
        "key": place.key,
        "says": heading_of(place, report.names, feature_said=True),
        "verdict": place.verdict.value,
        "people": place.people,
        "reference_people": place.reference_people,
        "findings": [
            {
                "measure": one.measure,
                "name": one.name,
                "says": f"{said(one.name, report.names)}: {gap(one, report.names, level)}.",
                "verdict": one.verdict.value,
            }
            for one in place.findings
        ],
        "reason": place.reason or None,
    }


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `ras-equity-report/1`."""
    text = resources.files(__package__ or "").joinpath("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
