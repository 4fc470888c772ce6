"""What a cluster costs beside one process, and whether its cost is as the model says: `python benchmarks/cluster.py`.

A standalone Spark cluster on this machine (a master, two workers of one core) reads dictionary-encoded Parquet, scores it by
`rulesets/workload.yaml` and writes every column of the result as Parquet; so does one process, on one thread and on two, and so
do two Dask workers. Compare ratios within one run: everything shares the machine, and each is done in turn, several times.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ras_engine import Ruleset, load_ruleset  # noqa: E402
from ras_engine.edges.arrow import Piece, finish, part_writer, pieces_of, scorer  # noqa: E402
from ras_engine.edges.spark import score_files, write_files  # noqa: E402
from tests.cluster.job import session  # noqa: E402
from tests.cluster.standalone import standalone  # noqa: E402

FILE, GROUP, SMALL = 1_000_000, 250_000, 10_000
"""Rows in a file, in a row group (which is a task), and in a row group where tasks are meant to be too small."""
CORES = 2
SAME = {"baseline": "no_unpaid_support", "carer_support": "offered", "carer.able": "yes", "carer.willing": "yes"}
KEPT = ("person",)
AMOUNT = "indicative_budget_pence"
ALONE, SPARK = "write every column: one process, one thread", "write every column: Spark, two workers"


AS_USUAL = {
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.codegen.wholeStage": "true",  # the tests' settings make a short life short; here Spark is as it comes
    "spark.sql.codegen.factoryMode": "FALLBACK",
    "spark.driver.extraJavaOptions": "",
    "spark.executor.extraJavaOptions": "",
}


def main() -> None:
    """Make the caseload, start the cluster, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=10_000_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--folder", type=Path, help="where to keep the caseload for another time; about 25 bytes a person")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = options.folder or Path(temporary)
        sizes = [options.people // 10, options.people * 3 // 10, options.people]
        ruleset = load_ruleset(ROOT / "benchmarks" / "rulesets" / "workload.yaml")
        make_caseload(place, ruleset, options.people)
        with standalone(Path(tempfile.mkdtemp(dir=temporary)), workers=CORES) as cluster:
            begun = time.perf_counter()
            spark = session(cluster, AS_USUAL)
            cluster.wait_for_workers()
            says(f"driver and two workers ready: {time.perf_counter() - begun:.1f} s")
            run(
                Work(place, Path(temporary), ruleset, spark), sizes, options.rounds, lambda: busy([os.getpid(), *cluster.running()])
            )
            spark.stop()


class Work:
    """What is measured."""

    def __init__(self, caseload: Path, temporary: Path, ruleset: Ruleset, spark: Any) -> None:
        self.caseload, self.temporary, self.ruleset, self.spark = caseload, temporary, ruleset, spark

    def files(self, people: int) -> list[Path]:
        """The first files of the caseload: so many people."""
        return sorted(self.caseload.glob("people-*.parquet"))[: max(1, people // FILE)]

    def pieces(self, people: int) -> tuple[Piece, ...]:
        """Their pieces of work."""
        return pieces_of(self.files(people), rows=GROUP)

    def one_process(self, people: int, threads: int) -> int:
        """Pieces read, scored and written, one after another on each thread."""
        with self.out() as folder:
            pieces = self.pieces(people)
            writer = part_writer(scorer(self.ruleset, constants=SAME, keep={"person": "int64"}, money="pence"), pieces, folder)
            with ThreadPoolExecutor(threads) as pool:
                done = finish(writer, pieces, pool.map(writer, pieces))
            return sum(part.rows for part in done)

    def on_spark(self, files: Sequence[Path], rows: int = GROUP) -> int:
        """Pieces read, scored and written by the cluster's workers."""
        with self.out() as folder:
            done = write_files(self.spark, files, folder, self.ruleset, keep=KEPT, constants=SAME, money="pence", rows=rows)
            return sum(part.rows for part in done)

    def on_dask(self, people: int) -> int:
        """The same by two processes of Dask's."""
        from ras_engine.edges.dask import write_files as write_with_dask

        with self.out() as folder:
            done = write_with_dask(self.files(people), folder, self.ruleset, keep=KEPT, constants=SAME, money="pence", rows=GROUP)
            return sum(part.rows for part in done)

    def decoded(self, people: int) -> int:
        """The floor: columns decoded to dictionaries, and nothing done with them."""
        wanted = scorer(self.ruleset, constants=SAME).reads
        return sum(len(batch) for piece in self.pieces(people) for batch in piece.batches(wanted))

    def amounts_here(self, people: int) -> int:
        """The sum of all budgets, in one process on one thread; nothing is written."""
        score = scorer(self.ruleset, constants=SAME, give=[AMOUNT], money="pence")
        batches = (batch for piece in self.pieces(people) for batch in piece.scored(score))
        return sum(pa.compute.sum(batch[AMOUNT]).as_py() for batch in batches)

    def amounts_on_spark(self, people: int) -> int:
        """The same sum, from rows that go through Spark."""
        frame = score_files(self.spark, self.files(people), self.ruleset, constants=SAME, give=[AMOUNT], money="pence", rows=GROUP)
        return int(frame.groupBy().sum(AMOUNT).collect()[0][0])

    @contextmanager
    def out(self) -> Iterator[Path]:
        """A folder for the result, gone afterwards."""
        folder = Path(tempfile.mkdtemp(dir=self.temporary))
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def run(work: Work, sizes: Sequence[int], rounds: int, busy: Callable[[], dict[int, float]]) -> None:
    """Measure, print."""
    most = sizes[-1]
    says(f"first job, with Python's start on both workers: {timed(lambda: work.on_spark(work.files(sizes[0])[:1]))[0]:.1f} s")
    small = work.caseload / "small-groups.parquet"
    with dask_workers():
        work.on_dask(FILE)
        found = measured(
            {
                "decode columns to dictionaries, one thread": lambda: work.decoded(most),
                ALONE: lambda: work.one_process(most, 1),
                "write every column: one process, two threads": lambda: work.one_process(most, 2),
                SPARK: lambda: work.on_spark(work.files(most)),
                "write every column: Dask, two processes": lambda: work.on_dask(most),
                "sum of all budgets: one process, one thread": lambda: work.amounts_here(most),
                "sum of all budgets: Spark, two workers": lambda: work.amounts_on_spark(most),
                f"... {sizes[0]:,} people": lambda: work.on_spark(work.files(sizes[0])),
                f"... {sizes[1]:,} people": lambda: work.on_spark(work.files(sizes[1])),
                f"... {FILE:,} people in {FILE // SMALL} tasks": lambda: work.on_spark([small], SMALL),
            },
            rounds,
            busy,
        )
    table(found, most)
    model({name: median(one.busy for one in times) / CORES for name, times in found.items()}, sizes)


@contextmanager
def dask_workers() -> Iterator[None]:
    """Two processes of Dask's."""
    from distributed import Client, LocalCluster

    asked: dict[str, Any] = {"n_workers": CORES, "threads_per_worker": 1, "host": "127.0.0.1"}
    asked |= {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    local, connected = cast(Any, LocalCluster), cast(Any, Client)
    with local(**asked) as workers, connected(workers):
        yield


@dataclass(frozen=True)
class Taken:
    """What one run took: by the clock, and as processor time of all processes, which other work on the machine hardly changes."""

    seconds: float
    busy: float


def measured(kinds: Mapping[str, Callable[[], int]], rounds: int, busy: Callable[[], dict[int, float]]) -> dict[str, list[Taken]]:
    """What each took, done in turn; every round must come to the same."""
    times: dict[str, list[Taken]] = {name: [] for name in kinds}
    results: dict[str, set[int]] = {name: set() for name in kinds}
    for number in range(rounds):
        for name, work in kinds.items():
            before = busy()
            seconds, result = timed(work)
            after = busy()
            times[name].append(Taken(seconds, sum(spent - before.get(pid, 0) for pid, spent in after.items())))
            results[name].add(result)
            says(f"round {number + 1}: {name}: {seconds:.1f} s, processors {times[name][-1].busy:.1f} s, {result:,}")
    assert all(len(one) == 1 for one in results.values()), results
    return times


def busy(processes: Sequence[int]) -> dict[int, float]:
    """The processor time of each process so far, in seconds."""
    found = {}
    for pid in processes:
        with suppress(OSError):
            ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            found[pid] = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return found


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """How many seconds it takes, and what it gives."""
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def table(found: Mapping[str, list[Taken]], people: int) -> None:
    """The medians, and the ratios that count: each of one round, then their median, as the machine is busier in some rounds."""
    says(f"\n{people:,} people, medians; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    for name, times in found.items():
        alone = found["sum of all budgets: one process, one thread" if name.startswith("sum") else ALONE]
        pairs = list(zip(times, alone, strict=True))
        clock, work = (
            median(one.seconds / other.seconds for one, other in pairs),
            median(one.busy / other.busy for one, other in pairs),
        )
        ratios = "" if name.startswith("...") else f" {clock:.2f} | {work:.2f} |"
        says(f"| {name} | {median(one.seconds for one in times):.1f} s | {median(one.busy for one in times):.1f} s |{ratios}")


def model(found: Mapping[str, float], sizes: Sequence[int]) -> None:
    """time = a + b * rows / cores + c * tasks / cores, from the smallest and largest size and small tasks; tried on the third.

    Of processor time over cores, as that is what is left of the clock on machines that have nothing else to do.
    """
    few, some, many = sizes
    spark = {
        few: found[f"... {few:,} people"],
        some: found[f"... {some:,} people"],
        many: found["write every column: Spark, two workers"],
    }
    tasks = {size: max(1, size // GROUP) for size in sizes}
    extra = FILE // SMALL - FILE // GROUP
    c = max(0.0, (found[f"... {FILE:,} people in {FILE // SMALL} tasks"] - _at(spark, FILE)) * CORES / extra)
    b = ((spark[many] - spark[few]) * CORES - c * (tasks[many] - tasks[few])) / (many - few)
    a = spark[few] - (b * few + c * tasks[few]) / CORES
    said = a + (b * some + c * tasks[some]) / CORES
    says(f"\ntime = {a:.2f} s + {b * 1e6:.2f} s * million people / cores + {c * 1e3:.1f} ms * tasks / cores")
    says(f"at {some:,}: the model says {said:.2f} s, took {spark[some]:.2f} s ({(said / spark[some] - 1) * 100:+.0f} %)")
    for cores in (64, 256):
        says(f"at 1,000,000,000 on {cores} cores, 4,000 tasks: {a + (b * 1e9 + c * 4000) / cores:,.0f} s")


def _at(times: Mapping[int, float], size: int) -> float:
    """The time at a size, on the line between the sizes that were measured."""
    return float(np.interp(size, list(times), list(times.values())))


def make_caseload(place: Path, ruleset: Ruleset, people: int) -> None:
    """Dictionary-encoded Parquet in files of a million, seeded, and a million in small row groups; kept if it is there."""
    place.mkdir(parents=True, exist_ok=True)
    for number in range(max(1, people // FILE)):
        path = place / f"people-{number:03d}.parquet"
        if not path.exists():
            pq.write_table(people_of(ruleset, number), path, row_group_size=GROUP)
    small = place / "small-groups.parquet"
    if not small.exists():
        pq.write_table(people_of(ruleset, 0), small, row_group_size=SMALL)


def people_of(ruleset: Ruleset, number: int) -> pa.Table:
    """A million people."""
    seed = np.random.default_rng(2026 + number)
    columns: dict[str, Any] = {"person": pa.array(np.arange(number * FILE, (number + 1) * FILE))}
    for ask in ruleset.plan.asks:
        levels = (["none"] if ask.column.startswith("carer.") else []) + list(getattr(ask, "levels", ()))
        places = pa.array(seed.integers(0, len(levels), FILE, dtype=np.int8))
        columns[ask.column] = pa.DictionaryArray.from_arrays(places, pa.array(levels))
    return pa.table(columns)


def says(text: str) -> None:
    """At once, so that whoever waits can see how far it is."""
    print(text, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # so that the cluster is ended as well
    main()
