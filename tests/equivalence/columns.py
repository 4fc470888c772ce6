"""Assessments as the columns of a caseload, written from the description of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

FACTS = ("able", "willing", "likely_to_stay_able", "likely_to_stay_willing", "adult")


def cell(answer: Any) -> str:
    """An answer as one cell: `3 per week`, `none=3;all=4`, or as it is."""
    if not isinstance(answer, dict):
        return str(answer)
    if set(answer) == {"times", "per"}:
        return f"{answer['times']} per {answer['per']}"
    return ";".join(f"{level}={days}" for level, days in answer.items())


def row(assessment: dict[str, Any]) -> dict[str, str]:
    """One person's cells by column; what is not there is left out."""
    cells: dict[str, str] = {key: assessment[key] for key in ("baseline", "client_group") if key in assessment}
    deployment = assessment.get("deployment")
    if isinstance(deployment, dict):
        cells |= {("deployment" if line == "default" else f"deployment.{line}"): way for line, way in deployment.items()}
    elif deployment is not None:
        cells["deployment"] = deployment
    cells |= {name: cell(answer) for name, answer in assessment["answers"].items()}
    support = assessment.get("carer_support")
    if isinstance(support, dict):
        cells["carer_support"] = "offered"
        for area, offer in support.items():
            cells[f"carer.{area}"] = offer.get("level", offer.get("quantity"))
            cells |= {f"carer.{area}.{fact}": offer[fact] for fact in FACTS if fact in offer}
    elif support is not None:
        cells["carer_support"] = support
    return cells


def columns(assessments: Sequence[dict[str, Any]], always: Sequence[str]) -> dict[str, list[str]]:
    """The caseload; `always` names columns that are there even where every cell is empty."""
    rows = [row(one) for one in assessments]
    names = dict.fromkeys([*always, *(name for one in rows for name in one)])
    return {name: [one.get(name, "") for one in rows] for name in names}
