"""The result of a caseload: the same names as for one person, as columns of whole pence; rows with problems marked, never dropped.

Amounts are masked arrays: a row that was referred or could not be scored has no amount, and is never nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.assessment import FACTS, Assessment
from ras_engine.assessment.values import not_stated
from ras_engine.budget import IndicativeBudget, OutOfModel
from ras_engine.errors import AssessmentInvalid, Problem
from ras_engine.plan.plan import MoneySlots
from ras_engine.ruleset import Ruleset
from ras_engine.score.admit import CARER, DEPLOYMENT, admit
from ras_engine.score.assemble import assemble
from ras_engine.score.many.coder import Coded
from ras_engine.score.many.columns import Distinct, is_given, raw_of
from ras_engine.score.many.kernel.report import shown
from ras_engine.score.many.shares import domain_share_columns
from ras_engine.score.many.walk import Column
from ras_engine.score.many.work import worked_out
from ras_engine.shown import in_notebook

AMOUNT, REFERRAL, PROBLEM = "amount", "referral", "problem"
STATUSES = (AMOUNT, REFERRAL, PROBLEM)


@dataclass(frozen=True, eq=False)
class BudgetBatch:
    """The budgets of a caseload of n people, in the order of its rows.

    Each amount is a masked `(n,) int64` array of pence. `status` holds 0 (an amount), 1 (a referral: out of model) or 2 (a
    problem) for each row; `problems(i)` says what is wrong with row i.
    """

    ruleset: Ruleset
    columns: Mapping[str, Distinct] = field(repr=False)
    coded: Coded = field(repr=False)
    carer_neutral_amount: np.ma.MaskedArray[Any, Any]
    carer_adjustment: np.ma.MaskedArray[Any, Any]
    carer_sustainability: np.ma.MaskedArray[Any, Any]
    before_limits: np.ma.MaskedArray[Any, Any]
    limit_adjustment: np.ma.MaskedArray[Any, Any]
    rounding: np.ma.MaskedArray[Any, Any]
    indicative_budget: np.ma.MaskedArray[Any, Any]
    contingency: np.ma.MaskedArray[Any, Any]
    planning_amount: np.ma.MaskedArray[Any, Any]
    referrals: Mapping[str, NDArray[np.bool_]] = field(repr=False)
    limits_reached: Mapping[str, NDArray[np.bool_]] = field(repr=False)
    routes: Mapping[str, Column] = field(repr=False)
    status: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.status)

    def _repr_html_(self) -> str | None:
        """How it looks in a notebook."""
        return in_notebook(self)

    def step(self, name: str) -> tuple[Column, int]:
        """The column of one step of the working, worked out when it is asked for, and its scale: `value = integer / scale`.

        Rows with a problem hold integers without meaning; see `status`. Raises KeyError for an unknown step.
        """
        step = self.ruleset.plan.step_named[name]
        return self._columns([step.slot])[step.slot], step.scale

    @cached_property
    def lines(self) -> dict[str, np.ma.MaskedArray[Any, Any]]:
        """Each budget line before any unpaid carer, in pence."""
        return self._money({line.id: line.neutral for line in self.ruleset.plan.lines})

    @cached_property
    def lines_after_carers(self) -> dict[str, np.ma.MaskedArray[Any, Any]]:
        """Each budget line after the carer adjustment, in pence."""
        return self._money({line.id: line.after_carers for line in self.ruleset.plan.lines})

    @cached_property
    def separate_amounts(self) -> dict[str, np.ma.MaskedArray[Any, Any]]:
        """Each separate amount, in pence."""
        return self._money({one.id: one.slot for one in self.ruleset.plan.separate})

    @cached_property
    def domain_shares(self) -> dict[str, np.ma.MaskedArray[Any, Any]]:
        """How each carer-neutral amount is made up by domain, in pence; see `plan.domain_shares`."""
        plan, domains = self.ruleset.plan, tuple(self.ruleset.document.domains or ())
        slots = {slot for line in plan.lines for slot in (line.neutral, *(part for _, part in line.domain_parts))}
        columns = self._columns(slots)
        return {
            domain: np.ma.array(column, mask=self.status != 0)
            for domain, column in domain_share_columns(plan, domains, columns, len(self)).items()
        }

    def _columns(self, slots: Iterable[int]) -> dict[int, Column]:
        return worked_out(self.ruleset.plan, self.coded.codes, len(self), slots)

    def _money(self, slots: Mapping[str, int]) -> dict[str, np.ma.MaskedArray[Any, Any]]:
        columns = self._columns(slots.values())
        return {name: np.ma.array(columns[slot], mask=self.status != 0) for name, slot in slots.items()}

    def assessment(self, row: int) -> Assessment:
        """The assessment that a row stands for."""
        return assessment_of(self.ruleset, self.columns, row)

    def explain(self, row: int) -> IndicativeBudget | OutOfModel:
        """One row scored again on its own, with its whole working. Raises AssessmentInvalid where the row has problems."""
        assessment = self.assessment(row)
        return assemble(self.ruleset, assessment, admit(self.ruleset, assessment)[: self.ruleset.plan.inputs])

    def problems(self, row: int) -> tuple[Problem, ...]:
        """What is wrong with a row; nothing where it was scored."""
        if self.status[row] != STATUSES.index(PROBLEM):
            return ()
        try:
            admit(self.ruleset, self.assessment(row))
        except AssessmentInvalid as error:
            return error.problems
        raise AssertionError("a row that the caseload refuses is refused on its own too")

    @cached_property
    def bad_rows(self) -> NDArray[np.intp]:
        """The rows that have problems."""
        return np.flatnonzero(self.status == STATUSES.index(PROBLEM))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows have an amount, a referral, a problem."""
        return {name: int(np.count_nonzero(self.status == place)) for place, name in enumerate(STATUSES)}

    def choice(self, column: str) -> tuple[str | None, ...]:
        """A column as given, such as "client_group", one entry a row."""
        raw = self.columns[column]
        return tuple(raw.values[place] for place in raw.places)


