"""Limits, each with its referral; the individual contingency; the authority-wide pool; the calibration hold-back."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, model_validator

from ras_engine.document.cells import Cells, Keys
from ras_engine.document.conditions import Condition
from ras_engine.document.lines import AmountByKeys
from ras_engine.document.scalars import Day, Id, Number, Section, Share, Text, Whole, WholePence, Words, YesNo, exactly_one, refuse


class Minimum(AmountByKeys):
    """A budget under this amount is raised to it. `zero_stays_zero` says whether nothing due stays nothing."""

    zero_stays_zero: YesNo
    refer: Id | None = None
    why: Words | None = None


class Maximum(AmountByKeys):
    """A budget over this amount is shown at it, with the uncapped amount and a referral: never a silent upper limit."""

    refer: Id
    why: Words | None = None


class MinimumPayment(AmountByKeys):
    """A budget below this amount is not paid; a referral says what happens instead."""

    refer: Id
    why: Words | None = None


class Limits(Section):
    """Applied in this order: minimum, maximum, minimum payment."""

    minimum: Minimum | None = None
    maximum: Maximum | None = None
    minimum_payment: MinimumPayment | None = None


class YearEnd(Section):
    """What happens to contingency not spent at the end of the year."""

    rule: Literal["keep_all", "keep_weeks", "return_all"]
    weeks: Whole | None = None

    @model_validator(mode="after")
    def weeks_belong_to_keep_weeks(self) -> YearEnd:
        """`weeks` comes with `rule: keep_weeks`, and only with it."""
        if (self.rule == "keep_weeks") != (self.weeks is not None):
            refuse("RAS128")
        return self


class Draw(Section):
    """How the contingency may be used."""

    without_reassessment: YesNo
    says: Text | None = None
    crisis_cover_hours: Whole | None = None


class ContingencyBase(Section):
    """What every contingency has: `basis` inside the budget or on_top of it; `when` it applies at all."""

    basis: Literal["inside", "on_top"]
    when: Condition | None = None
    year_end: YearEnd
    draw: Draw
    why: Words


class ShareContingency(ContingencyBase):
    """A share of the indicative budget, by level, band or class where wished."""

    kind: Literal["share"]
    share: Share | None = None
    by: Keys | None = None
    shares: Cells[Share] | None = None

    @model_validator(mode="after")
    def one_body(self) -> ShareContingency:
        """Either `share`, or `by` with `shares`."""
        exactly_one(self, "share", "shares")
        if (self.by is None) != (self.shares is None):
            refuse("RAS121", keys="by with shares", given="only one of the two")
        return self


class WeeksContingency(ContingencyBase):
    """So many weeks of the budget a year, by level, band or class where wished; shown for the ruleset's period."""

    kind: Literal["weeks"]
    weeks: Number | None = None
    by: Keys | None = None
    weeks_by: Cells[Number] | None = None

    @model_validator(mode="after")
    def one_body(self) -> WeeksContingency:
        """Either `weeks`, or `by` with `weeks_by`."""
        exactly_one(self, "weeks", "weeks_by")
        if (self.by is None) != (self.weeks_by is None):
            refuse("RAS121", keys="by with weeks_by", given="only one of the two")
        return self


class FixedContingency(ContingencyBase, AmountByKeys):
    """A fixed sum, by level, band or class where wished; inside a smaller budget it is the whole of it."""

    kind: Literal["fixed"]


class NoContingency(Section):
    """No contingency: leaving it out must be said, with the reason."""

    kind: Literal["none"]
    why: Words


Contingency = Annotated[ShareContingency | WeeksContingency | FixedContingency | NoContingency, Discriminator("kind")]


class Pool(Section):
    """The authority-wide contingency pool: who may draw on it in a crisis. It never changes an indicative budget."""

    eligible_when: Condition
    longest_weeks: Whole | None = None
    decided_by: Words | None = None
    says: Text | None = None
    why: Words | None = None


class Calibration(Section):
    """The share of the total that was held back when the table was set. Stated for openness; it changes no one's amount."""

    held_back: Share
    on: Day | None = None
    why: Words


class Threshold(Section):
    """One of the council's own thresholds for the fairness audit, in pounds, with its reason and date."""

    amount: WholePence
    why: Words
    decided_on: Day


class ShareThreshold(Section):
    """A threshold that is a share, with its reason and date."""

    share: Share
    why: Words
    decided_on: Day


class HighNeed(Section):
    """Where high need begins, for the laws that look at the high-need end on its own."""

    measure: Id
    at_least: Number
    why: Words


class Audit(Section):
    """The thresholds that the council holds itself to."""

    largest_step: Threshold | None = None
    largest_group_gap: Threshold | None = None
    largest_group_gap_at_high_need: Threshold | None = None
    most_a_carer_may_reduce: ShareThreshold | None = None
    largest_loss_at_a_change: Threshold | None = None
    high_need: HighNeed | None = Field(None)
