"""A small ruleset and a made-up caseload for it, as a file of any size."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from ras_engine.ruleset import Ruleset
from tests.unit.small import small as small_ruleset

COLUMNS = ("id", "baseline", "washing", "in_crisis", "note")


@cache
def small() -> Ruleset:
    return small_ruleset("2025-04-01")


def rows(people: int, seed: int = 1) -> list[tuple[str, ...]]:
    """One row in fifty has a problem; one id in a hundred stands twice."""
    draw = random.Random(seed)
    made: list[tuple[str, ...]] = []
    for number in range(people):
        washing = draw.choice(["none", "some", "all"]) if number % 50 else "al"
        note = draw.choice(["", "", "plain", '"said ""no"", and left"', "=1+1"])
        made.append((f"p{number - number % 100 // 99:06d}", "no_unpaid_support", washing, draw.choice(["yes", "no"]), note))
    return made


def written(path: Path, people: int) -> Path:
    path.write_text("\n".join(map(",".join, [COLUMNS, *rows(people)])) + "\n", encoding="utf-8")
    return path
