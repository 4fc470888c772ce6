"""P18. A carer's answer for one area changes only that area's lines."""

from __future__ import annotations

from ras_engine.audit.bench import Bench
from ras_engine.audit.law import Draft, Law, counted, not_applicable, proved, worst_of
from ras_engine.audit.prove.objective import Found, Kind, Objective
from ras_engine.audit.report import Verdict
from ras_engine.audit.structure import readers
from ras_engine.audit.witnesses.example import example_of_steps
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
        found = [
            (f"support with {area}, which changes {line}", _moved(bench, area, line))
            for _, area, outside in astray
            for line in outside[:1]
        ]
        found = sorted((one for one in found if one[1].left and one[1].value > 0), key=lambda one: -one[1].value)
        first = found[0][1] if found else None
        what = f"pairs of assessments one step of {found[0][0].partition(',')[0]} apart" if found else ""
        return Draft(
            Verdict.BROKEN,
            says + ".",
            worst=worst_of(first) if first else None,
            counted=counted(first, what) if first else None,
            what=what,
            threshold=0,
            at_fault=True,
            engine="lemma",
            paths=tuple(dict.fromkeys(("carer_support", "rules", place) for place, *_ in astray)),
            found=first,
            others=tuple(found[1:]),
        )
    return proved("Support in one area reaches no line of another domain.", listed=tuple(shared))


def _moved(bench: Bench, area: str, line: str) -> Found:
    """One step of support in an area: how far a line of another domain moves."""
    return example_of_steps(
        bench, Objective(f"P18 {area}", f"line.{line}.after_carers", Kind.MOVE, 0, frozenset({f"carer.{area}"}))
    )


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


LAW = Law(
    "P18",
    "Support stays where it is given",
    "A carer's answer for one domain changes only that domain's line.",
    prove,
    repairs=True,
)
