"""P4. A carer who is not willing, not able or not an adult is no carer, exactly."""

from __future__ import annotations

from itertools import product

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, not_applicable, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.space.people import assessment_of
from ras_engine.errors import AssessmentInvalid
from ras_engine.score.admit import admit

FACTS = [
    facts for facts in product(("yes", "no"), ("yes", "no"), ("yes", "no", None)) if facts[:2] != ("yes", "yes") or facts[2] == "no"
]


def prove(bench: Bench) -> Draft:
    """Admission gives the very same codes: each area, each extent, each way of not counting. Codes alone reach the arithmetic."""
    areas = [one for one in bench.variables if one.column in bench.areas]
    if not areas:
        return not_applicable("The ruleset has no carer support.")
    person = assessment_of(bench.plan, bench.variables, 0, tuple(one.least for one in bench.variables))
    try:
        nobody = admit(bench.ruleset, Assessment.from_dict({**person, "carer_support": "no_carer"}))
    except AssessmentInvalid:
        return Draft(
            Verdict.SAMPLED, "The plainest person of this ruleset cannot be given, so admission could not be gone through."
        )
    tried = 0
    for variable in areas:
        for raw in variable.raws[:: max(1, len(variable) // 8)]:
            bench.stop()
            for able, willing, adult in FACTS:
                key = "level" if hasattr(bench.plan.ask_named[variable.column], "levels") else "quantity"
                said = {key: raw, "able": able, "willing": willing, **({"adult": adult} if adult else {})}
                offered = {**person, "carer_support": {variable.column.removeprefix("carer."): said}}
                tried += 1
                if admit(bench.ruleset, Assessment.from_dict(offered)) != nobody:
                    says, rules = f"{variable.column}: support that may not count is counted.", (("carer_support",),)
                    return Draft(Verdict.BROKEN, says, engine="lemma", paths=rules)
    return proved(
        f"Support that is not able, willing and adult reaches no input: {tried} ways of not counting give the codes of no carer.",
        "The codes of an assessment are all that the arithmetic reads.",
    )


LAW = Law(
    "P4",
    "Not willing or not able is no carer",
    "A carer not willing or not able changes nothing, exactly as if there were none.",
    prove,
)
