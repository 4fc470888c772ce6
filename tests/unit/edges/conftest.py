"""The example council is read once for all tests of commands: reading it is tested elsewhere, and takes a second each time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ras_engine.rulebook import load_rulebook, load_ruleset
from tests.unit.edges.people import EXAMPLE

once_ruleset, once_rulebook = cache(load_ruleset), cache(load_rulebook)


def remembered(load: Callable[[Any], Any], once: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda path: once(path) if EXAMPLE in (Path(path), Path(path).parent) else load(path)


@pytest.fixture(autouse=True)
def _example_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("load", "demo", "replay"):
        monkeypatch.setattr(f"ras_engine.edges.cli.{module}.load_rulebook", remembered(load_rulebook, once_rulebook))
    for module in ("load", "replay"):
        monkeypatch.setattr(f"ras_engine.edges.cli.{module}.load_ruleset", remembered(load_ruleset, once_ruleset))
