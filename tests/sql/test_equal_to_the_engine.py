"""A query gives what `score_batch` gives, row for row: amounts to the penny, statuses, problem codes, decisions, every step."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ras_engine import Ruleset, read_ruleset, score_batch
from ras_engine.edges.sql import query
from ras_engine.plan.operations import Operation
from ras_engine.testing import compiled, rulesets
from tests.profiles import NIGHTLY
from tests.sql.expected import expected, expected_steps
from tests.sql.people import People
from tests.sql.servers import Columns, Database

ROOT = Path(__file__).parents[2]
WRITTEN = [
    *sorted((ROOT / "tests" / "conformance" / "rulesets").glob("*.yaml")),
    ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml",
    ROOT / "benchmarks" / "rulesets" / "workload.yaml",
]
FILES = [path for path in WRITTEN if not path.name.endswith(".examples.yaml")]
RANDOM = 400 if NIGHTLY else 50
"""Random rulesets, each in every database."""


def agreed(database: Database, dialect: str, ruleset: Ruleset, caseload: Columns, *, steps: bool) -> Counter[str]:
    """Compare the two, with every step of the working where asked for, and count the statuses."""
    batch = score_batch(caseload, ruleset)
    due = expected(batch)
    if steps:
        due = [row | working for row, working in zip(due, expected_steps(batch), strict=True)]
    text = query(ruleset, dialect, columns=[name for name in caseload if name != "id"], steps=steps)
    found = database.run(text, caseload)
    assert [found[str(name)] for name in caseload["id"]] == due
    return Counter(row["status"] for row in due)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_published_scheme_and_our_own_come_out_the_same(database: Database, dialect: str, path: Path) -> None:
    ruleset = read_ruleset(path.read_bytes(), file=path.name)
    statuses = agreed(database, dialect, ruleset, People(ruleset, seed=1).columns(good=50, spoilt=50), steps=True)
    assert statuses["problem"] >= 20
    assert statuses["amount"] + statuses["referral"] >= 30


@settings(max_examples=RANDOM, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_random_rulesets_and_people_come_out_the_same(databases: dict[str, Database], data: st.DataObject) -> None:
    ruleset = compiled(data.draw(rulesets(), label="ruleset"))
    people = People(ruleset, data.draw(st.integers(0, 10**6), label="seed")).columns(good=12, spoilt=18)
    for dialect, database in databases.items():
        agreed(database, dialect, ruleset, people, steps=False)


def test_the_rulesets_above_have_every_kind_of_operation_and_every_kind_of_answer() -> None:
    plans = [read_ruleset(path.read_bytes(), file=path.name).plan for path in FILES]
    assert {type(one) for plan in plans for one in plan.operations} == set(Operation.__args__)
    assert {type(ask).__name__ for plan in plans for ask in plan.asks} == {"LevelAsk", "DaysAsk", "QuantityAsk", "FrequencyAsk"}
