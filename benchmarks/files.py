"""From caseload files to pence: how long, against only reading the same file, and in how much memory.

Run `python benchmarks/files.py` (1,000,000 people for the times, 10,000,000 for the memory; `--people` and `--many` change that).
The caseload is the workload of `make_workload.py`: 39 columns of answers. Contenders take turns, and ratios are of medians of one
run. Everything runs on two threads. Memory is the largest resident size of a program of its own (Linux).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

THREADS = "2"
for name in ("OMP_NUM_THREADS", "POLARS_MAX_THREADS", "ARROW_NUM_THREADS"):
    os.environ.setdefault(name, THREADS)

import numpy as np  # noqa: E402
import pyarrow as pa  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

HERE = Path(__file__).parent
GROUP = 1_000_000
EXTENTS = ("none", "some", "half", "most", "nearly_all")


def ruleset() -> Any:
    """The ruleset of the workload."""
    from ras_engine import load_ruleset

    return load_ruleset(HERE / "rulesets" / "workload.yaml")


def vocabulary() -> dict[str, tuple[str, ...]]:
    """The texts of each column of answers."""
    document = ruleset().document
    texts: dict[str, tuple[str, ...]] = {"baseline": ("no_unpaid_support",), "client_group": tuple(document.client_groups)}
    texts |= {question.id: tuple(level.id for level in question.levels) for question in document.questions}
    texts["carer_support"] = ("no_carer", "not_offered", "offered")
    texts |= {f"carer.{domain}": ("", *EXTENTS) for domain in document.domains}
    return {**texts, "carer.able": ("", "yes", "no"), "carer.willing": ("", "yes", "no")}


def people(number: int, seed: int) -> pa.Table:
    """Some people as a table of dictionaries, with their ids."""
    draw = np.random.default_rng(seed)
    offered = draw.integers(0, 3, number) == 2
    columns: dict[str, Any] = {"id": pa.array([f"P{seed:03d}{row:07d}" for row in range(number)])}
    for name, texts in vocabulary().items():
        codes = draw.integers(0, len(texts), number)
        if name == "carer_support":
            codes = np.where(offered, 2, codes % 2)
        elif name.startswith("carer."):
            codes = np.where(offered, 1 + codes % (len(texts) - 1), 0)
        columns[name] = pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(texts))
    return pa.table(columns)


def make_parquet(path: Path, number: int) -> None:
    """The caseload as Parquet, in row groups of a million."""
    writer = None
    for first in range(0, number, GROUP):
        table = people(min(GROUP, number - first), first // GROUP)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table, row_group_size=GROUP)
    if writer:
        writer.close()


def make_csv(path: Path, source: Path) -> None:
    """The same people as CSV, without quote marks."""
    table = pq.read_table(source)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(table.column_names) + "\n")
        for batch in table.to_batches(100_000):
            columns = [column.cast(pa.string()).to_pylist() for column in batch.columns]
            file.writelines(f"{','.join(row)}\n" for row in zip(*columns, strict=True))


def decode(path: Path) -> None:
    """Only the columns of answers as dictionaries: the floor of reading Parquet."""
    file = pq.ParquetFile(path, read_dictionary=list(vocabulary()))
    for group in range(file.num_row_groups):
        file.read_row_group(group, columns=list(vocabulary()), use_threads=True)


def pence(path: Path, rules: Any) -> int:
    """From a file of either form to everybody's indicative budget; the sum, so that contenders can be compared."""
    from ras_engine.edges.files.part import PART_ROWS, Mark
    from ras_engine.edges.files.source import open_caseload
    from ras_engine.score.many import columns_read, score_batch

    source, read, total = open_caseload(path), columns_read(rules.plan), 0
    for part in source.parts(PART_ROWS, Mark()):
        batch = score_batch({name: part.columns[name] if name in read else "" for name in part.columns}, rules)
        total += int(batch.indicative_budget.filled(0).sum())
    source.close()
    return total


def parse_polars(path: Path) -> None:
    """Columns parsed straight into Enums."""
    import polars

    kinds = {name: polars.Enum([text for text in texts if text]) for name, texts in vocabulary().items()}
    polars.read_csv(path, schema={"id": polars.String, **kinds})


