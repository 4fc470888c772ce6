"""Whatever law a random ruleset breaks: its people are real, and they show what is said of them."""

from __future__ import annotations

import json

from ras_engine.audit import AuditReport, Finding, Verdict, all_laws
from ras_engine.audit.bench import Bench
from ras_engine.audit.repairs.repair import with_repairs
from ras_engine.audit.run import finding_of
from ras_engine.edges.audit import certificate, certificate_text, judged, recheck
from ras_engine.edges.audit.markdown import markdown
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit.made import WHOLE, small_rulesets

LAWS = ("P1", "P6", "P7", "P8", "P15", "P16", "P18", "P22", "P24", "P31")
REPAIRED = ("P8", "P15", "P16", "P31")
RULESETS = 14


def findings(ruleset: Ruleset) -> list[Finding]:
    """Some laws of a ruleset, those of REPAIRED with their repairs."""
    bench = Bench(ruleset, None, WHOLE)
    found = [finding_of(bench, law, 1) for law in all_laws() if law.id in LAWS]
    bench.kept["to repair"] = {law: one for law, one in bench.kept.get("to repair", {}).items() if law in REPAIRED}
    return list(with_repairs(bench, found))


def test_everybody_who_is_shown_is_real_and_shows_what_is_said() -> None:
    shown: dict[str, int] = {}
    for drawn in small_rulesets(RULESETS, shard=77):
        ruleset = read_ruleset(json.dumps(drawn.located.data, indent=1), file="drawn.yaml")
        found = findings(ruleset)
        report = AuditReport(str(ruleset), ruleset.scheme, ruleset.digest, None, Bench(ruleset).possible, tuple(found))
        assert recheck(certificate_text(certificate(report, ruleset)), ruleset).problems == ()
        assert ruleset.digest in markdown(judged(report, ruleset))
        for one in found:
            if one.verdict is Verdict.BROKEN:
                shown[one.law] = shown.get(one.law, 0) + len(one.witnesses)
            if one.counted is not None:
                assert one.verdict is Verdict.BROKEN
                assert 0 < one.counted.at_least <= one.counted.of
    assert {law for law, pairs in shown.items() if pairs} >= {"P8", "P15", "P16", "P31"}
