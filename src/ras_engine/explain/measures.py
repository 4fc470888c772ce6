"""What it adds up to: every measure with its working, in either pass. Tables, bands and look-ups are in `measures_tables`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from ras_engine.document.measures import (
    BandMeasure,
    ClassMeasure,
    ClassTableMeasure,
    CountConditionsMeasure,
    CountMeasure,
    ExcessMeasure,
    ExtremeMeasure,
    FirstMatchMeasure,
    InterpolatedMeasure,
    LimitedMeasure,
    LookupMeasure,
    MeanItem,
    MeanMeasure,
    Measure,
    NumberMeasure,
    PointsMeasure,
    ProductMeasure,
    SlopedTableMeasure,
    StepTableMeasure,
    SumMeasure,
    WeightedSumMeasure,
)
from ras_engine.document.names import CLIENT_GROUP
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.conditions import condition_words, gate_sentence, plain
from ras_engine.explain.facts import Facts
from ras_engine.explain.keys import cell_of, keys_words
from ras_engine.explain.rows import joined, row_at, row_words
from ras_engine.explain.structure import Entry, Section
from ras_engine.explain.working import Part, Working
from ras_engine.plan.plan import Path


@dataclass
class Job:
    """One measure being explained, and what has been said of it so far."""

    facts: Facts
    measure: Measure
    path: Path
    after: bool
    text: list[str] = field(default_factory=list)
    arithmetic: Arithmetic = field(init=False)

    def __post_init__(self) -> None:
        self.arithmetic = Arithmetic(self.facts.wording)

    @property
    def unit(self) -> str:
        """The measure's unit."""
        return self.facts.unit(self.measure.id)

    def part(self, name: str, times: Fraction = Fraction(1)) -> Part:
        """A question's or measure's number."""
        return Part(self.facts.title(name), self.facts.number(name, after=self.after), self.facts.unit(name), times)

    def held(self, *path: str | int) -> bool:
        """Whether a condition of the measure held."""
        return self.facts.held((*self.path, *path), after=self.after)


def measures_section(facts: Facts) -> Section:
    """Every measure, in the ruleset's order."""
    entries = [measure_entry(facts, place) for place in range(len(facts.document.measures))]
    text = () if entries else (facts.say("This ruleset makes no sums of the answers; its money lines read them directly."),)
    return Section("measures", facts.say("What it adds up to"), text, tuple(entries))


def measure_entry(facts: Facts, place: int, *, after: bool = False) -> Entry:
    """One measure with its value, in the first pass or in the one after carers."""
    measure = facts.document.measures[place]
    job = Job(facts, measure, ("measures", place), after)
    working = (
        named_working(job) if isinstance(measure, BandMeasure | ClassMeasure | ClassTableMeasure) else number_working(job, measure)
    )
    return facts.entry(
        facts.title(measure.id),
        job.path,
        text=job.text,
        value=facts.step(f"measure.{measure.id}", after=after),
        shown=facts.shown(measure.id, after=after),
        working=working,
        step=f"measure.{measure.id}",
        of=measure,
    )


def number_working(job: Job, measure: NumberMeasure) -> list[Working]:
    """The value by its kind, rounded, and gated."""
    facts = job.facts
    if measure.when is not None:
        job.text.append(gate_sentence(facts, measure.when, (*job.path, "when"), after=job.after))
        if not job.held("when"):
            otherwise = Part("", plain(measure.if_not), job.unit)
            return [job.arithmetic.is_(otherwise, facts.say("Where it does not count, it is worth"))]
    working = [*_by_kind(job)]
    if measure.round is not None and working and working[-1].result % measure.round.to:
        working.append(job.arithmetic.rounded(working[-1].result, measure.round, job.unit))
    return working


def _by_kind(job: Job) -> Iterator[Working]:
    measure, arithmetic, unit, facts = job.measure, job.arithmetic, job.unit, job.facts
    match measure:
        case SumMeasure():
            yield arithmetic.add([job.part(name) for name in facts.index.summed(measure)], unit)
        case WeightedSumMeasure():
            yield arithmetic.add(_weighted(job, measure), unit)
        case ExtremeMeasure():
            pick = arithmetic.largest if measure.kind == "largest" else arithmetic.smallest
            yield pick([job.part(name) for name in measure.of], unit)
        case MeanMeasure():
            yield _mean(job, measure)
        case PointsMeasure():
            yield arithmetic.add(_points(job, measure), unit)
        case CountMeasure():
            yield _count(job, measure)
        case CountConditionsMeasure():
            conditions = [
                (condition_words(facts, one), job.held("conditions", place)) for place, one in enumerate(measure.conditions)
            ]
            yield _counted(job, conditions)
        case ProductMeasure():
            times = [Part("", measure.times)] if measure.times is not None else []
            yield arithmetic.multiply([*(job.part(name) for name in measure.of), *times], unit)
        case LimitedMeasure():
            yield from _limited(job, measure)
        case ExcessMeasure():
            difference = arithmetic.subtract([job.part(measure.of), Part("", measure.over, facts.unit(measure.of))], unit)
            yield difference
            if difference.result < 0:
                yield arithmetic.largest([Part("", difference.result, unit), Part("", Fraction(0), unit)], unit)
        case StepTableMeasure() | SlopedTableMeasure():
            yield _table(job, measure)
        case InterpolatedMeasure():
            yield joined(facts, job.part(measure.of), [(row.at, row.value) for row in measure.rows], unit)
        case FirstMatchMeasure():
            yield _first_match(job, measure)
        case LookupMeasure():
            value = Part("", cell_of(facts, measure.by, measure.values, after=job.after), unit)
            yield arithmetic.is_(value, keys_words(facts, measure.by, after=job.after))
        case BandMeasure() | ClassMeasure() | ClassTableMeasure():
            return
        case _:
            assert_never(measure)


