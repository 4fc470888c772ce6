"""The sums of money lines: before any unpaid carer, what is added so that carers can go on, separate amounts, and areas of life."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ras_engine.budget import IndicativeBudget
from ras_engine.document.lines import AmountByKeys
from ras_engine.document.ruleset import SeparateAmount
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.conditions import plain
from ras_engine.explain.facts import Facts
from ras_engine.explain.keys import cell_of, keys_words
from ras_engine.explain.lines import line_entries
from ras_engine.explain.structure import Entry, Section
from ras_engine.explain.working import Part, Working


def before_section(facts: Facts) -> Section:
    """Each money line as if there were no unpaid carer."""
    total = facts.money("carer_neutral_amount")
    return Section(
        "before_carers",
        facts.say("The amount before any unpaid carer"),
        (facts.say("First every line is worked out as if nobody helped you without pay."),),
        tuple(line_entries(facts, facts.document.budget_lines, ("budget_lines",), "line.", facts.per)),
        total=total,
        total_words=facts.say("The amount before any unpaid carer"),
        total_shown=facts.wording.per(total, facts.per),
    )


def sustainability_section(facts: Facts) -> Section:
    """What is added so that carers can go on caring."""
    total, lines = facts.money("carer_sustainability"), facts.document.carer_sustainability
    text = facts.say("These lines are added so that the people who care for you can go on.")
    return Section(
        "carer_sustainability",
        facts.say("So that carers can go on caring"),
        (text if lines else facts.say("This ruleset adds nothing here."),),
        tuple(line_entries(facts, lines, ("carer_sustainability",), "sustainability.", facts.per)),
        total=total,
        total_words=facts.say("Added so that carers can go on caring"),
        total_shown=facts.wording.per(total, facts.per),
    )


def separate_section(facts: Facts) -> Section:
    """Amounts of their own, outside the indicative budget."""
    entries = [_separate(facts, place, one) for place, one in enumerate(facts.document.separate_amounts)]
    some, none = (
        facts.say("These stand beside the indicative budget. They are no part of it."),
        facts.say("There are none in this ruleset."),
    )
    return Section("separate_amounts", facts.say("Separate amounts"), (some if entries else none,), tuple(entries))


def _separate(facts: Facts, place: int, written: SeparateAmount) -> Entry:
    path, name = ("separate_amounts", place), f"separate.{written.id}"
    lines = line_entries(facts, written.lines, (*path, "lines"), f"{name}.", written.per)
    working = [*_separate_working(facts, written, lines)]
    amount = facts.money(name)
    if facts.as_money(working[-1].result) != amount:
        raise ArithmeticError(f"the working of {name} does not give its amount")
    whose = facts.say("This amount is for the carer.") if written.for_ == "carer" else facts.say("This amount is for you.")
    return facts.entry(
        facts.wording.text(written.title),
        path,
        text=(whose,),
        amount=amount,
        shown=facts.wording.per(amount, written.per),
        working=working,
        step=name,
        entries=lines,
        of=written,
    )


def _separate_working(facts: Facts, written: SeparateAmount, lines: list[Entry]) -> Iterator[Working]:
    """The sum of the lines, its floor and cap, and rounding."""
    arithmetic, currency = Arithmetic(facts.wording), facts.currency
    parts = [Part(entry.heading, Fraction(entry.amount.pence, 100), currency) for entry in lines if entry.amount is not None]
    working = arithmetic.add(parts, currency)
    yield working
    least, most = written.minimum, written.maximum
    if least is not None and working.result < amount_of(facts, least) and not (least.zero_stays_zero and working.result == 0):
        label = limit_label(facts, facts.say("the least"), least)
        working = arithmetic.largest((Part("", working.result, currency), Part(label, amount_of(facts, least), currency)), currency)
        yield working
    if most is not None and working.result > amount_of(facts, most):
        label = limit_label(facts, facts.say("the most"), most)
        working = arithmetic.smallest((Part("", working.result, currency), Part(label, amount_of(facts, most), currency)), currency)
        yield working
    if working.result % written.round.to:
        yield arithmetic.rounded(working.result, written.round, currency)


def amount_of(facts: Facts, written: AmountByKeys) -> Fraction:
    """A plain amount, or the cell that is looked up."""
    return plain(cell_of(facts, written.by, written.amounts)) if written.by else plain(written.amount)


def limit_label(facts: Facts, label: str, written: AmountByKeys) -> str:
    """The label of a limit, and the cell it was looked up in."""
    return f"{label}; {keys_words(facts, written.by)}" if written.by else label


def domains_section(facts: Facts, budget: IndicativeBudget) -> Section:
    """How the carer-neutral amount is made up by area of life."""
    entries = [
        Entry(facts.title_of_domain(domain), amount=amount, shown=facts.wording.per(amount, facts.per))
        for domain, amount in budget.domain_shares.items()
    ]
    total = budget.carer_neutral_amount
    return Section(
        "domains",
        facts.say("By area of life"),
        (facts.say("How the amount before any unpaid carer is made up. You need not spend it in these shares."),),
        tuple(entries),
        total=total,
        total_words=facts.say("The amount before any unpaid carer"),
        total_shown=facts.wording.per(total, facts.per),
    )
