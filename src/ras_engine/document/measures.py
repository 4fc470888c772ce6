"""Need measures: named numbers and bands built from answers, in order. No money here, and no carer."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from ras_engine.document.cells import Cells, Keys
from ras_engine.document.conditions import Condition
from ras_engine.document.header import Rounding
from ras_engine.document.scalars import Id, Number, Section, Several, Table, Text, Words, exactly_one, refuse


class MeasureBase(Section):
    """What every measure has."""

    id: Id
    title: Text | None = None
    why: Words | None = None
    source: Words | None = None


class NumberMeasure(MeasureBase):
    """A measure whose value is a number.

    With `when` it counts only when the condition holds, and is `if_not` (0 unless written) when it does not. Fractions are kept
    unless `round` says otherwise.
    """

    unit: Words | None = None
    when: Condition | None = None
    if_not: Number | None = None
    round: Rounding | None = None

    @model_validator(mode="after")
    def if_not_needs_a_condition(self) -> NumberMeasure:
        """`if_not` belongs to `when`."""
        if self.if_not is not None and self.when is None:
            refuse("RAS127", id=self.id)
        return self


class SumMeasure(NumberMeasure):
    """The sum of the named questions and measures, or of all questions of a domain that carry points."""

    kind: Literal["sum"]
    of: Several[Id] | None = None
    domain: Id | None = None

    @model_validator(mode="after")
    def names_or_a_domain(self) -> SumMeasure:
        """One way to say what is summed."""
        exactly_one(self, "of", "domain")
        return self


class WeightedSumMeasure(NumberMeasure):
    """The sum of each value times its weight; weights may differ by client group, with `why`."""

    kind: Literal["weighted_sum"]
    of: Table[Number] | None = None
    by_client_group: Table[Table[Number]] | None = None

    @model_validator(mode="after")
    def one_set_of_weights(self) -> WeightedSumMeasure:
        """One list of weights, or one for each client group."""
        exactly_one(self, "of", "by_client_group")
        return self


class ExtremeMeasure(NumberMeasure):
    """The largest or the smallest of the named values."""

    kind: Literal["largest", "smallest"]
    of: Several[Id]


class MeanItem(Section):
    """A value that belongs to a mean only `when` a condition holds."""

    value: Id
    when: Condition


def _mean_shape(value: object) -> str:
    return "item" if isinstance(value, dict | MeanItem) else "name"


class MeanMeasure(NumberMeasure):
    """The mean of the values that count. `zeros` says whether a value of nought counts; `if_none_count` is the mean of nothing."""

    kind: Literal["mean"]
    of: Several[Annotated[Annotated[Id, Tag("name")] | Annotated[MeanItem, Tag("item")], Discriminator(_mean_shape)]]
    zeros: Literal["count", "left_out"]
    if_none_count: Number


class PointsMeasure(NumberMeasure):
    """The sum of the points that this measure gives to answers (or bands, classes): another scoring of the same questions."""

    kind: Literal["points"]
    of: Table[Table[Number]]


class CountMeasure(NumberMeasure):
    """How many of the questions are answered with one of the levels (`is`), or with a level at least as high (`at_least`)."""

    kind: Literal["count"]
    of: Several[Id]
    is_: Several[Id] | None = Field(None, alias="is")
    at_least: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def one_level_is_a_list_of_one(cls, value: object) -> object:
        """`is: high` stands for `is: [high]`."""
        if isinstance(value, dict) and isinstance(value.get("is"), str):
            return {**value, "is": [value["is"]]}
        return value

    @model_validator(mode="after")
    def one_way_to_count(self) -> CountMeasure:
        """Either `is` or `at_least`."""
        exactly_one(self, "is_", "at_least")
        return self


class CountConditionsMeasure(NumberMeasure):
    """How many of the conditions hold."""

    kind: Literal["count_conditions"]
    conditions: Several[Condition]


class ProductMeasure(NumberMeasure):
    """The values multiplied with each other, and with `times` where given: minutes x occurrences x days."""

    kind: Literal["product"]
    of: Several[Id]
    times: Number | None = None


class LimitedMeasure(NumberMeasure):
    """The value, but never under `at_least` and never over `at_most`."""

    kind: Literal["limited"]
    of: Id
    at_least: Number | None = None
    at_most: Number | None = None

    @model_validator(mode="after")
    def says_a_limit(self) -> LimitedMeasure:
        """At least one of the two limits is given."""
        if self.at_least is None and self.at_most is None:
            refuse("RAS121", keys="at_least, at_most", given="none of them")
        return self


class ExcessMeasure(NumberMeasure):
    """What a value is over a number, else nought: the larger of 0 and `of - over`."""

    kind: Literal["excess"]
    of: Id
    over: Number


class Start(Section):
    """Where a row begins: `from` takes the number itself in, `above` leaves it out. A row ends where the next begins."""

    from_: Number | None = Field(None, alias="from")
    above: Number | None = None

    @model_validator(mode="after")
    def one_start(self) -> Start:
        """Either `from` or `above`."""
        exactly_one(self, "from_", "above")
        return self

    @property
    def start(self) -> Fraction:
        """The number at which the row begins."""
        start = self.from_ if self.from_ is not None else self.above
        assert start is not None  # one_start saw to it
        return start


class StepRow(Start):
    """The value of a step table from here on."""

    value: Number


class StepTableMeasure(NumberMeasure):
    """A value by steps of another: each row counts from its start to the next one's."""

    kind: Literal["step_table"]
    of: Id
    rows: Several[StepRow]


