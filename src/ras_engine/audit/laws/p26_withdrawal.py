"""P26. Withdrawing the carer restores the base at once."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.crowd import exact_values
from ras_engine.audit.law import Draft, Law, not_applicable, proved
from ras_engine.audit.prove.bounds import Bounds
from ras_engine.audit.report import Verdict
from ras_engine.audit.space.frame import Frame
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.space.view import View


def prove(bench: Bench) -> Draft:
    """With no area supported, the carer adjustment is nought for everybody, and no result remembers an earlier one."""
    if not bench.areas:
        return not_applicable("The ruleset has no carer support.")
    slot = bench.plan.money.carer_adjustment
    sure = True
    for context in bench.contexts:
        values, exact = _values(bench, slot, context | bench.nobody_cares)
        if exact and values != {0}:
            return Draft(Verdict.BROKEN, "Somebody without any support has a carer adjustment.", engine="exact")
        sure = sure and values == {0}
    if not sure:
        return Draft(Verdict.SAMPLED, "Nobody without support was found to have a carer adjustment.", engine="search")
    return proved(
        "Where no support counts, the carer adjustment is nought for everybody, so the amount before carers stands.",
        "A result is a function of one assessment; nothing of an earlier one is kept.",
    )


def _values(bench: Bench, slot: int, fixed: dict[str, int]) -> tuple[set[int], bool]:
    """The values of a slot: exactly, or the two ends of its interval."""
    view = View(bench.plan, bench.variables, 0, fixed)
    constant = view.constant(slot)
    if constant is not None:
        return {constant}, True
    try:
        frame = Frame((view,), ((slot,),), bench.limits.sizes, strict=False)
        bounds = Bounds(frame, [bench.outputs], bench.stop)
        low, high = bounds.chains[0].whole.of(slot)
        if low[0] == high[0]:
            return {int(low[0])}, True
    except (OutOfReach, TimeoutError):
        pass
    try:
        return exact_values(bench, slot, fixed), True
    except OutOfReach:
        return {0, 1}, False


LAW = Law("P26", "Withdrawing the carer", "Withdrawing the carer restores the base at once.", prove)
