"""Assessments as the columns of a caseload: one cell for each thing that is said, as `docs/assessments.md` describes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ras_engine.assessment import FACTS
from ras_engine.plan.plan import Plan
from ras_engine.score.admit import CARER, DEPLOYMENT
from ras_engine.testing.interval import Data


def columns_of(plan: Plan, people: Sequence[Data]) -> dict[str, list[str]]:
    """The columns, each with a cell for every person; those that the plan asks for are there even where every cell is empty."""
    rows = [dict(_cells(one)) for one in people]
    asked = [ask.column for ask in plan.asks if "." not in ask.column]
    carers = ["carer_support"] if plan.columns_of["area"] else []
    names = dict.fromkeys(["baseline", *asked, *carers, *(name for row in rows for name in row)])
    return {name: [row.get(name, "") for row in rows] for name in names}


def _cells(person: Data) -> list[tuple[str, str]]:
    cells: list[tuple[str, str]] = [(key, str(person[key])) for key in ("assessed_on", "baseline", "client_group") if key in person]
    deployment = person.get("deployment")
    if isinstance(deployment, dict):
        cells += [("deployment" if line == "default" else f"{DEPLOYMENT}{line}", way) for line, way in deployment.items()]
    elif deployment is not None:
        cells.append(("deployment", deployment))
    cells += [(name, _cell(answer)) for name, answer in person["answers"].items()]
    support = person.get("carer_support")
    if isinstance(support, dict):
        cells.append(("carer_support", "offered"))
        for area, offer in support.items():
            cells.append((f"{CARER}{area}", offer["level"] if "level" in offer else offer["quantity"]))
            cells += [(f"{CARER}{area}.{fact}", offer[fact]) for fact in FACTS if fact in offer]
    elif support is not None:
        cells.append(("carer_support", support))
    return cells


def _cell(answer: Any) -> str:
    """An answer as one cell: `3 per week`, `none=3;all=4`, or as it is."""
    if isinstance(answer, str):
        return answer
    if answer.keys() == {"times", "per"}:
        return f"{answer['times']} per {answer['per']}"
    return ";".join(f"{level}={days}" for level, days in answer.items())
