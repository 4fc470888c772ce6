"""Each money line that carers change: worked out again from what is left, its guard, and the difference to its neutral amount."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ras_engine.document.carers import ShareOfMoneyRule
from ras_engine.document.lines import Line
from ras_engine.document.touching import touching
from ras_engine.explain.carers_left import kept_working
from ras_engine.explain.facts import AFTER_CARERS, Facts
from ras_engine.explain.lines import work_out
from ras_engine.explain.lines_job import LineJob
from ras_engine.explain.structure import Entry
from ras_engine.explain.working import Part


def changed_lines(facts: Facts) -> Iterator[Entry]:
    """The lines that carers change, each with its difference."""
    for place, line in enumerate(facts.document.budget_lines):
        name = f"line.{line.id}"
        if facts.step(name) != facts.step(name + AFTER_CARERS):
            yield _changed(facts, place, line)


def _changed(facts: Facts, place: int, line: Line) -> Entry:
    job = LineJob(facts, line, ("budget_lines", place), "line.", facts.per, after=True)
    whole, after = facts.step(f"line.{line.id}"), facts.step(f"line.{line.id}{AFTER_CARERS}")
    now = _guarded(job, _money_met(job, work_out(job)), whole)
    if now > whole:
        job.text.append(facts.say("Support by carers never makes a line larger."))
        now = job.arithmetic.smallest((job.money("", now), job.money("", whole)), facts.currency).result
    if now != after:
        raise ArithmeticError(f"the working of line.{line.id} after carers does not give its amount")
    parts = (job.money(facts.say("after carers"), after), job.money(facts.say("before any unpaid carer"), whole))
    job.working.append(job.arithmetic.subtract(parts, facts.currency))
    amount = facts.as_money(after - whole)
    return facts.entry(
        facts.title_of_line(line.id),
        job.path,
        text=job.text,
        amount=amount,
        shown=facts.wording.per(amount, facts.per),
        working=job.working,
        step=f"line.{line.id}{AFTER_CARERS}",
        entries=job.entries,
    )


def _round(job: LineJob) -> Fraction:
    """The last amount, rounded as the line is."""
    exact, rule = job.working[-1].result, job.line.round or job.facts.document.money.round.lines
    if exact % rule.to:
        job.working.append(job.arithmetic.rounded(exact, rule, job.facts.currency))
    return job.working[-1].result


def _money_met(job: LineJob, amount: Fraction) -> Fraction:
    """The share of the line's money that carers leave, where a rule takes one."""
    support = job.facts.document.carer_support
    for rule in support.rules if support else ():
        if isinstance(rule, ShareOfMoneyRule):
            for area, lines in rule.reduces.items():
                if job.line.id in lines:
                    kept = [*kept_working(job.facts, rule, area)]
                    share = Part(job.facts.say("the share that is left"), kept[-1].result, "share")
                    job.working += [*kept, job.arithmetic.multiply((job.money("", amount), share), job.facts.currency)]
                    amount = _round(job)
    return amount


def _guarded(job: LineJob, amount: Fraction, whole: Fraction) -> Fraction:
    """Never under the share of the whole line that its rules keep."""
    guards = [rule.line_keeps_at_least for rule in touching(job.facts.index, job.line) if rule.line_keeps_at_least]
    if not guards:
        return amount
    facts, share = job.facts, max(guards)
    exact = share * whole
    rule = job.line.round or facts.document.money.round.lines
    floor = job.arithmetic.rounded(exact, rule, facts.currency).result
    if amount >= floor:
        return amount
    shown = facts.wording.shown(share, "share")
    job.text.append(facts.say("Whatever carers do, {share} of this line stays.", share=shown))
    label = facts.say("before any unpaid carer")
    job.working.append(job.arithmetic.multiply((Part("", share, "share"), job.money(label, whole)), facts.currency))
    floor = _round(job)
    job.working.append(job.arithmetic.largest((job.money("", amount), job.money("", floor)), facts.currency))
    return floor
