"""What to say where an optional library is asked for and is not installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingExtra(ModuleNotFoundError):
    """An optional library is not installed; the message has the command that installs it."""


def needed(name: str, what: str, extra: str = "frames") -> Any:
    """The module called `name`. Raises MissingExtra: `what` needs it, and `pip install "ras-engine[extra]"` brings it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        package = name.partition(".")[0]
        if error.name is not None and error.name.partition(".")[0] != package:
            raise
        message = f'{what} needs {package}, which is not installed. To install it: pip install "ras-engine[{extra}]"'
        raise MissingExtra(message, name=package) from error
