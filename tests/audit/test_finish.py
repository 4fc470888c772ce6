"""`finish`, from sums to money, over every state that can be reached: the shipped batch code gives what `score` gives one by one.

The states of a frame are the sums that money depends on. For each of them somebody real is made, scored alone by `score`, in the
batch program, and by the prover's own `finish`; all three must agree on every amount.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ras_engine.assessment import Assessment
from ras_engine.audit.prove.objective import Found, Kind, Objective
from ras_engine.audit.space.people import assessment_of, codes_of
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.budget import IndicativeBudget
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score import score
from ras_engine.score.many.work import worked_out
from tests.audit.made import SPLIT, bench, small_rulesets
from tests.profiles import NIGHTLY

HERE = Path(__file__).parent
AMOUNTS = ("carer_neutral_amount", "before_limits", "indicative_budget", "contingency", "planning_amount")


def compared(ruleset: Ruleset) -> int:
    """How many states were compared, all of them."""
    one, states = bench(ruleset, SPLIT), 0
    asked = [Found(Objective(name, name, Kind.MOVE)) for name in AMOUNTS]
    slots = [one.outputs.amounts[name] for name in AMOUNTS]
    for context in one.contexts:
        exact = one.frames.exact([context], asked)
        people = [exact.person(place) for place in range(len(exact.states))]
        columns = codes_of(ruleset.plan, one.variables, 0, np.array(people, dtype=np.int64))
        batch = worked_out(ruleset.plan, columns, len(people), dict.fromkeys(slots))
        for place, person in enumerate(people):
            result = score(ruleset, Assessment.from_dict(assessment_of(ruleset.plan, one.variables, 0, person)))
            assert isinstance(result, IndicativeBudget) == bool(exact.shown[0][place])
            for slot in slots:
                assert result.values[slot] == batch[slot][place] == exact.results[0][slot][place]
        states += len(people)
    return states


@pytest.mark.parametrize("name", ["clean.yaml", "flawed.yaml"])
def test_every_reachable_state_of_a_small_council_is_finished_as_one_by_one(name: str) -> None:
    assert compared(read_ruleset((HERE / name).read_bytes(), file=name)) > 400


def test_every_reachable_state_of_random_rulesets_is_finished_as_one_by_one() -> None:
    number = 60 if NIGHTLY else 8
    assert sum(bool(listed(ruleset)) for ruleset in small_rulesets(number, 500, 1_500)) * 4 >= number * 3


def listed(ruleset: Ruleset) -> int:
    """How many states were compared; none where they are too many to be listed, as the sums of a few drawn rulesets are."""
    try:
        return compared(ruleset)
    except OutOfReach:
        return 0
