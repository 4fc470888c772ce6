"""The walker of dependence: proves which kinds of answer can touch which result, whatever the numbers are.

Receives a plan; gives a problem, at the author's line, for each amount that can see what it may not: need measures and the
carer-neutral amount never see the carer; no money sees risk to the authority; only prices and people's decisions see how a budget
is held. The proof is over the plan's own operations, so it holds for every possible assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ras_engine.errors import Location, Problem, problem
from ras_engine.plan.operations import reads
from ras_engine.plan.plan import Path, Plan, Step

CARER, AUTHORITY_RISK, DEPLOYMENT = "carer", "authority_risk", "deployment"
SEEN_AS = {CARER: "what is known about a carer", AUTHORITY_RISK: "risk to the authority", DEPLOYMENT: "how the budget is held"}
AFTER_CARERS = ".after_carers"


def reach(plan: Plan) -> list[frozenset[str]]:
    """For every slot, what the inputs that can touch it are about."""
    found = [frozenset({source}) for source in plan.sources]
    for operation in plan.operations:
        found.append(frozenset[str]().union(*(found[slot] for slot in reads(operation))))
    return found


def forbidden(step: Step, plan: Plan) -> tuple[str, ...]:
    """What a step may not see."""
    section, _, rest = step.name.partition(".")
    money = (DEPLOYMENT, AUTHORITY_RISK) if _is_gate(step.name) else (AUTHORITY_RISK,)
    no_carer = (CARER, *money)
    match section:
        case "value" | "sign_off" | "monitoring" | "review" | "pool":
            return ()
        case "measure":
            return (AUTHORITY_RISK, DEPLOYMENT) if step.name.endswith(AFTER_CARERS) else (CARER, AUTHORITY_RISK, DEPLOYMENT)
        case "line":
            return money if step.name.endswith(AFTER_CARERS) else no_carer
        case "carer_neutral_amount":
            return no_carer
        case "limit" | "contingency" if rest.endswith((".amount", "share", "weeks", "when")):
            return no_carer
        case "referral":
            return money if any(one.withheld and one.id == rest for one in plan.referrals) else ()
        case "separate":
            for_carer = any(one.for_carer and one.id == rest.partition(".")[0] for one in plan.separate)
            return money if for_carer else no_carer
        case _:
            return money


def _is_gate(name: str) -> bool:
    """Whether a step is the condition of a line, a measure or the contingency, whatever the names of lines are."""
    parts = name.removesuffix(AFTER_CARERS).split(".")
    return parts[-1] == "when" and len(parts) > {"contingency": 1, "separate": 3}.get(parts[0], 2)


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
