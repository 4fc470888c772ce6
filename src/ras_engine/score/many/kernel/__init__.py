"""The plan optimiser: a walker that turns a plan into joint tables, finishing tables and the little that is left."""

from ras_engine.score.many.kernel.optimise import optimise
from ras_engine.score.many.kernel.program import Program
from ras_engine.score.many.kernel.run import Run

__all__ = ["Program", "Run", "optimise"]
