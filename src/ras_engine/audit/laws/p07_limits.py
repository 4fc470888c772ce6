"""P7. The bounds of the budget hold for everyone, and each is reached by somebody."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.crowd import Crowd, taken
from ras_engine.audit.law import Draft, Law, not_applicable
from ras_engine.audit.report import Part, Verdict
from ras_engine.audit.together import Seen, never_together
from ras_engine.exact import Direction, divide_rounded
from ras_engine.plan.bounds import intervals

RANK = (Verdict.BROKEN, Verdict.SAMPLED, Verdict.PROVED)


def prove(bench: Bench) -> Draft:
    """The indicative budget after rounding against each limit, and each limit's own switch."""
    if not bench.plan.limits:
        return not_applicable("The ruleset has no limits.")
    crowd = Crowd(bench)
    parts = [part for name, slot in bench.plan.limits for part in (_held(bench, name), _reached(bench, crowd, name, slot))]
    verdict = min((part.verdict for part in parts), key=RANK.index)
    says = {
        Verdict.PROVED: "Every limit holds for everyone after rounding, and moves somebody's amount.",
        Verdict.BROKEN: "; ".join(part.says for part in parts if part.verdict is Verdict.BROKEN) + ".",
        Verdict.SAMPLED: "No amount outside the limits was found, but not all people could be gone through.",
    }[verdict]
    return Draft(verdict, says, parts=tuple(parts), engine="exact", paths=tuple(("limits", name) for name, _ in bench.plan.limits))


def _held(bench: Bench, name: str) -> Part:
    """Whether rounding ever leaves the budget of somebody to whom something is due on the wrong side of a limit."""
    plan = bench.plan
    limit, side = plan.step_named[f"limit.{name}.amount"].slot, 1 if name == "maximum" else -1
    scale = Fraction(100, plan.scales[limit])
    low, high = (int(end * scale) for end in intervals(plan)[limit])
    rule = bench.ruleset.document.money.round.indicative_budget
    if low == high and side * (_rounded(low, rule.to * 100, Direction(rule.direction)) - low) <= 0:
        return Part(
            f"the {name} holds: rounded it is on its own right side, and rounding keeps order", Verdict.PROVED, engine="lemma"
        )

    def wrong(seen: Seen) -> NDArray[np.bool_]:
        bound = seen["limit"] * scale.numerator // scale.denominator
        found: NDArray[np.bool_] = (seen["due"] > 0) & (seen["budget"] > bound if side > 0 else seen["budget"] < bound)
        return found

    slots = {"limit": limit, "budget": plan.money.indicative_budget, "due": plan.step_named["after_limits"].slot}
    verdict, engine = never_together(bench, slots, wrong)
    says = {
        Verdict.PROVED: "holds after rounding",
        Verdict.BROKEN: "does not hold after rounding",
        Verdict.SAMPLED: "holds for everyone looked at",
    }[verdict]
    return Part(f"the {name} {says}", verdict, engine=engine)


def _rounded(pence: int, step: Fraction, direction: Direction) -> Fraction:
    steps: int = divide_rounded(pence * step.denominator, step.numerator, direction)
    return steps * step


def _reached(bench: Bench, crowd: Crowd, name: str, slot: int) -> Part:
    values, sure = taken(bench, crowd, slot, [1])
    if 1 in values:
        return Part(f"the {name} moves somebody's amount", Verdict.PROVED, engine="exact")
    return Part(
        f"the {name} moves nobody's amount", Verdict.BROKEN if sure else Verdict.SAMPLED, engine="exact" if sure else "search"
    )


LAW = Law(
    "P7",
    "Limits hold and are reached",
    "The bounds of the budget hold for everyone, and each is reached by somebody.",
    prove,
    repairs=True,
)
