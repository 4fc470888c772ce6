"""P7. The bounds of the budget hold for everyone, and each is reached by somebody."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.audit.bench import Bench
from ras_engine.audit.crowd import Crowd, exact_values, taken
from ras_engine.audit.law import Draft, Law, not_applicable
from ras_engine.audit.report import Part, Verdict
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.exact import Direction, divide_rounded
from ras_engine.plan.bounds import intervals

RANK = (Verdict.BROKEN, Verdict.SAMPLED, Verdict.PROVED)


def prove(bench: Bench) -> Draft:
    """The indicative budget after rounding against each limit, and each limit's own switch."""
    if not bench.plan.limits:
        return not_applicable("The ruleset has no limits.")
    crowd = Crowd(bench)
    parts = [part for name, slot in bench.plan.limits for part in (_held(bench, crowd, name), _reached(bench, crowd, name, slot))]
    verdict = min((part.verdict for part in parts), key=RANK.index)
    says = {
        Verdict.PROVED: "Every limit holds for everyone after rounding, and moves somebody's amount.",
        Verdict.BROKEN: "; ".join(part.says for part in parts if part.verdict is Verdict.BROKEN) + ".",
        Verdict.SAMPLED: "No amount outside the limits was found, but not all people could be gone through.",
    }[verdict]
    return Draft(verdict, says, parts=tuple(parts), engine="exact", paths=tuple(("limits", name) for name, _ in bench.plan.limits))


def _held(bench: Bench, crowd: Crowd, name: str) -> Part:
    """Whether rounding ever leaves the budget on the wrong side of a limit."""
    plan = bench.plan
    limit, budget = plan.step_named[f"limit.{name}.amount"].slot, plan.money.indicative_budget
    columns = crowd.columns([limit, budget])
    scale = Fraction(100, plan.scales[limit])
    columns[limit] = columns[limit] * scale.numerator // scale.denominator
    low, high = (int(end * scale) for end in intervals(plan)[limit])
    side = 1 if name == "maximum" else -1
    gap = (columns[budget] - columns[limit]) * side
    wrong = gap > 0
    if name != "maximum":
        wrong &= columns[budget] > 0
    if wrong.any():
        return Part(f"the {name} does not hold after rounding", Verdict.BROKEN, engine="search")
    rule = bench.ruleset.document.money.round.indicative_budget
    step = rule.to * 100
    if low == high and side * (_rounded(low, step, Direction(rule.direction)) - low) <= 0:
        return Part(
            f"the {name} holds: rounded it is on its own right side, and rounding keeps order", Verdict.PROVED, engine="lemma"
        )
    try:
        worst = max(
            side * (value - (high if side > 0 else low))
            for context in bench.contexts
            for value in exact_values(bench, budget, context)
            if value
        )
        if low == high:
            return Part(
                f"the {name} {'holds' if worst <= 0 else 'does not hold after rounding'}",
                Verdict.PROVED if worst <= 0 else Verdict.BROKEN,
            )
    except (OutOfReach, ValueError):
        pass
    return Part(f"the {name} holds for everyone looked at", Verdict.SAMPLED, engine="search")


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
