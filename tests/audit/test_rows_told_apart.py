"""Rows of a cluster are told apart as NumPy does it, however many columns there are and however wide."""

from __future__ import annotations

import numpy as np
import pytest

from ras_engine.audit.space.clusters import unique_rows


@pytest.mark.parametrize("columns", [1, 3, 12, 40])
@pytest.mark.parametrize("wide", [2, 1_000, 1 << 40, 1 << 61])
def test_distinct_rows_are_those_of_numpy_in_the_same_order(columns: int, wide: int) -> None:
    rng = np.random.default_rng(columns)
    few = rng.integers(-wide // 2, wide // 2, (60, columns))
    rows = few[rng.integers(0, len(few), 500)]
    found, first, place = unique_rows(rows)
    known, known_first, known_place = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    assert np.array_equal(found, known)
    assert np.array_equal(first, known_first)
    assert np.array_equal(place, known_place.reshape(-1))
    assert np.array_equal(found[place], rows)


def test_many_wide_rows_are_told_apart_column_by_column() -> None:
    rng = np.random.default_rng(1)
    few = rng.integers(0, 1 << 30, (1_000, 40))
    chosen = rng.integers(0, len(few), 200_000)
    found, _, place = unique_rows(few[chosen])
    assert len(found) == len(np.unique(chosen))
    assert np.array_equal(found[place], few[chosen])


def test_of_no_rows_there_are_none() -> None:
    found, first, place = unique_rows(np.zeros((0, 3), dtype=np.int64))
    assert (found.shape, len(first), len(place)) == ((0, 3), 0, 0)
