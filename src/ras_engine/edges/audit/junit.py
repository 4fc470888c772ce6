"""An audit as JUnit XML: one test for each law. Broken is a failure, open an error, accepted or not applicable skipped.

Receives a judgement; gives the text. Times are those of the audit; all else is the same for the same judgement.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ras_engine.edges.audit.judged import Judged, Judgement, Standing
from ras_engine.edges.audit.sarif import message
from ras_engine.edges.audit.shown import Pair, first_pairs
from ras_engine.edges.audit.words import WHY_OPEN, place, status

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(judgement: Judgement) -> str:
    """The JUnit XML of one audit."""
    counts = {
        "tests": len(judgement.laws),
        "failures": len(judgement.standing(Standing.BROKEN)),
        "errors": len(judgement.standing(Standing.OPEN)),
        "skipped": len(judgement.standing(Standing.ACCEPTED, Standing.NOT_APPLICABLE)),
    }
    report = judgement.report
    suite = ElementTree.Element(
        "testsuite", {"name": _clean(f"audit of {report.ruleset}"), "time": seconds(report.milliseconds), **_texts(counts)}
    )
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in (("digest", report.digest), ("engine_version", report.engine_version), ("sentence", report.sentence)):
        ElementTree.SubElement(properties, "property", {"name": name, "value": _clean(value)})
    for one in judgement.laws:
        _case(suite, judgement, one)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def seconds(milliseconds: int) -> str:
    """Milliseconds as seconds, exactly."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03d}"


def _case(suite: ElementTree.Element, judgement: Judgement, one: Judged) -> None:
    finding = one.finding
    words = {"classname": _clean(f"audit.{judgement.report.scheme}"), "name": f"{finding.law} {finding.title}"}
    case = ElementTree.SubElement(suite, "testcase", words | {"time": seconds(finding.milliseconds)})
    if one.standing is Standing.BROKEN:
        failure = ElementTree.SubElement(case, "failure", {"type": "broken", "message": _clean(message(judgement, one))})
        failure.text = _clean("\n".join(_details(judgement, one)))
    elif one.standing is Standing.OPEN:
        ElementTree.SubElement(case, "error", {"type": finding.verdict.value, "message": WHY_OPEN[finding.verdict]}).text = _clean(
            message(judgement, one)
        )
    elif one.standing is Standing.ACCEPTED and one.accepted:
        ElementTree.SubElement(case, "skipped", {"message": _clean(f"{status(one)}: {one.accepted.why}")})
    elif one.standing is Standing.NOT_APPLICABLE:
        ElementTree.SubElement(case, "skipped", {"message": _clean(f"not applicable: {finding.says}")})


def _details(judgement: Judgement, one: Judged) -> list[str]:
    lines = [place(rule) for rule in one.finding.rules]
    for pair in first_pairs(one.finding, judgement.ruleset):
        lines += pair_lines(pair)
    return lines


def pair_lines(pair: Pair) -> list[str]:
    """A pair as plain lines."""
    lines = [f"{pair.title}:" if pair.alone else f"{pair.title}, alike in all but what is marked with »:"]
    lines += [f"  {what}: {value}" for what, value in pair.both]
    for row in (*pair.differ, *pair.facts, *pair.amounts):
        mark = "»" if row.differs or (pair.alone and row == pair.compared) else " "
        lines.append(f"{mark} {row.what}: {row.left}" + ("" if pair.alone else f" | {row.right}"))
    return lines


def _texts(counts: dict[str, int]) -> dict[str, str]:
    return {name: str(count) for name, count in counts.items()}


def _clean(text: str) -> str:
    """Text without the characters that no XML can hold."""
    return NOT_XML.sub("?", text)
