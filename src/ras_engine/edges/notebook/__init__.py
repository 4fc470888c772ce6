"""Results as they look in a notebook: receives a scored caseload or one person's result, gives HTML with pictures as SVG.

It stands alone: no script, nothing from a network. What the pictures show stands in a table as well.
"""

from __future__ import annotations

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.edges.notebook.one import one_person


def drawn_for_notebook(result: object) -> str:
    """A result as HTML. Raises ModuleNotFoundError where Jinja2 is not installed, and TypeError for anything that is no result."""
    if isinstance(result, IndicativeBudget | OutOfModel):
        return one_person(result)
    from ras_engine.edges.files.score_file import FileScored
    from ras_engine.edges.notebook.caseload import caseload_file, whole_caseload
    from ras_engine.score.many import BudgetBatch

    if isinstance(result, BudgetBatch):
        return whole_caseload(result)
    if isinstance(result, FileScored):
        return caseload_file(result)
    raise TypeError(f"{type(result).__name__} is no result")


__all__ = ["drawn_for_notebook"]
