"""P7. The bounds of the budget hold for everyone, and each is reached by somebody."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, not_applicable, pounds
from ras_engine.audit.report import Part, Verdict, Witness
from ras_engine.audit.rules.together import never_together
from ras_engine.audit.witnesses.crowd import Crowd, taken
from ras_engine.audit.witnesses.facts import beyond_in_pence
from ras_engine.audit.witnesses.nearest import nearest_to_limit
from ras_engine.audit.witnesses.sought import Seen, Sought, counted_by, shown_by
from ras_engine.audit.witnesses.witness import Made
from ras_engine.exact import Direction, divide_rounded
from ras_engine.plan.bounds import intervals
from ras_engine.plan.plan import Path
from ras_engine.score.many.walk import Column

ROUNDING: Path = ("money", "round", "indicative_budget")
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
    bad = [part.says for part in parts if part.verdict is Verdict.BROKEN]
    names = [name for name, _ in bench.plan.limits if any(f"the {name} " in one for one in bad)]
    over = [name for name in names if any(one.startswith(f"the {name} does not") for one in bad)]
    paths: list[Path] = [*([ROUNDING] if over else []), *(("limits", name) for name in names)]
    return Draft(
        verdict,
        says,
        count=(lambda: counted_by(bench, beyond(bench, over[0]))) if over else None,
        parts=tuple(parts),
        engine="exact",
        paths=tuple(paths),
        show=lambda: tuple(one for name in names for one in _shown(bench, name, name in over)),
    )


def beyond(bench: Bench, name: str) -> Sought:
    """Whoever's rounded budget is on the wrong side of a limit, by how much."""
    plan = bench.plan
    limit, side = plan.step_named[f"limit.{name}.amount"].slot, 1 if name == "maximum" else -1
    scale = Fraction(100, plan.scales[limit])

    def gap(seen: Seen, _: Seen) -> Column:
        over: Column = (seen["budget"] - seen["limit"] * scale.numerator // scale.denominator) * side
        return over

    def rule(seen: Seen, _: Seen) -> NDArray[np.bool_]:
        wrong: NDArray[np.bool_] = (gap(seen, seen) > 0) & (seen["due"] > 0)
        return wrong

    slots = {"limit": limit, "budget": plan.money.indicative_budget, "due": plan.step_named["after_limits"].slot}
    return Sought(slots, rule, gap)


def _shown(bench: Bench, name: str, over: bool) -> tuple[Witness, ...]:
    """Those beyond a limit; where it moves nobody, whoever comes nearest to it."""
    step = f"limit.{name}.amount"
    if not over:
        return nearest_to_limit(bench, name)
    word = "over" if name == "maximum" else "under"

    def says(one: Witness) -> str:
        return (
            f"indicative budget {pounds(one.left.amounts['indicative_budget'])}, {pounds(one.amount)} {word} the {name} of "
            f"{one.facts[0].left}: rounding changed it by {pounds(one.left.amounts['rounding'])}"
        )

    def amount(one: Witness) -> int:
        return beyond_in_pence(word, one.left.amounts["indicative_budget"], one.facts[0].left)

    made = Made(word, says, (step, "after_limits"), "indicative_budget", amount, f"the {name} does not hold after rounding")
    return shown_by(bench, beyond(bench, name), made)


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
    sought = beyond(bench, name)
    verdict, engine = never_together(bench, sought.slots, lambda seen: sought.rule(seen, seen))
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
    values, sure = taken(bench, crowd, slot, [1], bench.outputs.hidden)
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
