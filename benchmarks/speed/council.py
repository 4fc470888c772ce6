"""The example council, which has every feature of the language in use: the engine against the same rules written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from measure import Contender, agreed, measured, timed
from ours import FURTHER, with_compiled
from setting import INSTALL, ROOT, Section, Setting

import ras_engine
from ras_engine.plan.asks import DaysAsk, FrequencyAsk
from ras_engine.plan.plan import Plan
from ras_engine.score.many.kernel.report import shown
from ras_engine.score.many.work import worked_out

PEERS = {"pandas": "pandas, categoricals", "polars": "polars, 2 threads", "duckdb": "DuckDB, native table, 2 threads"}


def example_council(setting: Setting) -> Section:
    """All that a result shows."""
    return _section(setting, "The example council", every_line=False)


def every_line(setting: Setting) -> Section:
    """The same, each line of the budget before and after carers, and the separate amounts."""
    return _section(setting, "The example council, with every line", every_line=True)


def _section(setting: Setting, title: str, every_line: bool) -> Section:
    plan = ras_engine.load_ruleset(ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml").plan
    codes, every = drawn(plan, setting.people), names_of(plan)
    wanted = {name: slot for name, slot in every.items() if every_line or slot in shown(plan)}
    flags = {*shown(plan)} - {getattr(plan.money, name) for name in plan.money.__dataclass_fields__}
    by_us = partial(worked_out, plan, codes, setting.people, small=flags)
    rows = [
        Contender(f"**ras-engine**, {n} thread{'s'[: n - 1]}", setting.people, timed(partial(by_us, wanted.values(), n)))
        for n in (1, 2)
    ]
    for name, value in FURTHER.items():
        score = with_compiled(value, partial(by_us, wanted.values(), 1))
        rows.append(Contender(f"ras-engine, 1 thread, {name}", setting.people, timed(score)))
    people = {name: codes[slot] for name, slot in inputs_of(plan).items()}
    all_of_us, left = by_us(every.values()), []
    expected = [all_of_us[slot] for slot in every.values()]
    for library, name in PEERS.items():
        if find_spec(library):
            make = getattr(import_module(f"council_{library}"), f"in_{library}")
            agreed(name, in_order(make(people, list(every))(), every), expected, setting.people)
            rows.append(Contender(f"{name}, by hand", setting.people, timed(make(people, list(wanted))), 10))
        else:
            left.append(f"{name}: {INSTALL.format(library)}")
    measured(rows, setting.rounds)
    about = f"{plan.inputs} columns of codes, {len(plan.operations)} operations, {len(wanted)} columns of results. {BY_HAND}"
    return Section(title, about, rows, left)


BY_HAND = """`peers/` has the same
rules written by hand, each in the quickest of several idioms; they give what the engine gives, line by line, for every person."""


def drawn(plan: Plan, people: int) -> list[Any]:
    """A column of codes for each input: answers equally likely, a question that is not asked left at nought, days that add up."""
    random = np.random.default_rng(2026)
    codes = [random.integers(least, most, people, dtype=np.uint8, endpoint=True) for least, most in plan.ranges]
    slots = inputs_of(plan)
    for ask in plan.asks:
        if isinstance(ask, DaysAsk):
            cuts = np.sort(random.integers(0, ask.days, (len(ask.levels) - 1, people), endpoint=True), axis=0)
            days = np.diff(cuts, axis=0, prepend=0, append=ask.days)
            codes[ask.slot : ask.slot + len(ask.levels)] = days.astype(np.uint8)
    codes[slots["night_times"]][codes[slots["night_times_per"]] == 0] %= 7
    codes[slots["two_worker_hours"]][codes[slots["moving"]] != 3] = 0
    codes[slots["help_with_child"]][codes[slots["has_children"]] == 0] = 0
    for name, slot in slots.items():
        if name.startswith("carer_"):
            codes[slot][codes[slots["has_carer"]] == 0] = 0
    return codes


def inputs_of(plan: Plan) -> dict[str, int]:
    """The peers' name of each input."""
    found: dict[str, int] = {}
    for ask in plan.asks:
        name = ask.column.replace(".", "_")
        if isinstance(ask, DaysAsk):
            found |= {f"{name}_{level}": ask.slot + place for place, level in enumerate(ask.levels)}
        elif isinstance(ask, FrequencyAsk):
            found |= {name: ask.slot, f"{name}_per": ask.slot + 1}
        else:
            found[name] = ask.slot
    return found


def names_of(plan: Plan) -> dict[str, int]:
    """The peers' name of each result: amounts, referrals, decisions, lines, separate amounts."""
    found = {name: getattr(plan.money, name) for name in plan.money.__dataclass_fields__}
    found |= {one.id: one.slot for one in plan.referrals} | {"minimum": dict(plan.limits)["minimum"], "pool": plan.pool}
    found |= {name: route.slot for name, route in plan.routes} | {line.id: line.neutral for line in plan.lines}
    found |= {f"{line.id}_after": line.after_carers for line in plan.lines if line.after_carers != line.neutral}
    return found | {one.id: one.slot for one in plan.separate}


def in_order(found: Mapping[str, Any], names: Mapping[str, int]) -> list[Any]:
    """The columns named, in the order of the people: a database keeps none, and gives each person's number."""
    if "person" not in found:
        return [found[name] for name in names]
    order = np.argsort(found["person"])
    return [found[name][order] for name in names]
