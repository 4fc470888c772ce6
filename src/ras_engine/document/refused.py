"""Rules that are refused by name (filled in below)."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.errors import Problem
from ras_engine.located import Located, Path


def refused(located: Located) -> Iterator[tuple[Path, Problem]]:
    """Every rule that the language refuses."""
    yield from ()
