"""Conditions and measures, worked out afresh each time they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ras_engine.document import measures as kinds
from ras_engine.document.conditions import Condition
from ras_engine.document.measures import Start
from ras_engine.document.questions import FrequencyQuestion, LevelsQuestion, QuantityQuestion
from ras_engine.document.ruleset import RulesetDocument
from tests.oracle.carers import Support
from tests.oracle.person import Person
from tests.oracle.rounding import rounded


def compares(comparison: str, mine: Any, theirs: Sequence[Any]) -> bool:
    """One of the five comparisons."""
    if comparison == "is":
        return mine in theirs
    (other,) = theirs
    return bool(
        {"at_least": mine >= other, "more_than": mine > other, "at_most": mine <= other, "less_than": mine < other}[comparison]
    )


def row_of(rows: Sequence[Start], value: Fraction) -> int:
    """The last row whose start is passed."""
    passed = [
        place
        for place, row in enumerate(rows)
        if (row.from_ is not None and value >= row.from_) or (row.above is not None and value > row.above)
    ]
    assert passed, "the first row must begin at or under the least possible value"
    return passed[-1]


class Working:
    """One person and one ruleset; `left` holds the measures that carers have reduced (none: the neutral pass)."""

    def __init__(self, document: RulesetDocument, assessment: dict[str, Any], left: Mapping[str, Fraction] | None = None) -> None:
        """`assessment` in the form that `Assessment.from_dict` takes."""
        self.document = document
        self.person = Person(document.questions, assessment, self.holds)
        self.support = Support(document, self.person.carer_support)
        self.measures = {one.id: one for one in document.measures}
        self.left = left or {}
        self.amounts: dict[str, Fraction] = {}

    # -- conditions

    def holds(self, condition: Condition) -> bool:
        """Whether the condition holds."""
        if condition.all_ is not None:
            return all(self.holds(one) for one in condition.all_)
        if condition.any_ is not None:
            return any(self.holds(one) for one in condition.any_)
        if condition.not_ is not None:
            return not self.holds(condition.not_)
        if condition.client_group is not None:
            return self.person.client_group in condition.client_group
        if condition.deployment is not None:
            return self.person.deployment() in condition.deployment
        comparison, words = condition.comparison
        if condition.question is not None:
            return self.question_compares(condition.question, comparison, words)
        if condition.measure is not None:
            return self.measure_compares(condition.measure, comparison, words)
        if condition.carer_support is not None:
            return self.support_compares(condition.carer_support, comparison, words)
        assert condition.amount is not None
        return compares(comparison, self.amounts[condition.amount], [Fraction(word) for word in words])

    def question_compares(self, name: str, comparison: str, words: Sequence[str]) -> bool:
        """Levels by their order, choices and yes or no by name, the rest by number."""
        question = self.person.questions[name]
        if isinstance(question, QuantityQuestion | FrequencyQuestion):
            return compares(comparison, self.person.number(name), [Fraction(word) for word in words])
        if isinstance(question, LevelsQuestion):
            order = [one.id for one in question.levels]
            return compares(comparison, order.index(self.person.level(name)), [order.index(word) for word in words])
        assert comparison == "is"
        return self.person.level(name) in words

    def measure_compares(self, name: str, comparison: str, words: Sequence[str]) -> bool:
        """Bands and classes by their order, other measures by number."""
        order = self.names_of(name)
        theirs = [Fraction(order.index(word)) for word in words] if order else [Fraction(word) for word in words]
        return compares(comparison, self.measure(name), theirs)

    def support_compares(self, area: str, comparison: str, words: Sequence[str]) -> bool:
        """The support that counts, by its level (none under all others) or by its quantity."""
        if self.support.is_quantity(area):
            return compares(comparison, self.support.quantity(area), [Fraction(word) for word in words])
        order = ["none", *(level for level in self.support.levels if level != "none")]
        return compares(comparison, order.index(self.support.level(area)), [order.index(word) for word in words])

    # -- names and keys

    def names_of(self, measure: str) -> list[str]:
        """The names of the bands or classes of a measure; none for a number."""
        match self.measures[measure]:
            case kinds.BandMeasure(bands=named):
                return [one.id for one in named]
            case kinds.ClassMeasure(classes=classes) | kinds.ClassTableMeasure(classes=classes):
                return [one.id for one in classes]
            case _:
                return []

    def key(self, name: str) -> str:
        """The row of a look-up table that this person belongs to."""
        if name == "client_group":
            assert self.person.client_group is not None
            return str(self.person.client_group)
        if name in self.measures:
            return self.names_of(name)[int(self.measure(name))]
        return self.person.level(name)

    def cell(self, by: Sequence[str], cells: Mapping[str, Any]) -> Any:
        """The cell of a table of mappings within mappings."""
        found: Any = cells
        for name in by:
            found = found[self.key(name)]
        return found

    # -- numbers and measures

    def number(self, name: str) -> Fraction:
        """A question or a measure as a number."""
        return self.person.number(name) if name in self.person.questions else self.measure(name)

    def measure(self, name: str) -> Fraction:
        """The measure; a band or class is the place of its name."""
        if name in self.left:
            return self.left[name]
        measure = self.measures[name]
        if not isinstance(measure, kinds.NumberMeasure):
            return Fraction(self.place(measure))
        if measure.when is not None and not self.holds(measure.when):
            return measure.if_not or Fraction(0)
        return rounded(self.value(measure), measure.round)

    def place(self, measure: kinds.MeasureBase) -> int:
        """Which band or class."""
        match measure:
            case kinds.BandMeasure():
                return row_of(measure.bands, self.number(measure.of))
            case kinds.ClassMeasure():
                name = next((case.is_ for case in measure.cases if self.holds(case.when)), measure.otherwise)
            case kinds.ClassTableMeasure():
                name = self.cell(measure.by, measure.values)
            case _:
                raise AssertionError(measure)
        return self.names_of(measure.id).index(name)

    def value(self, measure: kinds.NumberMeasure) -> Fraction:
        """The value before its own rounding."""
        match measure:
            case kinds.SumMeasure():
                return sum((self.number(name) for name in self.summed(measure)), Fraction(0))
            case kinds.WeightedSumMeasure():
                weights = measure.of if measure.by_client_group is None else measure.by_client_group[self.key("client_group")]
                return sum((weight * self.number(name) for name, weight in (weights or {}).items()), Fraction(0))
            case kinds.ExtremeMeasure():
                return {"largest": max, "smallest": min}[measure.kind](self.number(name) for name in measure.of)
            case kinds.MeanMeasure():
                return self.mean(measure)
            case kinds.PointsMeasure():
                return sum((points[self.key(name)] for name, points in measure.of.items()), Fraction(0))
            case kinds.CountMeasure():
                return Fraction(sum(self.counted(measure, name) for name in measure.of))
            case kinds.CountConditionsMeasure():
                return Fraction(sum(self.holds(one) for one in measure.conditions))
            case kinds.ProductMeasure():
                product = Fraction(1) if measure.times is None else measure.times
                for name in measure.of:
                    product *= self.number(name)
                return product
            case kinds.FirstMatchMeasure():
                chosen = next((case for case in measure.cases if self.holds(case.when)), measure.otherwise)
                return self.number(chosen.of) if chosen.of is not None else chosen.value or Fraction(0)
            case kinds.LookupMeasure():
                return Fraction(self.cell(measure.by, measure.values))
            case _:
                return self.value_of_one(measure)

    def value_of_one(self, measure: kinds.NumberMeasure) -> Fraction:
        """The kinds that look at one other value."""
        match measure:
            case kinds.LimitedMeasure():
                value = self.number(measure.of)
                value = value if measure.at_least is None else max(value, measure.at_least)
                return value if measure.at_most is None else min(value, measure.at_most)
            case kinds.ExcessMeasure():
                return max(Fraction(0), self.number(measure.of) - measure.over)
            case kinds.StepTableMeasure():
                return measure.rows[row_of(measure.rows, self.number(measure.of))].value
            case kinds.SlopedTableMeasure():
                value = self.number(measure.of)
                row = measure.rows[row_of(measure.rows, value)]
                return row.starts_at + row.per_unit * (value - row.start)
            case kinds.InterpolatedMeasure():
                return self.joined(measure.rows, self.number(measure.of))
            case _:
                raise AssertionError(measure)

    @staticmethod
    def joined(rows: Sequence[kinds.ValuePoint], value: Fraction) -> Fraction:
        """On the straight line between the two published rows around the value; the last value after them."""
        if value > rows[-1].at:
            return rows[-1].value
        for below, above in pairwise(rows):
            if below.at <= value <= above.at:
                share = (value - below.at) / (above.at - below.at)
                return (1 - share) * below.value + share * above.value
        raise AssertionError("a value under the first row")

    def summed(self, measure: kinds.SumMeasure) -> Sequence[str]:
        """The names of a sum; a domain stands for its questions with points."""
        if measure.of is not None:
            return measure.of
        return [one.id for one in self.document.questions if one.domain == measure.domain and self.person.carries_points(one.id)]

    def mean(self, measure: kinds.MeanMeasure) -> Fraction:
        """The mean of what counts."""
        names = [
            one.value if isinstance(one, kinds.MeanItem) else one
            for one in measure.of
            if not isinstance(one, kinds.MeanItem) or self.holds(one.when)
        ]
        values = [self.number(name) for name in names]
        counting = [value for value in values if value != 0 or measure.zeros == "count"]
        return sum(counting, Fraction(0)) / len(counting) if counting else measure.if_none_count

    def counted(self, measure: kinds.CountMeasure, name: str) -> bool:
        """Whether the question is at one of the levels, or at least as high."""
        if measure.is_ is not None:
            return self.person.level(name) in measure.is_
        assert measure.at_least is not None
        return self.question_compares(name, "at_least", (measure.at_least,))
