"""Lines that multiply: points or quantities by a price, a share of a reference amount, a share of other lines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ras_engine.document.header import Price, Refer
from ras_engine.document.lines import PriceLine, PricePerPointLine, ReferenceLine, ShareOfLinesLine
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.explain.facts import sentence
from ras_engine.explain.lines_job import LineJob
from ras_engine.explain.wording import SHARE, mark
from ras_engine.explain.working import Part, Working

EACH = {"points": mark("for each point"), "": mark("for each")}


def per_point(job: LineJob, line: PricePerPointLine) -> Working:
    """Points times the price of a point."""
    facts, value = job.facts, job.value(line.of)
    label = facts.say(EACH.get(value.unit, EACH[""]))
    if line.by_client_group is not None:
        group = facts.wording.quoted(facts.level_words(CLIENT_GROUP, facts.level(CLIENT_GROUP)))
        label = facts.say("{each}, the price for {group}", each=label, group=group)
    return job.arithmetic.multiply((value, job.money(label, job.step("price"))), facts.currency)


def priced(job: LineJob, line: PriceLine) -> Working:
    """Quantity times unit price."""
    facts, quantity = job.facts, job.value(line.quantity)
    name = line.price or ""
    if line.price_by is not None:
        level = facts.level(line.price_by.by, after=job.after)
        name = line.price_by.prices[level]
        by, words = (
            facts.wording.quoted(facts.title(line.price_by.by)),
            facts.wording.quoted(facts.level_words(line.price_by.by, level)),
        )
        job.text.append(facts.say("The price goes by {name}, which is {value}.", name=by, value=words))
    price = facts.prices[name]
    cell = _cell(job, price)
    times = [Part("", line.times)] if line.times is not None else []
    if quantity.number and not job.after:
        job.text.extend(_price_words(job, name, price))
    if isinstance(cell, Refer):
        if quantity.number * (times[0].number if times else 1) > 0:
            return job.refers(cell.refer)
        return job.arithmetic.multiply((quantity, *times, job.money(_for_each(job, price), Fraction(0))), facts.currency)
    return job.arithmetic.multiply((quantity, *times, job.money(_for_each(job, price), cell)), facts.currency)


def _for_each(job: LineJob, price: Price) -> str:
    return job.facts.say("for each {unit}", unit=price.unit)


def _cell(job: LineJob, price: Price) -> Fraction | Refer:
    if price.by_deployment is not None:
        return price.by_deployment[_way(job)]
    return price.amount if price.amount is not None else Fraction(0)


def _way(job: LineJob) -> str:
    """How this line would be held."""
    assessment = job.facts.result.assessment
    return assessment.deployment_by_line.get(job.line.id) or assessment.deployment or ""


def _price_words(job: LineJob, name: str, price: Price) -> Iterator[str]:
    facts = job.facts
    where = facts.ruleset.where(("prices", name))
    title = facts.wording.quoted(facts.named(name, price.title))
    if price.by_deployment is not None:
        way = facts.wording.quoted(facts.deployment_words(_way(job)))
        yield facts.say("The price is {price}, for {way} (ruleset, line {line}).", price=title, way=way, line=where.line)
    else:
        yield facts.say("The price is {price} (ruleset, line {line}).", price=title, line=where.line)
    if price.why:
        yield facts.say("Reason for this price: {why}", why=sentence(price.why))
    yield facts.say("Source of this price: {source}", source=sentence(price.source))


def of_reference(job: LineJob, line: ReferenceLine) -> Working:
    """A share or a multiple of an amount set elsewhere."""
    facts = job.facts
    reference = facts.references[line.reference]
    title = facts.wording.quoted(facts.named(line.reference, reference.title))
    where = facts.ruleset.where(("reference_amounts", line.reference))
    job.text.append(facts.say("It is reckoned from {amount} (ruleset, line {line}).", amount=title, line=where.line))
    if not job.after:
        job.text.append(facts.say("Source of this amount: {source}", source=sentence(reference.source)))
    parts = [job.money(title, reference.amount)]
    parts += [Part("", line.share, SHARE)] if line.share is not None else []
    parts += [Part("", line.times)] if line.times is not None else []
    parts += [job.value(line.of)] if line.of else []
    return job.arithmetic.multiply(parts, facts.currency)


def share_of_lines(job: LineJob, line: ShareOfLinesLine) -> Iterator[Working]:
    """A share of the lines above."""
    facts, currency = job.facts, job.facts.currency
    parts = [Part(facts.title_of_line(name), facts.step(f"{job.prefix}{name}", after=job.after), currency) for name in line.lines]
    whole = parts[0].number
    if len(parts) > 1:
        working = job.arithmetic.add(parts, currency)
        whole = working.result
        yield working
    label = parts[0].label if len(parts) == 1 else ""
    yield job.arithmetic.multiply((Part("", line.share, SHARE), job.money(label, whole)), currency)
