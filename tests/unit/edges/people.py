"""What tests of the edges share: the example council's ruleset, and some made-up people for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ras_engine.edges.caseload import demo_caseload
from ras_engine.edges.files import Caseload
from ras_engine.rulebook import load_ruleset
from ras_engine.ruleset import Ruleset

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "rulesets" / "example-borough"
RULESET = EXAMPLE / "2026-04-06.yaml"
PERSON = ROOT / "docs" / "examples" / "person.json"


@cache
def example() -> Ruleset:
    return load_ruleset(RULESET)


@cache
def made_up(people: int = 400, seed: int = 1) -> Caseload:
    return demo_caseload(people, seed, example())
