"""A report as a certificate: receives what was found and the rulesets; gives data from which anybody can check it.

The same report gives the same text: no time, no date and no machine is in it. Every number is a whole one, every exact count text.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from ras_engine.audit import AuditReport, Verdict
from ras_engine.edges.audit.form import SCHEMA_NAME
from ras_engine.ruleset import Ruleset

TIMES = "milliseconds"


def certificate(report: AuditReport, ruleset: Ruleset, against: Ruleset | None = None) -> dict[str, Any]:
    """The certificate of a report, plain data in a fixed order. `ruleset` and `against` are those that were audited; raises
    ValueError where they are not."""
    if report.digest != ruleset.digest or report.against != (against.digest if against else None):
        raise ValueError("the report is about other rulesets than these")
    data = copy.deepcopy(report.as_dict())
    found: dict[str, Any] = {
        "schema": SCHEMA_NAME,
        "engine_version": data["engine_version"],
        "ruleset": data["ruleset"],
        "scheme": data["scheme"],
        "effective_from": ruleset.effective_from.isoformat(),
        "revision": ruleset.revision,
        "currency": ruleset.plan.currency,
        "per": ruleset.plan.per,
        "digest": data["digest"],
        "against": data["against"],
        "possible_assessments": data["possible_assessments"],
        "sentence": data["sentence"],
        "verdicts": {verdict.value: len(report.with_verdict(verdict)) for verdict in Verdict},
        "findings": [{key: value for key, value in one.items() if key != TIMES} for one in data["findings"]],
        "ruleset_text": lines_of(ruleset.located.text),
        "against_text": lines_of(against.located.text) if against else None,
    }
    return found | {"seal": seal(found)}


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends: a text of many pages in one JSON string is nothing that people or readers like."""
    return re.split("\r\n|\r|\n", text)


def certificate_text(data: Mapping[str, Any]) -> str:
    """A certificate as JSON text."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def seal(data: Mapping[str, Any]) -> str:
    """The digest of everything in a certificate but its seal."""
    rest = {key: value for key, value in data.items() if key != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
