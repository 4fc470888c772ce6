"""Problems as values, their catalogue, and the exceptions that carry them. Imports nothing else of the library."""

from ras_engine.errors.catalogue import CATALOGUE, problem
from ras_engine.errors.exceptions import (
    AssessmentInvalid,
    BatchInvalid,
    NoRulesetInForce,
    RasError,
    ResultInvalid,
    RulesetInvalid,
)
from ras_engine.errors.nearest import did_you_mean, keys_here
from ras_engine.errors.problem import Location, Problem, Related, in_line_order

__all__ = [
    "CATALOGUE",
    "AssessmentInvalid",
    "BatchInvalid",
    "Location",
    "NoRulesetInForce",
    "Problem",
    "RasError",
    "Related",
    "ResultInvalid",
    "RulesetInvalid",
    "did_you_mean",
    "in_line_order",
    "keys_here",
    "problem",
]
