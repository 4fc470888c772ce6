"""The ruleset as written: every section of the file, in the order in which it is taught."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ras_engine.document.carers import CarerSupport
from ras_engine.document.decisions import Referral, Review, Route, Together
from ras_engine.document.header import (
    Authority,
    Deployment,
    Domain,
    MoneySection,
    NamedThing,
    Period,
    Price,
    ReferenceAmount,
    Rounding,
    Supersedes,
)
from ras_engine.document.limits import Audit, Calibration, Contingency, Limits, Maximum, Minimum, Pool
from ras_engine.document.lines import Line
from ras_engine.document.measures import Measure
from ras_engine.document.questions import Question
from ras_engine.document.scalars import Day, Id, Section, Several, Table, Text, Whole, Words, not_empty, refuse


class SeparateAmount(Section):
    """An amount of its own from the same answers (one-off items, a second component, the carer's own line), outside the budget.

    `for: carer` amounts may see what is known about the carer; `for: person` amounts may not.
    """

    id: Id
    title: Text
    for_: Literal["person", "carer"] = Field(alias="for")
    per: Period | Literal["once"]
    lines: Several[Line]
    round: Rounding
    minimum: Minimum | None = None
    maximum: Maximum | None = None
    why: Words | None = None


class RulesetDocument(Section):
    """One dated ruleset of one scheme."""

    schema_: Literal["ras-ruleset/1"] = Field(alias="schema")
    scheme: Words
    title: Text | None = None
    effective_from: Day
    revision: Whole
    published_on: Day | None = None
    status: Literal["draft", "approved"]
    authority: Authority | None = None
    supersedes: Supersedes | None = None
    why: Words | None = None
    source: Words | None = None
    baseline: Literal["no_unpaid_support"]
    money: MoneySection
    client_groups: Table[NamedThing] | None = None
    deployments: Table[Deployment] | None = None
    domains: Table[Domain] | None = None
    questions: Several[Question]
    measures: Several[Measure] = ()
    prices: Table[Price] | None = None
    reference_amounts: Table[ReferenceAmount] | None = None
    budget_lines: Several[Line]
    carer_support: CarerSupport | None = None
    carer_sustainability: Several[Line] = ()
    separate_amounts: Several[SeparateAmount] = ()
    limits: Limits | None = None
    contingency: Contingency
    pool: Pool | None = None
    calibration: Calibration | None = None
    referral: Several[Referral] = ()
    sign_off: Annotated[tuple[Route, ...], AfterValidator(not_empty)] | None = None
    monitoring: Annotated[tuple[Route, ...], AfterValidator(not_empty)] | None = None
    review: Annotated[tuple[Review, ...], AfterValidator(not_empty)] | None = None
    cannot_stand_together: Several[Together] = ()
    audit: Audit | None = None

    @model_validator(mode="after")
    def an_approved_ruleset_says_who_approved_it(self) -> RulesetDocument:
        """`status: approved` needs `authority` and `published_on`."""
        if self.status == "approved" and (self.authority is None or self.published_on is None):
            refuse("RAS129")
        return self
