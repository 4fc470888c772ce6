"""P33. Each "what would change this" equals a recomputation."""

from __future__ import annotations

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.explain import neighbours, what_if
from ras_engine.score import score


def prove(bench: Bench) -> Draft:
    """What an explanation says about one other answer is itself a score; real people's neighbours are scored again beside it."""
    crowd, looked = Crowd(bench, 40), 0
    for row in crowd.some[:8]:
        assessment = Assessment.from_dict(crowd.assessment(row))
        for one in neighbours(bench.ruleset, assessment)[:6]:
            bench.stop()
            told = what_if(bench.ruleset, assessment, {one.question: one.answer})
            data = assessment.as_dict()
            again = score(bench.ruleset, Assessment.from_dict({**data, "answers": {**data["answers"], one.question: one.answer}}))
            looked += 1
            if not one.indicative_budget == again.indicative_budget == told.after.indicative_budget:
                return Draft(
                    Verdict.BROKEN, f"What if {one.question} were {one.answer} is not what a score gives.", engine="search"
                )
    return proved(
        f'"What if" scores the changed assessment by the same door; {looked} neighbours of real people agree when scored again.',
        "What-if results are made of two scores and hold no figure of their own.",
    )


LAW = Law("P33", "What-if is a recomputation", 'Each "what would change this" equals a recomputation.', prove)
