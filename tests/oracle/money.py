"""From the lines to the planning amount, in the fixed order of the money; and what people are asked to decide."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ras_engine.document.carers import CarerRule, MeanShareRule, QuantityMetRule, ShareOfMoneyRule
from ras_engine.document.limits import FixedContingency, Limits, Minimum, NoContingency, ShareContingency
from ras_engine.document.ruleset import RulesetDocument
from tests.oracle.carers import reached_by, reads, shared_areas
from tests.oracle.lines import Lines, periods_a_year
from tests.oracle.rounding import rounded
from tests.oracle.working import Working

Steps = dict[str, Fraction | int | str]
NOTHING = Fraction(0)


class Oracle:
    """One ruleset, one assessment; `steps` fills up in the order of the money."""

    def __init__(self, document: RulesetDocument, assessment: dict[str, Any]) -> None:
        """Both are taken to be valid."""
        self.document, self.assessment = document, assessment
        self.neutral = Working(document, assessment)
        self.rules = document.carer_support.rules if document.carer_support else ()
        self.left = {name: left for rule in self.rules for name, left in self.what_is_left(rule).items()}
        self.second = Working(document, assessment, self.left)
        self.steps: Steps = {}
        self.raised: set[str] = set()

    # -- carers

    def kept(self, rule: CarerRule, met: Fraction) -> Fraction:
        """The share that is kept where `met` is met."""
        return max(1 - met, rule.least_kept or NOTHING)

    def what_is_left(self, rule: CarerRule) -> dict[str, Fraction]:
        """Each measure that the rule reduces, and what is left of it."""
        support, measure, left = self.neutral.support, self.neutral.measure, {}
        match rule:
            case ShareOfMoneyRule():
                return {}
            case QuantityMetRule():
                for area, one in rule.reduces.items():
                    whole = measure(one.measure)
                    kept = (rule.least_kept or NOTHING) * whole
                    left[one.measure] = max(whole - support.quantity(area), kept, NOTHING)
            case MeanShareRule():
                counting = [name for name, one in rule.activities.items() if one.when is None or self.neutral.holds(one.when)]
                met = sum((support.met(name) for name in counting), NOTHING) / (len(counting) or 1)
                left = {name: measure(name) * self.kept(rule, met) for name in rule.reduces}
            case _:
                left = {name: measure(name) * self.kept(rule, support.met(area)) for area, name in rule.reduces.items()}
        # No carer, no change: nothing is rounded where nothing is met, and rounding gives nobody more than the whole.
        return {
            name: value if value == measure(name) else min(rounded(value, rule.round), measure(name))
            for name, value in left.items()
        }

    def after_carers(self, name: str, neutral: Fraction, second: Fraction) -> Fraction:
        """What a line comes to after carers: shares of money, then the guards, and never more than without carers."""
        (line,) = [one for one in self.document.budget_lines if one.id == name]
        rounding = line.round or self.document.money.round.lines
        read = reads(self.document, line)
        after, guards = second, []
        for rule in self.rules:
            for area in shared_areas(rule, name):
                after = rounded(second * self.kept(rule, self.neutral.support.met(area)), rounding)
            if rule.line_keeps_at_least is not None and (read | {name}) & set(reached_by(rule)):
                guards.append(rounded(rule.line_keeps_at_least * neutral, rounding))
        return min(max([after, *guards]), neutral)

    # -- the order of the money

    def answers_and_measures(self) -> None:
        """Questions as numbers, measures, and measures that carers changed."""
        for question in self.document.questions:
            if self.neutral.person.has_number(question.id):
                self.steps[f"value.{question.id}"] = self.neutral.person.number(question.id)
        for measure in self.document.measures:
            self.steps[f"measure.{measure.id}"] = self.neutral.measure(measure.id)
            if measure.id in self.left or reads(self.document, measure) & set(self.left):
                self.steps[f"measure.{measure.id}.after_carers"] = self.second.measure(measure.id)

    def lines(self) -> None:
        """The carer-neutral lines, the lines after carers, and what sustains carers."""
        per = self.document.money.per
        first, second, sustaining = Lines(self.neutral, per), Lines(self.second, per), Lines(self.neutral, per)
        neutral = first.work_out(self.document.budget_lines)
        after = second.done  # a share of lines counts what carers left of them
        for line in self.document.budget_lines:
            after[line.id] = self.after_carers(line.id, neutral[line.id], second.line(line, True))
        self.steps |= {f"line.{name}": amount for name, amount in (first.inner | neutral).items()}
        self.steps |= {f"line.{name}.row": row for name, row in first.rows.items()}
        self.steps |= {f"line.{name}.after_carers": amount for name, amount in after.items()}
        sustained = sustaining.work_out(self.document.carer_sustainability)
        self.steps |= {f"sustainability.{name}": amount for name, amount in sustained.items()}
        self.raised |= first.raised | second.raised | sustaining.raised
        self.steps["carer_neutral_amount"] = sum(neutral.values(), NOTHING)
        self.steps["carer_adjustment"] = sum((after[name] - neutral[name] for name in neutral), NOTHING)
        self.steps["carer_sustainability"] = sum(sustained.values(), NOTHING)

    def at_least_minimum(self, minimum: Minimum | None, amount: Fraction) -> Fraction:
        """An amount raised to its minimum; nothing may stay nothing."""
        if minimum is None or (minimum.zero_stays_zero and amount == 0):
            return amount
        return max(amount, Lines(self.neutral, "once").amount_by_keys(minimum))

    def moved(self, step: str, limit: Any, before: Fraction, after: Fraction) -> Fraction:
        """Notes whether a limit moved the amount, and its referral."""
        if limit is not None:
            self.steps[f"limit.{step}"] = int(before != after)
            if before != after and limit.refer is not None:
                self.raised.add(limit.refer)
        return after

    def limits(self, before: Fraction) -> Fraction:
        """Minimum, maximum, minimum payment."""
        limits, by_keys = self.document.limits or Limits(), Lines(self.neutral, "once").amount_by_keys
        amount = self.moved("minimum", limits.minimum, before, self.at_least_minimum(limits.minimum, before))
        capped = amount if limits.maximum is None else min(amount, by_keys(limits.maximum))
        amount = self.moved("maximum", limits.maximum, amount, capped)
        pays = limits.minimum_payment is None or amount >= by_keys(limits.minimum_payment)
        return self.moved("minimum_payment", limits.minimum_payment, amount, amount if pays else NOTHING)

    def budget(self) -> None:
        """Limits, rounding, contingency, planning amount."""
        steps, money = self.steps, self.document.money
        parts = (steps["carer_neutral_amount"], steps["carer_adjustment"], steps["carer_sustainability"])
        before = sum((Fraction(part) for part in parts), NOTHING)
        after = self.limits(before)
        budget = rounded(after, money.round.indicative_budget)
        steps |= {"before_limits": before, "after_limits": after, "limit_adjustment": after - before}
        steps |= {"rounding": budget - after, "indicative_budget": budget}
        self.neutral.amounts |= {"carer_neutral_amount": Fraction(parts[0]), "indicative_budget": budget}
        contingency = self.contingency(budget)
        inside = isinstance(self.document.contingency, NoContingency) or self.document.contingency.basis == "inside"
        planning = budget - contingency if inside else budget + contingency
        steps |= {"contingency": contingency, "planning_amount": planning}
        self.neutral.amounts |= {"contingency": contingency, "planning_amount": planning}

    def contingency(self, budget: Fraction) -> Fraction:
        """The individual contingency."""
        rule, cell = self.document.contingency, self.neutral.cell
        if isinstance(rule, NoContingency) or (rule.when is not None and not self.neutral.holds(rule.when)):
            return NOTHING
        if isinstance(rule, ShareContingency):
            amount = budget * (rule.share if rule.share is not None else cell(rule.by or (), rule.shares or {}))
        elif isinstance(rule, FixedContingency):
            amount = Lines(self.neutral, "once").amount_by_keys(rule)
        else:
            weeks = rule.weeks if rule.weeks is not None else cell(rule.by or (), rule.weeks_by or {})
            amount = budget * weeks / periods_a_year(self.document, "week")
        amount = rounded(amount, self.document.money.round.contingency)
        return min(amount, budget) if rule.basis == "inside" else amount

    def separate_amounts(self) -> None:
        """Amounts of their own."""
        for separate in self.document.separate_amounts:
            lines = Lines(self.neutral, separate.per)
            amounts = lines.work_out(separate.lines)
            self.raised |= lines.raised
            self.steps |= {f"separate.{separate.id}.{name}": amount for name, amount in amounts.items()}
            total = sum(amounts.values(), NOTHING)
            raised = self.at_least_minimum(separate.minimum, total)
            if separate.minimum and separate.minimum.refer and raised != total:
                self.raised.add(separate.minimum.refer)
            if separate.maximum and raised > lines.amount_by_keys(separate.maximum):
                raised = lines.amount_by_keys(separate.maximum)
                self.raised.add(separate.maximum.refer)
            self.steps[f"separate.{separate.id}"] = rounded(raised, separate.round)

    def decisions(self) -> None:
        """Referrals, sign-off, monitoring, review, the pool."""
        withheld = False
        for referral in self.document.referral:
            due = referral.id in self.raised or (referral.when is not None and self.neutral.holds(referral.when))
            self.steps[f"referral.{referral.id}"] = int(due)
            withheld = withheld or (due and referral.indicative_budget == "withheld")
        for section in ("sign_off", "monitoring", "review"):
            entries = getattr(self.document, section) or ()
            reached = [place for place, one in enumerate(entries) if one.otherwise or self.neutral.holds(one.when)]
            if entries:
                self.steps[section] = reached[0]
        if self.document.pool is not None:
            self.steps["pool"] = int(self.neutral.holds(self.document.pool.eligible_when))
        self.steps["outcome"] = "referral" if withheld else "amount"


def oracle(document: RulesetDocument, assessment: dict[str, Any]) -> Steps:
    """Every step of the working by name: exact amounts in pounds, numbers in their units, indexes and flags as ints."""
    one = Oracle(document, assessment)
    one.answers_and_measures()
    one.lines()
    one.budget()
    one.separate_amounts()
    one.decisions()
    return one.steps
