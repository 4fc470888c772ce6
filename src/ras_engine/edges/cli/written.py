"""Reports to stdout or to a file: where they may go, how they are written, and what to say where a library is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path

import typer

from ras_engine.edges.cli.screen import say, show
from ras_engine.edges.files.whole import written_whole


def refuse_out(out: Path | None) -> None:
    """A usage error before the work, where the file cannot be written."""
    if out is not None and (out.is_dir() or not out.parent.is_dir()):
        raise typer.BadParameter(f"--out {out}: name a file in a folder that is there.")


def write_out(make: Callable[[], str] | Callable[[], None], out: Path | None, remark: str) -> None:
    """What `make` gives, or shows where it gives nothing, on stdout or in a file; for a file a remark says so."""
    if out is None:
        text = make()
        if text is not None:
            show(text)
        return
    with written_whole(out) as file, redirect_stdout(file):
        text = make()
        if text is not None:
            file.write(text)
    say(f"{out}: {remark}")


def missing(error: ModuleNotFoundError, needed: Mapping[str, str]) -> Exception:
    """A sentence for a library that is not installed, by the extra that brings it. Any other missing one is a mistake of ours."""
    name = (error.name or "").partition(".")[0]
    if name not in needed:
        return error
    return typer.BadParameter(f'it needs {name}, which is not installed. To install it: pip install "ras-engine[{needed[name]}]"')
