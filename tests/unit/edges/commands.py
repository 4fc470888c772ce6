"""Runs commands: inside this process, and as the installed program would run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ras_engine.edges.cli import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def ras(capsys: pytest.CaptureFixture[str], *arguments: object) -> Answer:
    """The command in this process."""
    capsys.readouterr()
    code = main([str(one) for one in arguments])
    captured = capsys.readouterr()
    return Answer(code, captured.out, captured.err)


def program(*arguments: object, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Answer:
    """The command as a program of its own."""
    command = [sys.executable, "-m", "ras_engine", *map(str, arguments)]
    answer = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        encoding="utf-8",
    )
    return Answer(answer.returncode, answer.stdout, answer.stderr)
