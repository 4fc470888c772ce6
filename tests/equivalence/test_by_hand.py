"""The example council, written by hand from its file in pandas, polars and SQL: other people's readings, and the same pence.

They are what the engine's speed is measured against (`benchmarks/peers`), and know nothing of the engine.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ras_engine import load_ruleset
from ras_engine.score.many.work import worked_out

ROOT = Path(__file__).parents[2]
PEOPLE = 20_000


@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_a_council_written_by_hand_gives_what_the_engine_gives(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip(library)
    for folder in ("speed", "peers"):
        monkeypatch.syspath_prepend(ROOT / "benchmarks" / folder)
    council: Any = import_module("council")
    plan = load_ruleset(ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml").plan
    codes, names = council.drawn(plan, PEOPLE), council.names_of(plan)
    people = {name: codes[slot] for name, slot in council.inputs_of(plan).items()}
    score = getattr(import_module(f"council_{library}"), f"in_{library}")(people, list(names))
    found = dict(zip(names, council.in_order(score(), names), strict=True))
    expected = worked_out(plan, codes, PEOPLE, names.values())
    assert {name for name, slot in names.items() if not np.array_equal(found[name], expected[slot])} == set()
    assert {line.neutral for line in plan.lines} | {line.after_carers for line in plan.lines} <= set(names.values())
