"""The templates of this report."""

from __future__ import annotations

from typing import Any

from ras_engine.edges.report import templating


def rendered(name: str, **words: Any) -> str:
    """A template with its words. Raises ModuleNotFoundError where Jinja2 is not installed."""
    return templating.rendered(__package__ or "", name, **words)
