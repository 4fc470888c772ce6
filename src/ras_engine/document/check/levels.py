"""The right kind of thing: numbers where numbers are needed, levels where levels are."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.document.check.context import Context, Found, listed
from ras_engine.document.measures import CountMeasure
from ras_engine.document.names import CLIENT_GROUP, has_points
from ras_engine.document.questions import ChoicesQuestion, LevelsQuestion
from ras_engine.errors import did_you_mean


def numbers_where_numbers_are_needed(context: Context) -> Iterator[Found]:
    """A question without points is no number; a band or class never is."""
    index = context.index
    for one in context.uses:
        if one.use == "levels" or context.unsure(one.name) or index.is_number(one.name):
            continue
        if one.name in index.questions:
            related = ((context.path_of(one.name), "The question"),)
            yield Found("RAS214", one.path, {"name": one.name}, key=one.key, related=related)
        elif one.name in index.measures:
            kind = index.measures[one.name].kind
            what = "band" if kind == "band" else "class"
            yield Found("RAS215", one.path, {"name": one.name, "what": what}, key=one.key)


def levels_where_levels_are_needed(context: Context) -> Iterator[Found]:
    """Only what has levels can be a key or be counted by level."""
    for one in context.uses:
        known = one.name in context.index.questions or one.name in context.index.measures
        if one.use != "levels" or one.name == CLIENT_GROUP or not known or context.unsure(one.name):
            continue
        if not context.has_levels(one.name):
            yield Found("RAS216", one.path, {"name": one.name}, key=one.key)
        elif is_a_mean(context, one.name):
            yield Found("RAS217", one.path, {"name": one.name}, key=one.key)


def is_a_mean(context: Context, name: str | None) -> bool:
    """Whether a question has no level, because its value is the mean over days."""
    question = context.index.questions.get(name or "")
    fluctuating = question.fluctuating if isinstance(question, LevelsQuestion) else None
    return fluctuating is not None and fluctuating.rule == "mean_of_days"


def levels_that_are_counted(context: Context) -> Iterator[Found]:
    """`is` names levels that the counted questions have; `at_least` needs an order in each of them."""
    for at, measure in enumerate(context.document.measures):
        if not isinstance(measure, CountMeasure) or any(context.unsure(name) for name in measure.of):
            continue
        path = ("measures", at)
        levels = {name: context.index.levels_of(name) for name in measure.of if context.index.levels_of(name)}
        every = {level for known in levels.values() for level in known}
        for position, level in enumerate(measure.is_ or ()):
            if every and level not in every:
                words = {"level": level, "name": listed(measure.of), "hint": did_you_mean(level, every)}
                yield Found("RAS209", (*path, "is", position), words)
        for position, name in enumerate(measure.of):
            known = levels.get(name)
            if known and not set(known) & {*(measure.is_ or ()), measure.at_least}:
                if measure.at_least:
                    words = {"level": measure.at_least, "name": name, "hint": did_you_mean(measure.at_least, known)}
                    yield Found("RAS209", (*path, "at_least"), words)
                elif set(measure.is_ or ()) & every:
                    yield Found("RAS218", (*path, "of", position), {"name": name, "levels": listed(measure.is_ or ())})
            elif known and measure.at_least and isinstance(context.index.questions.get(name), ChoicesQuestion):
                yield Found("RAS221", (*path, "of", position), {"name": name})


def sums_over_a_domain(context: Context) -> Iterator[Found]:
    """A sum over a domain needs at least one question with points there."""
    for at, measure in enumerate(context.document.measures):
        domain = getattr(measure, "domain", None)
        if domain is None or domain not in (context.document.domains or {}):
            continue
        inside = [one for one in context.document.questions if one.domain == domain]
        if not any(has_points(one) or context.unsure(one.id) for one in inside) and not context.gaps.sections & {"questions"}:
            yield Found("RAS219", ("measures", at, "domain"), {"domain": domain})


CHECKS = (numbers_where_numbers_are_needed, levels_where_levels_are_needed, levels_that_are_counted, sums_over_a_domain)
