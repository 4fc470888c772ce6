"""What is measured, section by section; each gives a table."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import ours
import peers_frames
import peers_numpy
import peers_plan
import picture
import workload as workloads
from measure import Apart, Contender, agreed, measured, timed

import ras_engine
from ras_engine.score.many.kernel.report import shown
from ras_engine.score.many.work import worked_out

ROOT = Path(__file__).parents[2]
INSTALL = "not installed: pip install {}"


@dataclass
class Section:
    """A table: its first contender is what the others are compared with."""

    title: str
    about: str
    contenders: list[Contender]
    left_out: list[str] = field(default_factory=list)
    others: Sequence[str] = ()


@dataclass
class Setting:
    """What all sections share."""

    people: int
    many: int
    rounds: int
    folder: Path
    pythons: dict[str, str | None]
    ruleset: Any
    workload: workloads.Workload
    codes: workloads.Codes
    expected: peers_numpy.Pence

    @staticmethod
    def make(people: int, many: int, rounds: int, folder: Path, openfisca: str | None, policyengine: str | None) -> Setting:
        """Read the workload, draw the people, and work out what everybody must find."""
        path = ROOT / "benchmarks" / "rulesets" / "workload.yaml"
        workload = workloads.read(path)
        codes = workloads.draw(workload, people)
        expected = peers_numpy.by_column(workload, codes)()
        pythons = {"openfisca_core": openfisca, "policyengine_core": policyengine}
        return Setting(people, many, rounds, folder, pythons, ras_engine.load_ruleset(path), workload, codes, expected)

    def first(self, people: int) -> workloads.Codes:
        """The first so many people."""
        return {name: column[:people] for name, column in self.codes.items()}

    def contender(self, name: str, score: Callable[[], Any], people: int = 0, target: float = 0.0) -> Contender:
        """A contender whose pence have been compared with everybody's."""
        agreed(name, score(), self.expected, people or self.people)
        return Contender(name, people or self.people, timed(score), target)


def from_codes(setting: Setting) -> Section:
    """Integer codes in memory to pence."""
    codes, workload, ruleset = setting.codes, setting.workload, setting.ruleset
    bytes_of = list(codes.values())
    few = min(setting.people, 20_000)
    rows = [
        setting.contender("**ras-engine**, 1 thread", ours.from_codes(ruleset, codes, 1)),
        setting.contender("ras-engine, 2 threads", ours.from_codes(ruleset, codes, 2)),
        setting.contender("ras-engine, 1 thread, all that a result shows", ours.from_codes(ruleset, codes, 1, everything=True)),
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
        for how in ("", "_strings"):
            label = f"{name}, from {'strings' if how else 'codes'}"
            python = setting.pythons[package] or (sys.executable if find_spec(package) else None)
            if python:
                few = min(setting.people, 20_000 if how else 200_000)
                rows.append(_apart(setting, python, label, f"in_{name.removesuffix('-core')}{how}", few, target))
            else:
                left.append(f"{label}: {INSTALL.format(name)}, and see `--{name.removesuffix('-core')}`")
    measured(rows, setting.rounds)
    return Section(
        "From integer codes",
        "39 columns of bytes in memory to three columns of pence: indicative budget, contingency and planning amount.",
        rows,
        left,
    )


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

    rows = [
        Contender("Parquet: only decoding to dictionaries", setting.people, timed(decoded)),
        setting.contender("**Parquet to pence**: `read_table` and `score_batch`", lambda: ours.from_frame(ruleset, decoded())()),
        Contender(
            "**Parquet to a Parquet file of budgets**: `score_file`", setting.people, timed(partial(to_file, paths["Parquet"]))
        ),
        Contender("CSV: only parsing, polars Enums", setting.people, timed(parsed)),
        setting.contender("**CSV to pence**: polars and `score_batch`", lambda: ours.from_frame(ruleset, parsed())()),
        Contender("**CSV to a CSV file of budgets**: `score_file`", setting.people, timed(partial(to_file, paths["CSV"]))),
    ]
    measured(rows, max(3, setting.rounds // 2))
    return Section(
        "From files", "The same people in a file: dictionary-encoded Parquet, and CSV. The file is in the page cache.", rows
    )


def example_council(setting: Setting) -> Section:
    """The example council's ruleset, which has every feature of the language in use."""
    plan = ras_engine.load_ruleset(ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml").plan
    people, random = min(setting.people, 200_000), np.random.default_rng(2026)
    codes = [random.integers(least, most, people, endpoint=True) for least, most in plan.ranges]
    codes = [
        column.astype(np.uint8) if most < 256 and least >= 0 else column
        for column, (least, most) in zip(codes, plan.ranges, strict=True)
    ]
    wanted = shown(plan)

    def by_us(threads: int) -> list[Any]:
        return list(worked_out(plan, codes, people, wanted, threads).values())

    expected = by_us(1)
    rows = [Contender(f"**ras-engine**, {n} thread{'s'[: n - 1]}", people, timed(partial(by_us, n))) for n in (1, 2)]
    for name, make in (("pandas", peers_plan.in_pandas), ("polars", peers_plan.in_polars), ("duckdb", peers_plan.in_duckdb)):
        if find_spec(name):
            score = make(plan, codes, wanted)
            agreed(name, score(), expected, people)
            rows.append(Contender(f"{name}, the ruleset's steps as its expressions", people, timed(score), 10))
    measured(rows, setting.rounds)
    return Section("The example council", f"58 inputs, 251 operations, {len(wanted)} columns of results, from codes.", rows)


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


def memory(setting: Setting) -> Section:
    """The most memory that a run of ten million people from Parquet holds, above the interpreter."""
    import pyarrow.parquet as parquet

    path, parts = setting.folder / "many.parquet", max(min(setting.many // setting.people, 2), 1)
    people, target = parts * setting.people, setting.folder / "many-budgets.parquet"
    table = ours.arrow(setting.workload, setting.codes)
    with parquet.ParquetWriter(path, table.schema) as writer:
        for _ in range(parts):
            writer.write_table(table)
    code = (
        "import ras_engine, ras_engine.score.many, pyarrow.parquet\n"
        "def most(): return [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0]\n"
        "before = most()\n"
        f"ruleset = ras_engine.load_ruleset({str(ROOT / 'benchmarks' / 'rulesets' / 'workload.yaml')!r})\n"
        f"ras_engine.score_file({str(path)!r}, ruleset, {str(target)!r}, constants={ours.CONSTANTS!r})\n"
        "print(before, most())\n"
    )
    kept: list[str] = []

    def run() -> None:
        target.unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        kept.append(done.stdout)

    row = Contender("**`score_file`**, Parquet to Parquet, in a process of its own", people, timed(run))
    row.seconds.append(row.once())
    before, after = map(int, kept[-1].split())
    above, plain = (after - before) / 1024, before / 1024
    about = f"{people:,} people: at most {above:,.0f} MB above an interpreter with its libraries ({plain:,.0f} MB)."
    return Section("Memory", about, [row])


SECTIONS: dict[str, Callable[[Setting], Section]] = {
    "codes": from_codes,
    "frames": from_frames,
    "files": from_files,
    "council": example_council,
    "one": one_person,
    "growth": growth,
    "memory": memory,
}
