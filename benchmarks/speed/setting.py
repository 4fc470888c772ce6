"""What all sections of the benchmarks share: the people, what must be found for them, and the table that a section gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peers_numpy
import workload as workloads
from measure import Contender, agreed, timed

import ras_engine

ROOT = Path(__file__).parents[2]
INSTALL = "not installed: pip install {}"


@dataclass
class Section:
    """A table: its first contender is what the others are compared with."""

    title: str
    about: str
    contenders: list[Contender]
    left_out: list[str] = field(default_factory=list)
    others: Sequence[str] = ()


@dataclass
class Setting:
    """What all sections share."""

    people: int
    many: int
    rounds: int
    folder: Path
    pythons: dict[str, str | None]
    ruleset: Any
    workload: workloads.Workload
    codes: workloads.Codes
    expected: peers_numpy.Pence

    @staticmethod
    def make(people: int, many: int, rounds: int, folder: Path, openfisca: str | None, policyengine: str | None) -> Setting:
        """Read the workload, draw the people, and work out what everybody must find."""
        path = ROOT / "benchmarks" / "rulesets" / "workload.yaml"
        workload = workloads.read(path)
        codes = workloads.draw(workload, people)
        expected = peers_numpy.by_column(workload, codes)()
        pythons = {"openfisca_core": openfisca, "policyengine_core": policyengine}
        return Setting(people, many, rounds, folder, pythons, ras_engine.load_ruleset(path), workload, codes, expected)

    def first(self, people: int) -> workloads.Codes:
        """The first so many people."""
        return {name: column[:people] for name, column in self.codes.items()}

    def contender(self, name: str, score: Callable[[], Any], people: int = 0, target: float = 0.0) -> Contender:
        """A contender whose pence have been compared with everybody's."""
        agreed(name, score(), self.expected, people or self.people)
        return Contender(name, people or self.people, timed(score), target)
