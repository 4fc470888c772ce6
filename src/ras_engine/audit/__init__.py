"""Audits a ruleset: each law of fairness proved for every possible person, or shown broken by two people that anyone can check.

Receives a ruleset (and the one that it takes the place of); gives an `AuditReport` with a `Finding` for each law. It looks at the
plan alone, so any ruleset of the language is either decided or says why it could not be. `docs/audit.md` says what is decided
how.
"""

from ras_engine.audit.bench import Limits
from ras_engine.audit.law import Law
from ras_engine.audit.laws import all_laws
from ras_engine.audit.report import (
    AuditReport,
    Change,
    Counted,
    Difference,
    Finding,
    Part,
    Person,
    Repair,
    Rule,
    Verdict,
    Witness,
    Worst,
)
from ras_engine.audit.run import audit
from ras_engine.audit.witnesses.rates import rates_of

__all__ = [
    "AuditReport",
    "Change",
    "Counted",
    "Difference",
    "Finding",
    "Law",
    "Limits",
    "Part",
    "Person",
    "Repair",
    "Rule",
    "Verdict",
    "Witness",
    "Worst",
    "all_laws",
    "audit",
    "rates_of",
]
