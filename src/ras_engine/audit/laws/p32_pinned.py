"""P32. Pinned example cases come out as they should."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, not_applicable, proved
from ras_engine.audit.report import Verdict
from ras_engine.rulebook.examples import check_examples


def prove(bench: Bench) -> Draft:
    """Every worked example that was handed over, at every step that it names, to the penny."""
    if bench.examples is None:
        return not_applicable("No worked examples were handed over.")
    problems = check_examples(bench.ruleset, bench.examples)
    cases = len(bench.examples.document.cases)
    if problems:
        listed = tuple(f"{one.where.path}: {one.message}" for one in problems)
        return Draft(
            Verdict.BROKEN, f"{len(problems)} expected values of {cases} cases come out differently.", engine="exact", listed=listed
        )
    return proved(f"{cases} worked examples come out to the penny.", engine="exact", covers=f"{cases} pinned cases")


LAW = Law("P32", "Pinned cases", "Pinned example cases are sufficient within tolerance.", prove)
