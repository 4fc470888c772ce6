"""What carers leave of each measure that a rule reduces, and the measures that read it, worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ras_engine.document.carers import CarerRule, MeanShareRule, QuantityMetRule, ShareOfMoneyRule, ShareOfPointsRule
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.conditions import area_title, condition_words, support_words
from ras_engine.explain.facts import AFTER_CARERS, Facts
from ras_engine.explain.measures import measure_entry
from ras_engine.explain.structure import Entry
from ras_engine.explain.wording import SHARE
from ras_engine.explain.working import Part, Working

WHOLE = Fraction(1)


def left_entries(facts: Facts) -> Iterator[Entry]:
    """Each measure of which less is left, and then each that reads one."""
    reduced: set[str] = set()
    said: set[int] = set()
    support = facts.document.carer_support
    for place, rule in enumerate(support.rules if support else ()):
        for measure, areas in _reduces(rule):
            reduced.add(measure)
            if _changed(facts, measure):
                entry = _left(facts, place, rule, measure, areas)
                yield replace(entry, text=(*entry.text, *(() if place in said else facts.reasons(rule))))
                said.add(place)
    for place, one in enumerate(facts.document.measures):
        if one.id not in reduced and _changed(facts, one.id):
            yield _again(measure_entry(facts, place, after=True), facts)


def _again(entry: Entry, facts: Facts) -> Entry:
    return replace(entry, heading=facts.say("{measure}, worked out again", measure=entry.heading), step=entry.step + AFTER_CARERS)


def _changed(facts: Facts, measure: str) -> bool:
    name = f"measure.{measure}"
    return facts.has_step(name + AFTER_CARERS) and facts.step(name + AFTER_CARERS) != facts.step(name)


def _reduces(rule: CarerRule) -> Iterator[tuple[str, Sequence[str]]]:
    """Each measure that a rule reduces, with the areas that reduce it."""
    match rule:
        case ShareOfPointsRule():
            yield from ((measure, [area]) for area, measure in rule.reduces.items())
        case QuantityMetRule():
            yield from ((one.measure, [area]) for area, one in rule.reduces.items())
        case MeanShareRule():
            yield from ((measure, list(rule.activities)) for measure in rule.reduces)
        case ShareOfMoneyRule():
            return


def _left(facts: Facts, place: int, rule: CarerRule, measure: str, areas: Sequence[str]) -> Entry:
    """What a rule leaves of a measure, checked against the trace."""
    arithmetic, unit, text = Arithmetic(facts.wording), facts.unit(measure), list[str]()
    whole = Part(facts.title(measure), facts.number(measure), unit)
    if isinstance(rule, QuantityMetRule):
        working = [*_quantity(facts, rule, areas[0], whole)]
    else:
        working = (
            [*_mean_kept(facts, place, rule, text)] if isinstance(rule, MeanShareRule) else [*kept_working(facts, rule, areas[0])]
        )
        working.append(arithmetic.multiply((whole, Part(facts.say("the share that is left"), working[-1].result, SHARE)), unit))
    heading = facts.say("What is left of {measure}", measure=facts.wording.quoted(whole.label))
    if rule.round is not None and working[-1].result < whole.number and working[-1].result % rule.round.to:
        working.append(arithmetic.rounded(working[-1].result, rule.round, unit))
        if working[-1].result > whole.number:
            working.append(arithmetic.smallest((Part(heading, working[-1].result, unit), whole), unit))
    left = facts.number(measure, after=True)
    if working[-1].result != left:
        raise ArithmeticError(f"the working of what is left of {measure} does not give it")
    path = ("carer_support", "rules", place)
    shown, step = facts.wording.shown(left, unit), f"measure.{measure}{AFTER_CARERS}"
    return facts.entry(heading, path, text=text, value=left, shown=shown, working=working, step=step)


def met_in(facts: Facts, area: str) -> tuple[str, Fraction]:
    """The level of support that counts in an area, and the share that it meets."""
    support = facts.document.carer_support
    level = facts.index.area_levels()[facts.result.values[facts.plan.ask_named[f"carer.{area}"].slot]]
    shares = {one.id: one.met for one in (support.levels if support else None) or ()}
    return level, shares.get(level, Fraction(0))


def kept_working(facts: Facts, rule: CarerRule, area: str) -> Iterator[Working]:
    """The share that is left after the support in one area."""
    level, met = met_in(facts, area)
    label = f"{area_title(facts, area)}: {support_words(facts, level)}"
    working = Arithmetic(facts.wording).subtract((Part("", WHOLE, SHARE), Part(label, met, SHARE)), SHARE)
    yield working
    yield from _least(facts, rule, working.result)


def _least(facts: Facts, rule: CarerRule, kept: Fraction) -> Iterator[Working]:
    least = rule.least_kept or Fraction(0)
    if least > kept:
        parts = (Part("", kept, SHARE), Part(facts.say("the least that is left"), least, SHARE))
        yield Arithmetic(facts.wording).largest(parts, SHARE)


def _mean_kept(facts: Facts, place: int, rule: MeanShareRule, text: list[str]) -> Iterator[Working]:
    """The share that is left after the mean of the shares met."""
    arithmetic, counted = Arithmetic(facts.wording), []
    for area, activity in rule.activities.items():
        level, met = met_in(facts, area)
        title = area_title(facts, area)
        if activity.when is not None and not facts.held(("carer_support", "rules", place, "activities", area, "when")):
            condition = condition_words(facts, activity.when)
            text.append(facts.say("{part} is left out: it belongs here only where {condition}.", part=title, condition=condition))
        else:
            counted.append(Part(f"{title}: {support_words(facts, level)}", met, SHARE))
    met = Fraction(0)
    if counted:
        working = arithmetic.mean(counted, SHARE)
        yield working
        met = working.result
    kept = arithmetic.subtract((Part("", WHOLE, SHARE), Part(facts.say("the share that is met"), met, SHARE)), SHARE)
    yield kept
    yield from _least(facts, rule, kept.result)


def _quantity(facts: Facts, rule: QuantityMetRule, area: str, whole: Part) -> Iterator[Working]:
    """What is left of a quantity."""
    arithmetic, met = Arithmetic(facts.wording), facts.step(f"carer.{rule.id}.{area}.met")
    working = arithmetic.subtract((whole, Part(area_title(facts, area), met, whole.unit)), whole.unit)
    yield working
    least = (rule.least_kept or Fraction(0)) * whole.number
    if working.result >= least:
        return
    if least:
        share = Part(facts.say("the least that is left"), rule.least_kept or Fraction(0), SHARE)
        yield arithmetic.multiply((whole, share), whole.unit)
    yield arithmetic.largest((Part("", working.result, whole.unit), Part("", least, whole.unit)), whole.unit)
