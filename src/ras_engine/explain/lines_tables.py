"""Lines with a table: bands, sloped bands, published rows joined by straight lines, and percentiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from ras_engine.document.header import Refer
from ras_engine.document.lines import (
    BandsLine,
    InterpolatedLine,
    PercentileAmount,
    PercentileTableLine,
    SlopedBandsLine,
    TablePoint,
)
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.explain.lines_job import LineJob
from ras_engine.explain.rows import joined, published_words, row_at, row_words
from ras_engine.explain.working import Part, Working

Row = TypeVar("Row")


def _rows(job: LineJob, single: Sequence[Row] | None, by_group: Mapping[str, Sequence[Row]] | None) -> Sequence[Row]:
    """The one table, or that of the client group."""
    if by_group is None:
        return single or ()
    facts, group = job.facts, job.facts.level(CLIENT_GROUP)
    job.text.append(
        facts.say("The table is the one for {group}.", group=facts.wording.quoted(facts.level_words(CLIENT_GROUP, group)))
    )
    return by_group[group]


def bands(job: LineJob, line: BandsLine) -> Working:
    """The amount of the row."""
    rows, value = _rows(job, line.bands, line.by_client_group), job.value(line.of)
    row = rows[row_at(rows, value.number)]
    words = row_words(job.facts, value, row)
    if row.refer is not None:
        job.text.append(f"{words}.")
        return job.refers(row.refer)
    return job.arithmetic.is_(job.money("", row.amount or Fraction(0)), words)


def sloped_bands(job: LineJob, line: SlopedBandsLine) -> Working:
    """The start of the row and so much more for each point over it."""
    rows, value = _rows(job, line.bands, line.by_client_group), job.value(line.of)
    row = rows[row_at(rows, value.number)]
    words = row_words(job.facts, value, row)
    if row.refer is not None:
        job.text.append(f"{words}.")
        return job.refers(row.refer)
    at, rate = row.starts_at or Fraction(0), row.per_point or Fraction(0)
    return job.arithmetic.straight_line(value, row.start, at, rate, job.facts.currency, words)


def interpolated(job: LineJob, line: InterpolatedLine) -> Working:
    """Between the two published rows around the value, or beyond the last."""
    rows: Sequence[TablePoint] = _rows(job, line.rows, line.by_client_group)
    value, facts = job.value(line.of), job.facts
    last = rows[-1]
    if value.number > last.at and isinstance(line.after_last, Refer):
        job.text.append(published_words(facts, value, last.at) + ".")
        return job.refers(line.after_last.refer)
    return joined(facts, value, [(row.at, row.amount) for row in rows], facts.currency)


def percentiles(job: LineJob, line: PercentileTableLine) -> Iterator[Working]:
    """Points to a percentile, and the percentile to an amount."""
    rows, value = _rows(job, line.percentiles, line.by_client_group), job.value(line.of)
    row = rows[row_at(rows, value.number)]
    words, facts = row_words(job.facts, value, row), job.facts
    number = facts.wording.number(row.percentile)
    job.text.append(facts.say("{why}: the percentile is {n}.", why=words, n=number))
    below = [entry for entry in line.amounts if entry.percentile <= row.percentile][-1]
    above = [entry for entry in line.amounts if entry.percentile > row.percentile][:1]
    if line.between == "step" or not above or below.percentile == row.percentile:
        at = facts.wording.number(below.percentile)
        yield job.arithmetic.is_(job.money("", below.amount), facts.say("The amount from percentile {n}", n=at))
    else:
        yield _between(job, row.percentile, below, above[0])


def _between(job: LineJob, percentile: Fraction, below: PercentileAmount, above: PercentileAmount) -> Working:
    part = Part(job.facts.say("The percentile"), percentile)
    rows = ((below.percentile, below.amount), (above.percentile, above.amount))
    return job.arithmetic.between(part, rows, job.facts.currency)
