"""The whole explanation of a result: its sections in the order of the money, so that a reader can follow every step."""

from __future__ import annotations

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.explain.amounts import before_section, domains_section, separate_section, sustainability_section
from ras_engine.explain.answers import answers_section
from ras_engine.explain.carers import carers_section
from ras_engine.explain.contingency import contingency_section, planning_section
from ras_engine.explain.facts import Facts
from ras_engine.explain.limits import limits_section, rounding_section
from ras_engine.explain.measures import measures_section
from ras_engine.explain.people import challenge_section, next_section, not_section, referral_section
from ras_engine.explain.structure import Entry, Explanation
from ras_engine.explain.wording import wording


def build(result: IndicativeBudget | OutOfModel, language: str) -> Explanation:
    """The explanation of a result; see `ras_engine.explain`."""
    facts = Facts(result, wording(language))
    if isinstance(result, OutOfModel):
        return _referred(facts)
    return _amount(facts, result)


def _title(facts: Facts) -> str:
    title = facts.document.title
    return facts.wording.text(title) if title is not None else facts.ruleset.scheme


def _amount(facts: Facts, budget: IndicativeBudget) -> Explanation:
    per, say = facts.wording.per, facts.say
    summary = (
        say("Your indicative budget is {amount}.", amount=per(budget.indicative_budget, facts.per)),
        say("Support planning starts from {amount}.", amount=per(budget.planning_amount, facts.per)),
        say("Words in “quotation marks” are the ruleset's own. A line number in brackets is the line of the ruleset."),
    )
    sections = (
        answers_section(facts),
        measures_section(facts),
        before_section(facts),
        carers_section(facts),
        sustainability_section(facts),
        limits_section(facts),
        rounding_section(facts),
        contingency_section(facts),
        planning_section(facts),
        separate_section(facts),
        domains_section(facts, budget),
        next_section(facts),
        not_section(facts),
        challenge_section(facts),
    )
    return Explanation(_title(facts), facts.wording.language, summary, _overview(facts), sections)


def _overview(facts: Facts) -> tuple[Entry, ...]:
    """The order of the money, an amount a line."""
    names = (
        ("carer_neutral_amount", facts.say("The amount before any unpaid carer")),
        ("carer_adjustment", facts.say("Changed because of support by carers")),
        ("carer_sustainability", facts.say("Added so that carers can go on caring")),
        ("limit_adjustment", facts.say("Changed by limits")),
        ("rounding", facts.say("Changed by rounding")),
        ("indicative_budget", facts.say("Your indicative budget")),
        ("contingency", facts.say("Your contingency")),
        ("planning_amount", facts.say("The planning amount")),
    )
    amounts = [(name, heading, facts.money(name)) for name, heading in names]
    return tuple(
        Entry(heading, amount=amount, shown=facts.wording.per(amount, facts.per), step=name) for name, heading, amount in amounts
    )


def _referred(facts: Facts) -> Explanation:
    summary = (
        facts.say("No amount is shown. The council's rules do not fit your situation, so people must look at what you need."),
    )
    sections = (
        referral_section(facts),
        answers_section(facts),
        measures_section(facts),
        carers_section(facts, total=False),
        next_section(facts),
        not_section(facts),
        challenge_section(facts),
    )
    return Explanation(_title(facts), facts.wording.language, summary, (), sections)
