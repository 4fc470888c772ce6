"""P18. A carer's answer for one area changes only that area's lines."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, not_applicable, proved
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import readers
from ras_engine.document.carers import MeanShareRule, QuantityMetRule, ShareOfMoneyRule, ShareOfPointsRule


def prove(bench: Bench) -> Draft:
    """What each area's input reaches, against what the rule says that it reduces and the domain that it is named after."""
    support = bench.ruleset.document.carer_support
    if support is None:
        return not_applicable("The ruleset has no carer support.")
    seen, lines = readers(bench.plan), bench.plan.lines
    domains = set(bench.ruleset.document.domains or ())
    astray, shared = [], []
    for place, rule in enumerate(support.rules):
        for area, names in reduced_by(rule).items():
            touched = [line for line in lines if f"carer.{area}" in seen[line.after_carers]]
            outside = [line.id for line in touched if area in domains and line.domain not in (area, None)]
            if outside:
                astray.append((place, area, outside))
            if isinstance(rule, MeanShareRule) or len(touched) > max(len(names), 1):
                shared.append(f"{area} reaches {', '.join(line.id for line in touched)}")
    if astray:
        says = "; ".join(f"support with {area} changes {', '.join(outside)}" for _, area, outside in astray)
        return Draft(
            Verdict.BROKEN, says + ".", engine="lemma", paths=tuple(("carer_support", "rules", place) for place, *_ in astray)
        )
    return proved("Support in one area reaches no line of another domain.", listed=tuple(shared))


def reduced_by(rule: ShareOfPointsRule | ShareOfMoneyRule | QuantityMetRule | MeanShareRule) -> dict[str, tuple[str, ...]]:
    """What each area of a rule reduces."""
    match rule:
        case ShareOfPointsRule():
            return {area: (measure,) for area, measure in rule.reduces.items()}
        case QuantityMetRule():
            return {area: (one.measure,) for area, one in rule.reduces.items()}
        case ShareOfMoneyRule():
            return {area: tuple(names) for area, names in rule.reduces.items()}
        case MeanShareRule():
            return {area: tuple(rule.reduces) for area in rule.activities}


LAW = Law("P18", "Support stays where it is given", "A carer's answer for one domain changes only that domain's line.", prove)
