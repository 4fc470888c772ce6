"""Explains a result: structured data and plain words, every amount with its working, its rule and its line in the ruleset."""

from __future__ import annotations

from ras_engine.explain.build import explain
from ras_engine.explain.change import ChangeStep, Comparison, compare_results
from ras_engine.explain.difference import AmountChange
from ras_engine.explain.inputs import InputChange
from ras_engine.explain.neighbours import Neighbour, neighbours
from ras_engine.explain.structure import Entry, Explanation, Section
from ras_engine.explain.what_if import WhatIf, what_if
from ras_engine.explain.working import Part, Working

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
