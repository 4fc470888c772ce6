"""From places in the space back to people: a value for each variable, its input codes, and the assessment that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.audit.space.variables import Variable
from ras_engine.plan.operations import Slot
from ras_engine.plan.plan import Plan
from ras_engine.score.admit import CARER, DEPLOYMENT
from ras_engine.score.many.kernel.tables import work_out
from ras_engine.score.one import evaluate

ON = "2026-05-01"
AT_ONCE = 1 << 13
"""People worked out together."""
Values = tuple[int, ...]
"""One value (its place) for every variable: one person."""


def codes_of(plan: Plan, known: Sequence[Variable], place: int, people: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The input columns of people, `(n, variables)` places of values, as the batch walker takes them."""
    columns: dict[Slot, NDArray[np.int64]] = {}
    for variable, values in zip(known, np.ascontiguousarray(people.T), strict=True):
        ask, codes = plan.ask_named.get(variable.column), variable.codes[place]
        if ask is not None and codes is not None:
            for width in range(ask.width):
                columns[ask.slot + width] = np.take(codes[:, width], values)
    unsaid = {
        slot: np.full(len(people), least, dtype=np.int64) for slot, (least, _) in enumerate(plan.ranges) if slot not in columns
    }
    return [columns[slot] if slot in columns else unsaid[slot] for slot in range(len(plan.ranges))]


def columns_of(plan: Plan, codes: Sequence[NDArray[np.int64]], rows: int, wanted: Iterable[Slot]) -> dict[Slot, NDArray[np.int64]]:
    """Slots of people, by the batch code's plain walker: no tables are worth making for them."""
    wanted = tuple(dict.fromkeys(wanted))
    parts = [slice(start, min(start + AT_ONCE, rows)) for start in range(0, rows, AT_ONCE)] or [slice(0, 0)]
    found = [work_out(plan, {slot: one[part] for slot, one in enumerate(codes)}, wanted, part.stop - part.start) for part in parts]
    return {slot: np.concatenate([one[slot] for one in found]) for slot in wanted}


def assessment_of(plan: Plan, known: Sequence[Variable], place: int, values: Values) -> dict[str, Any]:
    """The assessment of one person, as `Assessment.from_dict` reads it. Questions that are not asked are left out."""
    columns = codes_of(plan, known, place, np.array([values], dtype=np.int64))
    slots = evaluate(plan, [int(column[0]) for column in columns], plan.admission)
    data: dict[str, Any] = {"assessed_on": ON, "baseline": "no_unpaid_support"}
    answers: dict[str, Any] = {}
    support: dict[str, Any] = {}
    for variable, value in zip(known, values, strict=True):
        ask, raw = plan.ask_named.get(variable.column), variable.raws[value]
        if ask is None or variable.column.startswith(DEPLOYMENT):
            continue
        if variable.column.startswith(CARER):
            if any(slots[ask.slot : ask.slot + ask.width]):
                key = "level" if hasattr(ask, "levels") else "quantity"
                support[variable.column.removeprefix(CARER)] = {key: raw, "able": "yes", "willing": "yes"}
        elif not ask.is_question:
            data[variable.column] = raw
        elif ask.asked is None or slots[ask.asked]:
            answers[variable.column] = dict(raw) if isinstance(raw, Mapping) else raw
    _ways(data, plan, known, values)
    data["answers"] = answers
    if plan.columns_of["area"]:
        data["carer_support"] = support or "no_carer"
    return data


def _ways(data: dict[str, Any], plan: Plan, known: Sequence[Variable], values: Values) -> None:
    """How each line is held, where it differs from the rest."""
    by_line = {
        variable.column.removeprefix(DEPLOYMENT): variable.raws[value]
        for variable, value in zip(known, values, strict=True)
        if variable.column.startswith(DEPLOYMENT) and variable.column in plan.ask_named
    }
    differing = {line: way for line, way in by_line.items() if way != data.get("deployment")}
    if differing:
        data["deployment"] = {"default": data["deployment"], **differing}


def said(variable: Variable, value: int) -> str:
    """One value in words."""
    raw = variable.raws[value]
    if isinstance(raw, str):
        return raw
    if set(raw) == {"times", "per"}:
        return f"{raw['times']} times a {raw['per']}"
    return ", ".join(f"{level} on {days} days" for level, days in raw.items())
