"""Two rulesets of which one is the other times a factor: how far anybody strays from the index."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft
from ras_engine.audit.report import Verdict, Worst
from ras_engine.audit.space.people import codes_of
from ras_engine.audit.space.variables import OutOfReach, variables
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.score.many.work import worked_out


def moved_by_one_index(bench: Bench, factor: Fraction, listed: tuple[str, ...]) -> Draft:
    """The carer-neutral amount of everybody in the crowd against the old one times the index: a penny a line either way."""
    old = bench.against
    assert old is not None
    try:
        known = variables([old, bench.ruleset])
    except OutOfReach as why:
        return Draft(Verdict.NOT_APPLICABLE, f"The two rulesets cannot be asked the same: {why}.")
    if [(one.column, one.raws) for one in known] != [(one.column, one.raws) for one in bench.variables]:
        return Draft(Verdict.NOT_APPLICABLE, "The two rulesets ask different things, so there is no one index.", listed=listed)
    people = Crowd(bench).people
    amounts = []
    for place, ruleset in enumerate((old, bench.ruleset)):
        slot = ruleset.plan.money.carer_neutral_amount
        amounts.append(worked_out(ruleset.plan, codes_of(ruleset.plan, known, place, people), len(people), [slot])[slot])
    # a table whose own figures were rounded may stray by half a penny for each point; the spread of the factors says by how much
    strayed = np.abs(amounts[1] * factor.denominator - amounts[0] * factor.numerator) // factor.denominator
    allowed = 2 * len(bench.plan.lines) + amounts[0] // 100
    worst = int(strayed.max()) if len(strayed) else 0
    if (strayed > allowed).any():
        return Draft(
            Verdict.BROKEN,
            "Somebody's amount moved by another factor than the index.",
            Worst(worst, None),
            engine="search",
            listed=listed,
        )
    says = "Nobody looked at moved by another factor than the index, within a penny a line and what rounding the tables can do."
    return Draft(Verdict.SAMPLED, says, Worst(worst, None), engine="search", listed=listed)