def _weighted(job: Job, measure: WeightedSumMeasure) -> list[Part]:
    weights = measure.by_client_group[job.facts.level(CLIENT_GROUP)] if measure.by_client_group else measure.of
    return [job.part(name, weight) for name, weight in weights.items()] if weights else []


def _points(job: Job, measure: PointsMeasure) -> list[Part]:
    """The points of each answer, which is named."""
    facts, found = job.facts, []
    for name, points in measure.of.items():
        level = facts.level(name, after=job.after)
        label = f"{facts.title(name)}: {facts.level_words(name, level)}"
        found.append(Part(label, points[level], job.unit))
    return found


def _mean(job: Job, measure: MeanMeasure) -> Working:
    counted = []
    for place, item in enumerate(measure.of):
        part = job.part(item.value if isinstance(item, MeanItem) else item)
        if isinstance(item, MeanItem) and not job.held("of", place, "when"):
            condition = condition_words(job.facts, item.when)
            job.text.append(
                job.facts.say("{part} is left out: it belongs here only where {condition}.", part=part.label, condition=condition)
            )
        elif measure.zeros == "left_out" and part.number == 0:
            job.text.append(job.facts.say("{part} is left out of the mean, because it is 0.", part=part.label))
        else:
            counted.append(part)
    if not counted:
        none = Part("", measure.if_none_count, job.unit)
        return job.arithmetic.is_(none, job.facts.say("Nothing belongs to the mean, so the ruleset's own value counts"))
    return job.arithmetic.mean(counted, job.unit)


def _count(job: Job, measure: CountMeasure) -> Working:
    answers = []
    for name in measure.of:
        levels, level = job.facts.index.levels_of(name), job.facts.level(name, after=job.after)
        enough = levels[levels.index(measure.at_least) :] if measure.at_least else measure.is_ or ()
        counts = level in enough
        answers.append((f"{job.facts.wording.quoted(job.facts.title(name))} ({job.facts.level_words(name, level)})", counts))
    return _counted(job, answers)


def _counted(job: Job, conditions: list[tuple[str, bool]]) -> Working:
    """How many of some things count; those that do are named."""
    parts = tuple(Part(words, Fraction(int(counts))) for words, counts in conditions)
    result = sum((part.number for part in parts), Fraction(0))
    found = [words for words, counts in conditions if counts]
    number = job.facts.wording.number
    text = job.facts.say("{n} of {most} count", n=number(result), most=number(Fraction(len(parts))))
    return Working("add", parts, result, job.unit, f"{text}: {'; '.join(found)}" if found else text)


def _limited(job: Job, measure: LimitedMeasure) -> Iterator[Working]:
    """The value, then a floor or a cap that moved it."""
    value, unit, facts = job.part(measure.of), job.unit, job.facts
    yield job.arithmetic.is_(value, value.label)
    number = value.number
    if measure.at_least is not None and number < measure.at_least:
        least = Part(facts.say("the least"), measure.at_least, unit)
        yield job.arithmetic.largest([Part("", number, unit), least], unit)
        number = measure.at_least
    if measure.at_most is not None and number > measure.at_most:
        yield job.arithmetic.smallest([Part("", number, unit), Part(facts.say("the most"), measure.at_most, unit)], unit)


def _table(job: Job, measure: StepTableMeasure | SlopedTableMeasure) -> Working:
    value = job.part(measure.of)
    if isinstance(measure, StepTableMeasure):
        step = measure.rows[row_at(measure.rows, value.number)]
        return job.arithmetic.is_(Part("", step.value, job.unit), row_words(job.facts, value, step))
    sloped = measure.rows[row_at(measure.rows, value.number)]
    words = row_words(job.facts, value, sloped)
    return job.arithmetic.straight_line(value, sloped.start, sloped.starts_at, sloped.per_unit, job.unit, words)


def _first_match(job: Job, measure: FirstMatchMeasure) -> Working:
    facts = job.facts
    for place, case in enumerate(measure.cases):
        if job.held("cases", place, "when"):
            words = facts.say("Because {condition}", condition=condition_words(facts, case.when))
            return job.arithmetic.is_(job.part(case.of) if case.of else Part("", plain(case.value), job.unit), words)
    otherwise = measure.otherwise
    words = facts.say("No case of the list applies")
    return job.arithmetic.is_(job.part(otherwise.of) if otherwise.of else Part("", plain(otherwise.value), job.unit), words)


def named_working(job: Job) -> list[Working]:
    """A band or class: in words, for it is no number."""
    facts, measure, say = job.facts, job.measure, job.facts.say
    match measure:
        case BandMeasure():
            band = measure.bands[row_at(measure.bands, facts.number(measure.of, after=job.after))]
            words = row_words(facts, job.part(measure.of), band)
            job.text.append(say("{why}: {name}.", why=words, name=facts.wording.quoted(facts.wording.text(band.says))))
        case ClassMeasure():
            job.text.append(_class(job, measure))
        case ClassTableMeasure():
            words = keys_words(facts, measure.by, after=job.after)
            job.text.append(say("{why}: {name}.", why=words, name=facts.shown(measure.id, after=job.after)))
        case _:
            raise AssertionError("a number has another working")
    return []


def _class(job: Job, measure: ClassMeasure) -> str:
    facts = job.facts
    name = facts.shown(measure.id, after=job.after)
    for place, case in enumerate(measure.cases):
        if job.held("cases", place, "when"):
            words = facts.say("Because {condition}", condition=condition_words(facts, case.when))
            return facts.say("{why}: {name}.", why=words, name=name)
    words = facts.say("No case of the list applies")
    return facts.say("{why}: {name}.", why=words, name=name)
