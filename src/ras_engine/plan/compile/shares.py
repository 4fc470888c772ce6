"""How a line that serves several domains is shared over them: by the points that each domain puts into the line's measure."""

from __future__ import annotations

from fractions import Fraction

from ras_engine.document.lines import Line
from ras_engine.document.measures import PointsMeasure, SumMeasure, WeightedSumMeasure
from ras_engine.plan.compile.context import Context, Scope
from ras_engine.plan.operations import Slot


def domain_parts(context: Context, scope: Scope, line: Line) -> tuple[tuple[str, Slot], ...]:
    """The domains behind a line's measure, each with the slot of what it puts in; nothing where the line has a domain of its
    own."""
    name = getattr(line, "of", None) or getattr(line, "quantity", None)
    if line.domain is not None or not isinstance(name, str):
        return ()
    parts: dict[str, list[tuple[Slot, Fraction]]] = {}
    for leaf, weight in _leaves(context, name).items():
        for part, slot in _given_by(context, scope, leaf):
            domain = _domain_of(context, part)
            if domain:
                parts.setdefault(domain, []).append((slot, weight))
    return tuple((domain, context.builder.linear(terms)) for domain, terms in parts.items())


def _given_by(context: Context, scope: Scope, leaf: str) -> list[tuple[str, Slot]]:
    """What a leaf's number is made of: points by answer are given by each of their questions, anything else by itself."""
    match context.index.measures.get(leaf):
        case PointsMeasure(when=None, round=None, of=points):
            return [(name, context.look_up(scope, (name,), each)) for name, each in points.items()]
        case _:
            return [(leaf, scope.numbers[leaf])]


def _leaves(context: Context, name: str) -> dict[str, Fraction]:
    """The questions, and the measures that are not plain sums, that a sum is made of, with their weights, as they are first met.

    Measures read earlier ones only, so each is passed once, the last first, whatever the ways that lead to it.
    """
    weights = {name: Fraction(1)}
    for measure in reversed(context.document.measures):
        for part, each in _summed(context, measure.id) if measure.id in weights else ():
            weights[part] = weights.get(part, Fraction(0)) + weights[measure.id] * each
    met, waiting = dict[str, None](), [name]
    while waiting:
        one = waiting.pop()
        if one not in met:
            met[one] = None
            waiting += [part for part, _ in reversed(_summed(context, one))]
    return {one: weights[one] for one in met if not _summed(context, one)}


def _summed(context: Context, name: str) -> list[tuple[str, Fraction]]:
    """What a plain sum adds up, with weights; nothing where the name is not one."""
    match context.index.measures.get(name):
        case SumMeasure(when=None, round=None) as measure:
            return [(part, Fraction(1)) for part in context.index.summed(measure)]
        case WeightedSumMeasure(when=None, round=None, of=weights) if weights:
            return list(weights.items())
        case _:
            return []


def _domain_of(context: Context, name: str) -> str | None:
    """The one domain of all the need questions behind a name, if there is one."""
    questions = (context.index.questions.get(one) for one in context.index.reads_deeply([name]))
    domains = {question.domain for question in questions if question is not None and question.about == "need"}
    return domains.pop() if len(domains) == 1 else None
