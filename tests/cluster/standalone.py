"""A real Spark standalone cluster on the loopback address: a master and workers, each a process of its own, started and ended here.

Everything binds to 127.0.0.1, on ports the system chooses. Every process inherits a mark in its environment, so that whatever the
cluster's processes have started in turn is found and ended with it, also after a failure or a kill.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"
MARK = "RAS_ENGINE_CLUSTER"
PATIENCE = 120
SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
"""Java is told to start soon and not to prepare for a long life."""
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"


def why_not() -> str:
    """Why no cluster can be started here; empty where one can."""
    if find_spec("pyspark") is None:
        return 'pyspark is not installed: pip install "ras-engine[spark]"'
    return "" if shutil.which(java()) else "Spark needs Java 17 or later, and there is no java here"


def java() -> str:
    """The program that runs Java, where Spark looks for it."""
    return str(Path(os.environ["JAVA_HOME"], "bin", "java")) if "JAVA_HOME" in os.environ else "java"


ALONE = "-Dspark.master.rest.enabled=false"


@dataclass
class Cluster:
    """A running cluster. `url` is what a driver connects to; `workers` are the processes of its workers, by name."""

    folder: Path
    mark: str = field(default_factory=lambda: os.environ.get(MARK) or uuid.uuid4().hex)
    url: str = ""
    master: subprocess.Popen[bytes] | None = None
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, workers: int) -> None:
        """Start the master, then the workers, which are on their way when this returns."""
        self.master = self._run("master", MASTER, "--host", LOOPBACK, "--port", "0", "--webui-port", "0", options=[ALONE])
        self.url = self._said("master", r"Starting Spark master at (spark://\S+)")
        for _ in range(workers):
            self.add_worker()

    def wait_for_workers(self) -> None:
        """Wait until the master knows every worker that has not been killed."""
        for name, process in self.workers.items():
            if process.poll() is None:
                self._said(name, r"(Successfully registered) with master")

    def add_worker(self) -> str:
        """Start one more worker, with one core; its name."""
        name = f"worker-{len(self.workers) + 1}"
        asked = ("--host", LOOPBACK, "--port", "0", "--webui-port", "0", "--cores", "1", "--memory", "1g")
        self.workers[name] = self._run(name, WORKER, *asked, "--work-dir", str(self.folder / name), self.url)
        return name

    def stop(self) -> list[int]:
        """End every process of the cluster. What is still running after that: nothing, if all is well."""
        processes = [*self.workers.values(), *([self.master] if self.master else [])]
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()
        for pid in self.running():
            _kill(pid)
        return self.running() if wait_for(lambda: not self.running(), seconds=10) is None else []

    def running(self) -> list[int]:
        """The processes that carry the cluster's mark; the caller itself is none of them."""
        wanted = f"{MARK}={self.mark}".encode()
        return [pid for pid in _pids() if pid != os.getpid() and wanted in _environment(pid)]

    def environment(self) -> dict[str, str]:
        """What a process of this cluster finds in its environment."""
        import pyspark

        home = str(Path(pyspark.__file__).parent)
        asked = {"SPARK_HOME": home, "SPARK_LOCAL_IP": LOOPBACK, "SPARK_LOCAL_DIRS": str(self.folder), MARK: self.mark}
        python = {
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        scala = next(Path(home, "jars").glob("spark-core_*.jar")).name.removeprefix("spark-core_").partition("-")[0]
        return {**os.environ, **asked, **python, "SPARK_LAUNCHER_OPTS": SOON, "SPARK_SCALA_VERSION": scala}

    def _run(self, name: str, what: str, *arguments: str, options: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start one of Spark's own daemons, as its `spark-class` would, but without a second Java to put the command together."""
        environment = self.environment()
        jars = str(Path(environment["SPARK_HOME"], "jars", "*"))
        command = [java(), *SOON.split(), "-Xmx256m", *options, "-cp", jars, what, *arguments]
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def _said(self, name: str, wanted: str) -> str:
        """What a process's log says, as soon as it says it."""
        log = self.folder / f"{name}.log"
        found = wait_for(lambda: re.search(wanted, log.read_text(encoding="utf-8", errors="replace")), seconds=PATIENCE)
        if found is None:
            raise AssertionError(f"the {name} never said {wanted!r}; it said:\n{log.read_text(encoding='utf-8')[-3000:]}")
        return found[1]


@contextmanager
def standalone(folder: Path, *, workers: int = 2) -> Iterator[Cluster]:
    """A cluster for the length of a block. However the block ends, none of its processes is left."""
    cluster = Cluster(folder)
    try:
        cluster.start(workers)
        yield cluster
    finally:
        left = cluster.stop()
    assert not left, f"processes of the cluster are left: {left}"


def settings(cluster: Cluster) -> Mapping[str, str]:
    """What a driver's session is told, besides the cluster's address."""
    return {
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": str(cluster.folder / "warehouse"),
        "spark.executor.memory": "512m",
        "spark.driver.memory": "512m",
        "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than a small job
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.extraJavaOptions": SOON,
        "spark.executor.extraJavaOptions": SOON,
    }


def wait_for(found: Callable[[], T | None], *, seconds: int) -> T | None:
    """The first thing found that counts as true, or None where there is none in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if one := found():
            return one
        time.sleep(0.05)
    return None


def parent_of(pid: int) -> int:
    """The process that started a process; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _pids() -> list[int]:
    """All processes, where the system lists them in /proc."""
    return [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()] if Path("/proc").exists() else []


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
