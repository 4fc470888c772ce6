"""Another council's installation: a fresh environment with the wheel, and its project run as its CI would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.source import ROOT

SAMPLE = Path(__file__).with_name("sample")
COUNT = re.compile(r"(\d+) (passed|failed|skipped|deselected|undecided|errors?)")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of pytest said: its exit code, its output, and how many tests came out how."""

    status: int
    output: str

    @property
    def counts(self) -> dict[str, int]:
        """From the last line."""
        return {kind: int(number) for number, kind in COUNT.findall(self.output.strip().splitlines()[-1])}


@dataclass(frozen=True, slots=True)
class Council:
    """A checkout of a council's repository, and the interpreter in which the wheel is installed."""

    python: Path
    folder: Path

    def pytest(self, *arguments: str, environment: dict[str, str] | None = None) -> Ran:
        """Run pytest in the checkout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON", "RAS_", "COV_"))}
        command = [str(self.python), "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        ran = subprocess.run(
            command, cwd=self.folder, env={**kept, **(environment or {})}, capture_output=True, text=True, check=False
        )
        return Ran(ran.returncode, ran.stdout + ran.stderr)

    def project(self, folder: Path) -> Council:
        """A fresh copy of the sample project."""
        shutil.copytree(SAMPLE, folder)
        return Council(self.python, folder)


def wheel(folder: Path) -> Path:
    """The wheel, built without the network by the build tool that is already installed."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=True)
    (made,) = folder.glob("*.whl")
    return made


def fresh_environment(folder: Path) -> Path:
    """A virtual environment of its own with the wheel in it; what the wheel needs is lent by the environment of these tests."""
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    install = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*install, "--target", str(packages), str(wheel(folder))], capture_output=True, text=True, check=True)
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("".join(f"{one}\n" for one in sorted(lent)), encoding="utf-8")
    return python
