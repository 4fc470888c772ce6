"""An audit as SARIF 2.1.0, for code scanning: a result at its line for each law that is broken or open, with its simplest pair.

Receives a judgement; gives plain data, the same for the same judgement. A failure that is accepted is a result that is suppressed.
"""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from ras_engine.audit import Rule, all_laws
from ras_engine.edges.audit import mending
from ras_engine.edges.audit.judged import Judged, Judgement, Standing
from ras_engine.edges.audit.same import simplest
from ras_engine.edges.audit.words import TESTED, WHY_OPEN, worst_words

SCHEMA = "https://raw.githubusercontent.com/schemastore/schemastore/master/src/schemas/json/sarif-2.1.0-rtm.5.json"


def sarif(judgement: Judgement) -> dict[str, Any]:
    """The SARIF log of one audit."""
    report = judgement.report
    results = [_result(judgement, one) for one in judgement.standing(Standing.BROKEN, Standing.OPEN, Standing.ACCEPTED)]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ras-engine audit",
                        "version": report.engine_version,
                        "fullDescription": {"text": TESTED},
                        "rules": [_rule(one) for one in judgement.laws],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {"ruleset": report.ruleset, "digest": report.digest, "sentence": report.sentence},
            }
        ],
    }


def _rule(one: Judged) -> dict[str, Any]:
    words = {law.id: law.words for law in all_laws()}
    return {
        "id": one.finding.law,
        "name": "".join(word.capitalize() for word in one.finding.title.replace("-", " ").replace(",", "").split()),
        "shortDescription": {"text": one.finding.title},
        "fullDescription": {"text": words.get(one.finding.law, one.finding.title)},
    }


def _result(judgement: Judgement, one: Judged) -> dict[str, Any]:
    finding, open_ = one.finding, one.finding.verdict in WHY_OPEN
    made: dict[str, Any] = {
        "ruleId": finding.law,
        "kind": "open" if open_ else "fail",
        "level": "none" if open_ else "error",
        "message": {"text": message(judgement, one)},
        "locations": [_location(rule) for rule in finding.rules[:1]] or [_location(Rule("", judgement.ruleset.located.file, 1))],
        "relatedLocations": [_location(rule) for rule in finding.rules[1:]],
        "partialFingerprints": {"lawAndRule/v1": _fingerprint(judgement, one)},
    }
    if one.standing is Standing.ACCEPTED and one.accepted:
        made["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one.accepted.why}]
    return made


def message(judgement: Judgement, one: Judged) -> str:
    """A law that does not hold, in a few sentences: what it says, the worst case, the simplest pair, the repair."""
    finding = one.finding
    parts = [f"{finding.title}. {finding.says}"]
    worst = worst_words(finding.worst, judgement.ruleset.plan.currency)
    if worst:
        parts.append(f"The worst case: {worst}.")
    parts += [f"{item[:1].upper()}{item[1:].rstrip('.')}." for item in finding.listed]
    witness = simplest(finding, judgement.ruleset)
    if witness is not None:
        parts.append(f"The simplest {'person' if witness.alone else 'pair'}: {witness.says}.")
    if finding.repair:
        parts += [f"A repair, verified: {mending.heading(finding.repair)}", *mending.changes(finding.repair)]
    if finding.verdict in WHY_OPEN:
        parts.append(f"{WHY_OPEN[finding.verdict][:1].upper()}{WHY_OPEN[finding.verdict][1:]}.")
    if one.why_not:
        parts.append(f"The list of accepted failures does not cover it: {one.why_not}.")
    return " ".join(parts)


def _location(rule: Rule) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(rule.file)}, "region": {"startLine": max(rule.line, 1)}}
    return {"physicalLocation": place} | ({"message": {"text": rule.path}} if rule.path else {})


def _uri(file: str) -> str:
    """A file name as a URI reference, with the slashes of a URI."""
    path = file.replace("\\", "/") or "ruleset.yaml"
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _fingerprint(judgement: Judgement, one: Judged) -> str:
    """The same as long as the same law fails by the same rule of the same scheme, on whichever line that stands."""
    path = one.finding.rules[0].path if one.finding.rules else ""
    return hashlib.sha256(f"{judgement.report.scheme}\n{one.finding.law}\n{path}".encode()).hexdigest()
