"""Which rule of the ruleset a broken pair points at: the part of the money that moved most, and where it stands in the file."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import CLIENT_GROUP, Bench
from ras_engine.audit.report import Person, Witness
from ras_engine.audit.witnesses.facts import fact
from ras_engine.plan.plan import Path
from ras_engine.score import score

Values = Sequence[int]
CONTINGENCY: Path = ("contingency",)
TABLES = ("shares", "weeks_by", "amounts")
STAGES = ("before_limits", "indicative_budget", "planning_amount")
"""Amounts in their order: what comes after the one that is compared cannot have moved it."""


def responsible(bench: Bench, witness: Witness) -> tuple[Path, ...]:
    """The line, the limit or the contingency that moved most the way the law was broken, largest first; of two rulesets, the
    lines of the new one that are worth less."""
    if witness.alone or witness.compares in ("same", "facts"):
        return ()
    if witness.two_rulesets:
        return _fallen(bench, witness)
    values = [score(bench.ruleset, Assessment.from_dict(one.assessment)).values for one in (witness.left, witness.right)]
    line = next((place for place, one in enumerate(bench.plan.lines) if witness.of == f"line.{one.id}.after_carers"), None)
    if line is not None:
        return (("budget_lines", line),)
    if witness.compares == "flat":
        return _idle(bench, values)
    way = 1 if witness.right.amounts[witness.of] >= witness.left.amounts[witness.of] else -1
    moved = [(change * way, path) for change, path in _moved(bench, values, witness.of)]
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


def _moved(bench: Bench, values: Sequence[Values], of: str) -> list[tuple[int, Path]]:
    """How far each part of the money that leads to an amount moved."""
    plan, money = bench.plan, bench.plan.money
    stage = STAGES.index(of) if of in STAGES else 0

    def change(slot: int) -> int:
        return values[1][slot] - values[0][slot]

    moved: list[tuple[int, Path]] = []
    for place, line in enumerate(plan.lines):
        before = line.neutral if of == "carer_adjustment" else line.after_carers
        moved.append((change(line.after_carers) - (change(before) if of == "carer_adjustment" else 0), ("budget_lines", place)))
    moved.append((change(money.carer_sustainability), ("carer_sustainability",)))
    if stage >= 1:
        reached = [name for name, slot in plan.limits if values[0][slot] or values[1][slot]]
        moved.append((change(money.limit_adjustment), ("limits", *reached[:1])))
        moved.append((change(money.rounding), ("money", "round", "indicative_budget")))
    if stage >= 2:
        moved.append((change(money.contingency) * _sign(bench), ("contingency",)))
    return moved


def _idle(bench: Bench, values: Sequence[Values]) -> tuple[Path, ...]:
    """The lines that fall, and those whose measure rises while their amount does not."""
    steps = bench.plan.step_named
    fallen: list[tuple[int, Path]] = []
    idle: list[Path] = []
    for place, line in enumerate(bench.plan.lines):
        change = values[1][line.after_carers] - values[0][line.after_carers]
        of = steps.get(f"line.{line.id}.of")
        if change < 0:
            fallen.append((change, ("budget_lines", place)))
        elif change == 0 and of is not None and values[1][of.slot] > values[0][of.slot]:
            idle.append(("budget_lines", place))
    return tuple([*(path for _, path in sorted(fallen)), *idle][:3])


def blamed(bench: Bench, pairs: Sequence[Witness], paths: Sequence[Path]) -> tuple[Path, ...]:
    """The rules that the worst pairs point at, the last pair's first, then those that the law names."""
    shown = [path for pair in reversed(pairs) if pair.kind == "worst" for path in responsible(bench, pair)]
    return tuple(dict.fromkeys([*shown, *paths]))


def in_rows(bench: Bench, pairs: Sequence[Witness], paths: Sequence[Path]) -> tuple[Path, ...]:
    """The same, each line whose table is read in another row by the two of the worst pair as those rows; the contingency as what it
    is for those two, or for whoever has none."""
    worst = [pair for pair in reversed(pairs) if pair.kind == "worst" and not pair.two_rulesets]
    two = [pair for pair in worst if not pair.alone]
    found: list[Path] = []
    for path in paths:
        pair = next((one for one in two if path in responsible(bench, one)), None)
        if path == CONTINGENCY:
            without = [one.left for one in worst if one.alone and not one.left.amounts["contingency"]]
            found += _cells(bench, [pair.right, pair.left] if pair else without)
        else:
            found += [path] if pair is None else _rows(bench, pair, path)
    return tuple(dict.fromkeys(found))


def _cells(bench: Bench, people: Sequence[Person]) -> list[Path]:
    """Where the contingency of some people stands, in a table by level or band; else the whole of it."""
    document = bench.ruleset.document.contingency
    by: Sequence[str] = getattr(document, "by", None) or ()
    table = next((name for name in TABLES if getattr(document, name, None) is not None), "")
    found: list[Path] = []
    for one in people if by and table else ():
        result = score(bench.ruleset, Assessment.from_dict(one.assessment))
        said = {**one.assessment["answers"], CLIENT_GROUP: one.assessment.get(CLIENT_GROUP)}
        keys = [str(said.get(name) or fact(result, f"measure.{name}")) for name in by]
        found.append((*CONTINGENCY, table, *keys))
    written = bench.ruleset.located.marks
    return found if found and all(path in written for path in found) else [CONTINGENCY]


def _rows(bench: Bench, pair: Witness, path: Path) -> list[Path]:
    if len(path) != 2 or path[0] != "budget_lines":
        return [path]
    name = f"line.{bench.plan.lines[int(path[1])].id}.row"
    step = bench.plan.step_named.get(f"{name}.after_carers") or bench.plan.step_named.get(name)
    if step is None:
        return [path]
    found: list[Path] = []
    for one in (pair.right, pair.left):
        row = score(bench.ruleset, Assessment.from_dict(one.assessment)).values[step.slot]
        group = (str(one.assessment["client_group"]),) if step.path[-1] == "by_client_group" else ()
        found.append((*step.path, *group, row))
    return found if found[0] != found[1] else [path]


def _sign(bench: Bench) -> int:
    return 1 if getattr(bench.ruleset.document.contingency, "basis", "inside") == "on_top" else -1
