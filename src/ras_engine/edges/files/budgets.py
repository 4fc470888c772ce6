"""The budgets of a caseload as columns of text, and as a CSV file: every row of the caseload, in its order, none dropped.

First what the caseload carried along (ids and whatever the ruleset does not read), then the outcome, then amounts as decimals
("245.00"; empty where there is no amount), then what people do next, then what was wrong.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ras_engine.edges.files.whole import written_whole
from ras_engine.errors import Problem
from ras_engine.plan.plan import MoneySlots
from ras_engine.score.many.batch import STATUSES, BudgetBatch
from ras_engine.version import VERSION

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*%?", re.ASCII)
ALSO_CARRIED = ("client_group", "deployment", "assessed_on")
"""Columns that the ruleset reads, and that readers of the budgets need as well."""

Texts = Sequence[str]
RowProblems = Mapping[int, tuple[Problem, ...]]


def write_budgets(
    path: str | Path,
    caseload: Mapping[str, Texts],
    batch: BudgetBatch,
    *,
    problems: RowProblems | None = None,
    guard_formulas: bool = True,
) -> None:
    """The budgets as a CSV file, written whole or not at all. Raises OSError where that cannot be done.

    `problems` may hand over what `problems_by_row` gave before, so that it is not worked out twice.

    A text cell that a spreadsheet would take for a formula (it begins with = + - @ or a tab, and is no plain number) gets an
    apostrophe in front, which spreadsheets show as plain text; `guard_formulas=False` leaves such cells as they came.
    """
    columns = budget_columns(caseload, batch, problems_by_row(batch) if problems is None else problems)
    names = list(columns)
    if guard_formulas:
        columns = {
            name: [guarded(cell) for cell in cells] if name in caseload or name in WORDED else cells
            for name, cells in columns.items()
        }
        names = [guarded(name) for name in names]
    with written_whole(Path(path)) as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(zip(*columns.values(), strict=True))


WORDED = ("problems",)
"""Columns of our own that hold words of a ruleset."""


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def problems_by_row(batch: BudgetBatch) -> RowProblems:
    """What is wrong with each row that could not be scored, by its place (from 0)."""
    return {row: batch.problems(row) for row in batch.bad_rows.tolist()}


def budget_columns(caseload: Mapping[str, Texts], batch: BudgetBatch, problems: RowProblems) -> dict[str, Texts]:
    """Every column of the output by name, as text, one entry a row of the caseload."""
    made = dict(_made(batch, problems))
    carried = {name: cells for name, cells in caseload.items() if name not in batch.columns or name in ALSO_CARRIED}
    return {**{_carried_as(name, carried, made) if name in made else name: cells for name, cells in carried.items()}, **made}


def _carried_as(name: str, *taken: Mapping[str, Texts]) -> str:
    """The name of a carried column that is ours too: `given.` before it, until nothing else is called so."""
    while any(name in names for names in taken):
        name = f"given.{name}"
    return name


def _made(batch: BudgetBatch, problems: RowProblems) -> Iterator[tuple[str, Texts]]:
    """What the engine adds to a caseload."""
    yield "outcome", _named(batch.status, STATUSES)
    for name in MoneySlots.__dataclass_fields__:
        yield name, _pounds(getattr(batch, name))
    yield "per", [batch.ruleset.plan.per] * len(batch)
    for line, amounts in batch.lines.items():
        yield f"line.{line}", _pounds(amounts)
        yield f"line.{line}.after_carers", _pounds(batch.lines_after_carers[line])
    for one, amounts in batch.separate_amounts.items():
        yield f"separate.{one}", _pounds(amounts)
    yield "limits_reached", _joined(batch.limits_reached, len(batch))
    yield "referrals", _joined(batch.referrals, len(batch))
    for name, route in batch.ruleset.plan.routes:
        yield name, _named(batch.routes[name], route.entries)
    if "pool" in batch.routes:
        yield "pool", _named(batch.routes["pool"], ("no", "yes"))
    codes, messages = _problems(problems, len(batch))
    yield "problem_codes", codes
    yield "problems", messages
    ruleset = batch.ruleset
    for name, text in (("ruleset", str(ruleset)), ("ruleset_digest", ruleset.digest), ("engine_version", VERSION)):
        yield name, [text] * len(batch)


def pounds(pence: int) -> str:
    """Whole pence as a decimal: 24500 is "245.00"."""
    whole, part = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{whole}.{part:02d}"


def _pounds(amounts: np.ma.MaskedArray[Any, Any]) -> list[str]:
    """Amounts as decimals, empty where there is none. Amounts repeat, so each is written out once."""
    values, places = np.unique(amounts.filled(0), return_inverse=True)
    texts = np.array([pounds(int(value)) for value in values], dtype=object)[places]
    texts[np.ma.getmaskarray(amounts)] = ""
    written: list[str] = texts.tolist()
    return written


def _named(places: np.ndarray[Any, Any], names: Sequence[str]) -> list[str]:
    """The name at each place of a list; empty for -1."""
    texts = [*names, ""]
    return [texts[place] for place in places.tolist()]


def _joined(flags: Mapping[str, np.ndarray[Any, Any]], rows: int) -> list[str]:
    """The names whose flag is up, one text a row, joined by semicolons."""
    texts = [""] * rows
    for name, flag in flags.items():
        for row in np.flatnonzero(flag).tolist():
            texts[row] += f";{name}" if texts[row] else name
    return texts


def _problems(problems: RowProblems, rows: int) -> tuple[list[str], list[str]]:
    """For each row the codes, and the sentences with what to do."""
    codes, messages = [""] * rows, [""] * rows
    for row, found in problems.items():
        codes[row] = ";".join(dict.fromkeys(one.code for one in found))
        messages[row] = " ".join(sentence(one) for one in found)
    return codes, messages


def sentence(one: Problem) -> str:
    """A problem as one cell can hold it: where, what, and what to do."""
    return " ".join(part for part in (f"{one.where.path}:" if one.where.path else "", one.message, one.remedy) if part)
