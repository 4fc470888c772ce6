"""P24. An unknown answer is a refusal or a stated level, never "no need".

What a missing answer counts as is no need where it is the least that can be said; and where it is more than that in words alone, so
that it brings nobody a penny more than the least would. Money decides, for it is money that is lost by not being asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ras_engine.audit.bench import INDICATIVE, PLANNING, Bench
from ras_engine.audit.law import Draft, Law, counted, proved, worst_of
from ras_engine.audit.prove.objective import Found, Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.space.people import said
from ras_engine.audit.space.variables import Variable
from ras_engine.audit.structure import readers
from ras_engine.audit.witnesses.example import example, searcher
from ras_engine.document.questions import CountsAs
from ras_engine.plan.plan import Path

FEW = 400
"""People looked at before all are gone through: somebody who gains by it is nearly always among them."""
MOST_TRIED, MOST_LISTED = 3, 8
"""Questions of which a pair is looked for until one is found, and that are written out."""


@dataclass(frozen=True)
class Unanswered:
    """A question about need that may be left unanswered: what that counts as, by its place among the values, and why."""

    place: int
    variable: Variable
    value: int
    why: str

    @property
    def path(self) -> Path:
        """The rule that says so."""
        return ("questions", self.place, "if_missing")

    @property
    def column(self) -> str:
        """The question."""
        return self.variable.column

    @property
    def counts_as(self) -> str:
        """What it counts as, in words."""
        return said(self.variable, self.value)

    def fault(self, bench: Bench) -> str:
        """What is wrong with it, in words."""
        least = self.variable.least
        where = bench.ruleset.where(self.path).path
        if self.value == least:
            return f"{where}: no answer counts as {self.counts_as}, the least that can be said"
        return f"{where}: no answer counts as {self.counts_as}, which brings nobody more than {said(self.variable, least)}"


def prove(bench: Bench) -> Draft:
    """Every question about need or safety that can move the budget: it must be answered, or no answer counts as more than the
    least that can be said, and brings somebody more."""
    moving = _moving(bench)
    asked = list(_unanswered(bench))
    listed = tuple(
        f"{one.column} counts as {one.counts_as}; it cannot move the budget: {one.why}" for one in asked if one.column not in moving
    )
    brings = {one.column: one.value != one.variable.least and _brings(bench, one) for one in asked if one.column in moving}
    broken = [one for one in asked if brings.get(one.column) is False]
    if broken:
        return _broken(bench, broken)
    open_ = [one for one in asked if one.column in moving and brings[one.column] is None]
    if open_:
        says = "Nobody was found to whom what no answer counts as brings more than no need would, and it was not ruled out: "
        names = ", ".join(f"{one.column} ({one.counts_as})" for one in open_)
        return Draft(Verdict.SAMPLED, f"{says}{names}.", engine="search", paths=tuple(one.path for one in open_), listed=listed)
    return proved(
        "Nobody's budget is lower because an answer about need is unknown: it is asked for, or counts as some need.", listed=listed
    )


def _moving(bench: Bench) -> frozenset[str]:
    plan, seen = bench.plan, readers(bench.plan)
    return seen[plan.money.planning_amount] | seen[plan.money.indicative_budget]


def _unanswered(bench: Bench) -> Iterator[Unanswered]:
    known = {one.column: one for one in bench.variables}
    for place, question in enumerate(bench.ruleset.document.questions):
        missing = question.if_missing
        if question.about in ("need", "safety") and isinstance(missing, CountsAs):
            variable = known[question.id]
            codes, wanted = variable.codes[0], bench.plan.ask_named[question.id].if_missing
            assert codes is not None
            value = int(np.flatnonzero((codes == np.array(wanted)).all(axis=1))[0])
            yield Unanswered(place, variable, value, missing.why)


def _broken(bench: Bench, broken: list[Unanswered]) -> Draft:
    """No need, for one question or more: shown by the first of them for which it costs somebody money."""
    first, found = broken[0], _costs(bench, broken[0])
    for one in broken[1:MOST_TRIED]:
        if found.value <= 0:
            first, found = one, _costs(bench, one)
    more = len(broken) - MOST_LISTED
    what = f"pairs of assessments alike but that {first.column} is unanswered in one and answered in the other"
    return Draft(
        Verdict.BROKEN,
        f"An unanswered question counts as no need, and may cost money: {', '.join(one.column for one in broken)}.",
        worst=worst_of(found) if found.left and found.value > 0 else None,
        counted=counted(found, what),
        what=what,
        threshold=0,
        at_fault=True,
        engine="lemma" if all(one.value == one.variable.least for one in broken) else found.engine,
        paths=tuple(one.path for one in (first, *(each for each in broken if each is not first))),
        found=found,
        unanswered=first.column,
        listed=(
            *(one.fault(bench) for one in broken[:MOST_LISTED]),
            *([f"and {more} more questions, at the lines that are given"] if more > 0 else []),
        ),
    )


def _brings(bench: Bench, one: Unanswered) -> bool | None:
    """Whether what no answer counts as brings somebody more than the least that can be said; None where that is not known."""
    pairs = [[{**each, one.column: one.variable.least}, {**each, one.column: one.value}] for each in bench.contexts]
    asked = [Objective(f"P24 {amount} {one.column}", amount, Kind.RISE, 0) for amount in (INDICATIVE, PLANNING)]
    for objective in asked:
        for pair in pairs:
            search = searcher(bench, pair)
            if (search.values(objective, *search.pairs(objective, search.people(FEW))) > 0).any():
                return True
    for found in bench.two_views(pairs, asked):
        if found.value > 0:
            return True
        if found.bound is None or found.bound > 0:
            return None
    return False


def _costs(bench: Bench, one: Unanswered) -> Found:
    """Everybody who left the answer out beside the same person with each other answer to it: what that could bring."""
    others = [place for place in range(len(one.variable)) if place != one.value]
    fixed = [[{**each, one.column: one.value}, {**each, one.column: other}] for each in bench.contexts for other in others]
    moving = readers(bench.plan)[bench.plan.money.indicative_budget]
    amount = INDICATIVE if one.column in moving else PLANNING
    return example(bench, fixed, Objective(f"P24 {one.column}", amount, Kind.RISE, 0))


LAW = Law(
    "P24", "Unknown is not no need", 'An unknown answer is a stated level or a refusal, never "no need".', prove, repairs=True
)
