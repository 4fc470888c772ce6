"""P34. The file survives a round trip, and a stored result works out again."""

from __future__ import annotations

import json

from ras_engine.assessment import Assessment
from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.witnesses.crowd import Crowd
from ras_engine.results import replay, result_to_json
from ras_engine.ruleset import read_ruleset
from ras_engine.score import score


def prove(bench: Bench) -> Draft:
    """The ruleset written out as plain data and read again; real results stored, read and replayed."""
    again = read_ruleset(json.dumps(bench.ruleset.located.data, ensure_ascii=False, indent=1))
    if again.digest != bench.ruleset.digest or again.plan != bench.plan:
        return Draft(Verdict.BROKEN, "The ruleset written out and read again is another ruleset.", engine="lemma")
    crowd = Crowd(bench, 40)
    looked = 0
    for row in crowd.few(4):
        result = score(bench.ruleset, Assessment.from_dict(crowd.assessment(row)))
        if not replay(result_to_json(result), bench.ruleset).same:
            return Draft(Verdict.BROKEN, "A stored result does not come out the same.", engine="search")
        looked += 1
    return proved(
        "Written out and read again, the ruleset has the same digest and the same plan.",
        f"{looked} stored results were worked out again and are the same.",
    )


LAW = Law("P34", "Round trips", "The file survives a round trip; a stored result works out again.", prove)
