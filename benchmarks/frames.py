"""Measures what reading a frame costs beside scoring the codes that are in it, kind by kind.

    python benchmarks/frames.py [people]

All kinds hold the same people and must give the same pence. Contenders take turns; each ratio is the median of the ratios to the
first line within a round. Against other libraries: `python benchmarks/run.py --only frames`.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from ras_engine import data_report, load_ruleset, score_batch
from ras_engine.ruleset import Ruleset
from ras_engine.score.many import Distinct
from ras_engine.score.many.batch import batch_of
from ras_engine.score.many.coder import Coder

ROUNDS = 5
CONSTANTS = {"baseline": "no_unpaid_support", "carer_support": "offered", "carer.able": "yes", "carer.willing": "yes"}


def people(ruleset: Ruleset, rows: int) -> dict[str, Distinct]:
    """The workload's people, each column as texts in no particular order and the place of each row."""
    draw, found = np.random.default_rng(2026), {}
    for ask in ruleset.plan.asks:
        levels = list(getattr(ask, "levels", ()))
        draw.shuffle(levels)
        found[ask.column] = Distinct(tuple(levels), draw.integers(0, len(levels), rows).astype(np.uint8))
    return found


def frames(columns: dict[str, Distinct]) -> dict[str, Any]:
    """The same people in frames of every kind."""
    arrow = {name: pa.DictionaryArray.from_arrays(pa.array(one.places), pa.array(one.values)) for name, one in columns.items()}
    table = pa.table(arrow)
    plain = pa.table({name: column.dictionary_decode() for name, column in arrow.items()})
    codes = {name: pd.Categorical.from_codes(one.places.astype(np.int8), one.values) for name, one in columns.items()}
    objects = {name: np.array(one.values, dtype=object)[one.places] for name, one in columns.items()}
    enums = pl.DataFrame({name: pl.Series(name, arrow[name]).cast(pl.Enum(one.values)) for name, one in columns.items()})
    return {
        "Arrow dictionaries": table,
        "polars Enums": enums,
        "pandas categories": pd.DataFrame(codes),
        "pandas objects (texts kept once)": pd.DataFrame(objects, dtype=object),
        "Arrow strings": plain,
        "polars strings": enums.cast(pl.String),
        "pandas strings": plain.to_pandas(),
        "DuckDB relation of strings": duckdb.from_arrow(plain),
    }


def main() -> None:
    """Run and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    ruleset = load_ruleset(Path(__file__).parent / "rulesets" / "workload.yaml")
    columns = people(ruleset, rows)
    whole = {**columns, **{name: Distinct((text,), np.zeros(rows, dtype=np.uint8)) for name, text in CONSTANTS.items()}}
    coded = Coder(ruleset.plan, whole, rows).run()
    expected = batch_of(ruleset, whole, coded).planning_amount

    def framed(frame: Any) -> Callable[[], Any]:
        return lambda: score_batch(frame, ruleset, constants=CONSTANTS).planning_amount

    made = frames(columns)
    contenders: dict[str, Callable[[], Any]] = {
        "codes, all that a result shows": lambda: batch_of(ruleset, whole, coded).planning_amount
    }
    contenders |= {f"score_batch of {name}": framed(frame) for name, frame in made.items()}
    for name, work in contenders.items():
        assert np.array_equal(work(), expected), name
    contenders["data_report of Arrow dictionaries"] = lambda: data_report(made["Arrow dictionaries"], ruleset, constants=CONSTANTS)
    scored = score_batch(made["Arrow dictionaries"], ruleset, constants=CONSTANTS)
    contenders["to_arrow() of the result, every column"] = lambda: scored.to_arrow()
    show(contenders, rows)


def show(contenders: dict[str, Callable[[], Any]], rows: int) -> None:
    """Take turns, and print the medians."""
    before, taken = os.getloadavg()[0], {name: [] for name in contenders}  # type: ignore[var-annotated]
    for _ in range(ROUNDS):
        for name, work in contenders.items():
            start = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - start) * 1e9 / rows)
    first = next(iter(taken.values()))
    print(
        f"{rows:,} people, medians of {ROUNDS} rounds, load {before:.1f} before the run\n\n| | ns a person | ratio |\n|---|--:|--:|"
    )
    for name, times in taken.items():
        ratio = statistics.median(one / base for one, base in zip(times, first, strict=True))
        print(f"| {name} | {statistics.median(times):,.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
