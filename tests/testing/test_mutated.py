"""Mutated rulesets: one thing is changed, the ruleset still loads, and what was changed is told as it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from ras_engine.located import path_text
from ras_engine.testing import Mutated, mutated
from tests.testing.drawn import every, plainest, sample


@cache
def drawn() -> list[Mutated]:
    return every(mutated(sample()), 60)


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> dict[str, str]:
    """Every single value by its path."""
    if isinstance(data, dict | list):
        parts = data.items() if isinstance(data, dict) else enumerate(data)
        return {name: value for key, one in parts for name, value in leaves(one, (*path, key)).items()}
    return {path_text(path): data}


def test_figures_edges_rows_and_weights_are_all_changed() -> None:
    assert {one.kind for one in drawn()} == {"figure", "edge", "row", "weight"}
    assert {one.where.path.split(".")[0].split("[")[0] for one in drawn()} >= {"questions", "budget_lines"}


def test_one_value_differs_and_it_is_the_one_that_is_told() -> None:
    before = leaves(sample().located.data)
    for one in drawn():
        after = leaves(one.ruleset.located.data)
        assert one.ruleset.digest != sample().digest
        if one.kind == "row":
            assert one.after is None
            assert len(after) < len(before)
        else:
            differing = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
            assert differing == {one.where.path: (one.before, one.after)}


def test_the_place_told_is_the_line_of_the_file() -> None:
    lines = sample().located.text.splitlines()
    for one in drawn():
        if one.kind != "row":
            assert lines[one.where.line - 1][one.where.column - 1 :].startswith(one.before)
        assert one.where.path in str(one)


def test_a_mutation_shrinks_to_the_first_figure_made_larger_by_one_of_its_last_digit() -> None:
    plain = plainest(mutated(sample()))
    assert (plain.before, plain.after) == ("0", "1")
    assert plain.where.path == "questions[0].levels[0].points"
