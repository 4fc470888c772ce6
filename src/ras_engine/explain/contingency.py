"""Contingency and the planning amount. Three things of the name are kept apart: yours, the council's pool, the hold-back."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ras_engine.document.limits import Contingency, FixedContingency, NoContingency, ShareContingency, WeeksContingency
from ras_engine.document.periods import periods_a_year
from ras_engine.explain.amounts import amount_of
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.conditions import gate_sentence, plain
from ras_engine.explain.facts import Facts
from ras_engine.explain.keys import cell_of, keys_words
from ras_engine.explain.structure import Entry, Section
from ras_engine.explain.wording import SHARE, mark
from ras_engine.explain.working import Part, Working

YEAR_END = {
    "keep_all": mark("What is not spent by the end of the year stays with you."),
    "return_all": mark("What is not spent by the end of the year goes back to the council."),
}


def contingency_section(facts: Facts) -> Section:
    """What is set aside for the unforeseen, and the two other things that are called contingency."""
    entries = (_own(facts), *_pool(facts), *_held_back(facts))
    total = facts.money("contingency")
    text = facts.say(
        "Contingency is money set aside for what nobody can foresee. Different things have this name. Only the first is yours."
    )
    return Section(
        "contingency",
        facts.say("Contingency"),
        (text,),
        entries,
        total=total,
        total_words=facts.say("Your contingency"),
        total_shown=facts.wording.per(total, facts.per),
    )


def _own(facts: Facts) -> Entry:
    written = facts.document.contingency
    amount = facts.money("contingency")
    working = [*_working(facts, written)]
    if facts.as_money(working[-1].result) != amount:
        raise ArithmeticError("the working of the contingency does not give it")
    return facts.entry(
        facts.say("Your own contingency"),
        ("contingency",),
        text=_rules(facts, written),
        amount=amount,
        shown=facts.wording.per(amount, facts.per),
        working=working,
        step="contingency",
        of=written,
    )


def _rules(facts: Facts, written: Contingency) -> Iterator[str]:
    """Where it stands, when it applies, what happens at the end of the year, and how it is drawn."""
    say = facts.say
    if isinstance(written, NoContingency):
        yield say("This ruleset sets no contingency aside.")
        return
    if written.basis == "inside":
        yield say("It is part of your indicative budget: it stays yours, but is set aside when the plan is made.")
    else:
        yield say("It comes on top of your indicative budget.")
    if written.when is not None:
        yield gate_sentence(facts, written.when, ("contingency", "when"))
    if written.year_end.rule == "keep_weeks":
        weeks = facts.wording.shown(Fraction(written.year_end.weeks or 0), "weeks")
        yield say("At the end of the year you keep what is not spent, up to the worth of {weeks}.", weeks=weeks)
    else:
        yield say(YEAR_END[written.year_end.rule])
    if written.draw.without_reassessment:
        yield say("You may use it without being assessed again.")
    else:
        yield say("Before it is used, your needs are looked at again.")
    if written.draw.crisis_cover_hours:
        yield say(
            "In a crisis it may pay for cover for {hours}.",
            hours=facts.wording.shown(Fraction(written.draw.crisis_cover_hours), "hours"),
        )
    if written.draw.says is not None:
        yield facts.wording.text(written.draw.says)


def _working(facts: Facts, written: Contingency) -> Iterator[Working]:
    arithmetic, currency = Arithmetic(facts.wording), facts.currency
    if isinstance(written, NoContingency) or (written.when is not None and not facts.held(("contingency", "when"))):
        yield arithmetic.nothing(currency)
        return
    working = _exact(facts, written, arithmetic)
    yield working
    rule = facts.document.money.round.contingency
    if working.result % rule.to:
        working = arithmetic.rounded(working.result, rule, currency)
        yield working
    budget = facts.step("indicative_budget")
    if written.basis == "inside" and working.result > budget:
        label = facts.say("the whole indicative budget")
        yield arithmetic.smallest((Part("", working.result, currency), Part(label, budget, currency)), currency)


def _exact(facts: Facts, written: Contingency, arithmetic: Arithmetic) -> Working:
    currency, keys = facts.currency, keys_words(facts, getattr(written, "by", None) or ())
    budget = Part(facts.say("the indicative budget"), facts.step("indicative_budget"), currency)
    by = getattr(written, "by", None)
    match written:
        case ShareContingency():
            share = cell_of(facts, written.by, written.shares) if written.by else plain(written.share)
            return arithmetic.multiply((budget, Part(keys if by else "", share, SHARE)), currency)
        case WeeksContingency():
            weeks = cell_of(facts, written.by, written.weeks_by) if written.by else plain(written.weeks)
            year = periods_a_year(facts.document.money, "week")
            return arithmetic.scale((budget, Part(keys if by else "", weeks, "weeks"), Part("", year, "weeks")), currency)
        case FixedContingency():
            return arithmetic.is_(Part("", amount_of(facts, written), currency), keys if by else facts.say("A fixed amount"))
        case NoContingency():
            return arithmetic.nothing(currency)


def _pool(facts: Facts) -> Iterator[Entry]:
    """The authority-wide pool, which is no part of anyone's budget."""
    pool, say = facts.document.pool, facts.say
    if pool is None:
        return
    text = [say("This is the council's own fund, for a crisis. It is no part of your budget and changes no amount.")]
    if facts.step("pool"):
        text.append(say("You may be helped from it in a crisis."))
    else:
        text.append(say("You are not among those whom it is set aside for."))
    if pool.longest_weeks:
        text.append(say("It helps for {weeks} at most.", weeks=facts.wording.shown(Fraction(pool.longest_weeks), "weeks")))
    if pool.decided_by:
        text.append(say("Who decides: {who}.", who=pool.decided_by.rstrip(".")))
    text += [facts.wording.text(pool.says)] if pool.says else []
    yield facts.entry(say("The council's pool for a crisis"), ("pool",), text=text, step="pool", of=pool)


def _held_back(facts: Facts) -> Iterator[Entry]:
    """The share held back when the table was set."""
    written = facts.document.calibration
    if written is not None:
        share = facts.wording.shown(written.held_back, SHARE)
        text = facts.say(
            "When the tables were set, {share} of the council's total was held back. It is not taken from your amount.", share=share
        )
        yield facts.entry(facts.say("Held back when the tables were set"), ("calibration",), text=(text,), of=written)


def planning_section(facts: Facts) -> Section:
    """What support planning starts from."""
    arithmetic, written, currency = Arithmetic(facts.wording), facts.document.contingency, facts.currency
    budget = Part(facts.say("the indicative budget"), facts.step("indicative_budget"), currency)
    contingency = Part(facts.say("the contingency"), facts.step("contingency"), currency)
    on_top = not isinstance(written, NoContingency) and written.basis == "on_top"
    working = (arithmetic.add if on_top else arithmetic.subtract)((budget, contingency), currency)
    amount = facts.money("planning_amount")
    shown = facts.wording.per(amount, facts.per)
    entry = Entry(facts.say("What planning starts from"), amount=amount, shown=shown, working=(working,), step="planning_amount")
    text = facts.say("Support planning starts from this amount.")
    return Section(
        "planning_amount",
        facts.say("The planning amount"),
        (text,),
        (entry,),
        total=amount,
        total_words=entry.heading,
        total_shown=shown,
    )
