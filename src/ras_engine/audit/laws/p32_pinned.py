"""P32. Pinned example cases come out as they should."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, many, not_applicable, proved
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
        come = "comes" if len(problems) == 1 else "come"
        says = f"{many(len(problems), 'expected value')} of {many(cases, 'case')} {come} out differently."
        return Draft(Verdict.BROKEN, says, engine="exact", listed=listed)
    says = f"Every value of {many(cases, 'worked example')} comes out to the penny."
    return proved(says, engine="exact", covers=many(cases, "pinned case"))


LAW = Law("P32", "Pinned cases", "Pinned example cases are sufficient within tolerance.", prove)
