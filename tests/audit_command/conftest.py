"""The same audit is made once for all tests of the command: what it finds is tested elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from ras_engine.audit import AuditReport, audit

MADE: dict[Any, AuditReport] = {}


@pytest.fixture(autouse=True)
def _audited_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def once(ruleset: Any, *, against: Any, laws: Any, budget_seconds: int, examples: Any, each: Any, rates: Any) -> AuditReport:
        key = (ruleset.digest, ruleset.located.file, against and against.digest, laws, budget_seconds, examples is None, str(rates))
        if key not in MADE:
            asked = {"against": against, "laws": laws, "budget_seconds": budget_seconds, "examples": examples}
            MADE[key] = audit(ruleset, **asked, rates=rates, each=each)
        return MADE[key]

    monkeypatch.setattr("ras_engine.edges.cli.audit.audited", once)
