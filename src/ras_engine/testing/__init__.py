"""Hypothesis strategies for tests: random valid rulesets, and assessments of them. Needs the extra `testing`."""

from ras_engine.testing.assessments import assessments
from ras_engine.testing.compiled import compiled
from ras_engine.testing.kinds import ALL_KINDS, kinds_reached
from ras_engine.testing.ruleset import rulesets

__all__ = ["ALL_KINDS", "assessments", "compiled", "kinds_reached", "rulesets"]
