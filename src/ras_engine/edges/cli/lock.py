"""`ras-engine lock`: writes down what the approved rulesets of a rulebook say, so that a later edit is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ras_engine.edges.cli.codes import reporting
from ras_engine.edges.cli.load import existing
from ras_engine.edges.cli.options import Format, FormatOption
from ras_engine.edges.cli.screen import show, show_json
from ras_engine.rulebook import lock_rulebook


def lock(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of a rulebook.", show_default=False)],
    form: FormatOption = Format.TEXT,
) -> None:
    """Lock the approved rulesets of a rulebook.

    Their digests are written to `rulebook.lock` in the folder. From then on `check` notices when an approved ruleset was changed.
    """
    place = existing(folder, "The rulebook")
    with reporting(form):
        newly = lock_rulebook(place)
    if form is Format.JSON:
        show_json({"folder": str(place), "newly_locked": list(newly)})
    elif newly:
        show(f"{place}: locked now: {', '.join(newly)}.")
    else:
        show(f"{place}: every approved ruleset was locked already, and none was changed.")
