"""What is measured, section by section; each gives a table."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import ours
import peers_frames
import peers_numpy
import picture
import workload as workloads
from council import every_line, example_council
from measure import Apart, Contender, agreed, measured, timed
from memory import memory
from setting import INSTALL, ROOT, Section, Setting

import ras_engine


def from_codes(setting: Setting) -> Section:
    """Integer codes in memory to pence."""
    codes, workload, ruleset = setting.codes, setting.workload, setting.ruleset
    bytes_of = list(codes.values())
    few = min(setting.people, 20_000)
    rows = [
        setting.contender("**ras-engine**, 1 thread", ours.from_codes(ruleset, codes, 1)),
        setting.contender("ras-engine, 2 threads", ours.from_codes(ruleset, codes, 2)),
        setting.contender("ras-engine, 1 thread, all that a result shows", ours.from_codes(ruleset, codes, 1, everything=True)),
        *(
            setting.contender(f"ras-engine, 1 thread, {name}", ours.with_compiled(value, ours.from_codes(ruleset, codes, 1)))
            for name, value in ours.FURTHER.items()
        ),
        Contender(
            "reading the bytes once", setting.people, timed(lambda: [column.view(np.uint8).tobytes() for column in bytes_of])
        ),
        Contender("`np.sum` of each column", setting.people, timed(lambda: [int(np.sum(column)) for column in bytes_of]), -2.5),
        setting.contender("NumPy, a column at a time, int64", peers_numpy.by_column(workload, codes)),
        setting.contender("plain Python loop", peers_numpy.by_person(workload, setting.first(few)), few, 150),
    ]
    left = []
    for name, library, make, target in (
        ("polars, 2 threads", "polars", peers_frames.in_polars, 8),
        ("DuckDB, native table, 2 threads", "duckdb", peers_frames.in_duckdb, 12),
        ("pandas, categoricals and `.map`", "pandas", peers_frames.in_pandas, 15),
    ):
        if find_spec(library):
            rows.append(setting.contender(name, make(workload, codes), target=target))
        else:
            left.append(f"{name}: {INSTALL.format(library)}")
    for package, name, target in (("policyengine_core", "policyengine-core", 25), ("openfisca_core", "openfisca-core", 500)):
        python = setting.pythons[package] or (sys.executable if find_spec(package) else None)
        if not python:
            left.append(f"{name}: {INSTALL.format(name)}, and see `--{name.removesuffix('-core')}`")
            continue
        for how, (what, most) in WAYS.items():
            contender = f"in_{name.removesuffix('-core')}{how}"
            rows.append(_apart(setting, python, f"{name}, {what}", contender, min(setting.people, most), target))
    measured(rows, setting.rounds)
    return Section(
        "From integer codes",
        "39 columns of bytes in memory to three columns of pence: indicative budget, contingency and planning amount.",
        rows,
        left,
    )


WAYS = {
    "": ("formulas on whole columns, from codes", 200_000),
    "_strings": ("formulas on whole columns, from strings", 20_000),
    "_tree": ("parameters in a tree, as its guides have it, from strings", 20_000),
    "_situations": ("the same from situations, a dictionary a person", 500),
}
"""How a rules engine is written, and for how many people at most: situations cost each person more, the more there are."""


def _apart(setting: Setting, python: str, label: str, contender: str, people: int, target: float) -> Contender:
    folder = setting.folder / contender
    folder.mkdir()
    setting.workload.save(folder / "workload.json")
    np.savez(folder / "codes.npz", **setting.first(people))
    apart = Apart(python, contender, folder)
    agreed(label, np.load(folder / f"{contender}.npy"), setting.expected, people)
    return Contender(label, people, apart.once, target)


def from_frames(setting: Setting) -> Section:
    """Frames of strings, in every form, to pence, by `score_batch`."""
    codes, workload, ruleset = setting.codes, setting.workload, setting.ruleset
    frames = {
        "Arrow dictionaries": ("pyarrow", partial(ours.arrow, workload, codes), -2.0),
        "polars Enums": ("polars", partial(ours.polars_enums, workload, codes), -2.0),
        "pandas categoricals": ("pandas", partial(ours.pandas_categories, workload, codes), -2.0),
        "Arrow strings": ("pyarrow", partial(ours.arrow, workload, codes, plain=True), 0.0),
        "polars strings": ("polars", partial(ours.polars_enums, workload, codes, plain=True), 0.0),
        "pandas strings": ("pandas", partial(ours.pandas_categories, workload, codes, plain=True), 0.0),
    }
    rows = [setting.contender("codes, all that a result shows, 1 thread", ours.from_codes(ruleset, codes, 1, everything=True))]
    rows += [
        setting.contender(f"**`score_batch`** of {name}", ours.from_frame(ruleset, make()))
        for name, (library, make, _) in frames.items()
        if find_spec(library)
    ]
    few = min(setting.people, 100_000)
    rows += [
        setting.contender("polars, strings by `replace_strict`", peers_frames.polars_strings(workload, codes)),
        setting.contender("pandas, strings by `.map`", peers_frames.pandas_strings(workload, setting.first(few)), few),
    ]
    measured(rows, max(3, setting.rounds // 2))
    return Section("From frames of texts", "The same people as frames of other libraries, through the public `score_batch`.", rows)


def from_files(setting: Setting) -> Section:
    """Parquet and CSV to pence, and to a file of budgets."""
    import pyarrow.csv as arrow_csv
    import pyarrow.parquet as parquet

    ruleset, table = setting.ruleset, ours.arrow(setting.workload, setting.codes)
    paths = {"Parquet": setting.folder / "people.parquet", "CSV": setting.folder / "people.csv"}
    parquet.write_table(table, paths["Parquet"])
    arrow_csv.write_csv(ours.arrow(setting.workload, setting.codes, plain=True), paths["CSV"])

    def decoded() -> Any:
        return parquet.read_table(paths["Parquet"], read_dictionary=table.column_names)

    def parsed() -> Any:
        import polars as pl

        return pl.read_csv(
            paths["CSV"], schema={name: pl.Enum(table[name].chunk(0).dictionary.to_pylist()) for name in table.column_names}
        )

    def to_file(path: Path) -> Any:
        constants = ours.CONSTANTS
        return ras_engine.score_file(path, ruleset, setting.folder / f"budgets{path.suffix}", constants=constants, resume=False)

    for path in paths.values():
        to_file(path)
    budgets = {
        "Parquet": parquet.read_table(setting.folder / "budgets.parquet"),
        "CSV": arrow_csv.read_csv(setting.folder / "budgets.csv"),
    }

    def by_arrow_alone(name: str) -> None:
        if name == "Parquet":
            decoded()
            parquet.write_table(budgets[name], setting.folder / "written.parquet")
        else:
            arrow_csv.read_csv(paths[name])
            arrow_csv.write_csv(budgets[name], setting.folder / "written.csv")

    rows = [
        Contender("Parquet: only decoding to dictionaries", setting.people, timed(decoded)),
        setting.contender("**Parquet to pence**: `read_table` and `score_batch`", lambda: ours.from_frame(ruleset, decoded())()),
        Contender(
            "**Parquet to a Parquet file of budgets**: `score_file`", setting.people, timed(partial(to_file, paths["Parquet"]))
        ),
        Contender(
            "Parquet: pyarrow alone, reading the people and writing the budgets",
            setting.people,
            timed(partial(by_arrow_alone, "Parquet")),
        ),
        Contender("CSV: only parsing, polars Enums", setting.people, timed(parsed)),
        setting.contender("**CSV to pence**: polars and `score_batch`", lambda: ours.from_frame(ruleset, parsed())()),
        Contender("**CSV to a CSV file of budgets**: `score_file`", setting.people, timed(partial(to_file, paths["CSV"]))),
        Contender(
            "CSV: pyarrow alone, reading the people and writing the budgets", setting.people, timed(partial(by_arrow_alone, "CSV"))
        ),
    ]
    measured(rows, max(3, setting.rounds // 2))
    return Section(
        "From files", "The same people in a file: dictionary-encoded Parquet, and CSV. The file is in the page cache.", rows
    )


def one_person(setting: Setting) -> Section:
    """One person, with the complete working, and the import."""
    path = ROOT / "rulesets" / "example-borough"
    ruleset = ras_engine.load_ruleset(path / "2026-04-06.yaml")
    batch = ras_engine.demo_caseload(50, 1, ruleset)
    scored = ras_engine.score_batch(batch, ruleset)
    people = [scored.assessment(row) for row in range(50) if scored.status[row] == 0]
    imported = [sys.executable, "-c", "import ras_engine"]
    rows = [
        Contender(
            "**`score`**, example council, with its trace",
            len(people),
            timed(lambda: [ras_engine.score(ruleset, one) for one in people]),
        ),
        Contender("`import ras_engine`, with the interpreter", 1, timed(lambda: subprocess.run(imported, check=True))),
    ]
    measured(rows, setting.rounds)
    return Section("One person", "Whole calls of `score`, from an assessment to a result.", rows)


def growth(setting: Setting) -> Section:
    """Ten thousand to ten million people."""
    counts = [count for count in (10_000, 100_000, 1_000_000, 10_000_000) if count <= setting.many]
    most = workloads.draw(setting.workload, counts[-1])
    rows = []
    for threads in (1, 2):
        for count in counts:
            codes = {name: column[:count] for name, column in most.items()}
            score = ours.from_codes(setting.ruleset, codes, threads)
            rows.append(Contender(f"{count:,} people, {threads} thread{'s'[: threads - 1]}", count, timed(score)))
    measured(rows, max(3, setting.rounds // 2))
    series: dict[str, dict[int, float]] = {}
    for row in rows:
        series.setdefault(row.name.rpartition(", ")[2], {})[row.people] = row.each * row.people / 1e9
    (ROOT / "benchmarks" / "growth.svg").write_text(picture.growth("Time from codes to pence", series), encoding="utf-8")
    return Section("Growth", "Cost for a person as the caseload grows, from codes.\n\n![Time by people](growth.svg)", rows)


SECTIONS: dict[str, Callable[[Setting], Section]] = {
    "codes": from_codes,
    "frames": from_frames,
    "files": from_files,
    "council": example_council,
    "council-lines": every_line,
    "one": one_person,
    "growth": growth,
    "memory": memory,
}
