"""The questions of the assessment: five kinds, what each is about, and what a missing or fluctuating answer counts as."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from ras_engine.document.conditions import Condition
from ras_engine.document.header import Outcome
from ras_engine.document.scalars import Id, Number, Positive, Section, Several, Table, Text, Whole, Words, YesNo, refuse

About = Literal["need", "safety", "circumstances", "carer", "authority_risk"]
"""What a question is about decides what it may reach: need, safety of the person and circumstances may reach money; carer questions
only the carer's part of it; risk to the authority only sign-off, monitoring and review."""


class CountsAs(Section):
    """The answer that a missing one counts as, and why."""

    counts_as: Words
    why: Words


def _missing_shape(value: object) -> str:
    return "counts_as" if isinstance(value, dict) else "required"


IfMissing = Annotated[
    Annotated[Literal["required"], Tag("required")] | Annotated[CountsAs, Tag("counts_as")], Discriminator(_missing_shape)
]


class Level(Section):
    """One possible answer, in the words a person chooses from, with the points it counts."""

    id: Id
    says: Text
    points: Number | None = None


class Fluctuating(Section):
    """How an answer given by days is turned into one: `days` shared out over the levels.

    `level_on_most_days`: the one level that applies on more than half the days; else, where the levels with points together do,
    the one that applies most often, on a tie the higher; else the level without points (after regulation 7 of the Social Security
    (Personal Independence Payment) Regulations 2013). `mean_of_days`: the mean of the points over the days, exactly.
    """

    rule: Literal["level_on_most_days", "mean_of_days"]
    days: Whole
    why: Words | None = None


class QuestionBase(Section):
    """What every question has."""

    id: Id
    domain: Id | None = None
    about: About
    ask: Text
    help: Text | None = None
    title: Text | None = None
    outcomes: tuple[Outcome, ...] = ()
    if_missing: IfMissing = "required"
    asked_when: Condition | None = None
    not_asked_counts_as: Words | None = None
    why: Words | None = None
    source: Words | None = None

    @model_validator(mode="after")
    def a_question_that_may_not_be_asked_counts_as_something(self) -> QuestionBase:
        """`asked_when` and `not_asked_counts_as` come together."""
        if (self.asked_when is None) != (self.not_asked_counts_as is None):
            refuse("RAS125", id=self.id)
        return self


class LevelsQuestion(QuestionBase):
    """Ordered levels, the least need first. Points may not fall from level to level unless `points_may_fall: yes` and `why`."""

    kind: Literal["levels"]
    levels: Annotated[Several[Level], Field(min_length=2)]
    points_may_fall: YesNo = False
    fluctuating: Fluctuating | None = None


class ChoicesQuestion(QuestionBase):
    """Choices without an order."""

    kind: Literal["choices"]
    choices: Annotated[Several[Level], Field(min_length=2)]


class YesNoQuestion(QuestionBase):
    """Yes or no; `points` gives the points of each where they count."""

    kind: Literal["yes_no"]
    points: Table[Number] | None = None


class QuantityQuestion(QuestionBase):
    """A number of some unit, from `minimum` to `maximum`, in whole steps of `step` from the minimum."""

    kind: Literal["quantity"]
    unit: Words
    minimum: Number
    maximum: Number
    step: Positive


class FrequencyPeriod(Section):
    """One way to answer a frequency: at most `most` times in a period of `days` days; `points` for each time, where given."""

    most: Whole
    days: Positive | None = None
    points: Number | None = None


class FrequencyQuestion(QuestionBase):
    """How often something happens: so many times a day, week or month.

    The value is times a `counted_per` (each period's `days` say how long it is), or, where the periods carry `points`, times the
    points of the period that the answer was given in.
    """

    kind: Literal["frequency"]
    counted_per: Literal["day", "week", "month", "year"] | None = None
    periods: Table[FrequencyPeriod]

    @model_validator(mode="after")
    def every_period_converts_the_same_way(self) -> FrequencyQuestion:
        """All periods carry points, or all carry days and `counted_per` is one of them."""
        by_points = [one.points is not None for one in self.periods.values()]
        by_days = [one.days is not None for one in self.periods.values()]
        counted = self.counted_per in self.periods if self.counted_per else False
        if not (all(by_points) and not any(by_days) and not self.counted_per) and not (
            all(by_days) and not any(by_points) and counted
        ):
            refuse("RAS126", id=self.id)
        return self


Question = Annotated[LevelsQuestion | ChoicesQuestion | YesNoQuestion | QuantityQuestion | FrequencyQuestion, Discriminator("kind")]
