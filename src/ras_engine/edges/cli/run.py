"""Runs one command and turns whatever happens into an exit code. No traceback reaches a user who did not ask for one."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import typer

from ras_engine.edges.cli.app import app
from ras_engine.edges.cli.codes import Exit, rendered
from ras_engine.edges.cli.screen import say
from ras_engine.edges.cli.usage import in_our_words
from ras_engine.errors import RasError
from ras_engine.version import VERSION

DEBUG = "--debug"
REPORT = (
    "Please report it, with the command that you typed but without anything about a person: see CONTRIBUTING.md of the project."
)


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command. `--debug` may stand anywhere."""
    debug = DEBUG in arguments
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = _command([one for one in arguments if one != DEBUG])
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_stdout()
        return Exit.GOOD
    except KeyboardInterrupt:
        say("Stopped.")
        return Exit.STOPPED
    except Exception as error:
        if debug:
            traceback.print_exc()
        say(f"internal error in ras-engine {VERSION}: {type(error).__name__}. {REPORT} (--debug shows where.)")
        return Exit.INTERNAL


def _command(arguments: Sequence[str]) -> int:
    try:
        given: Any = app(args=list(arguments), prog_name="ras-engine", standalone_mode=False)
        return int(given) if isinstance(given, int) else Exit.GOOD
    except BrokenPipeError:
        raise
    except typer.Abort:
        raise KeyboardInterrupt from None
    except RasError as error:
        say(rendered(error.problems).rstrip("\n"))
        return Exit.UNUSABLE
    except OSError as error:
        if error.filename is None:
            raise
        say(f"{error.filename}: {(error.strerror or 'it cannot be used').lower()}")
        return Exit.UNUSABLE
    except Exception as error:
        if not hasattr(error, "show") or not hasattr(error, "exit_code"):
            raise
        in_our_words(error)
        error.show()  # a usage error of the command line's own library
        return Exit.USAGE


def _forget_stdout() -> None:
    """Whoever read stdout has gone; what is still to be written goes nowhere, quietly."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
