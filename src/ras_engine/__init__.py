"""Open, exact and fair resource allocation: assessments to indicative budgets, with the whole working.

```python
from ras_engine import Assessment, explain, load_ruleset, score

ruleset = load_ruleset("rulesets/example-borough/2026-04-06.yaml")
budget = score(ruleset, Assessment.from_dict({...}))
print(explain(budget).as_text())
```
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ras_engine.assessment import Assessment
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import (
    AssessmentInvalid,
    BatchInvalid,
    NoRulesetInForce,
    Problem,
    RasError,
    ResultInvalid,
    RulesetInvalid,
)
from ras_engine.exact import Money
from ras_engine.explain import explain
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score import score
from ras_engine.version import VERSION as __version__

if TYPE_CHECKING:
    from ras_engine.edges.caseload import demo_caseload
    from ras_engine.edges.files import read_caseload, score_file, write_budgets
    from ras_engine.edges.files.assessment import read_assessment
    from ras_engine.edges.frames import BudgetFrame, DataMapping, data_report, read_mapping, score_batch
    from ras_engine.explain import compare_results, what_if
    from ras_engine.results import replay, result_to_json
    from ras_engine.rulebook import Rulebook, load_rulebook, load_ruleset
    from ras_engine.score.many import BudgetBatch
    from ras_engine.score.many.planned import explain_plan

_ON_FIRST_USE = {
    "BudgetBatch": "ras_engine.score.many",
    "BudgetFrame": "ras_engine.edges.frames",
    "DataMapping": "ras_engine.edges.frames",
    "FileScored": "ras_engine.edges.files",
    "Rulebook": "ras_engine.rulebook",
    "compare_results": "ras_engine.explain",
    "data_report": "ras_engine.edges.frames",
    "demo_caseload": "ras_engine.edges.caseload",
    "drawn_for_notebook": "ras_engine.edges.notebook",
    "explain_plan": "ras_engine.score.many.planned",
    "load_rulebook": "ras_engine.rulebook",
    "load_ruleset": "ras_engine.rulebook",
    "read_assessment": "ras_engine.edges.files.assessment",
    "read_caseload": "ras_engine.edges.files",
    "read_mapping": "ras_engine.edges.frames",
    "replay": "ras_engine.results",
    "result_to_json": "ras_engine.results",
    "score_batch": "ras_engine.edges.frames",
    "score_file": "ras_engine.edges.files",
    "what_if": "ras_engine.explain",
    "write_budgets": "ras_engine.edges.files",
}
"""What one score does not need (NumPy above all) is imported when it is first used."""


def __getattr__(name: str) -> Any:
    """The names of `_ON_FIRST_USE`."""
    if name in _ON_FIRST_USE:
        return getattr(import_module(_ON_FIRST_USE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Assessment",
    "AssessmentInvalid",
    "BatchInvalid",
    "BudgetBatch",
    "BudgetFrame",
    "DataMapping",
    "FileScored",
    "IndicativeBudget",
    "Money",
    "NoRulesetInForce",
    "OutOfModel",
    "Problem",
    "RasError",
    "ResultInvalid",
    "Rulebook",
    "Ruleset",
    "RulesetInvalid",
    "__version__",
    "compare_results",
    "data_report",
    "demo_caseload",
    "explain",
    "explain_plan",
    "load_rulebook",
    "load_ruleset",
    "read_assessment",
    "read_caseload",
    "read_mapping",
    "read_ruleset",
    "replay",
    "result_to_json",
    "score",
    "score_batch",
    "score_file",
    "what_if",
    "write_budgets",
]
