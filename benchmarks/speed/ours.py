"""The engine on the workload: from integer codes by its kernel, from frames and files by the functions that everybody uses."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from peers_numpy import Pence
from workload import Codes, Workload

from ras_engine import Ruleset, score_batch
from ras_engine.score.many.kernel.report import shown
from ras_engine.score.many.work import worked_out

CONSTANTS = {"baseline": "no_unpaid_support", "carer_support": "offered", "carer.able": "yes", "carer.willing": "yes"}
SETTING = "RAS_ENGINE_COMPILED"
FURTHER: dict[str, str] = {"without the extra `fast`": "no"}
"""Further lines of the engine in the tables: what the line says, and what `RAS_ENGINE_COMPILED` is for it; `{"NumPy alone": "no"}`
puts the engine without its extra `fast` beside the engine as it is installed."""
CARER_LEVELS = ["none", "some", "half", "most", "nearly_all"]


def from_codes(ruleset: Ruleset, codes: Codes, threads: int, everything: bool = False) -> Callable[[], Pence]:
    """The kernel, for the three amounts that the peers give, or for all that a result shows."""
    plan = ruleset.plan
    three = (plan.money.indicative_budget, plan.money.contingency, plan.money.planning_amount)
    slots = shown(plan) if everything else three
    columns = [codes[_named(ask.column)] for ask in sorted(plan.asks, key=lambda ask: ask.slot)]
    people, flags = len(columns[0]), {*slots} - {getattr(plan.money, name) for name in plan.money.__dataclass_fields__}

    def score() -> Pence:
        found = worked_out(plan, columns, people, slots, threads, small=flags)
        return found[three[0]], found[three[1]], found[three[2]]

    return score


def with_compiled(value: str, score: Callable[[], Any]) -> Callable[[], Any]:
    """The same with the engine's setting of that value."""

    def set_and_score() -> Any:
        before = os.environ.get(SETTING)
        os.environ[SETTING] = value
        try:
            return score()
        finally:
            del os.environ[SETTING]
            if before is not None:
                os.environ[SETTING] = before

    return set_and_score


def _named(column: str) -> str:
    """The workload's name for a column of the ruleset."""
    return "group" if column == "client_group" else column.replace("carer.d", "carer_")


def texts(workload: Workload, codes: Codes) -> dict[str, tuple[Any, list[str]]]:
    """Each column of a caseload as codes and the texts that they stand for, under the engine's names."""
    found = {"client_group": (codes["group"], workload.groups)}
    found |= {name: (codes[name], [f"l{level}" for level in range(len(each))]) for name, each in workload.points.items()}
    return found | {name.replace("carer_", "carer.d"): (codes[name], CARER_LEVELS) for name in workload.carers}


def arrow(workload: Workload, codes: Codes, plain: bool = False) -> Any:
    """A caseload as an Arrow table, of dictionaries or of plain strings."""
    import pyarrow as pa

    columns = {}
    for name, (places, words) in texts(workload, codes).items():
        column = pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(words))
        columns[name] = column.dictionary_decode() if plain else column
    return pa.table(columns)


def pandas_categories(workload: Workload, codes: Codes, plain: bool = False) -> Any:
    """A caseload as a pandas frame of categoricals, or of strings."""
    import pandas as pd

    columns = {
        name: pd.Categorical.from_codes(places.astype(np.int8), words) for name, (places, words) in texts(workload, codes).items()
    }
    frame = pd.DataFrame(columns)
    return frame.astype("str") if plain else frame


def polars_enums(workload: Workload, codes: Codes, plain: bool = False) -> Any:
    """A caseload as a polars frame of Enums, or of strings."""
    import polars as pl

    columns = {
        name: pl.Series(name, np.array(words, dtype=object)[places].tolist(), dtype=pl.String).cast(pl.Enum(words))
        for name, (places, words) in texts(workload, codes).items()
    }
    frame = pl.DataFrame(columns)
    return frame.cast(pl.String) if plain else frame


def from_frame(ruleset: Ruleset, frame: Any) -> Callable[[], Pence]:
    """`score_batch` on a frame."""

    def score() -> Pence:
        batch = score_batch(frame, ruleset, constants=CONSTANTS)
        return batch.indicative_budget, batch.contingency, batch.planning_amount

    return score


def from_file(ruleset: Ruleset, path: Path) -> Callable[[], Pence]:
    """`read_caseload` and `score_batch` on a file."""
    from ras_engine import read_caseload

    def score() -> Pence:
        batch = score_batch(read_caseload(path), ruleset, constants=CONSTANTS)
        return batch.indicative_budget, batch.contingency, batch.planning_amount

    return score
