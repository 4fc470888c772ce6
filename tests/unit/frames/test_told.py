"""What is told once for all rows alike is what each row would be told alone."""

from __future__ import annotations

import random

import pytest

from ras_engine.score.many import score_batch
from ras_engine.score.many.told import told
from tests.unit.edges.people import example, made_up

JUNK = ["", "none", "None", "no", "yes", "007", "1e3", "most", "all", "3 per day", "offered", "not_offered", True, 1, 1.0, None]


@pytest.mark.parametrize("seed", range(4))
def test_each_row_is_told_what_it_would_be_told_alone(seed: int) -> None:
    draw = random.Random(seed)
    columns = {name: list(cells) for name, cells in made_up(120, seed).items()}
    columns["hours"] = columns["id"]
    for _ in range(150):
        name = draw.choice(sorted(columns))
        columns[name][draw.randrange(120)] = draw.choice(JUNK)  # type: ignore[call-overload]
    batch = score_batch(columns, example())
    places, groups = told(batch)
    assert [groups[place] for place in places] == [batch.problems(row) for row in range(len(batch))]
    assert len(batch.bad_rows) > 20


def test_rows_that_differ_in_what_nobody_objects_to_are_admitted_once() -> None:
    columns = dict(made_up(2_000, 3))
    columns["preparing_food"] = ["nonsense"] * 2_000
    batch = score_batch(columns, example())
    assert batch.counts["problem"] == 2_000
    assert len(told(batch)[1]) < 600
