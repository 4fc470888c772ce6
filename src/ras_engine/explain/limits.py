"""Limits and rounding: which limit moved the amount, what it was before, who is told to look, and what rounding changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ras_engine.document.limits import Maximum, Minimum, MinimumPayment
from ras_engine.explain.amounts import limit_label
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.facts import Facts
from ras_engine.explain.structure import Entry, Section
from ras_engine.explain.working import Part

Limit = Minimum | Maximum | MinimumPayment


def limits_section(facts: Facts) -> Section:
    """The sum before limits, and each limit that moved it."""
    arithmetic = Arithmetic(facts.wording)
    names = (
        ("carer_neutral_amount", facts.say("before any unpaid carer")),
        ("carer_adjustment", facts.say("changed by carers")),
        ("carer_sustainability", facts.say("added for carers")),
    )
    parts = [Part(label, facts.step(name), facts.currency) for name, label in names]
    entries, total = [*_moved(facts)], facts.money("limit_adjustment")
    text = [facts.say("This is what the lines come to, before any limit.")]
    text += [_written(facts, name, limit) for name, limit in _limits(facts) if not facts.step(f"limit.{name}")]
    if not any(True for _ in _limits(facts)):
        text.append(facts.say("This ruleset has no limits."))
    elif not entries:
        text.append(facts.say("No limit changed your amount."))
    return Section(
        "limits",
        facts.say("Limits"),
        tuple(text),
        tuple(entries),
        (arithmetic.add(parts, facts.currency),),
        total,
        facts.say("Changed by limits"),
        facts.wording.per(total, facts.per),
    )


def _limits(facts: Facts) -> Iterator[tuple[str, Limit]]:
    written = facts.document.limits
    for name in ("minimum", "maximum", "minimum_payment"):
        limit: Limit | None = getattr(written, name, None)
        if limit is not None:
            yield name, limit


def _title(facts: Facts, limit: Limit) -> str:
    match limit:
        case Minimum():
            return facts.say("The smallest indicative budget")
        case Maximum():
            return facts.say("The largest amount that the tables were made for")
        case MinimumPayment():
            return facts.say("The smallest amount that is paid")


def _written(facts: Facts, name: str, limit: Limit) -> str:
    amount = facts.wording.per(facts.wording.money(facts.step(f"limit.{name}.amount"), facts.currency), facts.per)
    where = facts.ruleset.where(("limits", name))
    return facts.say("{limit}: {amount} (ruleset, line {line}).", limit=_title(facts, limit), amount=amount, line=where.line)


def _moved(facts: Facts) -> Iterator[Entry]:
    """Each limit that moved the amount, in the order in which they apply."""
    now = facts.step("before_limits")
    for name, limit in _limits(facts):
        if facts.step(f"limit.{name}"):
            entry, now = _limit(facts, name, limit, now)
            yield entry
    if now != facts.step("after_limits"):
        raise ArithmeticError("the working of the limits does not give the amount after them")


def _limit(facts: Facts, name: str, limit: Limit, now: Fraction) -> tuple[Entry, Fraction]:
    """One limit with what it changed, and the amount after it."""
    arithmetic, currency, amount = Arithmetic(facts.wording), facts.currency, facts.step(f"limit.{name}.amount")
    parts = (Part("", now, currency), Part(limit_label(facts, facts.say("the limit"), limit), amount, currency))
    before = facts.wording.per(facts.as_money(now), facts.per)
    match limit:
        case Minimum():
            working, text = arithmetic.largest(parts, currency), facts.say("A smaller budget is raised to this.")
        case Maximum():
            working = arithmetic.smallest(parts, currency)
            text = facts.say(
                "Without this limit the amount would be {amount}. The limit does not say what your needs cost: people must look.",
                amount=before,
            )
        case MinimumPayment():
            working = arithmetic.nothing(currency)
            text = facts.say(
                "{amount} is under the smallest amount that is paid, so no budget is shown. People must look.", amount=before
            )
    change = arithmetic.subtract((Part("", working.result, currency), Part("", now, currency)), currency)
    moved = facts.as_money(change.result)
    entry = facts.entry(
        _title(facts, limit),
        ("limits", name),
        text=(text, *_referral(facts, limit.refer)),
        amount=moved,
        shown=facts.wording.per(moved, facts.per),
        working=(working, change),
        step=f"limit.{name}",
        of=limit,
    )
    return entry, working.result


def _referral(facts: Facts, name: str | None) -> Iterator[str]:
    for one in facts.document.referral:
        if one.id == name:
            yield facts.wording.text(one.says)


def rounding_section(facts: Facts) -> Section:
    """What rounding the budget changed, and the indicative budget."""
    arithmetic, currency, rule = Arithmetic(facts.wording), facts.currency, facts.document.money.round.indicative_budget
    after, budget = facts.step("after_limits"), facts.money("indicative_budget")
    change = facts.money("rounding")
    parts = (Part("", facts.step("indicative_budget"), currency), Part("", after, currency))
    entry = facts.entry(
        facts.say("Rounding"),
        ("money", "round", "indicative_budget"),
        amount=change,
        shown=facts.wording.per(change, facts.per),
        working=(arithmetic.rounded(after, rule, currency), arithmetic.subtract(parts, currency)),
        step="rounding",
    )
    text = facts.say("Your indicative budget is {amount}.", amount=facts.wording.per(budget, facts.per))
    words, shown = facts.say("Changed by rounding"), facts.wording.per(change, facts.per)
    return Section("rounding", facts.say("Rounding"), (text,), (entry,), total=change, total_words=words, total_shown=shown)
