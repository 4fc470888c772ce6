"""Whether a handful of slots can ever stand together in a certain way, for one person: exactly where possible, else by the
crowd."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.bounds import Bounds
from ras_engine.audit.prove.chains import Chains
from ras_engine.audit.prove.objective import Outputs
from ras_engine.audit.report import Verdict
from ras_engine.audit.some import only_some
from ras_engine.audit.space.frame import Frame
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.witnesses.crowd import Crowd

Seen = Mapping[str, Any]
Rule = Callable[[Seen], NDArray[np.bool_]]


def never_together(
    bench: Bench, slots: Mapping[str, int], rule: Rule, hidden: tuple[int, ...] | None = None
) -> tuple[Verdict, str]:
    """Whether the rule holds for nobody: its verdict, and the engine that found it. Nobody counts whom a `hidden` referral
    concerns: those that withhold the amount, where nothing else is said.

    `rule` reads columns of integers by name. Over boxes it is given both ends of every slot: it must then be a conjunction of
    comparisons, each of which holds for some end if it holds for anything between.
    """
    outputs = Outputs(dict(slots), bench.outputs.hidden if hidden is None else hidden, None)
    columns = Crowd(bench).columns([*slots.values(), *outputs.hidden])
    if (rule({name: columns[slot] for name, slot in slots.items()}) & outputs.shown(columns)).any():
        return Verdict.BROKEN, "search"
    try:
        if any(_somebody(bench, outputs, rule, context) for context in bench.contexts):
            return Verdict.BROKEN, "exact"
        return (Verdict.SAMPLED, "search") if _open(bench, outputs) else (Verdict.PROVED, "exact")
    except OutOfReach as why:
        bench.why_not = str(why)
    if not _open(bench, outputs) and all(_ruled_out(bench, slots, rule, context) for context in bench.contexts):
        return Verdict.PROVED, "bounds"
    return Verdict.SAMPLED, "search"


def _open(bench: Bench, outputs: Outputs) -> bool:
    """Whether only some values of an answer behind this were gone through, so that nothing is ruled out."""
    why = only_some(bench.variables, bench.plan, (*outputs.amounts.values(), *outputs.hidden))
    bench.why_not = why or bench.why_not
    return bool(why)


def _somebody(bench: Bench, outputs: Outputs, rule: Rule, context: dict[str, int]) -> bool:
    exact = bench.frames.exact_of([context], outputs, tuple(outputs.amounts.values()))
    found = rule({name: exact.results[0][slot] for name, slot in outputs.amounts.items()}) & exact.shown[0]
    return bool(found.any())


def _ruled_out(bench: Bench, slots: Mapping[str, int], rule: Rule, context: dict[str, int]) -> bool:
    """Whether no box of the hull allows it, by the ends of every slot in it."""
    try:
        frame = Frame(tuple(bench.frames.views([context])[0]), (tuple(slots.values()),), bench.limits.sizes, strict=False)
        bounds = Bounds(frame, [bench.outputs], bench.stop)
        if _nowhere(bounds.chains[0], slots, rule):
            return True
        rows = bounds.one_row()
        for _ in range(5):
            ends = bounds.ends(rows, list(slots.values()))
            found = _some_corner(slots, rule, ends, len(rows))
            if not found.any():
                return True
            rows = bounds.split(rows.take(found), 64)
            if len(rows) > 20_000:
                return False
    except (OutOfReach, TimeoutError):
        pass
    return False


def _nowhere(chains: Chains, slots: Mapping[str, int], rule: Rule) -> bool:
    """Whether the rule holds nowhere along the one slot that most of these go by, whatever the modes and the rest are."""
    found = {name: chains.of(slot) for name, slot in slots.items()}
    bases = [chain.base for name, chain in found.items() if chain.base not in (None, slots[name])] + [
        slot for name, slot in slots.items() if found[name].base == slot and chains.values(slot) is None
    ]
    base = max(set(bases), key=bases.count) if bases else None
    along = {name: slot for name, slot in slots.items() if base is not None and (found[name].base == base or slot == base)}
    rest = {name: chains.values(slot) for name, slot in slots.items() if name not in along}
    if not along or any(values is None for values in rest.values()):
        return False
    modes = tuple(dict.fromkeys(mode for name in along for mode in found[name].modes))
    low, high = chains.whole.of(base)  # type: ignore[arg-type]
    every = np.arange(int(low[0]), int(high[0]) + 1, dtype=np.int64)
    for values in chains.combinations(modes):
        chains.stop()
        known = dict(zip(modes, values, strict=True))
        columns: dict[str, Any] = {}
        for name, slot in along.items():
            table = chains.table(slot)
            columns[name] = (
                every if slot == base else table.values[tuple(known[mode] for mode in found[name].modes)] if table else None
            )
        if any(column is None for column in columns.values()):
            return False
        for others in product(*(values or () for values in rest.values())):
            if rule({**columns, **{name: np.full(len(every), value) for name, value in zip(rest, others, strict=True)}}).any():
                return False
    return True


def _some_corner(slots: Mapping[str, int], rule: Rule, ends: Mapping[int, Any], rows: int) -> NDArray[np.bool_]:
    """The boxes of which some corner is as the rule says."""
    names = list(slots)
    found = np.zeros(rows, dtype=np.bool_)
    for choice in range(1 << len(names)):
        found |= rule({name: ends[slots[name]][choice >> place & 1] for place, name in enumerate(names)})
    return found
