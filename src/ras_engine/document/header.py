"""Who made the ruleset, when it counts, and how it reckons money: period, year, rounding, part periods."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from ras_engine.document.scalars import (
    Amount,
    Day,
    Id,
    Positive,
    Section,
    Table,
    Text,
    Words,
    exactly_one,
)
from ras_engine.exact import Direction

Period = Literal["day", "week", "fortnight", "four_weeks", "month", "quarter", "year"]


class Rounding(Section):
    """Round to a multiple of `to` in a `direction`; both must be written, there is no default."""

    to: Positive
    direction: Direction


class MoneyRounding(Section):
    """Where money is rounded: each line, the indicative budget, the contingency. All three must be written, in whole pence."""

    lines: Rounding
    indicative_budget: Rounding
    contingency: Rounding


class PartPeriods(Section):
    """How an amount for some days is reckoned.

    `calendar_days`: a year's amount times days over the days of that year (365 or 366). `thirty_day_months`: a month's amount times
    days over 30, a whole calendar month counting once. `sevenths_of_a_week`: a week's amount times days over 7.
    """

    rule: Literal["calendar_days", "thirty_day_months", "sevenths_of_a_week"]
    round: Rounding


Currency = Literal["GBP", "EUR", "USD", "AUD", "CAD", "NZD", "CHF", "CZK", "DKK", "NOK", "PLN", "SEK"]
"""Those that count in hundredths; `ras_engine.exact.SYMBOLS` says how they are written."""


class MoneySection(Section):
    """Currency, the period that amounts are stated for, the length of a year, rounding."""

    currency: Currency
    per: Period
    weeks_per_year: Positive | None = None
    days_per_year: Positive | None = None
    round: MoneyRounding
    part_periods: PartPeriods | None = None

    @model_validator(mode="after")
    def one_length_of_year(self) -> MoneySection:
        """The year is so many weeks or so many days, as the file says."""
        exactly_one(self, "weeks_per_year", "days_per_year")
        return self


class Authority(Section):
    """Who approved this ruleset, when, and where that is recorded."""

    approved_by: Words
    approved_on: Day
    reference: Words


class Supersedes(Section):
    """The ruleset of the same scheme that this one follows."""

    effective_from: Day
    revision: Words


class NamedThing(Section):
    """A client group: a council's own grouping, with its title."""

    title: Text | None = None
    why: Words | None = None


class Deployment(Section):
    """A way to hold a budget. `scottish_option` maps it to one of the four options of self-directed support."""

    title: Text | None = None
    scottish_option: Literal["1", "2", "3", "4"] | None = None
    why: Words | None = None


Outcome = Literal[
    "nutrition",
    "personal_hygiene",
    "toilet_needs",
    "appropriately_clothed",
    "safe_at_home",
    "habitable_home",
    "relationships",
    "work_training_education_or_volunteering",
    "community_facilities_and_transport",
    "caring_for_a_child",
]
"""The ten outcomes of the Care and Support (Eligibility Criteria) Regulations 2015, regulation 2(2)."""


class Domain(Section):
    """An area of life, and the outcomes it speaks to."""

    title: Text
    outcomes: tuple[Outcome, ...] = ()
    why: Words | None = None


class Refer(Section):
    """In place of an amount: a referral, by the id of an entry of `referral`."""

    refer: Id


def _shape(value: object) -> str:
    return "refer" if isinstance(value, dict) else "amount"


AmountOrRefer = Annotated[Annotated[Amount, Tag("amount")] | Annotated[Refer, Tag("refer")], Discriminator(_shape)]
"""A plain value is an amount; `{refer: id}` says that people must look instead."""


class Price(Section):
    """A price with its unit, its source and the day it counts from; one `amount`, or one for each deployment."""

    unit: Words
    title: Text | None = None
    amount: AmountOrRefer | None = None
    by_deployment: Table[AmountOrRefer] | None = None
    source: Words
    from_: Day | None = Field(None, alias="from")
    why: Words | None = None

    @model_validator(mode="after")
    def one_way_to_price(self) -> Price:
        """One amount, or one for each deployment."""
        exactly_one(self, "amount", "by_deployment")
        return self


class ReferenceAmount(Section):
    """A dated amount set elsewhere (a minimum wage, a national rate, an index base) that lines take shares or multiples of."""

    amount: Amount
    per: Period
    source: Words
    title: Text | None = None
    why: Words | None = None
