"""What comes with the library is found from a checkout and from a wheel alike."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ras_engine.edges.shipped import shipped
from tests.architecture.source import ROOT, SRC

EXAMPLE = ROOT / "rulesets" / "example-borough"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network by the build tool that is already installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (made,) = folder.glob("*.whl")
    return made


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_the_type_marker_and_every_source_and_data_file(wheel: Path) -> None:
    files = (path for path in (SRC / "ras_engine").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {path.relative_to(SRC).as_posix() for path in files} <= names(wheel)
    assert "ras_engine/py.typed" in names(wheel)


def test_the_wheel_carries_the_example_council_as_package_data(wheel: Path) -> None:
    inside = {f"ras_engine/data/rulesets/example-borough/{path.name}" for path in EXAMPLE.iterdir() if path.is_file()}
    assert inside
    assert inside <= names(wheel)


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    """But for the hooks of the pytest plugin, which lie beside the package so that a run without rulesets need not import it."""
    assert {name.partition("/")[0].partition("-")[0] for name in names(wheel)} <= {"ras_engine", "_ras_engine_pytest.py"}


def test_the_example_council_is_found_from_a_checkout() -> None:
    assert shipped("rulesets/example-borough") == EXAMPLE


def test_the_example_council_is_found_from_an_unpacked_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "from ras_engine.edges.shipped import shipped; print(shipped('rulesets/example-borough'))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert Path(answer.stdout.strip()) == tmp_path / "ras_engine" / "data" / "rulesets" / "example-borough"


@pytest.mark.parametrize("name", ["rulesets/nowhere", "../secret", "/etc/passwd", ""])
def test_a_name_that_does_not_come_with_the_library_is_refused(name: str) -> None:
    with pytest.raises(FileNotFoundError, match="does not come with this installation"):
        shipped(name)
