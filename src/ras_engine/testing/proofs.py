"""The audit of one ruleset in one process, law by law as they are asked for: what laws share is worked out once.

The seconds given are for all laws together. They run only while a law is being proved: whatever else is tested in between does not
count.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ras_engine.audit import Finding, Limits, all_laws
from ras_engine.audit.bench import Bench
from ras_engine.audit.repairs.repair import with_repairs
from ras_engine.audit.run import finding_of
from ras_engine.errors import RulesetInvalid
from ras_engine.rulebook.chain import followed, key_of
from ras_engine.rulebook.examples import Examples
from ras_engine.rulebook.files import load_ruleset
from ras_engine.ruleset import Ruleset

NANOSECONDS = 1_000_000_000


class Proofs:
    """Findings about one ruleset."""

    def __init__(self, path: Path, ruleset: Ruleset, examples: Examples | None, seconds: int, waiting: Collection[str]) -> None:
        self.bench = Bench(ruleset, before(path, ruleset), replace(Limits(), seconds=seconds))
        self.bench.examples = examples
        self.waiting = set(waiting)
        self.left = seconds * NANOSECONDS
        self.found: dict[str, Finding] = {}

    def finding(self, name: str) -> Finding:
        """What is found about one law, such as "P6"."""
        if name not in self.found:
            law = next(one for one in all_laws() if one.id == name)
            begun = time.monotonic_ns()
            self.bench.ends = begun + self.left
            found = finding_of(self.bench, law, len(self.waiting | {name}))
            (self.found[name],) = with_repairs(self.bench, [found])
            self.waiting.discard(name)
            self.left -= time.monotonic_ns() - begun
        return self.found[name]


def before(path: Path, ruleset: Ruleset) -> Ruleset | None:
    """The ruleset of the same folder that this one says it supersedes; None where there is none that can be read."""
    key = followed(ruleset)
    for beside in sorted(path.parent.glob(f"*{path.suffix}")) if key else ():
        if beside != path and beside.name.count(".") == path.name.count("."):
            try:
                other = load_ruleset(beside)
            except RulesetInvalid:
                continue
            if other.scheme == ruleset.scheme and key_of(other) == key:
                return other
    return None
