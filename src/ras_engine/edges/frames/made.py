"""What a scored caseload adds to the columns it came with, for frames of any kind.

The names and their order are those of the CSV file of budgets; each column is either money (whole pence, masked where there is no
amount) or one of a few texts a row (None where there is nothing to say). Nothing is dropped: every row of the caseload is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ras_engine.errors import Problem
from ras_engine.plan.plan import MoneySlots
from ras_engine.score.many import BudgetBatch, Distinct
from ras_engine.score.many.batch import STATUSES
from ras_engine.score.many.told import told
from ras_engine.version import VERSION

Money = np.ma.MaskedArray[Any, Any]
Made = Distinct | Money
RowProblems = Mapping[int, tuple[Problem, ...]]
Told = tuple[NDArray[np.intp], list[tuple[Problem, ...]]]
"""What each row is told, as `told` gives it."""

OUTCOME, PROBLEM_CODES, PROBLEMS = "outcome", "problem_codes", "problems"


def made_columns(batch: BudgetBatch, problems: RowProblems | Told | None = None) -> dict[str, Made]:
    """The columns of a result by name: money as masked `(n,) int64` pence, everything else as `Distinct` texts.

    `problems` may hand over what is wrong with which row, so that it is not worked out twice.
    """
    return dict(_made(batch, problems))


def _made(batch: BudgetBatch, problems: RowProblems | Told | None) -> Iterator[tuple[str, Made]]:
    yield OUTCOME, Distinct(STATUSES, batch.status)
    for name in MoneySlots.__dataclass_fields__:
        yield name, getattr(batch, name)
    yield "per", _constant(batch.ruleset.plan.per, len(batch))
    for line, amounts in batch.lines.items():
        yield f"line.{line}", amounts
        yield f"line.{line}.after_carers", batch.lines_after_carers[line]
    for one, amounts in batch.separate_amounts.items():
        yield f"separate.{one}", amounts
    yield "limits_reached", joined(batch.limits_reached, len(batch))
    yield "referrals", joined(batch.referrals, len(batch))
    for name, route in batch.ruleset.plan.routes:
        yield name, _named(batch.routes[name], route.entries)
    if "pool" in batch.routes:
        yield "pool", _named(batch.routes["pool"], ("no", "yes"))
    codes, messages = _problems(batch, problems)
    yield PROBLEM_CODES, codes
    yield PROBLEMS, messages
    ruleset = batch.ruleset
    for name, text in (("ruleset", str(ruleset)), ("ruleset_digest", ruleset.digest), ("engine_version", VERSION)):
        yield name, _constant(text, len(batch))


def _constant(text: str, rows: int) -> Distinct:
    """The same text in every row."""
    return Distinct((text,), np.zeros(rows, dtype=np.uint8))


def _named(places: NDArray[Any], names: Sequence[str]) -> Distinct:
    """The name at each place of a list; None at -1."""
    return Distinct((*names, None), np.where(places < 0, len(names), places))


def joined(flags: Mapping[str, NDArray[np.bool_]], rows: int) -> Distinct:
    """The names whose flag is up, joined by semicolons; None where none is."""
    texts: tuple[str | None, ...] = (None,)
    places: NDArray[np.integer] = np.zeros(rows, dtype=np.uint8)
    for name, flag in flags.items():
        if not flag.any():
            continue
        both = places.astype(np.intp) * 2 + flag
        used = np.flatnonzero(np.bincount(both, minlength=2 * len(texts)))
        texts = tuple((f"{texts[one // 2]};{name}" if texts[one // 2] else name) if one % 2 else texts[one // 2] for one in used)
        number = np.zeros(2 * len(used) + int(used.max(initial=0)), dtype=np.intp)
        number[used] = np.arange(len(used))
        places = number[both]
    return Distinct(texts, places)


def _problems(batch: BudgetBatch, problems: RowProblems | Told | None) -> tuple[Distinct, Distinct]:
    """For each row the codes of its problems, and the sentences with what to do; None where there are none."""
    from ras_engine.edges.files.budgets import sentence

    places, groups = _told(batch, problems)
    codes = [";".join(dict.fromkeys(one.code for one in group)) or None for group in groups]
    messages = [" ".join(map(sentence, group)) or None for group in groups]
    return _once_each(codes, places), _once_each(messages, places)


def _told(batch: BudgetBatch, problems: RowProblems | Told | None) -> Told:
    if problems is None:
        return told(batch)
    return problems if isinstance(problems, tuple) else _grouped(problems, len(batch))


def _grouped(problems: RowProblems, rows: int) -> Told:
    """Problems by row as `told` gives them."""
    places = np.zeros(rows, dtype=np.intp)
    places[list(problems)] = np.arange(1, len(problems) + 1)
    return places, [(), *problems.values()]


def _once_each(texts: Sequence[str | None], places: NDArray[np.intp]) -> Distinct:
    """A column whose texts stand only once each among its values."""
    number = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return Distinct(tuple(number), np.array([number[text] for text in texts], dtype=np.intp)[places])
