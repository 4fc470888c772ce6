"""What an audit leaves behind: its certificate and the check of one, known failures, and the forms that other programs read.

Receives an `AuditReport`; gives data and text, the same for the same report. Nothing is proved here.
"""

from ras_engine.edges.audit.baseline import Baseline, read_baseline
from ras_engine.edges.audit.certificate import certificate, certificate_text
from ras_engine.edges.audit.form import certificate_schema
from ras_engine.edges.audit.judged import Judgement, Standing, judged
from ras_engine.edges.audit.recheck import Recheck, recheck
from ras_engine.edges.audit.regressions import regressions_yaml
from ras_engine.edges.audit.same import simplest

__all__ = [
    "Baseline",
    "Judgement",
    "Recheck",
    "Standing",
    "certificate",
    "certificate_schema",
    "certificate_text",
    "judged",
    "read_baseline",
    "recheck",
    "regressions_yaml",
    "simplest",
]