def assessment_of(ruleset: Ruleset, columns: Mapping[str, Distinct], row: int) -> Assessment:
    """One row as an assessment, read as `Assessment.from_dict` reads plain data."""

    def cell(name: str) -> Any:
        if name not in columns:
            return None
        value = columns[name].values[columns[name].places[row]]
        raw = raw_of(value)
        return value if raw is None else raw

    asks = ruleset.plan.asks
    statements = ("assessed_on", "baseline", "client_group")
    ways = {ask.column.removeprefix(DEPLOYMENT): cell(ask.column) for ask in asks if ask.column.startswith(DEPLOYMENT)}
    mixture = {line: way for line, way in ways.items() if way}
    data: dict[str, Any] = {name: cell(name) for name in statements}
    data["deployment"] = {"default": cell("deployment"), **mixture} if mixture else cell("deployment")
    questions = (ask.column for ask in asks if "." not in ask.column and ask.source not in ("client_group", "deployment"))
    data["answers"] = {name: cell(name) for name in questions}
    areas = [ask.column for ask in asks if ask.column.startswith(CARER)]
    data["carer_support"] = _support_of(cell, areas, columns)
    assessment = Assessment.from_dict({key: value for key, value in data.items() if value is not None})
    if not_stated(data["assessed_on"]):
        # A caseload may leave the day out: no money depends on it, only the review date, which is then not given.
        assessment = replace(assessment, faults=tuple(one for one in assessment.faults if one.code != "RAS620"))
    return assessment


def _support_of(cell: Any, areas: Sequence[str], columns: Mapping[str, Distinct]) -> Any:
    state = cell("carer_support")
    given = {area: cell(area) for area in areas if is_given(cell(area))}
    if not isinstance(state, str) or state != "offered":
        return f"{state}, but with support" if given and isinstance(state, str) and state else state
    offered = {}
    for area, extent in given.items():
        facts = {name: cell(f"{area}.{name}" if f"{area}.{name}" in columns else f"{CARER}{name}") for name in FACTS}
        offered[area.removeprefix(CARER)] = {"extent": extent, **{name: fact for name, fact in facts.items() if fact is not None}}
    return offered


def batch_of(ruleset: Ruleset, columns: Mapping[str, Distinct], coded: Coded) -> BudgetBatch:
    """Work the caseload out, block by block, keeping what a result shows."""
    plan = ruleset.plan
    wanted, money_slots = shown(plan), {getattr(plan.money, name) for name in MoneySlots.__dataclass_fields__}
    small = {slot for slot in wanted if slot not in money_slots}
    rows = len(coded.good)
    kept = worked_out(plan, coded.codes, rows, wanted, small=small)
    all_good = bool(coded.good.all())
    status = (~coded.good).astype(np.int8) * np.int8(STATUSES.index(PROBLEM))
    for one in plan.referrals:
        if one.withheld:
            status |= (coded.good & (kept[one.slot] == 1)).view(np.int8)
    unknown = status != 0

    def money(slot: int) -> np.ma.MaskedArray[Any, Any]:
        return np.ma.array(kept[slot], mask=unknown)

    def route(slot: int) -> Column:
        return kept[slot] if all_good else np.where(coded.good, kept[slot], kept[slot].dtype.type(-1))

    routes = {name: route(planned.slot) for name, planned in plan.routes}
    if plan.pool is not None:
        routes["pool"] = route(plan.pool)
    return BudgetBatch(
        ruleset,
        columns,
        coded,
        **{name: money(getattr(plan.money, name)) for name in MoneySlots.__dataclass_fields__},
        referrals={one.id: coded.good & (kept[one.slot] == 1) for one in plan.referrals},
        limits_reached={name: ~unknown & (kept[slot] == 1) for name, slot in plan.limits},
        routes=routes,
        status=status,
    )


def exact(column: Column, scale: int) -> list[Fraction]:
    """A step's column as exact numbers, for checks."""
    return [Fraction(int(value), scale) for value in column]
