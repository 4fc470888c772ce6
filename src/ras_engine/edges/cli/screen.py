"""Where text goes: results to stdout, always as plain text; remarks to stderr, with colours and progress on a terminal only."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

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


def table(*columns: str) -> Table:
    """A table without a frame; a column whose name begins with ">" is aligned to the right."""
    named = any(column.removeprefix(">") for column in columns)
    made = Table(box=None, pad_edge=False, padding=(0, 1), show_header=named)
    for column in columns:
        right = column.startswith(">")
        # on a narrow screen long words go on in the next line: nothing is cut
        made.add_column(column.removeprefix(">"), justify="right" if right else "left", no_wrap=right, overflow="fold")
    return made


def put(made: Table, console: Console) -> None:
    """A table on a console, without the blanks that fill its lines up."""
    with console.capture() as captured:
        console.print(made)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    console.file.write("\n".join(lines) + "\n")


def heading(text: str) -> None:
    """A heading on stdout, with a line under it."""
    show(f"\n{text}\n{'-' * len(text)}")


def paragraph(text: str) -> None:
    """A sentence or two on stdout, broken at the width of the terminal."""
    show(
        "\n".join(
            line.rstrip() for line in textwrap.wrap(text, min(out().width, WIDTH), break_long_words=False, break_on_hyphens=False)
        )
    )


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
