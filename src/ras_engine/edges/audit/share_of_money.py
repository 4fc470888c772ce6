"""A warning for rulesets in which carers meet a share of money: two people with the same carers, the one with more need losing.

Receives a ruleset; gives a problem for each such rule with a pair that shows it, else nothing. It searches for a few seconds and
proves nothing: no warning is no proof.
"""

from __future__ import annotations

from ras_engine.audit import Limits, Person, Verdict, Witness
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft
from ras_engine.audit.laws import p01_more_need
from ras_engine.audit.prove.climb import climb
from ras_engine.audit.prove.objective import Found, Objective
from ras_engine.audit.prove.search import Search, Side
from ras_engine.audit.space.variables import OutOfReach
from ras_engine.audit.witnesses.witness import NotConfirmed, person, witnesses
from ras_engine.document.carers import ShareOfMoneyRule
from ras_engine.edges.audit.words import money
from ras_engine.errors import Problem, problem
from ras_engine.ruleset import Ruleset

SECONDS, PEOPLE = 3, 400


def share_of_money_warnings(ruleset: Ruleset) -> tuple[Problem, ...]:
    """The warnings of a ruleset: none where no rule takes a share of money, or nobody was found who loses by it."""
    support = ruleset.document.carer_support
    rules = [place for place, rule in enumerate(support.rules if support else ()) if isinstance(rule, ShareOfMoneyRule)]
    if not rules:
        return ()
    witness = _turned_round(ruleset)
    if witness is None:
        return ()
    gap = money(witness.left.amounts[witness.of] - witness.right.amounts[witness.of], ruleset.plan.currency)
    where = ruleset.where(("carer_support", "rules", rules[0]))
    return (problem("RAS980", where, (), gap=gap, says=witness.says),)


def _turned_round(ruleset: Ruleset) -> Witness | None:
    """A pair in which more need means less money with carers, and not without."""
    bench = Bench(ruleset, None, Limits(seconds=SECONDS, people=PEOPLE))
    try:
        if not bench.need or not bench.areas:
            return None
        for objective in p01_more_need.objectives(bench):
            for witness in _found(bench, objective):
                if _only_with_carers(ruleset, witness):
                    return witness
    except (OutOfReach, TimeoutError, NotConfirmed):
        return None
    return None


def _found(bench: Bench, objective: Objective) -> tuple[Witness, ...]:
    """Pairs that lose, all carers giving the most that they can, the plainest first."""
    most = {one.column: len(one) - 1 for one in bench.variables if one.column in bench.areas}
    side = Side(bench.plan, bench.outputs, 0, most)
    found = Found(objective)
    climb([(Search(bench.variables, side, side, bench.stop, bench.limits.seed), [found])], PEOPLE)
    return witnesses(bench, Draft(Verdict.BROKEN, "", found=found)) if found.value > 0 else ()


def _only_with_carers(ruleset: Ruleset, witness: Witness) -> bool:
    left, right = (_without(ruleset, one) for one in (witness.left, witness.right))
    return left.amounts[witness.of] <= right.amounts[witness.of] and witness.right.amounts["carer_adjustment"] != 0


def _without(ruleset: Ruleset, one: Person) -> Person:
    return person(ruleset, {**one.assessment, "carer_support": "no_carer"})
