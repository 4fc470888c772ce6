"""Which rule of the ruleset a broken pair points at: the part of the money that moved most, and where it stands in the file."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench
from ras_engine.audit.report import Witness
from ras_engine.plan.plan import Path
from ras_engine.score import score


def responsible(bench: Bench, witness: Witness) -> tuple[Path, ...]:
    """The line, the limit or the contingency that moved most the way the law was broken, largest first; of two rulesets, the
    lines of the new one that are worth less."""
    if witness.two_rulesets:
        return _fallen(bench, witness)
    plan = bench.plan
    values = [score(bench.ruleset, Assessment.from_dict(one.assessment)).values for one in (witness.left, witness.right)]
    way = 1 if witness.right.amounts["planning_amount"] >= witness.left.amounts["planning_amount"] else -1
    moved: list[tuple[int, Path]] = []
    for place, line in enumerate(plan.lines):
        moved.append(((values[1][line.after_carers] - values[0][line.after_carers]) * way, ("budget_lines", place)))
    moved.append(((values[1][plan.money.contingency] - values[0][plan.money.contingency]) * _sign(bench) * way, ("contingency",)))
    moved.append(((values[1][plan.money.limit_adjustment] - values[0][plan.money.limit_adjustment]) * way, ("limits",)))
    moved.append(
        ((values[1][plan.money.carer_sustainability] - values[0][plan.money.carer_sustainability]) * way, ("carer_sustainability",))
    )
    moved.append(((values[1][plan.money.rounding] - values[0][plan.money.rounding]) * way, ("money", "round", "indicative_budget")))
    if witness.compares == "flat":
        return _idle(bench, values)
    most = max(change for change, _ in moved)
    return tuple(path for change, path in sorted(moved, key=lambda one: -one[0]) if change > 0 and change * 3 >= most)[:2]


def _fallen(bench: Bench, witness: Witness) -> tuple[Path, ...]:
    """The lines that are worth less in the new ruleset than those of the same name in the old one; each person by their own
    ruleset."""
    old, new = bench.against or bench.ruleset, bench.ruleset
    before, after = (
        score(ruleset, Assessment.from_dict(one.assessment)).values for ruleset, one in ((old, witness.left), (new, witness.right))
    )
    worth = {line.id: before[line.after_carers] for line in old.plan.lines}
    lost = [(worth.get(line.id, 0) - after[line.after_carers], place) for place, line in enumerate(new.plan.lines)]
    most = max(amount for amount, _ in lost)
    return tuple(("budget_lines", place) for amount, place in sorted(lost, reverse=True) if amount > 0 and amount * 3 >= most)[:2]


def _idle(bench: Bench, values: Sequence[Sequence[int]]) -> tuple[Path, ...]:
    """The lines whose measure rises while their amount does not."""
    steps = bench.plan.step_named
    found: list[Path] = []
    for place, line in enumerate(bench.plan.lines):
        of = steps.get(f"line.{line.id}.of")
        if (
            of is not None
            and values[1][of.slot] > values[0][of.slot]
            and values[1][line.after_carers] <= values[0][line.after_carers]
        ):
            found.append(("budget_lines", place))
    return tuple(found[:2])


def _sign(bench: Bench) -> int:
    return 1 if getattr(bench.ruleset.document.contingency, "basis", "inside") == "on_top" else -1
