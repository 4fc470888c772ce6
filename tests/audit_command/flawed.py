"""The ruleset full of faults, audited once for all tests of the command and its forms."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ras_engine.audit import AuditReport, audit
from ras_engine.ruleset import Ruleset, read_ruleset

FILE = Path(__file__).parents[1] / "audit" / "flawed.yaml"


@cache
def ruleset() -> Ruleset:
    return read_ruleset(FILE.read_bytes(), file=str(FILE))


@cache
def report() -> AuditReport:
    return audit(ruleset(), budget_seconds=600)


@cache
def four_laws() -> AuditReport:
    return audit(ruleset(), laws=["P1", "P2", "P6", "P12"], budget_seconds=600)
