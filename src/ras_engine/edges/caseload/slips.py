"""The rows that are wrong on purpose, as real files have them: about one in a hundred, each marked in the column `made_wrong`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from ras_engine.edges.caseload.draw import Draw
from ras_engine.plan.asks import DaysAsk, LevelAsk
from ras_engine.ruleset import Ruleset

Columns = dict[str, list[str]]
Slip = Callable[[Columns, int], None]
ONE_IN = 100
MARK = "made_wrong"


def put_slips(ruleset: Ruleset, columns: Columns, draw: Draw) -> None:
    """Spoil one row in a hundred, in turn in each of the ways that the ruleset allows, and say so in the row."""
    columns[MARK] = [""] * draw.people
    ways = list(_ways(ruleset))
    rows = np.sort(draw.stream("slips").permutation(draw.people)[: draw.people // ONE_IN])
    for turn, row in enumerate(rows.tolist()):
        name, slip = ways[turn % len(ways)]
        slip(columns, row)
        columns[MARK][row] = name


def _ways(ruleset: Ruleset) -> Iterator[tuple[str, Slip]]:
    """What can go wrong in this ruleset: an unknown level, a missing answer, answers that clash, a fact left out."""
    plan = ruleset.plan
    asked_always = [
        ask for ask in plan.asks if ask.source not in ("client_group", "deployment") and "." not in ask.column and ask.asked is None
    ]
    worded = [ask.column for ask in asked_always if isinstance(ask, LevelAsk | DaysAsk)]
    required = [ask.column for ask in asked_always if ask.if_missing is None]
    if worded:
        yield "unknown_level", lambda columns, row: _put(columns, worded[row % len(worded)], row, "not sure")
    if required:
        yield "missing_answer", lambda columns, row: _put(columns, required[row % len(required)], row, "")
    for answers in _contradictions(ruleset):
        yield "contradiction", partial(_put_all, answers)
    if any(ask.column.startswith("carer.") for ask in plan.asks):
        yield "willing_not_recorded", _forget_willing


def _put(columns: Columns, name: str, row: int, answer: str) -> None:
    columns[name][row] = answer


def _put_all(answers: dict[str, str], columns: Columns, row: int) -> None:
    for name, answer in answers.items():
        _put(columns, name, row, answer)


def _forget_willing(columns: Columns, row: int) -> None:
    """Support is offered somewhere, but it is not recorded whether the carer is willing."""
    area = next(name for name in columns if name.startswith("carer.") and name.count(".") == 1 and f"{name}.able" not in columns)
    example = next((cell for cell in columns[area] if cell), "")
    cells = {"carer_support": "offered", area: columns[area][row] or example, "carer.able": "yes", "carer.willing": ""}
    _put_all(cells, columns, row)


def _contradictions(ruleset: Ruleset) -> Iterator[dict[str, str]]:
    """Answers that the ruleset says cannot stand together, where it says so about single answers."""
    for entry in ruleset.document.cannot_stand_together or ():
        parts = entry.when.all_ or (entry.when,)
        answers = {part.question: part.is_[0] for part in parts if part.question and part.is_}
        if len(answers) == len(parts):
            yield answers
