"""Money lines: the amount by kind, then floor, cap, gate, period and rounding, each step shown and checked against the trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from ras_engine.document.lines import (
    AmountByKeys,
    BandsLine,
    ExtremeLine,
    FirstMatchLine,
    FixedLine,
    InterpolatedLine,
    Line,
    LookupLine,
    PercentileTableLine,
    PriceLine,
    PricePerPointLine,
    ReferenceLine,
    ShareOfLinesLine,
    SlopedBandsLine,
)
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.document.periods import periods_a_year
from ras_engine.explain import lines_flat, lines_priced, lines_tables
from ras_engine.explain.conditions import gate_sentence
from ras_engine.explain.facts import AFTER_CARERS, Facts
from ras_engine.explain.keys import keys_words
from ras_engine.explain.lines_job import LineJob
from ras_engine.explain.structure import Entry
from ras_engine.explain.working import Part, Working
from ras_engine.plan.plan import Path


def line_entries(facts: Facts, lines: Sequence[Line], path: Path, prefix: str, into: str) -> list[Entry]:
    """Every line of a list, in the first pass."""
    return [line_entry(LineJob(facts, line, (*path, place), prefix, into)) for place, line in enumerate(lines)]


def line_entry(job: LineJob) -> Entry:
    """One line with its working and its amount."""
    work_out(job)
    amount = job.facts.as_money(job.working[-1].result)
    return job.facts.entry(
        job.facts.title_of_line(job.line.id),
        job.path,
        text=job.text,
        amount=amount,
        shown=job.facts.wording.per(amount, job.into),
        working=job.working,
        step=job.name + (AFTER_CARERS if job.after else ""),
        entries=job.entries,
        of=job.line,
    )


def work_out(job: LineJob) -> Fraction:
    """Fills in the working of the line, and gives its rounded amount. Raises ArithmeticError where the trace differs."""
    facts, line = job.facts, job.line
    if _closed(job):
        job.working.append(job.arithmetic.nothing(facts.currency))
    else:
        job.working.extend(by_kind(job))
        _bounded(job)
    if job.working[-1].result != job.step("exact"):
        raise ArithmeticError(f"the working of {job.name} does not give its amount")
    _converted(job)
    rule = line.round or facts.document.money.round.lines
    exact = job.working[-1].result
    if exact % rule.to:
        job.working.append(job.arithmetic.rounded(exact, rule, facts.currency))
    return job.working[-1].result


def _closed(job: LineJob) -> bool:
    """Says when the line counts; whether it does not."""
    facts, line = job.facts, job.line
    closed = False
    if line.client_groups is not None:
        groups = [facts.wording.quoted(facts.level_words(CLIENT_GROUP, group)) for group in line.client_groups]
        closed = facts.level(CLIENT_GROUP) not in line.client_groups
        job.text.append(facts.say("It is only for {groups}.", groups=facts.wording.both(groups)))
    if line.when is not None:
        job.text.append(gate_sentence(facts, line.when, (*job.path, "when"), after=job.after))
        closed = closed or not job.held("when")
    return closed


def by_kind(job: LineJob) -> list[Working]:
    """The amount by the kind of the line, before floor and cap."""
    line = job.line
    match line:
        case FixedLine():
            return [lines_flat.fixed(job, line)]
        case LookupLine():
            return [lines_flat.looked_up(job, line)]
        case FirstMatchLine():
            return [lines_flat.first_match(job, line)]
        case PricePerPointLine():
            return [lines_priced.per_point(job, line)]
        case PriceLine():
            return [lines_priced.priced(job, line)]
        case ReferenceLine():
            return [lines_priced.of_reference(job, line)]
        case ShareOfLinesLine():
            return [*lines_priced.share_of_lines(job, line)]
        case BandsLine():
            return [lines_tables.bands(job, line)]
        case SlopedBandsLine():
            return [lines_tables.sloped_bands(job, line)]
        case InterpolatedLine():
            return [lines_tables.interpolated(job, line)]
        case PercentileTableLine():
            return [*lines_tables.percentiles(job, line)]
        case ExtremeLine():
            return [extreme(job, line)]
        case _:
            assert_never(line)


def extreme(job: LineJob, line: ExtremeLine) -> Working:
    """Lines that overlap: each is worked out, and one of them counts."""
    facts = job.facts
    inner = [
        LineJob(facts, one, (*job.path, "lines", place), job.prefix, job.into, job.after) for place, one in enumerate(line.lines)
    ]
    entries = [line_entry(one) for one in inner]
    parts = [job.money(entry.heading, one.working[-1].result) for entry, one in zip(entries, inner, strict=True)]
    working = (job.arithmetic.largest if line.kind == "largest_of" else job.arithmetic.smallest)(parts, facts.currency)
    counts = next(place for place, part in enumerate(parts) if part.number == working.result)
    if line.kind == "largest_of":
        text = facts.say("These overlap, so only the largest of them counts, not their sum: {name}.", name=entries[counts].heading)
    else:
        text = facts.say("Only the smallest of these counts: {name}.", name=entries[counts].heading)
    job.text.append(text)
    counted, other = facts.say("This one counts."), facts.say("This one does not count.")
    for place, entry in enumerate(entries):
        job.entries.append(replace(entry, text=(*entry.text, counted if place == counts else other)))
    job.refer = next((one.refer for one in inner if one.refer), "")
    return working


def _bounded(job: LineJob) -> None:
    """A floor and a cap, where they move the amount."""
    facts, currency = job.facts, job.facts.currency
    for key, written in (("at_least", job.line.at_least), ("at_most", job.line.at_most)):
        if written is None:
            continue
        amount, now = job.step(key), job.working[-1].result
        label = " ".join(_bound_words(job, key, written))
        if key == "at_least" and now < amount:
            job.working.append(job.arithmetic.largest((job.money("", now), Part(label, amount, currency)), currency))
        if key == "at_most" and now > amount:
            job.working.append(job.arithmetic.smallest((job.money("", now), Part(label, amount, currency)), currency))
            cap = facts.wording.money(amount, currency)
            job.text.append(facts.say("The ruleset counts at most {amount} in this line.", amount=cap))


def _bound_words(job: LineJob, key: str, written: AmountByKeys) -> Iterator[str]:
    yield job.facts.say("the least this line is") if key == "at_least" else job.facts.say("the most this line is")
    if written.by:
        yield keys_words(job.facts, written.by, after=job.after)


def stated_for(job: LineJob) -> str:
    """The period that the line's amount is stated for."""
    if isinstance(job.line, ReferenceLine) and job.into != "once":
        return job.facts.references[job.line.reference].per
    return job.line.per or job.into


def _converted(job: LineJob) -> None:
    """The amount for the period that is wanted, where the line is stated for another."""
    facts, stated = job.facts, stated_for(job)
    if stated == job.into or job.working[-1].result == 0:
        return
    money = facts.document.money
    times, over = periods_a_year(money, stated), periods_a_year(money, job.into)
    exact = job.working[-1].result
    amount = facts.wording.money(exact, facts.currency)
    job.text.append(facts.say("The amount is stated as {amount}.", amount=facts.wording.per(amount, stated)))
    parts = (
        Part("", exact, facts.currency),
        Part(facts.wording.in_a_year(stated), times),
        Part(facts.wording.in_a_year(job.into), over),
    )
    job.working.append(job.arithmetic.scale(parts, facts.currency))
