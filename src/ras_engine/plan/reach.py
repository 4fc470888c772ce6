"""The walker of dependence: proves which kinds of answer can touch which result, whatever the numbers are.

Receives a plan; gives a problem, at the author's line, for each amount that can see what it may not: need measures and the
carer-neutral amount never see the carer; no money sees risk to the authority; only prices and people's decisions see how a budget is
held. The proof is over the plan's own operations, so it holds for every possible assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ras_engine.errors import Location, Problem, problem
from ras_engine.plan.operations import reads
from ras_engine.plan.plan import Path, Plan, Step

CARER, AUTHORITY_RISK, DEPLOYMENT = "carer", "authority_risk", "deployment"
SEEN_AS = {CARER: "what is known about a carer", AUTHORITY_RISK: "risk to the authority", DEPLOYMENT: "how the budget is held"}
DECISIONS = ("sign_off", "monitoring", "review", "pool")


def reach(plan: Plan) -> list[frozenset[str]]:
    """For every slot, what the inputs that can touch it are about."""
    found = [frozenset({source}) for source in plan.sources]
    for operation in plan.operations:
        found.append(frozenset[str]().union(*(found[slot] for slot in reads(operation))))
    return found


def forbidden(step: Step, plan: Plan) -> tuple[str, ...]:
    """What a step may not see."""
    first, _, rest = step.name.partition(".")
    after_carers = step.name.endswith(".after_carers") or first == "carer"
    if first in DECISIONS:
        return (CARER,) if first == "pool" else ()
    if first in ("value", "measure") or step.name.endswith(".when"):
        return () if first == "value" else (AUTHORITY_RISK, DEPLOYMENT) if after_carers else (CARER, AUTHORITY_RISK, DEPLOYMENT)
    if first == "line" or step.name == "carer_neutral_amount":
        return (AUTHORITY_RISK,) if after_carers else (CARER, AUTHORITY_RISK)
    if first == "separate":
        for_carer = any(one.for_carer and one.id == rest.partition(".")[0] for one in plan.separate)
        return (AUTHORITY_RISK,) if for_carer else (CARER, AUTHORITY_RISK)
    return (AUTHORITY_RISK,)


def check_reach(plan: Plan, where: Callable[[Path], Location]) -> list[Problem]:
    """A problem for each place in the ruleset where a step first sees what it may not."""
    return list(_problems(plan, where))


def _problems(plan: Plan, where: Callable[[Path], Location]) -> Iterator[Problem]:
    found = reach(plan)
    told: set[tuple[Path, str]] = set()
    for step in plan.steps:
        for source in forbidden(step, plan):
            if source in found[step.slot] and (step.path, source) not in told:
                told.add((step.path, source))
                yield problem("RAS307", where(step.path), what=_plain(step.name), sees=SEEN_AS[source])


def _plain(name: str) -> str:
    kind, _, rest = name.partition(".")
    return f'{kind.replace("_", " ")} "{rest.removesuffix(".when")}"' if rest else kind.replace("_", " ")
