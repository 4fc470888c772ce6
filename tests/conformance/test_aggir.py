"""The French grid over every one of its 6,561 sets of answers: the lists of the code, read from a table, against the ruleset."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from tests.conformance.published import HERE, answering, by_columns, ruleset_at, table

RANKS = (
    ("a", 4380), ("a", 4140), ("a", 3390), ("b", 2016), ("c", 1700), ("c", 1432),
    ("d", 2400), ("e", 1200), ("f", 800), ("g", 650), ("h", 4000), ("h", 2000),
)  # fmt: skip
"""The list and the sum that gives each rank, the first rank first."""
GROUPS = {1: 1, **dict.fromkeys(range(2, 8), 2), 8: 3, 9: 3, 10: 4, 11: 4, 12: 5, 13: 6}
"""Annexe 2-2, part 2: ranks to groups."""
VARIABLES = ("coherence", "orientation", "washing", "dressing", "eating", "elimination", "transfers", "indoors")


def rank_of(letters: Sequence[str], lists: dict[tuple[str, str], dict[str, int]]) -> int:
    """The first rank whose list comes to its sum; the last one where none does."""
    answers = list(zip(VARIABLES, letters, strict=True))
    sums = {name: sum(lists[name, variable][letter] for variable, letter in answers) for name in "abcdefgh"}
    return next((rank for rank, (name, least) in enumerate(RANKS, start=1) if sums[name] >= least), len(RANKS) + 1)


def test_every_grid_has_the_rank_and_the_group_of_the_code() -> None:
    lists = {(row["list"], row["variable"]): {"a": 0, "b": int(row["b"]), "c": int(row["c"])} for row in table("aggir.csv")}
    grids = list(product("abc", repeat=len(VARIABLES)))
    ranks = [rank_of(letters, lists) for letters in grids]
    found = by_columns(ruleset_at(HERE / "aggir.yaml"), [answering(**dict(zip(VARIABLES, one, strict=True))) for one in grids])
    assert [int(steps["measure.rank"]) for steps in found] == ranks
    assert [6 - int(steps["measure.gir"]) for steps in found] == [GROUPS[rank] for rank in ranks]
    assert set(ranks) == set(range(1, 14))
