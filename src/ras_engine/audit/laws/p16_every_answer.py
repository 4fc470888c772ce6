"""P16. Every answer can matter; the least influential are listed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, pounds, proved
from ras_engine.audit.laws.p06_no_cliff import objectives
from ras_engine.audit.report import Counted, Verdict, Witness
from ras_engine.audit.space.people import codes_of, columns_of
from ras_engine.audit.structure import readers, results
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.audit.witnesses.sought import Sought, shown_by
from ras_engine.audit.witnesses.witness import Made, changed_words
from ras_engine.score.many.work import worked_out

MOST_SHOWN = 3
FEW = 100


def prove(bench: Bench) -> Draft:
    """For each question, somebody for whom another answer changes an amount, a referral, what people do next, what is asked, or
    whether the answers may stand together."""
    plan, seen = bench.plan, readers(bench.plan)
    slots = results(plan)
    asked = [place for place, one in enumerate(bench.variables) if plan.ask_named[one.column].is_question and len(one) > 1]
    asking = [ask.asked for ask in plan.asks if ask.asked is not None] + [clash.slot for clash in plan.clashes]
    opens = frozenset[str]().union(*(seen[slot] for slot in asking))
    reached = opens.union(*(seen[slot] for slot in slots))
    idle = [bench.variables[place].column for place in asked if bench.variables[place].column not in reached]
    if idle:
        paths = tuple(("questions", _place(bench, column)) for column in idle)
        alike = sum(bench.possible // one.many[0] * (one.many[0] - 1) for one in bench.variables if one.column in idle)
        return Draft(
            Verdict.BROKEN,
            f"Nothing reads the answer to: {', '.join(idle)}.",
            engine="lemma",
            paths=paths,
            listed=tuple(idle),
            counted=Counted(alike, alike, alike, f"pairs of assessments alike but for the answer to {', '.join(idle)}"),
            show=lambda: tuple(one for column in idle[:MOST_SHOWN] for one in _same(bench, column)),
        )
    crowd = Crowd(bench, 800)
    asked_about = [place for place in asked if bench.variables[place].column not in opens]
    left = [place for place, moved in zip(asked_about, _matter(bench, crowd, asked_about, slots), strict=True) if not moved]
    unmoved = [bench.variables[place].column for place in left if not _matters(bench, crowd, place, slots)]
    listed = _least(bench)
    if unmoved:
        says = f"Nobody looked at is moved by the answer to: {', '.join(unmoved)}."
        return Draft(Verdict.SAMPLED, says, engine="search", listed=listed)
    return proved(f"Each of {len(asked)} questions changes something for somebody.", engine="exact", listed=listed)


def _same(bench: Bench, column: str) -> tuple[Witness, ...]:
    """Two people who differ in an answer that nothing reads, and get the same."""
    variable = next(one for one in bench.variables if one.column == column)
    other = next(place for place in reversed(range(len(variable))) if place != variable.least)
    slots = {"planning": bench.plan.money.planning_amount, "budget": bench.plan.money.indicative_budget}
    changed = ({column: variable.least}, {column: other})

    def with_at_least(pence: int) -> Sought:
        return Sought(slots, lambda one, _: one["budget"] >= pence, lambda one, _: one["planning"], changed)

    def says(one: Witness) -> str:
        budget = pounds(one.left.amounts["indicative_budget"])
        return f"{changed_words(one.differ)}: indicative budget {budget} for both, and everything else is the same as well"

    made = Made("same", says, of="indicative_budget", about=f"the answer to {column} changes nothing")
    return shown_by(bench, with_at_least(1), made) or shown_by(bench, with_at_least(0), made)


def _place(bench: Bench, column: str) -> int:
    return next(place for place, one in enumerate(bench.ruleset.document.questions) if one.id == column)


def _matter(bench: Bench, crowd: Crowd, numbers: Sequence[int], slots: tuple[int, ...]) -> NDArray[np.bool_]:
    """For each of these questions, whether another answer changes any result of the first few of the crowd; all of it at once."""
    rng, few = np.random.default_rng(bench.limits.seed), crowd.people[:FEW]
    rows = len(few)
    other = np.tile(few, (len(numbers), 1))
    for place, number in enumerate(numbers):
        other[place * rows : (place + 1) * rows, number] = rng.integers(0, len(bench.variables[number]), rows)
    settled = crowd.search.settled(crowd.search.left, other)
    same = (settled == other).all(axis=1)
    before = crowd.columns(slots)
    after = columns_of(bench.plan, codes_of(bench.plan, bench.variables, 0, settled), len(settled), slots)
    moved = np.zeros(len(settled), dtype=np.bool_)
    for slot in slots:
        moved |= np.tile(before[slot][:FEW], len(numbers)) != after[slot]
    return np.asarray((moved & same).reshape(len(numbers), rows).any(axis=1))


def _matters(bench: Bench, crowd: Crowd, number: int, slots: tuple[int, ...]) -> bool:
    """Whether another answer to one question changes any result of anybody in the crowd, both being possible."""
    rng = np.random.default_rng(bench.limits.seed)
    plan, people = bench.plan, crowd.people
    before = crowd.columns(slots)
    for _ in range(4):
        bench.stop()
        other = people.copy()
        other[:, number] = rng.integers(0, len(bench.variables[number]), len(people))
        settled = crowd.search.settled(crowd.search.left, other)
        same = (settled == other).all(axis=1)
        after = worked_out(plan, codes_of(plan, bench.variables, 0, settled), len(people), slots)
        if any(((before[slot] != after[slot]) & same).any() for slot in slots):
            return True
    return False


def _least(bench: Bench) -> tuple[str, ...]:
    """The questions by the most that one step of theirs moves the planning amount, the least first."""
    if not bench.questions:
        return ()
    by_column = bench.by_column(objectives(bench)[1])
    ranked = sorted(by_column.items(), key=lambda item: (item[1], item[0]))
    return tuple(f"{column}: at most {pounds(value)} a step" for column, value in ranked if value > -1)[:8]


LAW = Law("P16", "Every answer can matter", "Every answer can matter; the least influential are listed.", prove, repairs=True)
