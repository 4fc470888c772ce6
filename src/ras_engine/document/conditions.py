"""When something counts: `all`, `any`, `not` over comparisons of one question, measure, group, carer or amount.

A condition is data, not an expression: one subject and one comparison. Both strict and non-strict thresholds can be written.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from ras_engine.document.scalars import Id, Section, Several, Words, exactly_one, refuse

COMPARISONS = ("is_", "at_least", "more_than", "at_most", "less_than")
SUBJECTS = ("question", "measure", "client_group", "deployment", "carer_support", "amount")
AmountName = Literal["carer_neutral_amount", "indicative_budget", "contingency", "planning_amount"]


class Condition(Section):
    """One condition.

    Either a combination (`all`, `any`: lists of conditions; `not`: one condition), or one subject with one comparison. `question`
    and `carer_support` take `is` (a level or a list of levels), `at_least`, `more_than`, `at_most` or `less_than` (a level, or a
    number for quantities and frequencies); `measure` takes a number (or a band's name); `amount` takes pounds; `client_group` and
    `deployment` have a name or a list of names.
    """

    all_: Several[Condition] | None = Field(None, alias="all")
    any_: Several[Condition] | None = Field(None, alias="any")
    not_: Condition | None = Field(None, alias="not")
    question: Id | None = None
    measure: Id | None = None
    client_group: Several[Id] | None = None
    deployment: Several[Id] | None = None
    carer_support: Id | None = None
    amount: AmountName | None = None
    is_: Several[Words] | None = Field(None, alias="is")
    at_least: Words | None = None
    more_than: Words | None = None
    at_most: Words | None = None
    less_than: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def one_name_is_a_list_of_one(cls, value: object) -> object:
        """`is: high` stands for `is: [high]`; the same for `client_group` and `deployment`."""
        if not isinstance(value, dict):
            return value
        lists = ("is", "client_group", "deployment")
        return {key: [item] if key in lists and isinstance(item, str) else item for key, item in value.items()}

    @model_validator(mode="after")
    def one_subject_and_one_comparison(self) -> Condition:
        """A condition says one thing."""
        exactly_one(self, "all_", "any_", "not_", *SUBJECTS)
        given = [key for key in COMPARISONS if getattr(self, key) is not None]
        needed = 1 if self.question or self.measure or self.carer_support or self.amount else 0
        if len(given) != needed:
            refuse("RAS123", given=", ".join(key.rstrip("_") for key in given) or "no comparison", needed=needed)
        return self

    @property
    def is_simple(self) -> bool:
        """Whether it compares something, and is no combination of others."""
        return self.all_ is None and self.any_ is None and self.not_ is None

    @property
    def comparison(self) -> tuple[str, tuple[str, ...]]:
        """The one comparison of a simple condition and what it compares with, as written."""
        for key in COMPARISONS:
            value = getattr(self, key)
            if value is not None:
                return key.rstrip("_"), value if isinstance(value, tuple) else (value,)
        return "is", self.client_group or self.deployment or ()
