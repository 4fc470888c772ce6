"""The budgets of a caseload as columns, and as a file: every row of the caseload, in its order, none dropped.

First what the caseload carried along (ids and whatever the ruleset does not read), then the outcome, then amounts as decimals
("245.00"; empty where there is no amount), then what people do next, then what was wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ras_engine.edges.files.amounts import pounds
from ras_engine.edges.files.part import carried, cells_of
from ras_engine.edges.files.strings import Strings
from ras_engine.edges.files.text_write import Shown, cells, guarded
from ras_engine.edges.files.whole import written_whole
from ras_engine.edges.files.written import writer_for
from ras_engine.edges.frames.arrow import carried_names
from ras_engine.edges.frames.made import PROBLEMS, Told, made_columns
from ras_engine.errors import Problem
from ras_engine.score.many import BudgetBatch, Distinct
from ras_engine.score.many.told import told

ALSO_CARRIED = ("client_group", "deployment", "assessed_on")
"""Columns that the ruleset reads, and that readers of the budgets need as well."""

RowProblems = Mapping[int, tuple[Problem, ...]]
Given = Mapping[str, Sequence[Any] | Distinct | Strings]


def write_budgets(
    path: str | Path,
    caseload: Given,
    batch: BudgetBatch,
    *,
    problems: RowProblems | None = None,
    guard_formulas: bool = True,
) -> None:
    """The budgets as a file, written whole or not at all: CSV, Parquet, Excel or NDJSON, told by the end of its name.

    `problems` may hand over what `problems_by_row` gave before, so that it is not worked out twice. Raises OSError where the file
    cannot be written, and BatchInvalid where its name tells no form (RAS726) or a sheet has not room for everybody (RAS735).

    In CSV, a text cell that a spreadsheet would take for a formula (it begins with = + - @ or a tab, and is no plain number) gets
    an apostrophe in front, which spreadsheets show as plain text; `guard_formulas=False` leaves such cells as they came.
    """
    columns = budget_columns(caseload, batch, problems)
    writer = writer_for(Path(path), batch.ruleset, guard=guard_formulas)
    piece = writer.piece(columns, worded(columns, caseload, batch), head=True)
    with written_whole(Path(path), binary=True) as file:
        writer.whole([piece], file)


def problems_by_row(batch: BudgetBatch) -> RowProblems:
    """What is wrong with each row that could not be scored, by its place (from 0)."""
    places, problems = told(batch)
    return {row: problems[places[row]] for row in batch.bad_rows.tolist()}


def budget_columns(caseload: Given, batch: BudgetBatch, problems: RowProblems | Told | None = None) -> dict[str, Shown]:
    """Every column of the output by name, those carried along first; amounts in whole pence, masked where there is none."""
    made = made_columns(batch, problems)
    others = carried_along(caseload, batch)
    named = carried_names(others, made)
    return {**{named[name]: _column(caseload[name]) for name in others}, **made}


def carried_along(caseload: Iterable[str], batch: BudgetBatch) -> list[str]:
    """The columns of a caseload that its budgets show."""
    return [name for name in caseload if name not in batch.columns or name in ALSO_CARRIED]


def worded(columns: Iterable[str], caseload: Iterable[str], batch: BudgetBatch) -> list[str]:
    """The columns that hold words which are not the engine's own: those carried along, and what is said about problems."""
    return [*list(columns)[: len(carried_along(caseload, batch))], PROBLEMS]


def _column(column: Sequence[Any] | Distinct | Strings) -> Distinct | Strings:
    if isinstance(column, Strings):
        return column
    return carried(column if isinstance(column, Distinct) else cells_of(list(column)))


def sentence(one: Problem) -> str:
    """A problem as one cell can hold it: where, what, and what to do."""
    return " ".join(part for part in (f"{one.where.path}:" if one.where.path else "", one.message, one.remedy) if part)


__all__ = [
    "budget_columns",
    "cells",
    "guarded",
    "pounds",
    "problems_by_row",
    "sentence",
    "worded",
    "write_budgets",
]
