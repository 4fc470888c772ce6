"""`python -m ras_engine` is the same as `ras-engine`."""

from __future__ import annotations

import sys

from ras_engine.edges.cli import main

if __name__ == "__main__":
    sys.exit(main())
