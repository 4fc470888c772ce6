"""Open, exact and fair resource allocation: assessments to indicative budgets, with the whole working."""

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import AssessmentInvalid, BatchInvalid, NoRulesetInForce, Problem, RasError, RulesetInvalid
from ras_engine.exact import Money
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score import score
from ras_engine.score.many import BudgetBatch, score_batch
from ras_engine.version import VERSION as __version__

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
