"""One fault at a time, seeded in the engine and in the prover: the trust tests, the laws or the pairs must catch each.

A fault is a function of the code replaced by one that is wrong in one way. It counts as caught where going through everybody, the
laws, or scoring a pair alone disagrees on some ruleset of a fixed few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ras_engine.audit import Verdict, audit
from ras_engine.audit.prove import bounds, chains, climb, exact, objective, ranges, ratio, relate
from ras_engine.audit.space import clusters, frame, hull, states, variables, view
from ras_engine.audit.witnesses.witness import NotConfirmed
from ras_engine.ruleset import Ruleset, read_ruleset
from ras_engine.score.many import walk
from tests.audit.made import BOUNDED, SPLIT
from tests.audit.test_trust import faults_of

HERE = Path(__file__).parent
Fault = Callable[[pytest.MonkeyPatch], None]


@cache
def fixed(name: str) -> Ruleset:
    return read_ruleset((HERE / name).read_bytes(), file=name)


WITHHELD = "  - {id: out, says: People look, indicative_budget: withheld, when: {measure: total_points, at_least: 25}}\n"
APART = """
cannot_stand_together:
  - id: apart
    says: Not both.
    when: {all: [{question: washing, is: constant}, {question: eating, is: none}]}
"""


@cache
def few() -> tuple[Ruleset, ...]:
    text = (HERE / "clean.yaml").read_text(encoding="utf-8")
    text = text.replace("says: Some help, points: 2", "says: Some help, points: 0")
    text = text.replace("referral:\n", f"referral:\n{WITHHELD}") + APART
    return (read_ruleset(text, file="alike.yaml"), fixed("flawed.yaml"))


def complaints() -> Iterator[str]:
    """What the tests of trust say, the quickest first. Bounds stand alone here: no search lends them its examples."""
    ladder = next(one for one in variables.variables([fixed("clean.yaml")]) if one.column == "washing")
    if ladder.steps != ((0, 1), (1, 2), (2, 3)) or ladder.raws != ("none", "some", "all", "constant"):
        yield f"the steps of washing are {ladder.steps} of {ladder.raws}"
    seen: Counter[tuple[str, Verdict]] = Counter()
    for ruleset in few():
        yield from faults_of(ruleset, SPLIT, seen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(climb, "uphill", lambda *_: iter(()))
        for ruleset in few():
            yield from faults_of(ruleset, BOUNDED, seen)
    finding = audit(fixed("clean.yaml"), laws=["P14"]).finding("P14")
    if finding.verdict is not Verdict.PROVED:
        yield f"P14: {finding.says}"
    finding = audit(fixed("flawed.yaml"), laws=["P6"]).finding("P6")
    if len(finding.witnesses) < 3:
        yield "P6: pairs are missing"


def caught() -> bool:
    """Whether anything complains; a wrong prover may also trip over itself, which is as good."""
    try:
        return next(complaints(), None) is not None
    except (NotConfirmed, AssertionError, ArithmeticError, LookupError, TypeError, ValueError):
        return True


def wrapped(module: Any, name: str, wrong: Callable[..., Any]) -> Fault:
    """A function that is given the right one first, and then its arguments."""

    def seed(patch: pytest.MonkeyPatch) -> None:
        right = module.__dict__[name]
        if isinstance(right, property):
            patch.setattr(module, name, property(lambda self: wrong(right.fget, self)))
        elif hasattr(right, "func"):  # worked out once: here each time
            patch.setattr(module, name, property(lambda self: wrong(right.func, self)))
        else:
            patch.setattr(module, name, lambda *given, **named: wrong(right, *given, **named))

    return seed


def shifted(by: int) -> Callable[..., Any]:
    return lambda right, *given: right(*given) + by


def narrowed(right: Any, self: Any, key: int) -> hull.Box:
    """A hull that forgets how high its sums can be."""
    boxes = right(self, key)
    return hull.Box(boxes.low, boxes.low.copy())


ENGINE: dict[str, Fault] = {
    "the batch walker rounds a penny up": wrapped(walk, "divide_rounded", shifted(1)),
    "the batch walker takes the row before in a table": wrapped(walk, "_on_lines", shifted(-1)),
    "the batch walker looks up the next cell": wrapped(walk, "_lookup", shifted(1)),
    "the batch walker takes the band above": wrapped(walk, "_place", shifted(1)),
    "the batch walker turns conditions round": wrapped(walk, "_compare", lambda right, *given: 1 - right(*given)),
    "the batch walker takes the largest for the smallest": wrapped(
        walk, "_fold", lambda right, ufunc, *given: right(np.maximum, *given)
    ),
}
PROVER: dict[str, Fault] = {
    "a level is forgotten": wrapped(variables, "_raws", lambda right, ask: list(right(ask))[: max(1, len(list(right(ask))) - 1)]),
    "a step is forgotten": wrapped(variables, "_steps", lambda right, *given: list(right(*given))[:-1]),
    "steps skip a level": wrapped(
        variables, "_steps", lambda right, ask, raws, ranks: [(a, b + 1) for a, b in right(ask, raws, ranks) if b + 1 < len(raws)]
    ),
    "a reachable state is forgotten": wrapped(
        states.Reach,
        "joined",
        lambda right, self, one, other: right(self, one, other)[:-1] if len(one) * len(other) > 2 else right(self, one, other),
    ),
    "a state that nobody has": wrapped(
        states.Reach, "coordinates", lambda right, self, codes: [one + 1 for one in right(self, codes)]
    ),
    "people counted twice": wrapped(exact, "number_of", lambda right, limbs: right(limbs) * 2),
    "answers that do not matter counted once": wrapped(exact.Exact, "free", lambda right, self: 1),
    "the classes of an answer lose their size": wrapped(clusters.Cluster, "people", lambda right, self: np.ones_like(right(self))),
    "people who are referred are given an amount": wrapped(
        objective.Outputs, "shown", lambda right, self, columns: np.ones_like(right(self, columns))
    ),
    "answers that cannot stand together do": wrapped(clusters, "_allowed", lambda right, *given: np.ones_like(right(*given))),
    "a fall is taken for a rise": wrapped(objective.Objective, "value", lambda right, self, left, other: right(self, other, left)),
    "a move is measured one way": wrapped(objective.Objective, "value", lambda right, self, left, other: other - left),
    "a threshold is missed by a penny": wrapped(objective.Objective, "value", lambda right, *given: right(*given) - 1),
    "a factor of a sum is lost": wrapped(
        frame, "flattened", lambda right, *given: (tuple((slot, 1) for slot, _ in right(*given)[0]), right(*given)[1])
    ),
    "a person is another one": wrapped(exact.Exact, "values", lambda right, self, rows: tuple(0 for _ in right(self, rows))),
    "the hull is too narrow": wrapped(hull.Hull, "_joined", narrowed),
    "the bound of a table is too low": wrapped(
        chains.Tables, "changes", lambda right, *given: tuple(np.zeros_like(one) for one in right(*given))
    ),
    "the gap between two tables is lost": wrapped(
        chains.Tables, "gap", lambda right, self, *given: tuple(np.zeros_like(one) for one in right(self, *given))
    ),
    "a table's ends are too near": wrapped(chains.Tables, "all_ends", lambda right, *given: (right(*given)[0], right(*given)[0])),
    "intervals of sums are too short": wrapped(
        ranges.Ranges, "_add", lambda right, self, low, high, terms: (right(self, low, high, terms)[0],) * 2
    ),
    "rounding is thought exact": wrapped(
        relate.Relation,
        "_same_kind",
        lambda right, *given: None if right(*given) is None else tuple(np.zeros_like(one) for one in right(*given)),
    ),
    "everything that decides stays as it was": wrapped(
        relate.Relation, "_still", lambda right, self, left, other: np.ones(self.rows, dtype=np.bool_)
    ),
    "the bound is lowered a little each time": wrapped(bounds.Bounds, "bound", lambda right, *given: right(*given) - 300),
    "steps of the bounds are forgotten": wrapped(
        bounds.Bounds,
        "step_rows",
        lambda right, self, columns: (right(self, columns)[0].take(slice(0, 1)), right(self, columns)[1][:1]),
    ),
    "carers keep everything": wrapped(ratio.Kept, "of", lambda right, self, slot: ratio.ALL),
    "a branch is taken for constant": wrapped(
        view.View, "constant", lambda right, self, slot: self.values[slot] if len(self.support[slot]) == 2 else right(self, slot)
    ),
}


def test_nothing_complains_without_a_fault() -> None:
    assert list(complaints()) == []


def test_at_least_twenty_five_faults_are_seeded_in_engine_and_prover() -> None:
    assert len(ENGINE) + len(PROVER) >= 25


@pytest.mark.parametrize("fault", [*ENGINE, *PROVER])
def test_a_fault_of_the_engine_or_the_prover_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few()
    {**ENGINE, **PROVER}[fault](monkeypatch)
    assert caught()
