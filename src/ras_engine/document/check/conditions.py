"""Conditions: each comparison is one that its subject allows, with something that its subject can be."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.answers import fits, number_in
from ras_engine.document.carers import QuantityMetRule
from ras_engine.document.check.context import Context, Found, listed
from ras_engine.document.check.levels import is_a_mean
from ras_engine.document.conditions import Condition
from ras_engine.document.questions import ChoicesQuestion, QuantityQuestion, YesNoQuestion
from ras_engine.errors import did_you_mean
from ras_engine.located import Path


def comparisons_of_answers_and_measures(context: Context) -> Iterator[Found]:
    """Levels are compared with levels, numbers with numbers."""
    for path, one in context.conditions:
        name = one.question if one.question in context.index.questions else one.measure
        known = name in context.index.questions or name in context.index.measures
        if name is None or not known or context.unsure(name):
            continue
        levels = context.index.levels_of(name)
        if is_a_mean(context, name):
            yield Found("RAS217", (*path, "question"), {"name": name})
        elif levels:
            yield from _with_levels(context, path, one, name, levels)
        else:
            yield from _with_numbers(path, one, name)
            yield from _that_no_answer_meets(context, path, one, name)


def _with_levels(context: Context, path: Path, one: Condition, name: str, levels: tuple[str, ...]) -> Iterator[Found]:
    comparison, values = one.comparison
    if comparison != "is" and isinstance(context.index.questions.get(name), ChoicesQuestion | YesNoQuestion):
        yield Found("RAS220", (*path, comparison), {"name": name, "comparison": comparison, "levels": listed(levels)}, key=True)
        return
    for where, value in _values(path, comparison, values):
        if value not in levels:
            yield Found("RAS209", where, {"level": value, "name": name, "hint": did_you_mean(value, levels)})


def _with_numbers(path: Path, one: Condition, name: str) -> Iterator[Found]:
    comparison, values = one.comparison
    for where, value in _values(path, comparison, values):
        if number_in(value) is None:
            yield Found("RAS222", where, {"name": name, "text": value})


def _that_no_answer_meets(context: Context, path: Path, one: Condition, name: str) -> Iterator[Found]:
    """`is` with a number that a quantity can never be."""
    question = context.index.questions.get(name)
    comparison, values = one.comparison
    if comparison != "is" or not isinstance(question, QuantityQuestion):
        return
    for where, value in _values(path, comparison, values):
        number = number_in(value)
        if number is not None and not fits(question, number):
            yield Found("RAS223", where, {"name": name, "text": value})


def _values(path: Path, comparison: str, values: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    for at, value in enumerate(values):
        yield ((*path, "is", at) if comparison == "is" else (*path, comparison)), value


def comparisons_of_carer_support(context: Context) -> Iterator[Found]:
    """An area of support is compared by its levels, or by its quantity."""
    support = context.document.carer_support
    quantities = {area for rule in (support.rules if support else ()) if isinstance(rule, QuantityMetRule) for area in rule.reduces}
    areas = all_areas(context)
    levels = context.index.area_levels()
    for path, one in context.conditions:
        area = one.carer_support
        if area is None or context.unsure(area) or context.gaps.sections & {"carer_support"}:
            continue
        if area not in areas:
            yield Found("RAS260", (*path, "carer_support"), {"name": area, "hint": did_you_mean(area, areas)})
        elif area in quantities:
            yield from _with_numbers(path, one, area)
        elif ("carer_support",) not in context.gaps.items:
            comparison, values = one.comparison
            for where, value in _values(path, comparison, values):
                if value not in levels:
                    yield Found("RAS209", where, {"level": value, "name": area, "hint": did_you_mean(value, levels)})


def all_areas(context: Context) -> tuple[str, ...]:
    """Every area that a carer may be asked about."""
    support = context.document.carer_support
    if support is None:
        return ()
    in_rules = [area for rule in support.rules for area in context.index.areas_of(rule)]
    return tuple(dict.fromkeys([*in_rules, *(support.areas or ())]))


def comparisons_of_amounts(context: Context) -> Iterator[Found]:
    """Amounts are compared with pounds."""
    for path, one in context.conditions:
        if one.amount is None:
            continue
        comparison, values = one.comparison
        for where, value in _values(path, comparison, values):
            number = number_in(value)
            if number is None or number < 0:
                yield Found("RAS225", where, {"name": one.amount, "text": value})


CHECKS = (comparisons_of_answers_and_measures, comparisons_of_carer_support, comparisons_of_amounts)
