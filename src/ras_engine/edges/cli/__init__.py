"""The command line: `ras-engine COMMAND`. Receives words; gives text on stdout, remarks on stderr, and an exit code.

This file imports nothing optional, so that a missing `typer` is a sentence and not a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

NEEDED = {"typer": 'pip install "ras-engine[cli]"', "rich": 'pip install "ras-engine[cli]"'}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 good, 1 findings, 2 usage, 3 unusable data, 4 internal, 130 stopped."""
    try:
        from ras_engine.edges.cli.run import run
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in NEEDED:
            raise
        print(f"The command line needs {missing}, which is not installed. To install it: {NEEDED[missing]}", file=sys.stderr)
        return 2
    return run(sys.argv[1:] if arguments is None else list(arguments))


__all__ = ["main"]
