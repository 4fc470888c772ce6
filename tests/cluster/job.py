"""One run on a standalone cluster, as a program: `python -m tests.cluster.job FOLDER`. What came of it is `outcome.json`.

Two workers. A data frame is scored; then row groups are read by the workers, and the one that has just sent all of its rows is
killed before its task can end; then parts are written, and the one that has just put a part in place is killed before it can say
so. Everything is compared with one process, person by person.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ras_engine import Ruleset, demo_caseload, load_ruleset
from ras_engine.edges.arrow import scorer
from ras_engine.edges.spark import files, score_files, score_frame, write_files
from tests.cluster.standalone import LOOPBACK, Cluster, parent_of, settings, standalone

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROOT = Path(__file__).parents[2]
RULESET = ROOT / "rulesets" / "example-borough" / "2026-04-06.yaml"
PEOPLE, COPIES, ROWS = 2_000, 3, 500
FATAL = 3
"""The piece of work that kills its worker, once."""


def main(folder: Path) -> None:
    ruleset = load_ruleset(RULESET)
    expected = caseload(folder, ruleset)
    found: dict[str, Any] = {"people": len(expected)}
    with standalone(folder) as cluster:
        spark = session(cluster)
        cluster.wait_for_workers()
        found |= story(spark, cluster, folder, ruleset, expected)
        found["open_to_the_world"] = [one for one in listening(cluster) if one != LOOPBACK]
        spark.stop()
    found["left_running"] = cluster.running()
    (folder / "outcome.json").write_text(json.dumps(found), encoding="utf-8")


def story(spark: SparkSession, cluster: Cluster, folder: Path, ruleset: Ruleset, expected: pa.Table) -> dict[str, Any]:
    """What is done on the cluster, and what came of it."""
    found: dict[str, Any] = {}
    frame = spark.read.parquet(str(folder / "caseload"))
    found["frame"] = compared(score_frame(frame, ruleset, keep=["person"]).toArrow(), expected)

    workers = {name: process.pid for name, process in cluster.workers.items()}
    dying(folder / "first", workers, files, "ReadPieces", files.ReadPieces)
    rows = score_files(spark, folder / "caseload", ruleset, keep=["person"], rows=ROWS)
    found["rows"] = compared(rows.toArrow(), expected)
    found["killed_while_reading"] = (folder / "first").read_text()

    cluster.add_worker()
    workers = {name: process.pid for name, process in cluster.workers.items() if process.poll() is None}
    cluster.wait_for_workers()
    dying(folder / "second", workers, files, "WritePieces", files.WritePieces)
    done = write_files(spark, folder / "caseload", folder / "budgets", ruleset, keep=["person"], rows=ROWS)
    found["parts"] = compared(pq.read_table(folder / "budgets"), expected)
    found["killed_while_writing"] = (folder / "second").read_text()
    found["files"] = sorted(os.listdir(folder / "budgets"))
    found["counted"] = [done_part.rows for done_part in done]
    return found


def caseload(folder: Path, ruleset: Ruleset) -> pa.Table:
    """Writes the caseload, in two files of small row groups; gives the budgets as one process finds them, in plain texts."""
    made = demo_caseload(PEOPLE, 1, ruleset)
    once = pa.table({name: pa.array(list(made[name])).dictionary_encode() for name in made if name != "id"})
    table = pa.concat_tables([once] * COPIES)
    table = table.append_column("person", pa.array(range(len(table)), pa.int64()))
    (folder / "caseload").mkdir(parents=True)
    half = len(table) // 2
    for number, part in enumerate((table.slice(0, half), table.slice(half))):
        pq.write_table(part, folder / "caseload" / f"people-{number}.parquet", row_group_size=ROWS)
    return scorer(ruleset, keep={"person": "int64"}, texts="plain")(table)


def compared(found: pa.Table, expected: pa.Table) -> dict[str, Any]:
    """How budgets differ from those of one process: people lost and doubled, and columns that are not the same."""
    people = found["person"].to_pylist()
    there, wanted = set(people), set(expected["person"].to_pylist())
    in_order = found.sort_by("person")
    same = len(people) == len(expected)
    return {
        "lost": len(wanted - there),
        "doubled": len(people) - len(there),
        "names": found.schema.names == expected.schema.names,
        "different": [
            name for name in expected.schema.names if not same or in_order[name].to_pylist() != expected[name].to_pylist()
        ],
    }


def dying(marker: Path, workers: dict[str, int], module: Any, name: str, task: Any) -> None:
    """From now on the module's tasks kill the worker that they run on, once, when they have done the fatal piece."""
    setattr(module, name, lambda work, pieces: Dying(task(work, pieces), FATAL, str(marker), workers))


@dataclass(frozen=True)
class Dying:
    """A task after whose fatal piece the machine is lost: everything is done and sent, and nobody was told."""

    task: Any
    fatal: int
    marker: str
    workers: dict[str, int]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        handed = list(batches)
        yield from self.task(iter(handed))
        if self.fatal in [number for batch in handed for number in batch.column(0).to_pylist()]:
            lose_this_machine(self.marker, self.workers)


def lose_this_machine(marker: str, workers: dict[str, int]) -> None:
    """Kill the worker above this process and everything between, this process last; the second time, live on."""
    try:
        with open(marker, "x", encoding="utf-8") as file:
            above = [os.getpid()]
            while above[-1] not in workers.values():
                above.append(parent_of(above[-1]))
            file.write(next(name for name, pid in workers.items() if pid == above[-1]))
    except FileExistsError:
        return
    for pid in reversed(above):
        os.kill(pid, signal.SIGKILL)


def session(cluster: Cluster, more: Mapping[str, str] | None = None) -> SparkSession:
    """A driver on the cluster, in this process; `more` are further settings of it."""
    os.environ.update(cluster.environment())
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(cluster.url).appName("tests")
    for name, value in {**settings(cluster), **(more or {})}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def listening(cluster: Cluster) -> list[str]:
    """The addresses at which the cluster's processes can be reached."""
    mine = set()
    for pid in cluster.running():
        for link in Path(f"/proc/{pid}/fd").iterdir():
            target = os.readlink(link)
            if target.startswith("socket:["):
                mine.add(target[8:-1])
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:]]
    return sorted({address(line[1]) for line in lines if line[3] == "0A" and line[9] in mine})


def address(written: str) -> str:
    """An address as /proc/net writes it, in the usual form; IPv4 within IPv6 as IPv4."""
    host = bytes.fromhex(written.partition(":")[0])
    last = host[-4:]
    mapped = (
        len(host) == 4 or host[:-4] == bytes(8) + bytes.fromhex("ffff0000") or host[:-4] == bytes(8) + bytes.fromhex("0000ffff")
    )
    return ".".join(str(part) for part in reversed(last)) if mapped else host.hex()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))  # so that the cluster is ended as well
    main(Path(sys.argv[1]))
