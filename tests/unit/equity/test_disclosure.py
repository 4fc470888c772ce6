"""No withheld count can be worked out from what is shown: an adversary of the tests' own tries, in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize

from ras_engine.equity.disclosure import Tables, dominated, head, protect, shares_shown, to_five
from tests.profiles import NIGHTLY

Counts = NDArray[np.int64]
CASES = 300 if NIGHTLY else 12


def rows_of(bands: int, statuses: int = 0) -> NDArray[np.bool_]:
    """Each band, all bands, and each status."""
    alone = np.eye(bands + statuses, dtype=bool)
    every = np.zeros((1, bands + statuses), dtype=bool)
    every[0, :bands] = True
    return np.vstack([alone[:bands], every, alone[bands:]])


def ranges(tables: Tables, withheld: Sequence[NDArray[np.bool_]], exactly: bool) -> list[tuple[float, float]]:
    """The adversary: the least and greatest whole number that each withheld count can be, given what is shown.

    One unknown for each stratum and *combination* of groups of all features: nothing is assumed about how features are linked.
    Shown counts are known exactly, or as they are printed: within 2 of a multiple of 5.
    """
    sizes = [counts.shape[1] for counts in tables.counts]
    strata = tables.rows.shape[1]
    shape = (strata, *sizes)

    def vector(place: int, row: int, group: int) -> NDArray[np.float64]:
        chosen = np.zeros(shape)
        where: list[slice | NDArray[np.bool_] | int] = [tables.rows[row], *([slice(None)] * len(sizes))]
        if group < sizes[place]:
            where[place + 1] = group
        chosen[tuple(where)] = 1
        return chosen.ravel()

    lines: list[NDArray[np.float64]] = []
    hidden: list[NDArray[np.float64]] = []
    low, high = [], []
    for place in range(len(sizes)):
        for (row, group), count in np.ndenumerate(tables.published(place)):
            line = vector(place, row, group)
            if withheld[place][row, group]:
                hidden.append(line)
            lines.append(line)
            about = 0 if exactly or count == 0 else 2
            shown = int(count) if exactly else to_five(int(count))
            low.append(1 if withheld[place][row, group] else shown - about)
            high.append(np.inf if withheld[place][row, group] else shown + about)
    limits = optimize.LinearConstraint(np.array(lines), np.array(low), np.array(high))
    return [(least(line, limits), -least(-line, limits)) for line in hidden]


def least(line: NDArray[np.float64], limits: optimize.LinearConstraint) -> float:
    """The least sum of whole numbers of people within the limits; -inf where there is no least."""
    solved = optimize.milp(line, constraints=limits, integrality=np.ones(len(line)), bounds=optimize.Bounds(0, np.inf))
    return float(round(solved.fun)) if solved.status == 0 else -np.inf


small_tables = st.integers(2, 4).flatmap(
    lambda groups: st.lists(
        st.lists(st.one_of(st.integers(0, 12), st.integers(10, 60)), min_size=groups, max_size=groups), min_size=2, max_size=4
    )
)


@settings(max_examples=CASES)
@given(small_tables, st.booleans())
def test_no_withheld_count_can_be_recovered(table: list[list[int]], exactly: bool) -> None:
    counts = np.array(table)
    tables = Tables((counts,), rows_of(len(table)))
    withheld = protect(tables, 10)
    published = tables.published(0)
    assert not ((published > 0) & (published < 10) & ~withheld[0]).any()
    assert not (withheld[0] & (published == 0)).any()
    for low, high in ranges(tables, withheld, exactly):
        assert high - low >= 2


@settings(max_examples=CASES)
@given(small_tables, st.integers(0, 100), st.booleans())
def test_no_withheld_count_can_be_recovered_from_two_tables_of_the_same_people(
    table: list[list[int]], seed: int, exactly: bool
) -> None:
    first = np.array(table)
    second = np.random.default_rng(seed).binomial(first.sum(axis=1), 0.3)
    tables = Tables((first, np.column_stack([second, first.sum(axis=1) - second])), rows_of(len(table) - 1, 1))
    withheld = protect(tables, 10)
    for low, high in ranges(tables, withheld, exactly):
        assert high - low >= 2


@settings(max_examples=CASES // 3)
@given(st.lists(st.lists(st.one_of(st.integers(0, 6), st.integers(10, 40)), min_size=4, max_size=4), min_size=2, max_size=3))
def test_no_withheld_count_can_be_recovered_through_pairs_of_features(table: list[list[int]]) -> None:
    pairs = np.array(table)  # groups a1 b1, a1 b2, a2 b1, a2 b2
    left = np.column_stack([pairs[:, :2].sum(axis=1), pairs[:, 2:].sum(axis=1)])
    right = np.column_stack([pairs[:, ::2].sum(axis=1), pairs[:, 1::2].sum(axis=1)])
    rows = rows_of(len(table))
    withheld = protect(Tables((left, right, pairs), rows, ((2, 0, (0, 0, 1, 1)), (2, 1, (0, 1, 0, 1)))), 10)
    published = [rows.astype(np.int64) @ counts for counts in (left, right, pairs)]
    members = [[[0, 1], [2, 3], [0, 1, 2, 3]], [[0, 2], [1, 3], [0, 1, 2, 3]], [[0], [1], [2], [3], [0, 1, 2, 3]]]
    lines: list[NDArray[np.float64]] = []
    hidden: list[NDArray[np.float64]] = []
    low, high = [], []
    for place, counts in enumerate(published):
        shown = np.column_stack([counts, counts.sum(axis=1)])
        for (row, group), count in np.ndenumerate(shown):
            line = np.zeros(pairs.shape, dtype=np.float64)
            line[np.ix_(np.flatnonzero(rows[row]), np.array(members[place][group]))] = 1
            lines.append(line.ravel())
            is_hidden = bool(withheld[place][row, group])
            hidden.extend(lines[-1:] if is_hidden else [])
            low.append(1 if is_hidden else count)
            high.append(np.inf if is_hidden else count)
    limits = optimize.LinearConstraint(np.array(lines), np.array(low), np.array(high))
    for line in hidden:
        low_end, high_end = least(line, limits), -least(-line, limits)
        assert high_end - low_end >= 2


def test_withholding_only_the_small_count_would_give_it_away() -> None:
    tables = Tables((np.array([[40, 3], [50, 60]]),), rows_of(2))
    naive = (tables.published(0) > 0) & (tables.published(0) < 10)
    assert ranges(tables, [naive], exactly=True) == [(3.0, 3.0)]
    assert all(low < high for low, high in ranges(tables, protect(tables, 10), exactly=True))


def test_two_small_counts_that_bound_each_other_tightly_are_not_enough() -> None:
    # 1 + 1 = 2: both are known to be at least 1, so the row's total gives both away, though two are withheld.
    tables = Tables((np.array([[1, 1, 90], [40, 50, 60]]),), rows_of(2))
    small = (tables.published(0) > 0) & (tables.published(0) < 10)
    small[0, 3] = small[2, :2] = False
    assert (1.0, 1.0) in ranges(tables, [small], exactly=True)
    assert all(low < high for low, high in ranges(tables, protect(tables, 10), exactly=True))


def test_large_tables_are_shown_whole() -> None:
    tables = Tables((np.array([[40, 30], [50, 60]]),), rows_of(2))
    assert not protect(tables, 10)[0].any()


def test_a_count_is_shown_to_the_nearest_five() -> None:
    assert [to_five(count) for count in (0, 10, 12, 13, 17, 18, 1002)] == [0, 10, 10, 15, 15, 20, 1000]


def test_a_cell_that_one_or_two_people_dominate_is_withheld() -> None:
    plain = np.full((12, 2), 100.0)
    one, two = plain.copy(), plain.copy()
    one[0, 0] = 20_000.0
    two[:2, 1] = 4_000.0
    assert [dominated([head(each)]) for each in (plain, one, two)] == [False, True, True]
    assert dominated([head(plain), head(one)]) is True
    assert dominated([head(np.full((400, 2), 100.0)), head(one)]) is False


@pytest.mark.parametrize(
    ("yes", "shown"), [((20, 30), (True, True, True)), ((3, 30), (False, True, False)), ((0, 97), (True, False, False))]
)
def test_a_share_is_withheld_where_few_have_it_or_few_have_it_not(yes: tuple[int, int], shown: tuple[bool, ...]) -> None:
    assert shares_shown(yes, (100, 100), (False, False), 10) == shown
