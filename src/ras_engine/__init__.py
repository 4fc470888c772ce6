"""Open, exact and fair resource allocation: assessments to indicative budgets, with the whole working."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import AssessmentInvalid, BatchInvalid, NoRulesetInForce, Problem, RasError, RulesetInvalid
from ras_engine.exact import Money
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score import score
from ras_engine.version import VERSION as __version__

if TYPE_CHECKING:
    from ras_engine.score.many import BudgetBatch, score_batch

_NEEDS_NUMPY = {"BudgetBatch": "ras_engine.score.many", "score_batch": "ras_engine.score.many"}


def __getattr__(name: str) -> Any:
    """Names that need NumPy are imported when they are first used, so that one person can be scored without it."""
    if name in _NEEDS_NUMPY:
        return getattr(import_module(_NEEDS_NUMPY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Assessment",
    "AssessmentInvalid",
    "BatchInvalid",
    "BudgetBatch",
    "IndicativeBudget",
    "Money",
    "NoRulesetInForce",
    "OutOfModel",
    "Problem",
    "RasError",
    "Ruleset",
    "RulesetInvalid",
    "__version__",
    "read_ruleset",
    "score",
    "score_batch",
]
