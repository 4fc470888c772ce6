"""P25. From ruleset to ruleset nobody loses more than the council's amount unprotected."""

from __future__ import annotations

from collections.abc import Sequence

from ras_engine.audit.bench import CLIENT_GROUP, INDICATIVE, NO_LIMIT, PLANNING, Bench
from ras_engine.audit.law import Draft, Law, decide, not_applicable
from ras_engine.audit.prove.objective import Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.space.variables import OutOfReach, Variable, how_many
from ras_engine.audit.thresholds import path_of, pence_of
from ras_engine.ruleset import Ruleset

SAYS = {
    Verdict.PROVED: "Nobody loses more than the council allows when the new ruleset takes the place of the old one.",
    Verdict.BROKEN: "Somebody loses more than the council allows when the new ruleset takes the place of the old one.",
    Verdict.BOUNDED: "Nobody was found who loses more than allowed; but a loss up to the stated bound was not ruled out.",
}


def prove(bench: Bench) -> Draft:
    """Everybody who can be assessed by both, in the old ruleset and in the new one."""
    old = bench.against
    if old is None:
        return not_applicable("No earlier ruleset was given to compare with.")
    if (old.plan.currency, old.plan.per) != (bench.plan.currency, bench.plan.per):
        return not_applicable("The two rulesets count money in another currency or for another period.")
    most = pence_of(bench, "largest_loss_at_a_change")
    asked = [Objective(f"P25 {amount}", amount, Kind.FALL, NO_LIMIT if most is None else most) for amount in (INDICATIVE, PLANNING)]
    both = (old, bench.ruleset)
    try:
        known = bench.frames.variables(both)
    except OutOfReach as why:
        return not_applicable(f"Nobody can be assessed by both rulesets, or not one by one: {why}.")
    unsaid = _unsaid(known, both)
    if unsaid:
        return Draft(Verdict.SAMPLED, f"Outside what can be gone through: {unsaid}.", engine="none")
    found = bench.two_views([[context, context] for context in _groups(known, both)], asked, both)
    draft = decide(
        found,
        SAYS,
        ("indicative budget", "planning amount"),
        paths=(path_of("largest_loss_at_a_change"),),
        two_rulesets=True,
        assumes=_left_out(known, both),
    )
    if most is None:
        said = "The council has set no amount (audit: largest_loss_at_a_change); the largest loss is shown."
        return not_applicable(said, draft.worst, parts=draft.parts, engine=draft.engine)
    return draft


def _groups(known: Sequence[Variable], both: Sequence[Ruleset]) -> list[dict[str, int]]:
    """Each group that both rulesets know, by its place among those; nothing fixed where one of the two has no groups."""
    if any(CLIENT_GROUP not in one.plan.ask_named for one in both):
        return [{}]
    return [{CLIENT_GROUP: place} for one in known if one.column == CLIENT_GROUP for place in range(len(one))]


def _unsaid(known: Sequence[Variable], both: Sequence[Ruleset]) -> str:
    """Why people whom one ruleset does not ask something cannot be compared: what that counts as is no answer of the other one."""
    for one in known:
        for ruleset, codes in zip(both, one.codes, strict=True):
            ask = ruleset.plan.ask_named.get(one.column)
            if ask is not None and ask.asked is not None and codes is not None:
                counts_as = ask.not_asked or (0,) * ask.width
                if tuple(counts_as) not in {tuple(row) for row in codes.tolist()}:
                    return f"where {one.column} is not asked it counts as an answer that only one of the two rulesets knows"
    return ""


def _left_out(known: Sequence[Variable], both: Sequence[Ruleset]) -> tuple[str, ...]:
    """Who is not compared: those with an answer, or of a group, that only one of the two rulesets knows."""
    asks = {one.column: [ruleset.plan.ask_named.get(one.column) for ruleset in both] for one in known}
    fewer = [one.column for one in known if any(ask and how_many(ask) > one.many[0] for ask in asks[one.column])]
    alone = [column for column, found in asks.items() if None in found]
    questions = [{one.id: one.asked_when for one in ruleset.document.questions} for ruleset in both]
    sometimes = [column for column in asks if column not in alone and questions[0].get(column) != questions[1].get(column)]
    in_part = "Somebody whom only one of the two asks about {} is compared where the answer is what it else counts as."
    only_one = [in_part.format(", ".join(sometimes))] if sometimes else []
    said = [f"Not compared: whoever has an answer that only one of the two rulesets knows, to {', '.join(fewer)}."] if fewer else []
    return (*said, *([f"Only one of the two rulesets asks about {', '.join(alone)}."] if alone else []), *only_one)


LAW = Law(
    "P25", "Transition", "From ruleset to ruleset nobody loses more than the council's amount unprotected.", prove, repairs=True
)
