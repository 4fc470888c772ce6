"""Equity on a caseload: is the same need met with the same money? With intervals, and small numbers protected.

Receives a scored caseload (or columns of budgets), an independent measure of need and of cost, and the columns that groups are
made of. Gives an `EquityFrame` that may be published. Floats are used here, for statistics: no amount of anybody's is ever made
from them.
"""

from ras_engine.equity.bunching import Bunching
from ras_engine.equity.exact_laws import ExactLaw, without_carers
from ras_engine.equity.frame import EquityFrame
from ras_engine.equity.results import (
    ALL,
    EVERYONE_ELSE,
    Estimate,
    Figure,
    Finding,
    Margin,
    Override,
    Settings,
    Status,
    Verdict,
    Withheld,
)
from ras_engine.equity.run import MEASURES, Also, equity
from ras_engine.equity.what_if import in_group

__all__ = [
    "ALL",
    "EVERYONE_ELSE",
    "MEASURES",
    "Also",
    "Bunching",
    "EquityFrame",
    "Estimate",
    "ExactLaw",
    "Figure",
    "Finding",
    "Margin",
    "Override",
    "Settings",
    "Status",
    "Verdict",
    "Withheld",
    "equity",
    "in_group",
    "without_carers",
]
