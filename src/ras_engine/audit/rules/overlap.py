"""Why an entry of a list is never the first that holds: somebody in whom it does hold, but an entry before it as well.

Receives a list of conditions and one of its entries; gives that person beside somebody in whom the entry before holds and this one
does not, so that the two conditions can be compared. Where the entry's own condition never holds, who comes nearest to it is shown.
"""

from __future__ import annotations

import numpy as np

from ras_engine.audit.bench import Bench
from ras_engine.audit.prove.objective import NEVER
from ras_engine.audit.report import Witness
from ras_engine.audit.space.people import Values
from ras_engine.audit.witnesses.facts import condition_at, step_at
from ras_engine.audit.witnesses.nearest import NEAREST, nearest_to_condition
from ras_engine.audit.witnesses.sought import Looker, Sought, crowd_of
from ras_engine.audit.witnesses.witness import Made, witness_of
from ras_engine.plan.operations import AllOf, AnyOf, Compare, Not, Slot
from ras_engine.plan.plan import Path

MOST_ENTRIES = 4


def hidden_entry(bench: Bench, path: Path, slot: Slot, conditions: tuple[Slot, ...], place: int) -> tuple[Witness, ...]:
    """The witness of an entry that an earlier one always takes."""
    about = bench.ruleset.where((*path, place)).path
    slots = {"entry": conditions[place], "budget": bench.plan.money.indicative_budget}
    both = Looker(bench, Sought(slots, lambda one, _: one["entry"] == 1, lambda one, _: one["budget"])).three()
    if not both:
        return nearest_to_condition(bench, (*path, place), conditions[place], holds=True, about=about)
    person = both[0][1][0]
    earlier = _taken_by(bench, conditions[:place], person)
    alone = {"earlier": conditions[earlier], "entry": conditions[place]}
    sought = Sought(alone, lambda one, _: (one["earlier"] == 1) & (one["entry"] == 0), lambda one, _: one["earlier"])
    other = likest(bench, sought, person)
    names = [condition_at(bench.plan, conditions[one], (*path, one)) for one in (earlier, place)]
    route = next((name for name, one in bench.plan.routes if one.slot == slot), "")
    facts = (*names, *([route] if route else []), *measured(bench, (conditions[earlier], conditions[place])))
    where = [bench.ruleset.where((*path, one)).path for one in (earlier, place)]

    def says(one: Witness) -> str:
        first = f"in one person both {where[0]} and {where[1]} hold, and the first that holds is taken"
        return (
            first
            if one.alone
            else f"{first}; in the other only {where[0]} holds, and nobody was found in whom only {where[1]} does"
        )

    made = Made("facts", says, tuple(one for one in facts if one), about=about)
    return (witness_of(bench, NEAREST, (person, other or person), made),)


def _taken_by(bench: Bench, earlier: tuple[Slot, ...], person: Values) -> int:
    """The entry that this person falls under."""
    slots = {str(place): slot for place, slot in enumerate(earlier)}
    people = np.array([person], dtype=np.int64)
    for place in range(len(earlier)):
        rule = Sought(slots, lambda one, _, place=place: one[str(place)] == 1, lambda one, _: one["0"])  # type: ignore[misc]
        if Looker(bench, rule).sizes(people, people)[0] > NEVER:
            return place
    return 0


def likest(bench: Bench, sought: Sought, person: Values) -> Values | None:
    """Somebody of whom it is so, as like another person as can be; None where nobody was found."""
    looker, people = Looker(bench, sought), crowd_of(bench).people
    found = people[looker.sizes(people, people) > NEVER]
    if not len(found):
        return None
    best = found[int(np.argmin((found != np.array(person)).sum(axis=1)))]
    for number in range(len(person)):
        tried = best.copy()
        tried[number] = person[number]
        if (tried != best).any() and looker.sizes(tried[None, :], tried[None, :])[0] > NEVER:
            best = looker.search.settled(looker.sides[0], tried[None, :])[0]
    return tuple(int(one) for one in best)


def measured(bench: Bench, conditions: tuple[Slot, ...]) -> tuple[str, ...]:
    """The measures and answers that conditions compare, by the names of their steps."""
    found: list[str] = []
    for slot in conditions:
        operation = bench.plan.operations[slot - bench.plan.inputs] if slot >= bench.plan.inputs else None
        match operation:
            case Compare(of=of):
                found += [step_at(bench.plan, of)]
            case AllOf(of=slots) | AnyOf(of=slots):
                found += measured(bench, slots)
            case Not(of=one):
                found += measured(bench, (one,))
            case _:
                pass
    return tuple(dict.fromkeys(found))[:MOST_ENTRIES]
