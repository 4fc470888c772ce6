"""The head of the ruleset: dates, rounding, domains, prices and the council's own thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ras_engine.document.check.context import Context, Found, repeated
from ras_engine.document.header import Rounding
from ras_engine.document.walk import walk
from ras_engine.exact import format_decimal


def the_ruleset_before_this_one(context: Context) -> Iterator[Found]:
    """A ruleset follows one that begins earlier, or an earlier revision of its own."""
    document, before = context.document, context.document.supersedes
    if before is None or before.effective_from < document.effective_from:
        return
    same_day = before.effective_from == document.effective_from
    if not (same_day and before.revision.isdecimal() and int(before.revision) < document.revision):
        words = {"before": before.effective_from.isoformat(), "after": document.effective_from.isoformat()}
        related = ((("effective_from",), "This ruleset begins here"),)
        yield Found("RAS290", ("supersedes", "effective_from"), words, related=related)


def approved_before_it_is_published(context: Context) -> Iterator[Found]:
    """Nothing is published as approved before it was approved."""
    document = context.document
    if document.authority and document.published_on and document.authority.approved_on > document.published_on:
        words = {"approved": document.authority.approved_on.isoformat(), "published": document.published_on.isoformat()}
        related = ((("authority", "approved_on"), "The approval"),)
        yield Found("RAS291", ("published_on",), words, related=related)


def money_is_rounded_to_whole_pence(context: Context) -> Iterator[Found]:
    """A line, a separate amount and a part period end in whole pence, like the money of the ruleset."""
    sections = ("money", "budget_lines", "carer_sustainability", "separate_amounts")
    for path, rule in context.of_type(Rounding):
        if path[0] in sections and (rule.to * 100).denominator != 1:
            yield Found("RAS124", (*path, "to"), {"text": format_decimal(rule.to)})


def limits_are_whole_pence(context: Context) -> Iterator[Found]:
    """A limit is money of the budget: what a limit moves the amount to can be paid."""
    for path, amount in walk(context.document.limits, ("limits",)):
        if isinstance(amount, Fraction) and (amount * 100).denominator != 1:
            key = next(str(step) for step in reversed(path) if isinstance(step, str))
            yield Found("RAS114", path, {"key": f'"{key}"', "text": format_decimal(amount), "instead": ""})


def outcomes_named_twice(context: Context) -> Iterator[Found]:
    """Each outcome is named once in its list."""
    for path, one in context.places:
        if path[-1:] == ("outcomes",) and isinstance(one, tuple):
            for again, first, name in repeated(((*path, at), name) for at, name in enumerate(one)):
                yield Found("RAS292", again, {"name": name, "what": "outcomes"}, related=((first, "The first time"),))


def prices_for_every_deployment(context: Context) -> Iterator[Found]:
    """A price by deployment is given for each way to hold a budget."""
    deployments = tuple(context.document.deployments or ())
    for name, price in (context.document.prices or {}).items():
        missing = [one for one in deployments if price.by_deployment and one not in price.by_deployment]
        if missing and not any(context.unsure(one) for one in missing):
            words = {"name": name, "missing": ", ".join(missing)}
            yield Found("RAS224", ("prices", name, "by_deployment"), words, key=True)


CHECKS = (
    the_ruleset_before_this_one,
    approved_before_it_is_published,
    money_is_rounded_to_whole_pence,
    limits_are_whole_pence,
    outcomes_named_twice,
    prices_for_every_deployment,
)
