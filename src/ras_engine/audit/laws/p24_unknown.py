"""P24. An unknown answer is a refusal or a stated level, never "no need"."""

from __future__ import annotations

from ras_engine.audit.bench import INDICATIVE, PLANNING, Bench
from ras_engine.audit.example import example
from ras_engine.audit.law import Draft, Law, counted, proved, worst_of
from ras_engine.audit.prove.objective import Found, Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import readers
from ras_engine.document.questions import CountsAs


def prove(bench: Bench) -> Draft:
    """Every question about need or safety that can move the budget: required, or a missing answer counts as more than the least."""
    plan, seen = bench.plan, readers(bench.plan)
    moving = seen[plan.money.planning_amount] | seen[plan.money.indicative_budget]
    broken, listed = [], []
    for place, question in enumerate(bench.ruleset.document.questions):
        missing = question.if_missing
        if question.about not in ("need", "safety") or not isinstance(missing, CountsAs):
            continue
        variable = next(one for one in bench.variables if one.column == question.id)
        counts_as, codes = plan.ask_named[question.id].if_missing, variable.codes[0]
        assert codes is not None
        if question.id not in moving:
            listed.append(f"{question.id} counts as {missing.counts_as}; it cannot move the budget: {missing.why}")
        elif tuple(int(one) for one in codes[variable.least]) == counts_as:
            broken.append((place, question.id))
    if broken:
        says = "An unanswered question counts as no need, and may cost money: " + ", ".join(name for _, name in broken) + "."
        name = broken[0][1]
        found = _costs(bench, name)
        what = f"pairs of assessments alike but that {name} is unanswered in one and answered in the other"
        return Draft(
            Verdict.BROKEN,
            says,
            worst=worst_of(found) if found.left and found.value > 0 else None,
            counted=counted(found, what),
            what=what,
            threshold=0,
            at_fault=True,
            engine="lemma",
            paths=tuple(("questions", place, "if_missing") for place, _ in broken),
            found=found,
            unanswered=name,
            listed=tuple(f"{name}: {bench.ruleset.where(('questions', place)).path}" for place, name in broken[1:]),
        )
    return proved(
        "Nobody's budget is lower because an answer about need is unknown: it is asked for, or counts as some need.",
        listed=tuple(listed),
    )


def _costs(bench: Bench, column: str) -> Found:
    """Everybody who left the answer out beside the same person with each other answer to it: what that could bring."""
    variable = next(one for one in bench.variables if one.column == column)
    others = [place for place in range(len(variable)) if place != variable.least]
    fixed = [[{**one, column: variable.least}, {**one, column: other}] for one in bench.contexts for other in others]
    moving = readers(bench.plan)[bench.plan.money.indicative_budget]
    amount = INDICATIVE if column in moving else PLANNING
    return example(bench, fixed, Objective(f"P24 {column}", amount, Kind.RISE, 0))


LAW = Law(
    "P24", "Unknown is not no need", 'An unknown answer is a stated level or a refusal, never "no need".', prove, repairs=True
)
