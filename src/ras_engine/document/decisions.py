"""What people decide: referrals, sign-off, monitoring, review; and answers that cannot stand together. None of it moves money."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from ras_engine.document.conditions import Condition
from ras_engine.document.scalars import Id, Section, Text, Whole, Words, YesNo, refuse


class Referral(Section):
    """The ruleset does not fit this person: people must look.

    `indicative_budget: withheld`: out of model, no amount is shown. `indicative_budget: shown`: the amount stands and a person is
    told to look. Without `when`, the referral is reached only from a table or a limit that names it (`refer:`).
    """

    id: Id
    says: Text
    indicative_budget: Literal["withheld", "shown"]
    when: Condition | None = None
    why: Words | None = None


class RouteBase(Section):
    """One outcome of a first-match list: `when` a condition holds, or `otherwise: yes` for the last."""

    id: Id
    says: Text
    when: Condition | None = None
    otherwise: YesNo | None = None
    why: Words | None = None

    @model_validator(mode="after")
    def when_or_otherwise(self) -> RouteBase:
        """Either `when`, or `otherwise: yes`."""
        if (self.when is None) == (self.otherwise is None) or self.otherwise is False:
            refuse("RAS121", keys="when, otherwise: yes", given="both or neither")
        return self


class Route(RouteBase):
    """A sign-off route or a monitoring tier."""


MOST_WEEKS = 520
"""Ten years. A review later than that is a slip, or none."""


def _within_ten_years(weeks: int) -> int:
    return weeks if weeks <= MOST_WEEKS else refuse("RAS130", text=str(weeks))


class Review(RouteBase):
    """A review interval: the result is looked at again after so many weeks; `time_limited` results end then."""

    weeks: Annotated[Whole, AfterValidator(_within_ten_years)]
    time_limited: YesNo = False


class Together(Section):
    """Answers that cannot stand together: when the condition holds, the assessment is returned with these words."""

    id: Id
    when: Condition
    says: Text
    why: Words | None = None
