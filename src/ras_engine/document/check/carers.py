"""Carer rules: no support counts twice, and what is reduced can be."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.carers import CarerRule, CarerSupport, MeanShareRule, QuantityMetRule, ShareOfMoneyRule, ShareOfPointsRule
from ras_engine.document.check.context import Context, Found, repeated
from ras_engine.document.check.names import all_lines
from ras_engine.document.lines import Line, ShareOfLinesLine
from ras_engine.document.names import with_inner
from ras_engine.errors import did_you_mean
from ras_engine.exact import ends_in_decimals, format_decimal
from ras_engine.located import Path


def _rules(context: Context) -> Iterator[tuple[Path, CarerRule]]:
    support = context.document.carer_support
    return ((("carer_support", "rules", at), rule) for at, rule in enumerate(support.rules if support else ()))


def areas_that_count_twice(context: Context) -> Iterator[Found]:
    """An area belongs to one rule."""
    named: list[tuple[Path, str]] = []
    for path, rule in _rules(context):
        key = "activities" if isinstance(rule, MeanShareRule) else "reduces"
        named += (((*path, key, area), area) for area in context.index.areas_of(rule))
    for again, first, name in repeated(named):
        yield Found("RAS261", again, {"name": name}, key=True, related=((first, "The first rule"),))


def reduced(context: Context) -> Iterator[tuple[Path, str, int]]:
    """Every measure that a rule reduces: the path, its name, the number of the rule."""
    for at, (path, rule) in enumerate(_rules(context)):
        match rule:
            case ShareOfPointsRule():
                yield from (((*path, "reduces", area), name, at) for area, name in rule.reduces.items())
            case QuantityMetRule():
                yield from (((*path, "reduces", area, "measure"), one.measure, at) for area, one in rule.reduces.items())
            case MeanShareRule():
                yield from (((*path, "reduces", number), name, at) for number, name in enumerate(rule.reduces))
            case ShareOfMoneyRule():
                pass


def measures_reduced_twice(context: Context) -> Iterator[Found]:
    """A measure is reduced once, and never together with a measure it depends on."""
    every = list(reduced(context))
    for again, first, name in repeated((path, name) for path, name, _ in every):
        yield Found("RAS262", again, {"name": name}, related=((first, "The first rule"),))
    places = {name: path for path, name, _ in reversed(every)}
    for path, name, _ in every:
        measure = context.index.measures.get(name)
        behind = context.index.reads_deeply(context.index.reads_of_measure(measure)) if measure else frozenset()
        for other in sorted(set(places) & behind - {name}):
            words = {"name": name, "other": other}
            yield Found("RAS263", path, words, related=((places[other], f'"{other}" is reduced here'),))


def lines_whose_money_is_reduced(context: Context) -> Iterator[Found]:
    """A share of money is met of a budget line, once, and not of one whose points are reduced as well."""
    lines = {line.id: line for line in context.document.budget_lines}
    named: list[tuple[Path, str]] = []
    for path, rule in _rules(context):
        if isinstance(rule, ShareOfMoneyRule):
            named += [((*path, "reduces", area, at), line) for area, some in rule.reduces.items() for at, line in enumerate(some)]
    for again, first, name in repeated(named):
        yield Found("RAS265", again, {"name": name}, related=((first, "The first area"),))
    measures = {name: path for path, name, _ in reduced(context)}
    for path, name in named:
        if name not in lines:
            yield from _no_such_line(context, path, name, lines)
            continue
        both = sorted(set(measures) & reads_of_line_deeply(context, lines[name]))
        if both:
            words = {"name": name, "measure": both[0]}
            yield Found("RAS264", path, words, related=((measures[both[0]], "The measure is reduced here"),))


def _no_such_line(context: Context, path: Path, name: str, lines: dict[str, Line]) -> Iterator[Found]:
    if context.unsure(name) or not context.all_known("budget_lines"):
        return
    elsewhere = next((where for where, line in all_lines(context) if line.id == name), None)
    if elsewhere:
        yield Found("RAS266", path, {"name": name}, related=((elsewhere, "The line"),))
    else:
        yield Found("RAS252", path, {"name": name, "hint": did_you_mean(name, lines)})


def reads_of_line_deeply(context: Context, line: Line) -> frozenset[str]:
    """Everything that a line reads, through measures and through the lines it takes a share of."""
    names: set[str] = set()
    seen: set[str] = set()
    waiting = [line]
    while waiting:
        for one in with_inner(waiting.pop()):
            if one.id in seen:
                continue
            seen.add(one.id)
            names |= context.index.reads_of_line(one)
            above = one.lines if isinstance(one, ShareOfLinesLine) else ()
            waiting += (context.index.lines[other] for other in above if other in context.index.lines)
    return context.index.reads_deeply(names)


def levels_of_support(context: Context) -> Iterator[Found]:
    """Rules by shares need levels; more support never meets less; `none` meets nothing."""
    support = context.document.carer_support
    if support is None or context.gaps.items & {("carer_support",)}:
        return
    by_levels = [path for path, rule in _rules(context) if not isinstance(rule, QuantityMetRule)]
    if support.levels is None and by_levels:
        yield Found("RAS267", by_levels[0], {})
    yield from _met(support)


def _met(support: CarerSupport) -> Iterator[Found]:
    levels = support.levels or ()
    for at, level in enumerate(levels):
        path: Path = ("carer_support", "levels", at)
        if level.id == "none" and (at or level.met):
            yield Found("RAS268", path, {})
        elif at and level.met < levels[at - 1].met:
            words = {"level": level.id, "before": levels[at - 1].id}
            related = ((("carer_support", "levels", at - 1, "met"), "The level before it"),)
            yield Found("RAS269", (*path, "met"), words, related=related)


def quantities_in_whole_steps(context: Context) -> Iterator[Found]:
    """The most that a carer can be recorded to give is a whole number of steps."""
    for path, rule in _rules(context):
        for area, one in rule.reduces.items() if isinstance(rule, QuantityMetRule) else ():
            endless = [key for key in ("most", "step") if not ends_in_decimals(getattr(one, key))]
            if endless:
                words = {"key": endless[0], "number": format_decimal(getattr(one, endless[0]))}
                yield Found("RAS248", (*path, "reduces", area, endless[0]), words)
            elif (one.most / one.step).denominator != 1:
                words = {"low": "0", "high": format_decimal(one.most), "step": format_decimal(one.step)}
                yield Found("RAS234", (*path, "reduces", area, "step"), words)


CHECKS = (
    areas_that_count_twice,
    measures_reduced_twice,
    lines_whose_money_is_reduced,
    levels_of_support,
    quantities_in_whole_steps,
)
