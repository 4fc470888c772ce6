"""The example council's ruleset keeps every law, by its own thresholds, for everybody, and from year to year."""

from __future__ import annotations

from pathlib import Path

from ras_engine.audit import Verdict, audit
from ras_engine.rulebook.examples import read_examples
from ras_engine.ruleset import read_ruleset

FOLDER = Path(__file__).parents[2] / "rulesets" / "example-borough"


def test_the_example_council_keeps_every_law() -> None:
    new, old = (read_ruleset((FOLDER / f"{day}.yaml").read_bytes(), file=f"{day}.yaml") for day in ("2026-04-06", "2025-04-07"))
    examples = read_examples((FOLDER / "2026-04-06.examples.yaml").read_bytes())
    report = audit(new, against=old, examples=examples, budget_seconds=600)
    assert {one.law: one.says for one in report.findings if one.verdict not in (Verdict.PROVED, Verdict.NOT_APPLICABLE)} == {}
    assert [one.law for one in report.with_verdict(Verdict.NOT_APPLICABLE)] == ["P11"]
    assert report.possible_assessments > 10**27
    assert report.finding("P6").threshold == 9_500
