"""Where text goes. Results go to stdout, plain text always; remarks, colours and progress to stderr, the last two on a terminal only."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

WIDTH = 100
"""Of tables where there is no terminal to ask."""


def out() -> Console:
    """Results, on stdout: never a colour, so that what is seen is what is piped."""
    width = None if sys.stdout.isatty() else WIDTH
    return Console(
        file=sys.stdout, color_system=None, force_terminal=False, highlight=False, markup=False, emoji=False, width=width
    )


def err() -> Console:
    """Remarks, on stderr. `NO_COLOR` is respected."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def say(text: str, style: str = "") -> None:
    """A remark on stderr."""
    err().print(text, style=style or None)


def show(text: str) -> None:
    """Text on stdout, exactly as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def show_json(data: Any) -> None:
    """Plain data on stdout."""
    show(json.dumps(data, indent=2, ensure_ascii=False))


def table(*columns: str, title: str = "") -> Table:
    """A table without a frame; a column whose name begins with ">" is aligned to the right."""
    made = Table(box=None, pad_edge=False, padding=(0, 2), title=title or None, title_justify="left", show_header=any(columns))
    for column in columns:
        right = column.startswith(">")
        made.add_column(column.removeprefix(">"), justify="right" if right else "left", no_wrap=right)
    return made


def heading(text: str) -> None:
    """A heading on stdout, with a line under it."""
    out().print(Text(f"\n{text}\n{'-' * len(text)}"))


def progress(what: str) -> Progress:
    """A progress bar on stderr; nothing at all where that is no terminal. It leaves no trace when it is done."""
    console = err()
    return Progress(
        TextColumn(what),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def with_progress(what: str, parts: list[tuple[str, Callable[[], Any]]]) -> list[Any]:
    """Do the parts one after the other, with a bar; gives what each gave."""
    results = []
    with progress(what) as bar:
        task = bar.add_task(what, total=len(parts))
        for _, part in parts:
            results.append(part())
            bar.advance(task)
    return results
