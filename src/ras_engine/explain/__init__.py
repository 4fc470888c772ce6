"""Explains a result: structured data and plain words, every amount with its working, its rule and its line in the ruleset."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ras_engine.budget import IndicativeBudget, OutOfModel
    from ras_engine.explain.change import ChangeStep, Comparison, compare_results
    from ras_engine.explain.difference import AmountChange
    from ras_engine.explain.inputs import InputChange
    from ras_engine.explain.one_level_on import Neighbour, neighbours
    from ras_engine.explain.other_answers import WhatIf, what_if
    from ras_engine.explain.structure import Entry, Explanation, Section
    from ras_engine.explain.working import Part, Working

_HOMES = {
    "AmountChange": "difference",
    "ChangeStep": "change",
    "Comparison": "change",
    "Entry": "structure",
    "Explanation": "structure",
    "InputChange": "inputs",
    "Neighbour": "one_level_on",
    "Part": "working",
    "Section": "structure",
    "WhatIf": "other_answers",
    "Working": "working",
    "compare_results": "change",
    "neighbours": "one_level_on",
    "what_if": "other_answers",
}
"""Where each name is imported from when it is first used: a score needs none of them."""


def explain(result: IndicativeBudget | OutOfModel, *, language: str = "en") -> Explanation:
    """The result explained in a language (`en`, `cy` or `de`), each amount with its working and its line in the ruleset.

    Raises ValueError for another language. The sums are those of the trace; a working that does not give its amount cannot be made.
    Source: Care and support statutory guidance, 11.24 (transparent).
    """
    from ras_engine.explain.build import build

    return build(result, language)


def __getattr__(name: str) -> Any:
    """The names of `_HOMES`."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "AmountChange",
    "ChangeStep",
    "Comparison",
    "Entry",
    "Explanation",
    "InputChange",
    "Neighbour",
    "Part",
    "Section",
    "WhatIf",
    "Working",
    "compare_results",
    "explain",
    "neighbours",
    "what_if",
]
