"""What carers have said they are able and willing to do, and what that changes: what is left, each line's change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ras_engine.assessment import CarerSupport, Contribution, NoCarer, SupportNotOffered, SupportOffered
from ras_engine.document.carers import QuantityMetRule
from ras_engine.exact import parse_decimal
from ras_engine.explain.carers_left import left_entries
from ras_engine.explain.carers_lines import changed_lines
from ras_engine.explain.conditions import area_title, support_words
from ras_engine.explain.facts import Facts
from ras_engine.explain.structure import Entry, Section
from ras_engine.explain.wording import mark

LIMITED_BY: Mapping[str, str] = MappingProxyType(
    {"work": mark("work"), "education": mark("education"), "training": mark("training"), "leisure": mark("leisure")}
)
"""The reasons that the Care Act 2014, section 10(6), names; others are shown as recorded."""


def carers_section(facts: Facts, total: bool = True) -> Section:
    """The section. Without `total` (no amount is shown) it holds the contributions only."""
    support = facts.result.assessment.carer_support
    given = tuple(_contributions(facts, support)) if isinstance(support, SupportOffered) else ()
    entries = [Entry(facts.say("What is recorded"), entries=given)] if given else []
    heading = facts.say("What carers have said they are able and willing to do, and what that changes")
    if not total:
        return Section("carers", heading, tuple(_opening(facts)), tuple(entries))
    amount = facts.money("carer_adjustment")
    left = tuple(left_entries(facts))
    changed = [Entry(facts.say("What is left to be met"), entries=left)] if left else []
    changed += changed_lines(facts)
    text = [*_opening(facts), *_outcome(facts, support, bool(amount))]
    return Section(
        "carers",
        heading,
        tuple(text),
        (*entries, *changed),
        total=amount,
        total_words=facts.say("Changed because of support by carers"),
        total_shown=facts.wording.per(amount, facts.per),
    )


def _outcome(facts: Facts, support: CarerSupport | None, changes: bool) -> Iterator[str]:
    """What the support changes, in one sentence."""
    counted = isinstance(support, SupportOffered) and any(one.counts for one in support.areas.values())
    if counted and changes:
        yield facts.say("What your carers do is taken off what each line is worked out from. All other lines stay as they are.")
    elif counted:
        yield facts.say("The support that counts changes no amount.")
    elif facts.document.carer_support is not None:
        yield facts.say("Nothing changes.")
    if counted:
        yield from facts.reasons(facts.document.carer_support)


def _opening(facts: Facts) -> Iterator[str]:
    support = facts.result.assessment.carer_support
    if facts.document.carer_support is None:
        yield facts.say("This ruleset takes nothing off for support by carers.")
    match support:
        case NoCarer():
            yield facts.say("You told us that you have no unpaid carer.")
        case SupportNotOffered():
            yield facts.say("No support by an unpaid carer is offered.")
        case SupportOffered(areas=areas) if areas:
            yield facts.say("Support counts only where an adult carer is recorded as able and as willing to give it.")
        case SupportOffered():
            yield facts.say("No support by an unpaid carer is recorded for any part of your life.")
        case None:
            return


def _contributions(facts: Facts, support: SupportOffered) -> Iterator[Entry]:
    for area, one in support.areas.items():
        path, quantity = _place(facts, area)
        yield facts.entry(
            area_title(facts, area), path, text=_facts_text(facts, one), shown=_extent(facts, one, quantity), step=f"carer.{area}"
        )


def _place(facts: Facts, area: str) -> tuple[tuple[str | int, ...], str | None]:
    """Where the rule of an area stands, and the unit of the quantity it takes off, if it does."""
    support = facts.document.carer_support
    for place, rule in enumerate(support.rules if support else ()):
        if area in facts.index.areas_of(rule):
            unit = facts.unit(rule.reduces[area].measure) if isinstance(rule, QuantityMetRule) else None
            return ("carer_support", "rules", place), unit
    return ("carer_support",), None


def _extent(facts: Facts, one: Contribution, unit: str | None) -> str:
    if unit is not None:
        return facts.wording.shown(parse_decimal(one.extent), unit)
    return support_words(facts, one.extent)


def _facts_text(facts: Facts, one: Contribution) -> Iterator[str]:
    """Whether it counts and why; whether it will last; what limits it."""
    say = facts.say
    if one.counts:
        yield say("It counts: your carer is recorded as able and as willing.")
    elif one.adult is False:
        yield say("It does not count: the carer is not an adult.")
    elif one.able is not True:
        yield say("It does not count: your carer is not recorded as able.")
    else:
        yield say("It does not count: your carer is not recorded as willing.")
    if one.counts:
        yield from _lasting(facts, one)
    if one.limited_by:
        reasons = [say(LIMITED_BY.get(reason, "{reason}"), reason=reason) for reason in one.limited_by]
        yield say("What your carer can do is limited by {reasons}.", reasons=facts.wording.both(reasons))


def _lasting(facts: Facts, one: Contribution) -> Iterator[str]:
    """A warning where the support may not last (Care Act 2014, section 10(5)(d))."""
    say, doubts = facts.say, []
    for answer, no, unknown in (
        (
            one.likely_to_stay_able,
            mark("your carer is not likely to stay able"),
            mark("it is not recorded whether your carer is likely to stay able"),
        ),
        (
            one.likely_to_stay_willing,
            mark("your carer is not likely to stay willing"),
            mark("it is not recorded whether your carer is likely to stay willing"),
        ),
    ):
        if answer is not True:
            doubts.append(say(no if answer is False else unknown))
    if doubts:
        yield say(
            "Warning: this support may not last, because {doubts}. Plan for what happens if it stops.",
            doubts=facts.wording.both(doubts),
        )
