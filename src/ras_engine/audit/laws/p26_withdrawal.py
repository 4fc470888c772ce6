"""P26. Withdrawing the carer restores the base at once.

The lemma: with every area at none, each rule leaves of what it reduces exactly the whole. A share met of 0% keeps 100%, a mean of
nothing met is 0%, no hours come off; what is kept at least is never more than the whole, and nothing is rounded where nothing is
met. So the pass after carers reads the same numbers as the one before and does the same with them; a guard keeps at most the line
itself, and the smaller of the line after carers and the whole line is the whole line. This is gone through on the plan by algebra
(`audit.algebra`), which knows no size: line after carers less line before comes to nought. Only where it does not (no rule of the
language makes it so) are the values of the adjustment listed or bounded.
"""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, not_applicable, proved
from ras_engine.audit.prove.bounds import Bounds
from ras_engine.audit.report import Verdict
from ras_engine.audit.rules.algebra import Form, forms
from ras_engine.audit.space.frame import Frame
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.space.view import View
from ras_engine.audit.witnesses.crowd import exact_values
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Path

ARGUMENT = "A result is a function of one assessment; nothing of an earlier one is kept."


def prove(bench: Bench) -> Draft:
    """With no area supported, the carer adjustment is nought for everybody, and no result remembers an earlier one."""
    if not bench.areas:
        return not_applicable("The ruleset has no carer support.")
    says = "Where no support counts, the carer adjustment is nought for everybody, so the amount before carers stands."
    slot, rules = bench.plan.money.carer_adjustment, _rules(bench)
    if forms(bench.plan, nobody_cares(bench))[slot] == Form(()):
        return proved(says, ARGUMENT, paths=rules)
    sure, engines = True, set[str]()
    for context in bench.contexts:
        values, engine = _values(bench, slot, context | bench.nobody_cares)
        engines.add(engine)
        if engine == "exact" and values != {0}:
            return Draft(Verdict.BROKEN, "Somebody without any support has a carer adjustment.", engine="exact", paths=rules)
        sure = sure and values == {0}
    if not sure:
        return Draft(Verdict.SAMPLED, "Nobody without support was found to have a carer adjustment.", engine="search", paths=rules)
    return proved(says, ARGUMENT, engine="bounds" if "bounds" in engines else "exact", paths=rules)


def _rules(bench: Bench) -> tuple[Path, ...]:
    support = bench.ruleset.document.carer_support
    return tuple(("carer_support", "rules", place) for place in range(len(support.rules))) if support else ()


def nobody_cares(bench: Bench) -> dict[Slot, int]:
    """The inputs about carers, as they are where no support counts."""
    found: dict[Slot, int] = {}
    for variable in bench.variables:
        ask, codes = bench.plan.ask_named[variable.column], variable.codes[0]
        if variable.column in bench.areas and codes is not None:
            row = codes[bench.nobody_cares[variable.column]]
            found |= {ask.slot + width: int(one) for width, one in enumerate(row)}
    return found


def _values(bench: Bench, slot: int, fixed: dict[str, int]) -> tuple[set[int], str]:
    """The values of a slot, and by which engine: all of them, or the two ends of its interval."""
    view = View(bench.plan, bench.variables, 0, fixed)
    constant = view.constant(slot)
    if constant is not None:
        return {constant}, "exact"
    try:
        frame = Frame((view,), ((slot,),), bench.limits.sizes, strict=False)
        bounds = Bounds(frame, [bench.outputs], bench.stop)
        low, high = bounds.chains[0].whole.of(slot)
        if low[0] == high[0]:
            return {int(low[0])}, "bounds"
    except (OutOfReach, TimeoutError):
        pass
    try:
        return exact_values(bench, slot, fixed), "exact"
    except OutOfReach:
        return {0, 1}, "search"


LAW = Law("P26", "Withdrawing the carer", "Withdrawing the carer restores the base at once.", prove)
