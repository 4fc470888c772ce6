"""Made-up people of the example council as Arrow, and as Parquet in small row groups."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ras_engine import Ruleset, demo_caseload, load_ruleset
from ras_engine.edges.arrow import scorer

ROOT = Path(__file__).parents[2]
RULESET = ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml"
PEOPLE = 1_000


@cache
def example() -> Ruleset:
    return load_ruleset(RULESET)


@cache
def people() -> pa.Table:
    """A thousand people, some referred and some with problems, their answers as plain texts."""
    made = demo_caseload(PEOPLE, 1, example())
    return pa.table({name: list(made[name]) for name in made})


@cache
def budgets() -> pa.Table:
    """Their budgets as one process finds them, in plain texts."""
    return scorer(example(), keep={"id": "string"}, texts="plain")(people())


def same(found: Any, expected: pa.Table | None = None) -> bool:
    """Whether these are the budgets, row by row, however texts are held."""
    wanted = budgets() if expected is None else expected
    return bool(pa.table(found).cast(wanted.schema).equals(wanted))


def parquet(folder: Path, *, rows: int = 100) -> Path:
    """The people in two files of small row groups; the folder that holds them."""
    place = folder / "caseload"
    place.mkdir()
    half = PEOPLE // 2
    for number, part in enumerate((people().slice(0, half), people().slice(half))):
        pq.write_table(part, place / f"people-{number}.parquet", row_group_size=rows)
    return place