def parse_arrow(path: Path) -> None:
    """Columns parsed to dictionaries."""
    from pyarrow import csv

    kinds = {name: pa.dictionary(pa.int32(), pa.string()) for name in vocabulary()}
    csv.read_csv(path, convert_options=csv.ConvertOptions(column_types={"id": pa.string(), **kinds}))


def parse_ours(path: Path) -> None:
    """The engine's own reader, every column of answers."""
    from ras_engine.edges.files.csv_stream import CsvSource
    from ras_engine.edges.files.part import PART_ROWS, Mark

    source = CsvSource(path)
    for part in source.parts(PART_ROWS, Mark()):
        for name in vocabulary():
            part.columns[name]
    source.close()


def medians(contenders: dict[str, Callable[[], object]], turns: int) -> dict[str, float]:
    """Seconds of each, in turns."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(turns):
        for name, run in contenders.items():
            begun = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - begun)
    return {name: median(times) for name, times in taken.items()}


def times(folder: Path, number: int, turns: int) -> None:
    """The table of times."""
    parquet, csv, rules = folder / "people.parquet", folder / "people.csv", ruleset()
    make_parquet(parquet, number)
    make_csv(csv, parquet)
    if pence(parquet, rules) != pence(csv, rules):
        raise AssertionError("both forms hold the same people")
    found = medians({"Parquet, only decoded": lambda: decode(parquet), "Parquet to pence": lambda: pence(parquet, rules)}, turns)
    found |= medians(
        {
            "CSV, only parsed: polars Enums": lambda: parse_polars(csv),
            "CSV, only parsed: pyarrow dictionaries": lambda: parse_arrow(csv),
            "CSV, only parsed: ras_engine": lambda: parse_ours(csv),
            "CSV to pence": lambda: pence(csv, rules),
        },
        turns,
    )
    floors = {"Parquet": found["Parquet, only decoded"], "CSV": min(found[name] for name in found if "only parsed" in name)}
    print("| contender | ns a person | against only reading |\n|---|---|---|")
    for name, seconds in found.items():
        floor = floors[name.partition(" ")[0].rstrip(",")]
        print(f"| {name} | {seconds / number * 1e9:,.0f} | {seconds / floor:.2f} |")


def memory(folder: Path, number: int) -> None:
    """What a large caseload needs at most, above an interpreter that does nothing."""
    parquet = folder / "many.parquet"
    subprocess.run([sys.executable, __file__, "--make", str(parquet), "--many", str(number)], check=True)
    idle = peak(["-c", "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"])
    print(f"\n| {number:,} people from Parquet | peak above the interpreter, MB | seconds |\n|---|---|---|")
    for what, target in (("to pence", "-"), ("to a Parquet file of budgets", "budgets.parquet"), ("to a CSV file", "budgets.csv")):
        begun = time.perf_counter()
        most = peak([__file__, "--score", str(parquet), "--to", str(folder / target) if target != "-" else "-"])
        print(f"| {what} | {(most - idle) / 1024:,.0f} | {time.perf_counter() - begun:,.0f} |", flush=True)
        (folder / target).unlink(missing_ok=True)


def peak(arguments: list[str]) -> int:
    """The largest resident size of a program, in kilobytes, as it tells itself at its end."""
    said = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout
    return int(said.split()[-1])


def score_once(source: str, target: str) -> None:
    """What is measured: one program, one file."""
    from ras_engine import score_file

    if target == "-":
        pence(Path(source), ruleset())
    else:
        score_file(source, ruleset(), target)
    # Not `ru_maxrss`: a program starts with what the one that started it had.
    print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))


def main() -> None:
    """Everything, or the one thing that a program of our own was started for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1_000_000)
    asked.add_argument("--many", type=int, default=10_000_000)
    asked.add_argument("--turns", type=int, default=5)
    asked.add_argument("--make")
    asked.add_argument("--score")
    asked.add_argument("--to", default="-")
    given = asked.parse_args()
    if given.make:
        make_parquet(Path(given.make), given.many)
    elif given.score:
        score_once(given.score, given.to)
    else:
        with tempfile.TemporaryDirectory() as folder:
            if given.people:
                times(Path(folder), given.people, given.turns)
            memory(Path(folder), given.many)


if __name__ == "__main__":
    main()
