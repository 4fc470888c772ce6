"""A caseload as a CSV file, as `read_caseload` reads it back: the same text in every cell. Written whole or not at all."""

from __future__ import annotations

import csv
from pathlib import Path

from ras_engine.edges.files.caseload import Caseload
from ras_engine.edges.files.whole import written_whole


def write_caseload(path: str | Path, caseload: Caseload) -> None:
    """Write the columns. Raises OSError where that cannot be done."""
    with written_whole(Path(path)) as file:
        writer = csv.writer(file)
        writer.writerow(list(caseload))
        writer.writerows(zip(*caseload.values(), strict=True))
