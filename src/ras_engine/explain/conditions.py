"""Conditions in plain words: what the ruleset asks for, and what was so for this person."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ras_engine.document.conditions import Condition
from ras_engine.document.names import conditions_in
from ras_engine.exact import parse_decimal
from ras_engine.explain.facts import Facts
from ras_engine.explain.wording import mark
from ras_engine.plan.plan import Path

LEVELS = {
    "is": mark("{subject} is {value}"),
    "at_least": mark("{subject} is {value} or higher"),
    "more_than": mark("{subject} is higher than {value}"),
    "at_most": mark("{subject} is {value} or lower"),
    "less_than": mark("{subject} is lower than {value}"),
}
NUMBERS = {
    "is": mark("{subject} is {value}"),
    "at_least": mark("{subject} is {value} or more"),
    "more_than": mark("{subject} is more than {value}"),
    "at_most": mark("{subject} is {value} or less"),
    "less_than": mark("{subject} is less than {value}"),
}
AMOUNTS = {
    "carer_neutral_amount": mark("the amount before any unpaid carer"),
    "indicative_budget": mark("the indicative budget"),
    "contingency": mark("the contingency"),
    "planning_amount": mark("the planning amount"),
}


def condition_words(facts: Facts, written: Condition, *, inside: bool = False) -> str:
    """The condition in words, without a full stop."""
    if written.all_ or written.any_:
        parts = [condition_words(facts, part, inside=True) for part in (written.all_ or written.any_ or ())]
        joined = (facts.say(", and ") if written.all_ else facts.say(", or ")).join(parts)
        return f"({joined})" if inside and len(parts) > 1 else joined
    if written.not_:
        return facts.say("it is not so that {condition}", condition=condition_words(facts, written.not_, inside=True))
    return _comparison(facts, written)


def _comparison(facts: Facts, written: Condition) -> str:
    wording, (comparison, values) = facts.wording, written.comparison
    if written.client_group:
        groups = [wording.quoted(facts.level_words("client_group", group)) for group in values]
        return facts.say("the client group is {groups}", groups=wording.either(groups))
    if written.deployment:
        ways = [wording.quoted(facts.deployment_words(way)) for way in values]
        return facts.say("the budget is held as {ways}", ways=wording.either(ways))
    if written.amount:
        pounds = [wording.money(parse_decimal(value), facts.currency) for value in values]
        return facts.say(NUMBERS[comparison], subject=facts.say(AMOUNTS[written.amount]), value=wording.either(pounds))
    if written.carer_support:
        subject = facts.say(
            "the support of carers that counts, with {area},", area=wording.quoted(area_title(facts, written.carer_support))
        )
        levels = facts.index.area_levels()
        shown = [wording.quoted(support_words(facts, value)) if value in levels else value for value in values]
        return facts.say((LEVELS if values[0] in levels else NUMBERS)[comparison], subject=subject, value=wording.either(shown))
    name = written.question or written.measure or ""
    subject = wording.quoted(facts.title(name))
    if facts.index.levels_of(name):
        shown = [wording.quoted(facts.level_words(name, value)) for value in values]
        return facts.say(LEVELS[comparison], subject=subject, value=wording.either(shown))
    shown = [wording.shown(parse_decimal(value), facts.unit(name)) for value in values]
    return facts.say(NUMBERS[comparison], subject=subject, value=wording.either(shown))


def area_title(facts: Facts, area: str) -> str:
    """What an area of carer support is called: its own title, or that of the domain, question, measure or line of the same name."""
    written = facts.areas.get(area)
    if written is not None and written.title is not None:
        return facts.wording.text(written.title)
    domain = facts.domains.get(area)
    return facts.wording.text(domain.title) if domain else facts.title(area)


def support_words(facts: Facts, level: str) -> str:
    """What a level of support says."""
    support = facts.document.carer_support
    for one in (support.levels if support else None) or ():
        if one.id == level:
            return facts.wording.text(one.says)
    return facts.say("None") if level == "none" else level


def what_was_so(facts: Facts, written: Condition, *, after: bool = False) -> str:
    """What the questions and measures of a condition were: "“Being alone” is “Half a day”"."""
    return facts.wording.both(list(dict.fromkeys(_found(facts, written, after))))


def _found(facts: Facts, written: Condition, after: bool) -> Iterator[str]:
    for one in conditions_in(written):
        name = one.question or one.measure or ("client_group" if one.client_group else "")
        if name:
            subject = facts.say("the client group") if one.client_group else facts.wording.quoted(facts.title(name))
            yield facts.say("{subject} is {value}", subject=subject, value=facts.shown(name, after=after))


def gate_sentence(facts: Facts, written: Condition, path: Path, *, after: bool = False) -> str:
    """When something counts, and whether it does here."""
    condition, here = condition_words(facts, written), what_was_so(facts, written, after=after)
    if facts.held(path, after=after):
        return facts.say("It counts because {condition}.", condition=condition)
    if not here:
        return facts.say("It counts only where {condition}. That is not so here.", condition=condition)
    return facts.say("It counts only where {condition}. Here {here}.", condition=condition, here=here)


def plain(number: Fraction | None) -> Fraction:
    """The number, nought where none is written."""
    return Fraction(0) if number is None else number
