"""P19. Support is counted once."""

from __future__ import annotations

from collections import Counter

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, many, not_applicable, proved
from ras_engine.audit.laws.p18_locality import reduced_by
from ras_engine.audit.report import Verdict


def prove(bench: Bench) -> Draft:
    """Each area in one rule, each measure and each line reduced by one area, and no reduced measure made of another."""
    support, index = bench.ruleset.document.carer_support, bench.ruleset.index
    if support is None:
        return not_applicable("The ruleset has no carer support.")
    areas = Counter(area for rule in support.rules for area in reduced_by(rule))
    reduced = Counter(name for rule in support.rules for names in _each(rule) for name in names)
    twice = [f"the area {name}" for name, count in areas.items() if count > 1] + [
        name for name, count in reduced.items() if count > 1
    ]
    measures = [name for name in reduced if name in index.measures]
    nested = [name for name in measures if (set(index.reads_deeply([name])) - {name}) & set(measures)]
    if twice or nested:
        return Draft(
            Verdict.BROKEN, f"Counted twice: {', '.join(twice + nested)}.", engine="lemma", paths=(("carer_support", "rules"),)
        )
    says = f"Of {many(len(areas), 'area')}, each in one rule: {', '.join(reduced)} reduced once each, and none made of another."
    return proved(says)


def _each(rule: object) -> list[tuple[str, ...]]:
    """What a rule reduces, once for each time that it does: a mean over activities reduces its measures once."""
    names = list(reduced_by(rule).values())  # type: ignore[arg-type]
    return names[:1] if hasattr(rule, "activities") else names


LAW = Law("P19", "Support counts once", "No support is counted twice.", prove)
