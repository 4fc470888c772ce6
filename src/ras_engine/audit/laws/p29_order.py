"""P29. Points follow the declared order of levels."""

from __future__ import annotations

from itertools import pairwise

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.document.questions import LevelsQuestion


def prove(bench: Bench) -> Draft:
    """Every scale rises or stays, but for those that say that they may fall, and why."""
    broken, listed, looked = [], [], 0
    for place, question in enumerate(bench.ruleset.document.questions):
        if not isinstance(question, LevelsQuestion):
            continue
        looked += 1
        points = [level.points for level in question.levels if level.points is not None]
        if any(after < before for before, after in pairwise(points)):
            if question.points_may_fall and question.why:
                listed.append(f"{question.id}: {question.why}")
            else:
                broken.append(("questions", place, "levels"))
    if broken:
        return Draft(Verdict.BROKEN, f"{len(broken)} scales fall without saying why.", engine="lemma", paths=tuple(broken))
    return proved(f"The points of {looked} scales follow the order of their levels, or say why they fall.", listed=tuple(listed))


LAW = Law("P29", "Points follow the levels", "Points follow the declared order of levels.", prove)
