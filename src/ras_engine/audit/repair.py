"""The smallest repair that can be found: one value of the ruleset's text changed so that the law is proved of the changed ruleset.

Receives a broken law and the rule that is responsible; tries the values of that rule (the start of a row, an amount, a rate, a
band's edge, a share), from the nearest value on, and audits each changed ruleset for that law. Nothing unverified is suggested.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law
from ras_engine.audit.report import Repair, Verdict
from ras_engine.errors import RulesetInvalid
from ras_engine.exact import format_decimal
from ras_engine.plan.plan import Path
from ras_engine.ruleset import Ruleset, ruleset_of

MOST_TRIES = 48
SECONDS = 4
IN_ALL = 10
VALUES = ("amount", "starts_at", "per_point", "from", "above", "share")


def repaired(bench: Bench, law: Law, draft: Draft, paths: tuple[Path, ...]) -> Repair | None:
    """The first change that proves the law; None where none of those tried does."""
    tried, ends = 0, time.monotonic_ns() + IN_ALL * 1_000_000_000
    for path in paths:
        options = sorted(_options(bench, path), key=lambda one: one[2])
        for place, after, _ in options:
            tried += 1
            if tried > MOST_TRIES or time.monotonic_ns() > ends:
                return None
            verdict = _audited(bench, law, place, after)
            if verdict is Verdict.PROVED:
                before = _at(bench.ruleset.located.data, place)
                where = bench.ruleset.where(place)
                says = f"Write {after} in the place of {before}: the law is then proved for everybody."
                return Repair(where.path, where.line, str(before), after, says, verdict)
    return None


def _audited(bench: Bench, law: Law, place: Path, after: str) -> Verdict | None:
    """The law's verdict for the ruleset with one value changed; None where that does not load, or the time is over."""
    changed = with_value(bench.ruleset, place, after)
    if changed is None:
        return None
    limits = replace(bench.limits, seconds=SECONDS, people=400)
    again = Bench(changed, None, replace(limits, states=min(limits.states, 1 << 18)))
    again.ends = min(again.ends, bench.ends)
    try:
        return law.prove(again).verdict
    except TimeoutError:
        return None


def with_value(ruleset: Ruleset, place: Path, after: str) -> Ruleset | None:
    """The ruleset with one value changed; None where it does not load."""
    data = copy.deepcopy(ruleset.located.data)
    parent: Any = data
    for step in place[:-1]:
        parent = parent[step]
    parent[place[-1]] = after
    try:
        return ruleset_of(replace(ruleset.located, data=data))
    except RulesetInvalid:
        return None


def _at(data: Any, place: Path) -> Any:
    for step in place:
        data = data[step]
    return data


def _options(bench: Bench, path: Path) -> Iterator[tuple[Path, str, Fraction]]:
    """Values of a rule and of the measure that it goes by, each with what may stand there instead and how large the change is."""
    data = bench.ruleset.located.data
    rule = _at(data, path)
    yield from _in_tables(rule, path)
    yield from _shares(rule, path)
    yield from _single(rule, path)


def _in_tables(rule: Any, path: Path) -> Iterator[tuple[Path, str, Fraction]]:
    """Rows that begin where the row before them ends; rates and amounts of the rows around them."""
    for place, rows in _tables(rule, path):
        for number in range(1, len(rows)):
            before, after = rows[number - 1], rows[number]
            if not isinstance(before, dict) or not isinstance(after, dict):
                continue
            for key in ("amount", "per_point"):
                if key in before and key in after and "starts_at" not in after:
                    yield from _towards((*place, number, key), after[key], before[key])
            if {"starts_at", "per_point"} <= before.keys() and "starts_at" in after:
                start, end = (Fraction(str(row.get("from", row.get("above", "0")))) for row in (before, after))
                meets = Fraction(before["starts_at"]) + Fraction(before["per_point"]) * (end - start)
                yield from _value((*place, number, "starts_at"), after["starts_at"], meets)


def _tables(rule: Any, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    if isinstance(rule, list):
        yield path, rule
    if isinstance(rule, list | dict):
        for key, one in enumerate(rule) if isinstance(rule, list) else rule.items():
            yield from _tables(one, (*path, key))


def _shares(rule: Any, path: Path) -> Iterator[tuple[Path, str, Fraction]]:
    """Shares by level, each brought to the one beside it."""
    for key in ("shares", "weeks_by", "amounts"):
        cells = rule.get(key) if isinstance(rule, dict) else None
        if isinstance(cells, dict) and all(isinstance(cell, str) for cell in cells.values()):
            names = list(cells)
            for one, other in pairwise(names):
                for mine, theirs in ((one, other), (other, one)):
                    yield (*path, key, mine), cells[theirs], abs(_number(cells[mine]) - _number(cells[theirs]))


def _single(rule: Any, path: Path) -> Iterator[tuple[Path, str, Fraction]]:
    """A single value a little and a lot smaller."""
    if isinstance(rule, dict):
        for key in VALUES:
            if isinstance(rule.get(key), str) and rule[key].replace(".", "", 1).isdigit():
                value = Fraction(rule[key])
                for share in (Fraction(9, 10), Fraction(3, 4), Fraction(1, 2)):
                    yield from _value((*path, key), rule[key], Fraction(round(value * share * 100), 100))


def _towards(place: Path, written: str, other: str) -> Iterator[tuple[Path, str, Fraction]]:
    """A value half way to another, most of the way, and all the way."""
    value, target = Fraction(written), Fraction(other)
    for share in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)):
        yield from _value(place, written, Fraction(round((value + (target - value) * share) * 100), 100))


def _value(place: Path, written: str, after: Fraction) -> Iterator[tuple[Path, str, Fraction]]:
    if after >= 0 and after != Fraction(written) and (after * 100).denominator == 1:
        yield place, format_decimal(after, 2), abs(after - Fraction(written)) / max(Fraction(written), Fraction(1))


def _number(written: str) -> Fraction:
    return Fraction(written.rstrip("%"))
