"""An uprating as written: a new ruleset made from an old one by stated factors, as data (`ras-uprating/1`)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ras_engine.document.header import Rounding
from ras_engine.document.scalars import Day, Positive, Section, Several, Whole, Words


class UpratedFrom(Section):
    """The ruleset that the factors were agreed for; with `digest`, exactly that text of it."""

    effective_from: Day
    revision: Whole
    digest: Words | None = None


class Factor(Section):
    """What is multiplied by which factor, and how each new amount is rounded; there is no default.

    `what` is `all_money`, a section (`prices`), a part of one (`prices.home_care_hour`, `budget_lines.core`, `limits.maximum`) or
    anything within it. Where one `what` lies within another, the nearer one counts. Council thresholds under `audit:` are not
    part of `all_money`: each has its own reason and date.
    """

    what: Words
    factor: Positive
    round: Rounding
    why: Words | None = None
    source: Words | None = None


class UpratingDocument(Section):
    """One uprating: from which ruleset, to which day and revision, why, and by what factors. The new ruleset is a draft."""

    schema_: Literal["ras-uprating/1"] = Field(alias="schema")
    scheme: Words
    from_: UpratedFrom = Field(alias="from")
    effective_from: Day
    revision: Whole
    published_on: Day | None = None
    why: Words
    source: Words | None = None
    factors: Several[Factor]
