"""Explains a result: structured data and plain words, every amount with its working, its rule and its line in the ruleset."""

from __future__ import annotations

from ras_engine.explain.build import explain
from ras_engine.explain.structure import Entry, Explanation, Section
from ras_engine.explain.working import Part, Working

__all__ = ["Entry", "Explanation", "Part", "Section", "Working", "explain"]