class SlopedRow(Start):
    """A straight line: `starts_at` where the row begins, `per_unit` more for each unit over it."""

    starts_at: Number
    per_unit: Number


class SlopedTableMeasure(NumberMeasure):
    """A value by straight lines of another."""

    kind: Literal["sloped_table"]
    of: Id
    rows: Several[SlopedRow]


class ValuePoint(Section):
    """A row of published points: at so much, this value."""

    at: Number
    value: Number


class InterpolatedMeasure(NumberMeasure):
    """Published points joined by straight lines, exactly; after the last of them its value stays."""

    kind: Literal["interpolated"]
    of: Id
    rows: Annotated[Several[ValuePoint], Field(min_length=2)]
    after_last: Literal["stays"]


class NumberCase(Section):
    """A condition, and the value it gives: a number, or the value of a question or measure."""

    when: Condition
    value: Number | None = None
    of: Id | None = None

    @model_validator(mode="after")
    def gives_one_value(self) -> NumberCase:
        """Either `value` or `of`."""
        exactly_one(self, "value", "of")
        return self


class NumberOtherwise(Section):
    """What a first-match list gives where no condition holds."""

    value: Number | None = None
    of: Id | None = None

    @model_validator(mode="after")
    def gives_one_value(self) -> NumberOtherwise:
        """Either `value` or `of`."""
        exactly_one(self, "value", "of")
        return self


class FirstMatchMeasure(NumberMeasure):
    """The first case whose condition holds gives the value; `otherwise` is compulsory."""

    kind: Literal["first_match"]
    cases: Several[NumberCase]
    otherwise: NumberOtherwise


class LookupMeasure(NumberMeasure):
    """A number looked up by one, two or three keys; every combination must be given."""

    kind: Literal["lookup"]
    by: Keys
    values: Cells[Number]


class Band(Start):
    """A named band of a measure."""

    id: Id
    says: Text


class BandMeasure(MeasureBase):
    """The band that a value falls in; bands are in rising order and the first one begins at or under the least value."""

    kind: Literal["band"]
    of: Id
    bands: Several[Band]


class Class(Section):
    """A named class, the lowest need first."""

    id: Id
    says: Text


class ClassCase(Section):
    """A condition, and the class it gives."""

    when: Condition
    is_: Id = Field(alias="is")


class ClassMeasure(MeasureBase):
    """A class by the first condition that holds; `otherwise` is compulsory."""

    kind: Literal["class"]
    classes: Several[Class]
    cases: Several[ClassCase]
    otherwise: Id


class ClassTableMeasure(MeasureBase):
    """A class looked up by one, two or three keys; every combination must be given."""

    kind: Literal["class_table"]
    classes: Several[Class]
    by: Keys
    values: Cells[Id]


Measure = Annotated[
    SumMeasure
    | WeightedSumMeasure
    | ExtremeMeasure
    | MeanMeasure
    | PointsMeasure
    | CountMeasure
    | CountConditionsMeasure
    | ProductMeasure
    | LimitedMeasure
    | ExcessMeasure
    | StepTableMeasure
    | SlopedTableMeasure
    | InterpolatedMeasure
    | FirstMatchMeasure
    | LookupMeasure
    | BandMeasure
    | ClassMeasure
    | ClassTableMeasure,
    Discriminator("kind"),
]
