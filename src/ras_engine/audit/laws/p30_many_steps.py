"""P30. k steps apart, at most k times the council's step apart."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, counted, engine_of, least_sure, not_applicable, verdict_of, worst_of
from ras_engine.audit.laws.p06_no_cliff import steps
from ras_engine.audit.report import Part, Verdict
from ras_engine.audit.structure import by_days
from ras_engine.audit.thresholds import pence_of


def prove(bench: Bench) -> Draft:
    """By adding up: k steps move at most k times the largest single step, which is P6."""
    if pence_of(bench, "largest_step") is None or not bench.questions:
        return not_applicable("The council has set no amount (audit: largest_step).")
    found = steps(bench)
    parts = tuple(Part(f"one step: {one.objective.amount}", verdict_of(one), worst_of(one)) for one in found)
    worst = max(found, key=lambda one: one.value)
    if any(part.verdict is Verdict.BROKEN for part in parts):
        return Draft(
            Verdict.BROKEN,
            "Already one step of one answer moves somebody's money by more than the council allows (P6).",
            worst_of(worst),
            parts=parts,
            found=worst,
            engine=engine_of(worst),
            counted=counted(worst),
            threshold=worst.objective.threshold,
        )
    verdict = least_sure(parts)
    between = "Between the two people each step leads to an assessment that can be given, and to an amount."
    assumes = (between, *by_days(bench.plan))
    return Draft(verdict, "Follows from P6 by adding up the steps.", worst_of(worst), parts=parts, engine="lemma", assumes=assumes)


LAW = Law("P30", "k steps", "k steps apart, at most k times the council's step apart.", prove, repairs=True, rests_on=("P6",))
