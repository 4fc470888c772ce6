"""A budget of time, by a clock that counts how often it is looked at: what is decided by then stands, nothing is ever wrong, and no
law works on for long without a look."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from ras_engine.audit import Law, Limits, Verdict, all_laws
from ras_engine.audit.bench import Bench
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.ruleset import Ruleset, read_ruleset
from tests.audit.made import BOUNDED, SPLIT

HERE = Path(__file__).parent
OPEN = {Verdict.BOUNDED, Verdict.SAMPLED}
MOST_LOOKS = 60
"""Looks at the clock that one law may take once the time is over: each part that it tries finds that out by a look of its own."""
MOST_CALLS = 100_000
"""Calls of functions between two looks: about a tenth of a second (the longest is reading a ruleset again, in one piece)."""


class Counted:
    """A clock in nanoseconds that goes on by one second each time it is read."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> int:
        self.looks += 1
        return self.looks * 1_000_000_000


@cache
def ruleset_of(name: str) -> Ruleset:
    return read_ruleset((HERE / name).read_bytes(), file=name)


def verdict_of(law: Law, bench: Bench) -> Verdict:
    """What a law finds; open, where the time was over before it found anything."""
    try:
        return law.prove(bench).verdict
    except (TimeoutError, OutOfReach):
        return Verdict.BOUNDED


@cache
def in_full(name: str, limits: Limits) -> dict[str, Verdict]:
    """Every law's verdict with all the time there is."""
    bench = Bench(ruleset_of(name), ruleset_of("clean.yaml"), limits)
    return {law.id: verdict_of(law, bench) for law in all_laws()}


def within(name: str, limits: Limits, looks: int) -> Iterator[tuple[str, Verdict, int]]:
    """Every law's verdict where the time is over after so many looks, and how many looks each law took after that."""
    clock = Counted()
    bench = Bench(ruleset_of(name), ruleset_of("clean.yaml"), replace(limits, seconds=looks, clock=clock))
    for law in all_laws():
        before = max(clock.looks, looks)
        yield law.id, verdict_of(law, bench), max(clock.looks - before, 0)


@pytest.mark.parametrize("looks", [0, 1, 5, 20, 60, 200, 700])
@pytest.mark.parametrize(("name", "limits"), [("clean.yaml", SPLIT), ("flawed.yaml", SPLIT), ("flawed.yaml", BOUNDED)])
def test_a_verdict_in_less_time_is_the_same_or_open(name: str, limits: Limits, looks: int) -> None:
    full = in_full(name, limits)
    for law, verdict, after in within(name, limits, looks):
        assert verdict == full[law] or verdict in OPEN, law
        assert after <= MOST_LOOKS, f"{law} went on for {after} looks"


def test_less_time_leaves_more_open_and_enough_leaves_nothing_more() -> None:
    opened = [sum(verdict in OPEN for _, verdict, _ in within("flawed.yaml", SPLIT, looks)) for looks in (0, 60, 1 << 40)]
    assert opened[0] > opened[1] >= opened[2]
    assert opened[2] == sum(verdict in OPEN for verdict in in_full("flawed.yaml", SPLIT).values())


def test_with_no_time_what_needs_no_numbers_is_still_proved() -> None:
    found = {law: verdict for law, verdict, _ in within("clean.yaml", SPLIT, 0)}
    assert {law for law, verdict in found.items() if verdict is Verdict.PROVED} >= {"P2", "P9", "P12", "P28", "P29"}


@pytest.mark.parametrize(("name", "limits"), [("flawed.yaml", SPLIT), ("flawed.yaml", BOUNDED)])
def test_no_law_works_for_long_without_a_look_at_the_clock(name: str, limits: Limits) -> None:
    counted = Calls()
    bench = Bench(ruleset_of(name), ruleset_of("clean.yaml"), replace(limits, seconds=1 << 40, clock=counted))
    for law in all_laws():
        counted.begin(law.id)
        sys.setprofile(counted.called)
        try:
            verdict_of(law, bench)
        finally:
            sys.setprofile(None)
        counted()
    assert {law: calls for law, calls in counted.most.items() if calls > MOST_CALLS} == {}


class Calls:
    """Counts calls of functions from one look at the clock to the next."""

    def __init__(self) -> None:
        self.calls, self.law, self.most = 0, "", dict[str, int]()

    def begin(self, law: str) -> None:
        self.calls, self.law = 0, law

    def called(self, frame: FrameType, event: str, given: Any) -> None:
        self.calls += event in ("call", "c_call")

    def __call__(self) -> int:
        self.most[self.law] = max(self.most.get(self.law, 0), self.calls)
        self.calls = 0
        return 0
