"""P27. Equal points, equal money, whichever questions gave them."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, many, not_applicable, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import behind
from ras_engine.plan.plan import PlannedLine


def prove(bench: Bench) -> Draft:
    """Every line that goes by a measure reads the answers through it alone; what else it reads is the group and its own
    condition."""
    plan = bench.plan
    astray, listed, looked = [], [], 0
    for place, line in enumerate(plan.lines):
        found = _around(bench, line)
        if found is None:
            continue
        looked += 1
        columns, gated = found
        if columns:
            astray.append((place, f"{line.id} also reads {', '.join(sorted(columns))}"))
        if gated:
            listed.append(f"{line.id} is given only under its own condition")
    if not looked:
        return not_applicable("No line goes by points or another measure.")
    if astray:
        says = "; ".join(what for _, what in astray) + "."
        return Draft(Verdict.BROKEN, says, engine="lemma", paths=tuple(("budget_lines", place) for place, _ in astray))
    says = f"{many(looked, 'line')} looked at: answers count only through the measure that each goes by."
    return proved(says, listed=tuple(listed))


def _around(bench: Bench, line: PlannedLine) -> tuple[set[str], bool] | None:
    """The questions that lead to a line past its measure, and whether it has a condition; None where it goes by no measure."""
    plan = bench.plan
    of = plan.step_named.get(f"line.{line.id}.of")
    exact = plan.step_named.get(f"line.{line.id}.exact")
    if of is None or exact is None:
        return None
    gate = plan.step_named.get(f"line.{line.id}.when")
    limits = [step.slot for name in ("at_least", "at_most", "price") if (step := plan.step_named.get(f"line.{line.id}.{name}"))]
    past = behind(plan, exact.slot, [of.slot, *([gate.slot] if gate else []), *limits])
    columns = {ask.column for ask in plan.asks if ask.is_question and any(ask.slot <= slot < ask.slot + ask.width for slot in past)}
    return columns, gate is not None


LAW = Law("P27", "Equal points, equal money", "Equal points bring equal money, whichever questions gave them.", prove)
