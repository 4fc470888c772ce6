"""What a query must give: a batch of the engine as plain rows, by the names of the columns that `docs/sql.md` lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ras_engine import BudgetBatch
from ras_engine.plan.plan import MoneySlots

STATUS = ("amount", "referral", "problem")
Cells = dict[str, Any]


def expected(batch: BudgetBatch) -> list[Cells]:
    """Every row of the batch: its id aside, all that a query gives."""
    columns = dict(_columns(batch))
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _columns(batch: BudgetBatch) -> Iterator[tuple[str, list[Any]]]:
    plan = batch.ruleset.plan
    yield "status", [STATUS[one] for one in batch.status.tolist()]
    yield "problem_codes", [";".join(sorted({one.code for one in batch.problems(row)})) for row in range(len(batch))]
    for name in MoneySlots.__dataclass_fields__:
        yield name, getattr(batch, name).tolist()
    yield "per", [plan.per] * len(batch)
    for line in plan.lines:
        yield f"line.{line.id}", batch.lines[line.id].tolist()
        yield f"line.{line.id}.after_carers", batch.lines_after_carers[line.id].tolist()
    for one in plan.separate:
        yield f"separate.{one.id}", batch.separate_amounts[one.id].tolist()
    yield "limits_reached", _joined(batch.limits_reached, len(batch))
    yield "referrals", _joined(batch.referrals, len(batch))
    for name, route in plan.routes:
        yield name, [route.entries[place] if place >= 0 else None for place in batch.routes[name].tolist()]
    if plan.pool is not None:
        yield "pool", [("no", "yes")[place] if place >= 0 else None for place in batch.routes["pool"].tolist()]


def expected_steps(batch: BudgetBatch) -> list[Cells]:
    """The working of every row that was scored, as integers at their scales."""
    columns = {f"step.{step.name}": batch.step(step.name)[0].tolist() for step in batch.ruleset.plan.steps}
    return [
        {name: column[row] if status != STATUS.index("problem") else None for name, column in columns.items()}
        for row, status in enumerate(batch.status.tolist())
    ]


def _joined(flags: Mapping[str, np.ndarray[Any, Any]], rows: int) -> list[str]:
    return [";".join(name for name, flag in flags.items() if flag[row]) for row in range(rows)]
