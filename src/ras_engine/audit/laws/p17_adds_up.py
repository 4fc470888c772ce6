"""P17. The explanation adds up."""

from __future__ import annotations

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import balance
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.document.limits import NoContingency
from ras_engine.explain.build import build
from ras_engine.score import score


def prove(bench: Bench) -> Draft:
    """The identities of the money as sums of slots that cancel for everybody; then explanations made for real people."""
    plan, money = bench.plan, bench.plan.money
    contingency = bench.ruleset.document.contingency
    inside = isinstance(contingency, NoContingency) or contingency.basis == "inside"
    identities = {
        "the lines add up to the carer-neutral amount": _sum(
            (money.carer_neutral_amount, 1), *((line.neutral, -1) for line in plan.lines)
        ),
        "carer-neutral amount, carer adjustment and sustainability add up to the amount before limits": _sum(
            (money.carer_neutral_amount, 1), (money.carer_adjustment, 1), (money.carer_sustainability, 1), (money.before_limits, -1)
        ),
        "with limits and rounding they add up to the indicative budget": _sum(
            (money.before_limits, 1), (money.limit_adjustment, 1), (money.rounding, 1), (money.indicative_budget, -1)
        ),
        "indicative budget, contingency and planning amount agree": _sum(
            (money.indicative_budget, 1), (money.contingency, -1 if inside else 1), (money.planning_amount, -1)
        ),
    }
    broken = [name for name, terms in identities.items() if balance(plan, terms)]
    if broken:
        return Draft(Verdict.BROKEN, "Not for everybody: " + "; ".join(broken) + ".", engine="lemma")
    told = _explained(bench)
    return proved(
        f"{len(identities)} identities of the money hold for everybody, by cancelling their sums.",
        f"An explanation refuses a working that does not give its amount; {told} people were explained and none was refused.",
    )


def _sum(*terms: tuple[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for slot, weight in terms:
        found[slot] = found.get(slot, 0) + weight
    return found


def _explained(bench: Bench) -> int:
    crowd, told = Crowd(bench, 40), 0
    for row in crowd.few(4):
        build(score(bench.ruleset, Assessment.from_dict(crowd.assessment(row))), "en")
        told += 1
    return told


LAW = Law("P17", "The explanation adds up", "The working of every amount adds up to the penny.", prove)
