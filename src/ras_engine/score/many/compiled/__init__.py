"""The program of a caseload on compiled loops, for those who have the extra `fast`: the same integers, several times as quick."""

from ras_engine.score.many.compiled.run import UnknownCode, checked_inside, is_wanted, run
from ras_engine.score.many.compiled.tape import Tape, tape_of

__all__ = ["Tape", "UnknownCode", "checked_inside", "is_wanted", "run", "tape_of"]
