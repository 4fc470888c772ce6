"""Two results side by side: what differs, line by line in the order of the money, each difference exact, all adding up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.exact import Money
from ras_engine.explain.facts import Facts
from ras_engine.explain.render.data import money_data
from ras_engine.explain.wording import Wording

Outcome = IndicativeBudget | OutOfModel


@dataclass(frozen=True, slots=True)
class AmountChange:
    """One amount before and after. `step` is its name in the trace; `title` what it is called."""

    step: str
    title: str
    before: Money
    after: Money

    @property
    def difference(self) -> Money:
        """After less before."""
        return self.after - self.before

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        amounts = {"before": self.before, "after": self.after, "difference": self.difference}
        return {"step": self.step, "title": self.title, **{name: money_data(amount) for name, amount in amounts.items()}}


Changes = tuple[AmountChange, ...]
Amounts = dict[str, tuple[str, Money]]
"""Step to title and amount, in the order of the money."""


def differences(before: Outcome, after: Outcome, wording: Wording) -> Changes:
    """The parts of the indicative budget that differ; their differences add up to that of the two budgets.

    Empty where either result shows no amount. The two may be of different rulesets: a line that one of them lacks is nought there.
    Raises ArithmeticError where they do not add up, which would be a fault of ours.
    """
    if isinstance(before, OutOfModel) or isinstance(after, OutOfModel):
        return ()
    found = _changes(_parts(before, wording), _parts(after, wording), before.indicative_budget.currency)
    total = after.indicative_budget - before.indicative_budget
    if sum((one.difference for one in found), Money(0, total.currency)) != total:
        raise ArithmeticError("the differences of two results do not add up")
    return tuple(one for one in found if one.difference)


def beside(before: Outcome, after: Outcome, wording: Wording) -> Changes:
    """What differs beside the indicative budget: contingency, planning amount, separate amounts."""
    if isinstance(before, OutOfModel) or isinstance(after, OutOfModel):
        return ()
    found = _changes(_beside(before, wording), _beside(after, wording), before.indicative_budget.currency)
    return tuple(one for one in found if one.difference)


def _changes(before: Amounts, after: Amounts, currency: str) -> list[AmountChange]:
    nothing, found = Money(0, currency), []
    for step in dict.fromkeys((*after, *before)):
        title = (after.get(step) or before[step])[0]
        found.append(AmountChange(step, title, *(side[step][1] if step in side else nothing for side in (before, after))))
    return found


def _parts(budget: IndicativeBudget, wording: Wording) -> Amounts:
    """The parts that the indicative budget is the sum of."""
    facts, say = Facts(budget, wording), wording.say
    found: Amounts = {f"line.{line.id}": (facts.title_of_line(line.id), line.carer_neutral_amount) for line in budget.lines}
    for line in budget.lines:
        title = say("{line}: what carers change", line=facts.title_of_line(line.id))
        found[f"line.{line.id}.carer_adjustment"] = (title, line.carer_adjustment)
    for extra in budget.ruleset.document.carer_sustainability:
        name = f"sustainability.{extra.id}"
        found[name] = (facts.title_of_line(extra.id), facts.money(name))
    found["limit_adjustment"] = (say("Changed by limits"), budget.limit_adjustment)
    found["rounding"] = (say("Changed by rounding"), budget.rounding)
    return found


def _beside(budget: IndicativeBudget, wording: Wording) -> Amounts:
    say = wording.say
    found: Amounts = {
        "contingency": (say("Your contingency"), budget.contingency),
        "planning_amount": (say("The planning amount"), budget.planning_amount),
    }
    titles = {one.id: wording.text(one.title) for one in budget.ruleset.document.separate_amounts}
    return found | {f"separate.{one.id}": (titles[one.id], one.amount) for one in budget.separate_amounts}


def other_changes(before: Outcome, after: Outcome, wording: Wording) -> Iterator[str]:
    """What people do differently: referrals, sign-off, monitoring, review."""
    say = wording.say
    was, now = ({one.id for one in side.referrals} for side in (before, after))
    yield from (say("People must now look: {says}", says=words) for words in _referrals(after, was, wording))
    yield from (say("People need no longer look: {says}", says=words) for words in _referrals(before, now, wording))
    for name, heading in (("sign_off", say("Sign-off")), ("monitoring", say("Monitoring")), ("review", say("Review"))):
        words_before, words_after = _route(before, name, wording), _route(after, name, wording)
        if words_before != words_after:
            yield say("{heading}: {after} Before: {before}", heading=heading, after=words_after, before=words_before)


def _referrals(outcome: Outcome, other: set[str], wording: Wording) -> Iterator[str]:
    """The words of the referrals that the other result does not have."""
    words = {one.id: wording.text(one.says) for one in outcome.ruleset.document.referral}
    yield from (words[one.id] for one in outcome.referrals if one.id not in other)


def _route(outcome: Outcome, name: str, wording: Wording) -> str:
    chosen = getattr(outcome.decisions, name)
    for one in getattr(outcome.ruleset.document, name) or ():
        if one.id == chosen:
            words = wording.text(one.says)
            return words if words.endswith(".") else f"{words}."
    return wording.say("None.")
