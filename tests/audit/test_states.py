"""Sets of states as bits and as rising integers are the same sets."""

from __future__ import annotations

import numpy as np
import pytest

from ras_engine.audit.space.states import FEW, States


@pytest.mark.parametrize("seed", range(6))
def test_states_moved_by_each_of_others_are_all_their_sums(seed: int) -> None:
    random = np.random.default_rng(seed)
    one, other = (np.unique(random.integers(0, most, 40)) for most in (900, 70))
    found = States.of(one).shifted(other)
    sums = sorted({int(left + right) for left in one for right in other})
    assert found.codes.tolist() == sums
    assert (len(found), found.last) == (len(sums), sums[-1])
    assert States.of(found.codes).bits == found.bits


@pytest.mark.parametrize("asked", [FEW, FEW + 1], ids=["one by one", "together"])
def test_what_a_set_holds_does_not_hang_on_how_it_is_kept(asked: int) -> None:
    codes = np.array([0, 3, 4, 11, 200], dtype=np.int64)
    looked_up = np.concatenate([codes, np.linspace(-20, 220, asked - len(codes), dtype=np.int64)])
    known = set(codes.tolist())
    for states in (States.of(codes), States.of(codes).shifted(np.zeros(1, dtype=np.int64))):
        assert states.holds(looked_up).tolist() == [int(one) in known for one in looked_up]
