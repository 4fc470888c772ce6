"""P13. The same person gets the same pennies, in whatever order the answers come."""

from __future__ import annotations

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.score import score


def prove(bench: Bench) -> Draft:
    """A result is a pure function of codes found by name; the crowd is scored again with every mapping turned round."""
    crowd = Crowd(bench, 60)
    for row in crowd.few():
        data = crowd.assessment(row)
        turned = {key: dict(reversed(one.items())) if isinstance(one, dict) else one for key, one in reversed(data.items())}
        first = score(bench.ruleset, Assessment.from_dict(data))
        if (
            not first.values
            == score(bench.ruleset, Assessment.from_dict(turned)).values
            == score(bench.ruleset, first.assessment).values
        ):
            return Draft(Verdict.BROKEN, "The same answers in another order give another amount.", engine="search")
    return proved(
        "A result is a pure function of the codes of the answers, which are found by name and never by order.",
        "No operation of the engine reads a clock, a file, a random number or the order of a mapping.",
        f"{len(crowd.some)} people scored again with every mapping turned round gave the same values.",
    )


LAW = Law(
    "P13", "Same person, same pennies", "The same person gets the same pennies; the order of keys and rows does not matter.", prove
)
