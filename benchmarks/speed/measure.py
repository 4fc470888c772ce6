"""Measures contenders in turn, round after round, so that each is compared with ours as the machine was at that moment."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).parent
A_WHILE = 2.0
"""Seconds."""


class Took(NamedTuple):
    """Seconds by the clock, and seconds of work by all processors together: on a busy machine only the second stays as it is."""

    clock: float
    processor: float


@dataclass
class Contender:
    """One line of a table: `once` scores and says what it took; `target` is how much slower than ours it should be at least, or,
    below nought, how much slower ours may be at most."""

    name: str
    people: int
    once: Callable[[], Took]
    target: float = 0.0
    rounds: list[Took] = field(default_factory=list)

    @property
    def each(self) -> float:
        """Nanoseconds a person by the clock, the median."""
        return median(one.clock for one in self.rounds) / self.people * 1e9

    @property
    def work(self) -> float:
        """Nanoseconds of work a person, of all processors, the median."""
        return median(one.processor for one in self.rounds) / self.people * 1e9

    def against(self, other: Contender) -> float:
        """How many times the other's time by the clock this takes, a person: the median over the rounds."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return median(own.clock / self.people / (theirs.clock / other.people) for own, theirs in pairs)


def timed(work: Callable[[], Any]) -> Callable[[], Took]:
    """What does the work and says what it took, programs that it started and ended included."""

    def once() -> Took:
        gc.collect()
        began, worked = time.perf_counter(), _worked()
        work()
        return Took(time.perf_counter() - began, _worked() - worked)

    return once


def _worked() -> float:
    """Seconds of work so far."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(contenders: Sequence[Contender], rounds: int) -> None:
    """Every contender once to warm up, then in turn. Quick ones score twice, and the second time counts: else who comes after a
    contender that gave much memory back would pay for taking it up again."""
    quick = {contender.name for contender in contenders if contender.once().clock < A_WHILE}
    for number in range(rounds):
        for contender in contenders:
            if contender.name in quick:
                contender.once()
            contender.rounds.append(contender.once())
        print(f"  round {number + 1} of {rounds}", file=sys.stderr, flush=True)


def agreed(name: str, found: Iterable[Any], expected: Iterable[Any], people: int) -> None:
    """Fails unless the pence are identical."""
    for ours, theirs in zip(expected, found, strict=True):
        if not np.array_equal(np.asarray(theirs), np.asarray(ours)[:people]):
            raise AssertionError(f"{name} gives other pence")


class Apart:
    """A contender in a process of its own, with a Python of its own."""

    def __init__(self, python: str, contender: str, folder: Path) -> None:
        command = [python, str(HERE / "serve.py"), contender, str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self._line() != "ready":
            raise RuntimeError(f"{contender} did not start")

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def once(self) -> Took:
        """Score once more; what it took."""
        assert self.process.stdin is not None
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        return Took(*map(float, self._line().split()))
