"""Measures contenders in turn, round after round, so that each is compared with ours as the machine was at that moment."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

HERE = Path(__file__).parent


@dataclass
class Contender:
    """One line of a table: `once` scores and gives the seconds; `target` is how much slower than ours it should be at least, or,
    below nought, how much slower ours may be at most."""

    name: str
    people: int
    once: Callable[[], float]
    target: float = 0.0
    seconds: list[float] = field(default_factory=list)

    @property
    def each(self) -> float:
        """Nanoseconds a person, the median."""
        return median(self.seconds) / self.people * 1e9

    def against(self, other: Contender) -> float:
        """How many times the other's time this takes, a person: the median over the rounds."""
        pairs = zip(self.seconds, other.seconds, strict=True)
        return median(own / self.people / (theirs / other.people) for own, theirs in pairs)


def timed(work: Callable[[], Any]) -> Callable[[], float]:
    """What does the work and gives the seconds that it took."""

    def once() -> float:
        gc.collect()
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return once


def measured(contenders: Sequence[Contender], rounds: int) -> None:
    """Every contender once to warm up, then in turn."""
    for contender in contenders:
        contender.once()
    for number in range(rounds):
        for contender in contenders:
            contender.seconds.append(contender.once())
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

    def once(self) -> float:
        """Score once more; the seconds."""
        assert self.process.stdin is not None
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        return float(self._line())
